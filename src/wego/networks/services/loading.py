"""Loads regional offices from `regional_offices.yaml` of a network folder; what was closed here stays closed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from wego.core import languages
from wego.core.loading import LoadReport, upsert
from wego.datafiles import DataFaults, read_yaml
from wego.engines.definitions import Cursor, require_known
from wego.members.models import Organisation
from wego.networks.models import RegionalOffice


def load_networks(folder: Path, *, at: datetime) -> LoadReport:
    report, path = LoadReport(), folder / "regional_offices.yaml"
    if not path.is_file():
        return report
    document, hosts = read_yaml(path), Organisation.objects.in_bulk(field_name="slug")
    root = Cursor(document.data)
    root.is_mapping(required=("offices",))
    rows = []
    for item in root.at("offices").items():
        item.is_mapping(required=("code", "name", "host", "source"))
        code, slug = item.at("code").code(), item.at("host").code()
        require_known(item.at("host"), slug, hosts.keys(), "member")
        texts = item.at("name").texts(languages.of_files())
        rows.append((code, {"name": texts, "host": hosts.get(slug), "source": item.at("source").string()}))
    if root.faults:
        raise DataFaults(document.refuse((fault.path, fault.message, fault.remedy) for fault in root.faults).faults)
    with transaction.atomic():
        for code, values in rows:
            upsert(report, RegionalOffice, {"code": code}, values)
    return report
