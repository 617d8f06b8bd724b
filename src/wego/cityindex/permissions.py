"""Who may do what with the index; what everybody may see stands in `queries.editions`."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat


def can_see_editions_office(user: Any) -> bool:
    """Only the secretariat looks after editions."""
    return is_secretariat(user)


def can_draft_editions(user: Any) -> bool:
    """Draft, lay out, publish, correct and withdraw: the secretariat."""
    return is_secretariat(user)
