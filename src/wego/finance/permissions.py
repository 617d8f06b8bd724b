"""Who may do what with money: predicates, asked at the edge."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer

can_see_books = Permission(
    code="finance.see_books", label=_("View invoices, payments, bank statements and the books of all members")
)
can_keep_books = Permission(
    code="finance.keep_books",
    label=_("Keep the books: record, assign, credit, write off, refund, remind, close"),
    implies=can_see_books,
)


def can_see_account(user: Any, organisation: Organisation) -> bool:
    """An organisation's invoices, payments and statement: its officers and who sees the books."""
    return is_officer(user, organisation) or can_see_books(user)


def can_set_billing_contact(user: Any, organisation: Organisation) -> bool:
    """To whom invoices go: the organisation's officers and who keeps the books."""
    return is_officer(user, organisation) or can_keep_books(user)
