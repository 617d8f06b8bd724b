"""Loads sources, indicators, places beyond the members, observations and gaps from a network folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from wego.core.languages import SOURCE
from wego.core.loading import LoadReport, upsert
from wego.core.text_files import read_texts
from wego.core.texts import columns, columns_of_files, from_columns
from wego.datafiles import DataFault, DataFaults, Document, Table, read_csv, read_yaml
from wego.members.models import Place
from wego.records.models import Gap, Indicator, Source
from wego.records.services.observations import ObservationFile
from wego.records.services.subjects import Subjects

FURTHER = {"sources": {"reasons"}}  # beside the list itself
UNIT_COLUMNS = ("slug", "country", "latitude", "longitude", "geonames_id", "note")


@transaction.atomic
def load_records(folder: Path, *, at: datetime) -> LoadReport:
    """Load the figures of a network folder; refused whole with every fault, and doing nothing the second time."""
    report = LoadReport()
    faults: list[DataFault] = []
    document = read_yaml(folder / "sources.yaml")
    sources = _load_sources(document, report, faults)
    reasons = _reasons(document, faults)
    indicators = _load_indicators(read_yaml(folder / "indicators.yaml"), sources, report, faults)
    names = columns_of_files("name")
    further = [column for column in columns("name") if column not in names]
    units = read_csv(folder / "units.csv", columns=(*UNIT_COLUMNS, *names), optional=further, key=["slug"])
    _load_places(units, report, faults)
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


def _entries(
    document: Document, name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """The list under the key `name`, each entry with exactly the keys that belong there."""
    data = document.data
    further = FURTHER.get(name, set())
    if not isinstance(data, dict) or not {name} <= set(data) <= {name, *further} or not isinstance(data[name], list):
        raise DataFaults([document.fault((), f"holds no list “{name}”", f"begin with `{name}:`")])
    faults = []
    for number, entry in enumerate(data[name]):
        here = (name, number)
        if not isinstance(entry, dict):
            faults.append(document.fault(here, "is not a mapping", f"give {', '.join(required)}"))
            continue
        faults += [document.fault(here, f"lacks “{key}”", "add it") for key in required if key not in entry]
        faults += [
            document.fault((*here, key), "is unknown", f"known: {', '.join((*required, *optional))}")
            for key in entry
            if key not in required and key not in optional
        ]
    if faults:
        raise DataFaults(faults)
    return data[name]


def _load_sources(document: Document, report: LoadReport, faults: list[DataFault]) -> dict[str, Source]:
    keys = ("code", "title", "publisher", "edition", "url", "terms")
    loaded: dict[str, Source] = {}
    for number, entry in enumerate(_entries(document, "sources", keys, ("year", "carried"))):
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


def _load_indicators(
    document: Document, sources: dict[str, Source], report: LoadReport, faults: list[DataFault]
) -> dict[str, Indicator]:
    loaded: dict[str, Indicator] = {}
    keys = ("code", "source", "level", "unit", "decimals", "direction", "name", "definition")
    for number, entry in enumerate(_entries(document, "indicators", keys, ("note", "shown", "background"))):
        here = ("indicators", number)
        if entry["source"] not in sources:
            known = ", ".join(sources)
            faults.append(document.fault((*here, "source"), f"{entry['source']} is unknown", f"known: {known}"))
        if entry["level"] not in Indicator.Level.values:
            faults.append(document.fault((*here, "level"), f"{entry['level']} is unknown", "city or country"))
        if entry.get("background", "") not in ("", *Indicator.Background.values):
            known = ", ".join(Indicator.Background.values)
            faults.append(document.fault((*here, "background"), f"{entry['background']} is unknown", known))
        if entry["direction"] not in (-1, 0, 1):
            faults.append(document.fault((*here, "direction"), f"{entry['direction']} is unknown", "1, -1 or 0"))
        if entry["code"] in loaded:
            faults.append(document.fault((*here, "code"), f"{entry['code']} appears twice", "keep one"))
        texts = {
            name: read_texts(document, (*here, name), entry[name], faults, may_be_empty=True)
            for name in ("name", "definition", "unit")
        }
        if faults:
            continue
        # `decimals` is how the files keep a figure; pages may show fewer.
        values = {"level": entry["level"], "direction": entry["direction"]}
        values |= {"decimals": entry.get("shown", entry["decimals"]), "background": entry.get("background", "")}
        values |= texts | {"source": sources[entry["source"]]}
        loaded[entry["code"]] = upsert(report, Indicator, {"code": entry["code"]}, values)
    return loaded


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
        values |= {"country": row["country"], "note": row["note"], "name": from_columns("name", row.cells)}
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
