"""The lists of money: `invoices`, `payments`, `books`."""

from __future__ import annotations

from django.urls import reverse

from wego.core.office import MenuGroup, Trail


def money_above() -> Trail:
    """The page above each of money's pages."""
    return [(reverse("office_finance:overview"), MenuGroup.PAYMENTS.label)]
