"""The lists of money: `invoices`, `payments`, `books`."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.core.office import Trail


def money_above() -> Trail:
    """The page above each of money's pages."""
    return [(reverse("office_finance:overview"), _("Finance"))]
