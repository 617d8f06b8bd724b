"""Loads what standings entitle to from a network folder; a published version of the rules is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from wego.core import languages
from wego.core.definitions.coded_list import load_coded_list
from wego.core.loading import LoadReport
from wego.engines.definitions import Cursor
from wego.entitlements.models import Entitlement, EntitlementRules
from wego.members.models import Organisation, Standing

CODE = "entitlements"  # a network has one set of rules
STANDINGS = [kind for kind in Standing.Kind.values if kind != Standing.Kind.FORMER]


def load_entitlements(folder: Path, *, at: datetime) -> LoadReport:
    """Load `entitlements.yaml`, whole or not at all; without one nothing changes."""
    return load_coded_list(folder, CODE, EntitlementRules, Entitlement, _read, at=at)


def _read(item: Cursor, order: int) -> dict[str, Any]:
    item.is_mapping(required=("code", "title", "standings", "source"), optional=("kinds", "without_arrears"))
    kinds = item.at("kinds").items() if item.has("kinds") else []
    return {
        "code": item.at("code").code(),
        "order": order,
        "titles": item.at("title").texts(languages.of_files()),
        "standings": [standing.one_of(STANDINGS) for standing in item.at("standings").items()],
        "kinds": [kind.one_of(Organisation.Kind.values) for kind in kinds],
        "is_without_arrears": item.at("without_arrears").flag() if item.has("without_arrears") else False,
        "sources": item.at("source").texts(languages.of_files()),
    }
