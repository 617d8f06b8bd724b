"""Loads what standings entitle to from a network folder; a published version of the rules is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from wego.core import languages
from wego.core.definitions.models import FIRST
from wego.core.definitions.services import Publication, Written, publish_files
from wego.core.loading import LoadReport, upsert
from wego.datafiles import DataFaults, read_yaml
from wego.engines.definitions import Cursor
from wego.entitlements.models import Entitlement, EntitlementRules
from wego.members.models import Organisation, Standing

CODE = "entitlements"  # a network has one set of rules
STANDINGS = [kind for kind in Standing.Kind.values if kind != Standing.Kind.FORMER]


def load_entitlements(folder: Path, *, at: datetime) -> LoadReport:
    """Load `entitlements.yaml`, whole or not at all; without one nothing changes."""
    report = LoadReport()
    path = folder / "entitlements.yaml"
    if not path.is_file():
        return report
    document = read_yaml(path)
    root = Cursor(document.data)
    root.is_mapping(required=("entitlements",), optional=("version",))
    version = root.at("version").string() if root.has("version") else FIRST
    read = [_read(item, order) for order, item in enumerate(root.at("entitlements").items())]
    codes = [values["code"] for values in read]
    for number, code in enumerate(codes):
        if code and code in codes[:number]:
            root.at("entitlements").at(number).at("code").fault("duplicate", f"{code} appears twice", "remove one")
    if root.faults:
        raise DataFaults(document.refuse((fault.path, fault.message, fault.remedy) for fault in root.faults).faults)
    with transaction.atomic():
        publish_files(EntitlementRules, [Written(Publication(CODE, document.data, version), document)], report, at=at)
        for values in read:
            upsert(report, Entitlement, {"code": values.pop("code")}, values)
        gone = Entitlement.objects.exclude(code__in=codes)
        report.changed += gone.count()
        gone.delete()
    return report


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
