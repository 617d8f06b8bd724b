"""Who may do what with agendas and decisions."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat


def can_keep_agenda(user: Any) -> bool:
    """Put items on agendas, plan meetings: the secretariat."""
    return is_secretariat(user)


def can_record_decision(user: Any) -> bool:
    """Write down, or revoke, what a body decided: the secretariat."""
    return is_secretariat(user)
