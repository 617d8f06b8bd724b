"""Background work of the index: what takes seconds is made before anybody asks for it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation

from wego.cityindex.models import Edition
from wego.cityindex.printing import report_pdf


def set_reports(_at: datetime) -> None:
    """A periodic job: the report of every edition that is out, in every language; what is kept is not set again."""
    for edition in Edition.objects.exclude(status=Edition.Status.DRAFT):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                report_pdf(edition)
