"""Who may do what with people and their roles in the network."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.accounts.models import User

can_see_people = Permission(
    code="accounts.see_people", label=_("View everyone with an account, with roles and positions")
)
can_manage_people = Permission(
    code="accounts.keep_people",
    label=_("Add people, grant and end roles, restore access"),
    implies=can_see_people,
)
# Wagtail's own pages of the office: what they show can be written there as well.
can_keep_content = Permission(code="accounts.keep_content", label=_("Manage pages, pictures and documents"))


def can_change_person(user: Any, person: User) -> bool:
    """Change name and language, take the data away, be erased: each for oneself."""
    return user.is_authenticated and user.pk == person.pk


def can_erase_person(user: Any, person: User) -> bool:
    """Oneself; or who keeps people for somebody who asked for it, but not for a colleague in the office."""
    return can_change_person(user, person) or (can_manage_people(user) and not _works_in_office(person))


def _works_in_office(person: User) -> bool:
    return any(held.is_in_office for held in person.network_roles.filter(ended_at=None))
