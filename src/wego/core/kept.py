"""Parts of pages that are the same for every reader, kept until anything at all changes.

Every write leaves a line in the audit trail, so the trail's last number tells whether what was kept still holds. It is
read in the reader's own transaction; nothing has to be cleared, and no page is ever older than the last write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wego.core.models import AuditEntry


def kept(make: Callable[[], str], *parts: object) -> SafeString:
    """The markup that `make` gives, made once for these parts and the language in force.

    The parts name everything that the markup depends on beside what is stored: the address, the reader, the day.
    """
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    words = "\n".join(str(part) for part in (last, get_language(), *parts))
    key = hashlib.sha256(words.encode()).hexdigest()
    store = caches["pages"]
    markup = store.get(key)
    if markup is None:
        markup = str(make())
        store.set(key, markup)
    return mark_safe(markup)  # noqa: S308  what our own templates rendered
