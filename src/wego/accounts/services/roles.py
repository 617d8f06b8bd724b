"""Roles in the network: granted, and ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts import hooks
from wego.accounts.authorization import roles_granting
from wego.accounts.models import NetworkRole, RoleType, User
from wego.accounts.queries import region_choices
from wego.core import audit
from wego.core.rules import RuleError

FILLS_THE_OFFICE = "accounts.keep_people"  # without somebody who has it, nobody could be let in again


class UnknownRole(RuleError):
    """The network has no such role."""


class RegionMismatch(RuleError):
    """The role of a regional office needs a region, and no other role has one."""


class RoleHeld(RuleError):
    """The person holds the role already."""


class RoleNotHeld(RuleError):
    """The role has ended before."""


class LastOfSecretariat(RuleError):
    """Without this person nobody could do the secretariat's work."""


@transaction.atomic
def grant_role(*, user_id: int, role: str, by: User | None, at: datetime, region: str = "") -> NetworkRole:
    """Give a person a role in the network; that of a regional office is for a region."""
    user = User.objects.select_for_update().get(pk=user_id, erased_at=None)
    _refuse_mismatch(role, region)
    if NetworkRole.objects.filter(user=user, role=role, region=region, ended_at=None).exists():
        raise RoleHeld(_("This person already holds that role."))
    made = NetworkRole.objects.create(user=user, role=role, region=region, granted_at=at)
    after = {"role": role, "region": region} if region else {"role": role}
    audit.record("role.granted", made, by=by, at=at, label=str(user.key), after=after)
    return made


@transaction.atomic
def end_role(*, role_id: int, by: User, at: datetime) -> NetworkRole:
    """End a person's role in the network; it takes effect with the person's next page."""
    held = NetworkRole.objects.select_for_update().select_related("user").get(pk=role_id)
    if held.ended_at:
        raise RoleNotHeld(_("This role has already ended."))
    refuse_emptying_secretariat([held])
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    before = {"role": held.role, "region": held.region} if held.region else {"role": held.role}
    audit.record("role.ended", held, by=by, at=at, label=str(held.user.key), before=before)
    hooks.role_ended.fire(user=held.user, by=by, at=at)
    return held


def refuse_emptying_secretariat(ending: list[NetworkRole]) -> None:
    """Somebody must be left who may let people in; the rows are locked, so that two cannot leave at once."""
    numbers = {held.pk for held in ending}
    # Locked first: what is read below is then what holds.
    list(NetworkRole.objects.select_for_update().filter(ended_at=None).order_by("pk").values_list("pk"))
    granting = {held.pk for held in roles_granting(FILLS_THE_OFFICE)}
    if granting and granting <= numbers:
        raise LastOfSecretariat(
            _("This is the only person with a secretariat role. Give the role to someone else first.")
        )


def _refuse_mismatch(role: str, region: str) -> None:
    found = RoleType.objects.filter(code=role).values_list("kind", flat=True).first()
    kind = found or NetworkRole.BUILT_IN.get(role)
    if kind is None:
        raise UnknownRole(_("There is no such role."))
    if kind != RoleType.Kind.REGION and region:
        raise RegionMismatch(_("Only the role of a regional office has a region. Leave the region empty."))
    if kind == RoleType.Kind.REGION and region not in dict(region_choices()):
        raise RegionMismatch(_("Choose the region."))
