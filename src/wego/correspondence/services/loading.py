"""Loads `partners.yaml`, `mailings.yaml`, `plans.yaml` and `letters.yaml` of a network folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from wego.core import languages
from wego.core.countries import is_country
from wego.core.loading import LoadReport, upsert
from wego.correspondence.models import ExternalOrganisation, LetterSeries, MailingKind, TaskPlan
from wego.correspondence.services.letter_series import series_row
from wego.datafiles import DataFaults, read_yaml
from wego.engines.definitions import Cursor

Row = tuple[str, dict[str, Any]]  # code and values
REQUIRED = ("code", "name", "relation", "kind", "source")
OPTIONAL = ("acronym", "country", "website", "public", "note")


def load_correspondence(folder: Path, *, at: datetime) -> LoadReport:
    """All files are checked before any is written."""
    report = LoadReport()
    organisations = _rows(folder / "partners.yaml", "organisations", _row)
    kinds = _rows(folder / "mailings.yaml", "kinds", _kind)
    plans = _rows(folder / "plans.yaml", "plans", _plan)
    series = _rows(folder / "letters.yaml", "series", series_row)
    with transaction.atomic():
        for code, values in plans:
            upsert(report, TaskPlan, {"code": code}, values)
        for code, values in organisations:
            _keep(report, code, values)
        for code, values in kinds:
            upsert(report, MailingKind, {"code": code}, values)
        for code, values in series:
            upsert(report, LetterSeries, {"code": code}, values)
    return report


def _rows(path: Path, name: str, read: Callable[[Cursor], Row]) -> list[Row]:
    if not path.is_file():
        return []
    document = read_yaml(path)
    root = Cursor(document.data)
    root.is_mapping(required=(name,))
    rows = [read(item) for item in root.at(name).items()]
    if root.faults:
        raise DataFaults(document.refuse((fault.path, fault.message, fault.remedy) for fault in root.faults).faults)
    return rows


def _keep(report: LoadReport, code: str, values: dict[str, Any]) -> None:
    """What was changed on the platform stays, as long as the file says what it said at the last load."""
    known = ExternalOrganisation.objects.filter(code=code).first()
    before = known.loaded if known else {}
    new = {name: value for name, value in values.items() if name not in before or before[name] != value}
    upsert(report, ExternalOrganisation, {"code": code}, {**new, "loaded": values})


def _row(item: Cursor) -> Row:
    item.is_mapping(required=REQUIRED, optional=OPTIONAL)
    country = item.at("country").string() if item.has("country") else ""
    if country and not is_country(country):
        item.at("country").fault("unknown", f"{country} is no code of a country", "use a code of ISO 3166-1")
    values: dict[str, Any] = {
        "name": item.at("name").texts(languages.of_files()),
        "relation": item.at("relation").one_of(ExternalOrganisation.Relation.values),
        "kind": item.at("kind").one_of(ExternalOrganisation.Kind.values),
        "country": country,
        "source": item.at("source").string(),
        "is_public": item.has("public") and item.at("public").flag(),
    }
    values |= {name: item.at(name).string() for name in ("acronym", "website", "note") if item.has(name)}
    return item.at("code").code(), values


def _kind(item: Cursor) -> Row:
    item.is_mapping(required=("code", "name", "can_be_stopped"))
    values = {
        "name": item.at("name").texts(languages.of_files()),
        "can_be_stopped": item.at("can_be_stopped").flag(),
    }
    return item.at("code").code(), values


def _plan(item: Cursor) -> Row:
    item.is_mapping(required=("code", "title", "tasks"))
    tasks = []
    for task in item.at("tasks").items():
        task.is_mapping(required=("title", "day", "remind_before"))
        day, before = task.at("day").whole(), task.at("remind_before").whole()
        tasks.append({"title": task.at("title").texts(languages.of_files()), "day": day, "remind_before": before})
    return item.at("code").code(), {"title": item.at("title").texts(languages.of_files()), "tasks": tasks}
