"""Roles in the network itself: granted and ended, never rewritten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import NetworkRole, User
from wego.core import audit
from wego.core.rules import RuleError


class RoleHeld(RuleError):
    """The person holds the role already."""


class RoleNotHeld(RuleError):
    """The role has ended before."""


class LastOfSecretariat(RuleError):
    """Without this person nobody could do the secretariat's work."""


@transaction.atomic
def grant_role(*, user_id: int, role: str, by: User | None, at: datetime) -> NetworkRole:
    """Give a person a role in the network."""
    user = User.objects.select_for_update().get(pk=user_id, erased_at=None)
    if NetworkRole.objects.filter(user=user, role=role, ended_at=None).exists():
        raise RoleHeld(_("This person holds that role already."))
    granted = NetworkRole.objects.create(user=user, role=NetworkRole.Role(role), granted_at=at)
    audit.record("role.granted", granted, by=by, at=at, label=str(user.key), after={"role": role})
    return granted


@transaction.atomic
def end_role(*, role_id: int, by: User, at: datetime) -> NetworkRole:
    """End a person's role in the network; it takes effect with the person's next page."""
    held = NetworkRole.objects.select_for_update().select_related("user").get(pk=role_id)
    if held.ended_at:
        raise RoleNotHeld(_("This role has ended before."))
    if held.role == NetworkRole.Role.SECRETARIAT:
        refuse_emptying_secretariat(held.user)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    audit.record("role.ended", held, by=by, at=at, label=str(held.user.key), before={"role": held.role})
    return held


def refuse_emptying_secretariat(user: User) -> None:
    """Somebody else must be in the secretariat; the rows are locked, so that two cannot leave at once."""
    staff = NetworkRole.objects.select_for_update().filter(role=NetworkRole.Role.SECRETARIAT, ended_at=None)
    working = {held.user_id for held in staff.select_related("user") if held.user.is_active}
    if working == {user.pk}:
        raise LastOfSecretariat(_("This is the last person of the secretariat. Give the role to somebody else first."))
