"""What every page's frame needs: languages, the demonstration mark, the reader's roles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from wego.core.hooks import Slot

# Filled from above with the main navigation's entries (url, label, is_here) for this reader.
navigation = Slot("core.context_processors.navigation")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; costs no query of its own."""
    # Two slashes at the start would make a link to another site of the first part.
    here = "/" + request.get_full_path().lstrip("/")
    current = get_language()
    return {
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": translate_url(here, code),
                "is_current": code == current,
            }
            for code, _name in settings.LANGUAGES
        ],
        "is_demonstration": settings.WEGO_DEMONSTRATION,
        "today": timezone.localdate(),  # a paper says of which day it is
        "base_url": settings.WEGO_BASE_URL,
        "here": here,
        "navigation": SimpleLazyObject(
            lambda: [entry for entries in navigation.collect(request=request) for entry in entries]
        ),
    }
