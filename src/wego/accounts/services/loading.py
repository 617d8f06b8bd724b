"""Loads the roles that can be given to people from a network folder; a published version is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from wego.accounts.authorization import PERMISSIONS
from wego.accounts.models import NetworkRole, RoleRules, RoleType
from wego.core import languages
from wego.core.definitions.coded_list import load_coded_list
from wego.core.loading import LoadReport
from wego.engines.definitions import Cursor

CODE = "roles"  # a network has one set of them


def load_accounts(folder: Path, *, at: datetime) -> LoadReport:
    """Load `roles.yaml`, whole or not at all; without one the built-in roles are all there are."""
    return load_coded_list(folder, CODE, RoleRules, RoleType, _read, at=at, check=_keep_what_is_held)


def _read(item: Cursor, order: int) -> dict[str, Any]:
    item.is_mapping(required=("code", "title", "kind", "permissions", "source"))
    code, kind = item.at("code").code(), item.at("kind").one_of(RoleType.Kind.values)
    built_in = NetworkRole.BUILT_IN.get(code)
    if built_in and kind and kind != built_in:
        item.at("kind").fault("built_in", f"{code} is of the kind {built_in.value}", f"write {built_in.value}")
    return {
        "code": code,
        "order": order,
        "titles": item.at("title").texts(languages.of_files()),
        "kind": kind,
        "permissions": _permissions(item.at("permissions"), code, kind),
        "sources": item.at("source").texts(languages.of_files()),
    }


def _permissions(granted: Cursor, role: str, kind: str) -> list[str]:
    """The codes, or `all`; what a role of its kind cannot have is a fault."""
    if granted.value == RoleType.ALL:
        return [RoleType.ALL]
    if role == NetworkRole.Role.SECRETARIAT:
        granted.fault("all_round", "the secretariat's role grants everything", "write all")
    codes = []
    for entry in granted.items():
        code = entry.one_of(PERMISSIONS)
        if code and kind and not PERMISSIONS[code].may_be_granted_to(kind):
            entry.fault("not_for_this_kind", f"{code} cannot be granted to a role of the kind {kind}", _remedy(kind))
        codes.append(code)
    return codes


def _remedy(kind: str) -> str:
    fitting = [code for code, permission in PERMISSIONS.items() if permission.may_be_granted_to(kind)]
    return f"grant some of {', '.join(fitting)}" if fitting else "leave the list empty"


def _keep_what_is_held(roles: Cursor, codes: list[str]) -> None:
    """A role that somebody holds cannot go."""
    held = NetworkRole.objects.filter(ended_at=None).exclude(role__in=[*codes, *NetworkRole.BUILT_IN])
    for code in sorted(set(held.values_list("role", flat=True))):
        roles.fault("held", f"{code} is missing, and somebody holds it", "end the role in the office first, or keep it")
