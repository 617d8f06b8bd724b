"""Loads sources, topics, indicators, places beyond the members, observations and gaps from a network folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from wego.core.languages import SOURCE
from wego.core.loading import LoadReport, upsert
from wego.core.text_files import read_texts
from wego.core.texts import as_texts, columns, columns_of_files, from_columns
from wego.datafiles import DataFault, DataFaults, Document, Table, read_csv, read_yaml
from wego.members.models import Place
from wego.records.models import Gap, Indicator, Source
from wego.records.services.indicators import Declared, listed_entries, load_indicators
from wego.records.services.observations import ObservationFile
from wego.records.services.rules import load_rules
from wego.records.services.subjects import Subjects
from wego.records.services.topics import load_dimensions, load_topics

UNIT_COLUMNS = ("slug", "country", "latitude", "longitude", "geonames_id", "note")


@transaction.atomic
def load_records(folder: Path, *, at: datetime) -> LoadReport:
    """Load the figures of a network folder; refused whole with every fault, and doing nothing the second time."""
    report = LoadReport()
    faults: list[DataFault] = []
    document = read_yaml(folder / "sources.yaml")
    sources = _load_sources(document, report, faults)
    reasons = _reasons(document, faults)
    topics = load_topics(folder, report, faults)
    dimensions = load_dimensions(folder, report, faults)
    declared = Declared(sources, topics, dimensions)
    indicators = load_indicators(read_yaml(folder / "indicators.yaml"), declared, report, faults)
    names = columns_of_files("name")
    further = [column for column in columns("name") if column not in names]
    units = read_csv(folder / "units.csv", columns=(*UNIT_COLUMNS, *names), optional=further, key=["slug"])
    _load_places(units, report, faults)
    load_rules(folder, report, faults, at=at)
    if faults:
        raise DataFaults(faults)

    subjects = Subjects.known()
    for path in sorted((folder / "observations").glob("*.csv")):
        if source := sources.get(path.stem):
            faults += ObservationFile(path, source, indicators, subjects).load(report, at=at)
    faults += _load_gaps(folder / "observations" / "absent.csv", indicators, subjects, reasons, report)
    if faults:
        raise DataFaults(faults)
    return report


def _load_sources(document: Document, report: LoadReport, faults: list[DataFault]) -> dict[str, Source]:
    keys = ("code", "title", "publisher", "edition", "url", "terms")
    loaded: dict[str, Source] = {}
    for number, entry in enumerate(listed_entries(document, "sources", keys, ("year", "carried"))):
        code = str(entry["code"])
        if code in loaded:
            faults.append(document.fault(("sources", number, "code"), f"{code} appears twice", "keep one"))
        values: dict[str, Any] = {key: str(entry[key]).strip() for key in ("title", "edition", "url")}
        for key in ("publisher", "terms"):
            values[key] = read_texts(document, ("sources", number, key), entry[key], faults)
        loaded[code] = upsert(report, Source, {"code": code}, values)
    return loaded


def _reasons(document: Document, faults: list[DataFault]) -> dict[str, dict[str, str]]:
    """Why a source prints no value, in every language, by what `absent.csv` says."""
    found = document.data.get("reasons", []) if isinstance(document.data, dict) else []
    texts = [read_texts(document, ("reasons", number), one, faults) for number, one in enumerate(found)]
    return {text[SOURCE]: text for text in texts if text}


def _load_places(table: Table, report: LoadReport, faults: list[DataFault]) -> None:
    """Cities that are no members but stand in an index: their place only."""
    for row in table:
        try:
            values: dict[str, Any] = {
                "latitude": float(row["latitude"]),
                "longitude": float(row["longitude"]),
                "geonames_id": int(row["geonames_id"]),
            }
        except ValueError:
            faults.append(
                table.fault(row, "latitude, longitude, geonames_id", "is not a number", "give degrees and an id")
            )
            continue
        values |= {"country": row["country"], "note": as_texts(row["note"]), "name": from_columns("name", row.cells)}
        values |= {"match": Place.Match.CERTAIN, "source": "geonames"}
        upsert(report, Place, {"slug": row["slug"]}, values)


def _load_gaps(
    path: Path,
    indicators: dict[str, Indicator],
    subjects: Subjects,
    reasons: dict[str, dict[str, str]],
    report: LoadReport,
) -> list[DataFault]:
    table = read_csv(
        path, columns=("subject", "indicator", "periods", "reason"), key=("subject", "indicator", "periods")
    )
    faults = []
    found = []
    for row in table:
        subject = subjects.find(row["subject"])
        if subject is None or row["indicator"] not in indicators:
            faults.append(table.fault(row, "subject, indicator", "is unknown", "use a known subject and indicator"))
            continue
        if row["reason"] not in reasons:
            advice = "name it under reasons in sources.yaml, in every language"
            faults.append(table.fault(row, "reason", f"“{row['reason']}” is not known", advice))
            continue
        reason = reasons[row["reason"]]
        found.append(Gap(indicator=indicators[row["indicator"]], periods=row["periods"], reason=reason, **subject))
    known = {_gap_key(gap): gap for gap in Gap.objects.all()}
    fresh = {_gap_key(gap): gap for gap in found}
    added = [gap for key, gap in fresh.items() if key not in known]
    Gap.objects.filter(pk__in=[gap.pk for key, gap in known.items() if key not in fresh]).delete()
    Gap.objects.bulk_create(added)
    report.added += len(added)
    report.left += len(fresh) - len(added)
    return faults


def _gap_key(gap: Gap) -> tuple[Any, ...]:
    return gap.indicator_id, gap.organisation_id, gap.place_id, gap.country, gap.periods, *gap.reason.texts.items()
