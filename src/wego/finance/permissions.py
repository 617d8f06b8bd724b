"""Who may do what with money: predicates, asked at the edge."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer


def can_keep_books(user: Any) -> bool:
    """Issue, record, allocate, credit, write off, refund, remind, close a month, see every export: the secretariat."""
    return is_secretariat(user)


def can_see_account(user: Any, organisation: Organisation) -> bool:
    """An organisation's invoices, payments and statement: its officers and the secretariat."""
    return is_officer(user, organisation) or is_secretariat(user)


def can_set_billing_contact(user: Any, organisation: Organisation) -> bool:
    """To whom invoices go: the organisation's officers and the secretariat."""
    return can_see_account(user, organisation)
