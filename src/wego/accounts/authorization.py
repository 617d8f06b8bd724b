"""Permissions: what can be seen and done, declared by each app, and whether a person's roles grant it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from wego.accounts.models import NetworkRole, RoleType, User
from wego.accounts.queries import held_roles, lacks_second_factor

PERMISSIONS: dict[str, Permission] = {}  # every permission by its code; declared in each app's permissions.py
EVERYWHERE = None  # in the place of regions
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Permission:
    """Something that can be seen or done: `finance.see_books`, `finance.keep_books`. Asked of a person: is it granted?

    `see_` begins the name of what can be seen; everything else does something, and who may do it sees what it is done
    to (`implies`). What is `is_regional` shows a regional office the members of its region: its queries narrow by
    `permitted_rows`. Nothing else can be granted to a regional office.
    """

    do_not_call_in_templates: ClassVar[bool] = True

    code: str
    label: str | Promise
    implies: Permission | None = None
    is_regional: bool = False

    def __post_init__(self) -> None:
        if self.code in PERMISSIONS:
            raise ValueError(f"a permission {self.code!r} exists already")
        PERMISSIONS[self.code] = self

    def __call__(self, user: Any) -> bool:
        return has_permission(user, self.code)

    @property
    def is_seeing(self) -> bool:
        return self.code.partition(".")[2].startswith("see_")

    def may_be_granted_to(self, kind: str) -> bool:
        """Whether roles of this kind can have it: a reader does nothing, a region sees its own."""
        return {
            RoleType.Kind.OFFICE.value: True,
            RoleType.Kind.READER.value: self.is_seeing,
            RoleType.Kind.REGION.value: self.is_regional and self.is_seeing,
        }.get(kind, False)


def declare_permissions() -> None:
    """Read every app's `permissions.py`, so that all that can be granted is known before roles are loaded."""
    for app in apps.get_app_configs():
        if app.name.startswith("wego.") and module_has_submodule(app.module, "permissions"):
            import_module(f"{app.name}.permissions")


def has_permission(user: Any, code: str) -> bool:
    """Do the roles in force of this person grant it, for the whole network or for a region? Asked once per request."""
    return regions_of(user, code) != frozenset()


def has_permission_in(user: Any, code: str, region: str) -> bool:
    """The same of what lies in a region."""
    regions = regions_of(user, code)
    return regions is EVERYWHERE or region in regions


def permissions_of(user: Any) -> list[Permission]:
    """What the roles of a person grant, by what it is called: for a person's page."""
    return [permission for code, permission in sorted(PERMISSIONS.items()) if has_permission(user, code)]


def regions_of(user: Any, code: str) -> frozenset[str] | None:
    """The regions for which it is granted: EVERYWHERE for the whole network, none where it is not granted."""
    if code not in PERMISSIONS:
        raise LookupError(f"no permission {code!r} is declared")
    if not user.is_authenticated or lacks_second_factor(user):
        return frozenset()
    if not hasattr(user, "_permissions"):
        user._permissions = _permissions_of(held_roles(user))
    return user._permissions.get(code, frozenset())


def permitted_rows(
    rows: QuerySet[M],
    user: Any,
    code: str,
    *,
    own: Callable[[], Q] | None = None,
    region: str = "organisation__region__code",
) -> QuerySet[M]:
    """What of `rows` a person sees by a permission: all, or those of the role's regions; and whatever is their own.

    `own` is asked only where it is needed, since it may ask the database.
    """
    regions = regions_of(user, code)
    if regions is EVERYWHERE:
        return rows
    seen = [Q(**{f"{region}__in": sorted(regions)})] if regions else []
    seen += [own()] if own is not None else []
    if not seen:
        return rows.none()
    return rows.filter(seen[0] | seen[1] if len(seen) > 1 else seen[0])


def people_permitted(code: str) -> list[User]:
    """Whoever a role grants it now, for the whole network: those to tell, and to choose from."""
    return sorted({held.user for held in roles_granting(code)}, key=lambda user: user.pk)


def roles_granting(code: str) -> list[NetworkRole]:
    """The roles by which people hold it now, for the whole network."""
    held = NetworkRole.objects.filter(ended_at=None, user__is_active=True).select_related("user")
    held = held.filter(Q(type_kind=None) | Q(type_kind__in=RoleType.IN_OFFICE))
    return [role for role in held if role.kind != RoleType.Kind.REGION and code in _codes(role)]


def _permissions_of(held: tuple[NetworkRole, ...]) -> dict[str, frozenset[str] | None]:
    granted: dict[str, frozenset[str] | None] = {}
    for role in held:
        for code in _codes(role):
            if role.kind != RoleType.Kind.REGION:
                granted[code] = EVERYWHERE
            elif (regions := granted.get(code, frozenset())) is not EVERYWHERE:
                granted[code] = regions | {role.region}
    return granted


def _codes(role: NetworkRole) -> Iterator[str]:
    """What a role grants, and what each of that implies; never what its kind may not have."""
    named = PERMISSIONS if RoleType.ALL in role.granted else role.granted
    for code in named:
        permission = PERMISSIONS.get(code)
        while permission is not None:
            if permission.may_be_granted_to(role.kind):
                yield permission.code
            permission = permission.implies
