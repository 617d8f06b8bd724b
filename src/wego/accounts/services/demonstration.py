"""The made-up people of a demonstration whom its visitor may step into (those of organisations are made in members)."""

from __future__ import annotations

import random
from datetime import datetime

from wego.accounts.models import NetworkRole, RoleType, User
from wego.accounts.queries import CAST_DOMAIN, region_choices
from wego.accounts.services.people import open_account
from wego.accounts.services.roles import grant_role

# Everybody is surnamed Demo, so that no list, print or trail can take one for a real person.
PEOPLE_OF_THE_NETWORK = (
    ("secretariat", "Sena Demo", NetworkRole.Role.SECRETARIAT),
    ("juror", "Julia Demo", NetworkRole.Role.JUROR),
    ("trainee", "Taro Demo", NetworkRole.Role.TRAINEE),
)
# Also one of each of these, where the network folder has the role.
PEOPLE_OF_THE_OFFICE = {
    "treasurer": "Tomas Demo",
    "programme-officer": "Priya Demo",
    "auditor": "Aiko Demo",
    "regional-office": "Rosa Demo",
}


def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Make the people who hold roles in the network; run twice, the second makes nobody."""
    for post, name, role in PEOPLE_OF_THE_NETWORK:
        _hold(cast_member(post=post, name=name, language="en", at=at), role, at=at)
    regions = [code for code, _name in region_choices()]
    known = dict(RoleType.objects.values_list("code", "kind"))
    for code, name in PEOPLE_OF_THE_OFFICE.items():
        is_regional = known.get(code) == RoleType.Kind.REGION
        if code in known and (regions or not is_regional):
            user = cast_member(post=code, name=name, language="en", at=at)
            _hold(user, code, region=regions[-1] if is_regional else "", at=at)


def _hold(user: User, role: str, *, region: str = "", at: datetime) -> None:
    if not user.network_roles.filter(role=role, ended_at=None).exists():
        grant_role(user_id=user.pk, role=role, region=region, by=None, at=at)


def cast_member(*, post: str, name: str, language: str, at: datetime) -> User:
    """A made-up person without a password: the page of roles is the only way in."""
    email = f"{post}@{CAST_DOMAIN}"
    return User.objects.filter(email=email).first() or open_account(
        email=email, name=name, language=language, password=None, by=None, at=at, is_demonstration=True
    )
