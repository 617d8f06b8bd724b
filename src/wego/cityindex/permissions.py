"""Who may do what with the index; what everybody may see stands in `queries.editions`."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer


def can_see_editions_office(user: Any) -> bool:
    """Only the secretariat looks after editions."""
    return is_secretariat(user)


def can_draft_editions(user: Any) -> bool:
    """Draft, lay out, publish, correct and withdraw: the secretariat."""
    return is_secretariat(user)


def can_take_part(user: Any, organisation: Organisation) -> bool:
    """Join an edition, confirm figures, ask for corrections: the city's officers, nobody in their name."""
    return is_officer(user, organisation)


def can_answer_corrections(user: Any) -> bool:
    """Accept or refuse: the secretariat."""
    return is_secretariat(user)
