"""A file of a network folder that is one list of coded things, published as one version: roles, entitlements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from wego.core.definitions.models import FIRST, Definition
from wego.core.definitions.services import Publication, Written, publish_files
from wego.core.loading import LoadReport, upsert
from wego.datafiles import DataFaults, read_yaml
from wego.engines.definitions import Cursor


def load_coded_list(
    folder: Path,
    name: str,
    rules: type[Definition],
    model: type[models.Model],
    read_item: Callable[[Cursor, int], dict[str, Any]],
    *,
    at: datetime,
    check: Callable[[Cursor, list[str]], None] = lambda listed, codes: None,
) -> LoadReport:
    """Load `NAME.yaml` with its list `NAME`, whole or not at all; without the file nothing changes.

    `read_item` gives a row's values, `code` among them, of an item and its place; `check` looks at all codes together.
    What the list no longer names goes. Raises DataFaults with file, line and key.
    """
    report = LoadReport()
    path = folder / f"{name}.yaml"
    if not path.is_file():
        return report
    document = read_yaml(path)
    root = Cursor(document.data)
    root.is_mapping(required=(name,), optional=("version",))
    version = root.at("version").string() if root.has("version") else FIRST
    listed = root.at(name)
    rows = [read_item(item, order) for order, item in enumerate(listed.items())]
    codes = [row["code"] for row in rows]
    for number, code in enumerate(codes):
        if code and code in codes[:number]:
            listed.at(number).at("code").fault("duplicate", f"{code} appears twice", "remove one")
    check(listed, codes)
    if root.faults:
        raise DataFaults(document.refuse((fault.path, fault.message, fault.remedy) for fault in root.faults).faults)
    with transaction.atomic():
        publish_files(rules, [Written(Publication(name, document.data, version), document)], report, at=at)
        for row in rows:
            upsert(report, model, {"code": row.pop("code")}, row)
        gone = model._default_manager.exclude(code__in=codes)
        report.changed += gone.count()
        gone.delete()
    return report
