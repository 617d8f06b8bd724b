"""Who may do what with people and their roles in the network."""

from __future__ import annotations

from typing import Any

from wego.accounts.models import User
from wego.accounts.queries import is_secretariat


def can_manage_people(user: Any) -> bool:
    """See the list of people, add one, grant and end roles, help one back in: the secretariat."""
    return is_secretariat(user)


def can_change_person(user: Any, person: User) -> bool:
    """Change name and language, take the data away, be erased: each for oneself."""
    return user.is_authenticated and user.pk == person.pk


def can_erase_person(user: Any, person: User) -> bool:
    """Oneself; or the secretariat for somebody who asked it to, but not for a colleague of the secretariat."""
    return can_change_person(user, person) or (is_secretariat(user) and not _works_in_secretariat(person))


def _works_in_secretariat(person: User) -> bool:
    return person.network_roles.filter(role="secretariat", ended_at=None).exists()
