"""Who may see what spans the apps."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat
from wego.core.dated_tasks.models import DatedTask


def can_see_mails(user: Any) -> bool:
    """What was mailed to whom, and what did not go: the secretariat."""
    return is_secretariat(user)


def can_translate(user: Any) -> bool:
    """Translate texts and mark them reviewed: the secretariat."""
    return is_secretariat(user)


def can_search_office(user: Any) -> bool:
    """The office's own search: the secretariat. Each noun then says what of it this person sees."""
    return is_secretariat(user)


def can_keep_seals(user: Any) -> bool:
    """End a seal, change the key that signs: the secretariat."""
    return is_secretariat(user)


def can_assign_task(user: Any) -> bool:
    """Look through everybody's tasks and give them to somebody: the secretariat."""
    return is_secretariat(user)


def can_complete_task(user: Any, task: DatedTask) -> bool:
    """Whoever has to do it, and the secretariat."""
    return task.owner_key == user.key or is_secretariat(user)
