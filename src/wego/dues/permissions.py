"""Who may do what with dues."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer


def can_declare_figure(user: Any, organisation: Organisation) -> bool:
    """Submit people or staff for the fee: the organisation's officers."""
    return is_officer(user, organisation)


def can_run_dues(user: Any) -> bool:
    """Runs, the simulator, readings and concessions: the secretariat."""
    return is_secretariat(user)
