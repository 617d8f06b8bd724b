"""Loads bodies, and the meetings that documents tell of, from a network folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from wego.core.definitions.models import FIRST
from wego.core.definitions.services import Publication, Written, publish_files
from wego.core.languages import SOURCE
from wego.core.loading import LoadReport, upsert
from wego.core.text_files import read_texts
from wego.core.texts import plain
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.governance.models import Body, BodyRules, Meeting

Key = tuple[str | int, ...]
REQUIRED, OPTIONAL = ("code", "name", "facts"), ("quorum", "majority", "version", "meetings")
OF_FACT = ("text", "source")
OF_MEETING, MORE_OF_MEETING = ("title", "year", "status", "source"), ("when", "starts_on", "ends_on", "place")


def load_governance(folder: Path, *, at: datetime) -> LoadReport:
    """Load `bodies.yaml`, whole or not at all; a folder without it has no bodies."""
    report = LoadReport()
    path = Path(folder) / "bodies.yaml"
    if not path.is_file():
        return report
    document = read_yaml(path)
    faults: list[DataFault] = []
    bodies = list(_bodies(document, faults))
    if faults:
        raise DataFaults(faults)
    with transaction.atomic():
        for order, (code, values, rules, meetings) in enumerate(bodies):
            if rules:
                (values["rules"],) = publish_files(BodyRules, [rules], report, at=at)
            body = upsert(report, Body, {"code": code}, {**values, "order": order})
            for meeting in meetings:
                key: dict[str, Any] = {"body": body, "title": meeting["title"]}
                if known := Meeting.objects.filter(body=body, title__source=meeting["title"].get(SOURCE)).first():
                    key = {"pk": known.pk}
                    del meeting["status"]  # that a meeting was held may have been noted on the platform since
                    if any(plain(getattr(known, name)) != meeting[name] for name in ("starts_on", "ends_on", "place")):
                        meeting["sequence"] = known.sequence + 1
                upsert(report, Meeting, key, {name: value for name, value in meeting.items() if name not in key})
    return report


def _bodies(
    document: Document, faults: list[DataFault]
) -> Iterable[tuple[str, dict[str, Any], Written | None, list[dict[str, Any]]]]:
    data = document.data if isinstance(document.data, dict) else {}
    if set(data) != {"bodies"} or not isinstance(data.get("bodies"), list):
        faults.append(document.fault((), "has no list of bodies", "begin with bodies:"))
        return
    seen: set[str] = set()
    for number, entry in enumerate(data["bodies"]):
        key: Key = ("bodies", number)
        if not _has_shape(document, key, entry, REQUIRED, OPTIONAL, faults):
            continue
        if entry["code"] in seen:
            faults.append(document.fault((*key, "code"), f"{entry['code']} appears twice", "keep one"))
        seen.add(entry["code"])
        values: dict[str, Any] = {"name": read_texts(document, (*key, "name"), entry["name"], faults)}
        values["facts"] = list(_facts(document, (*key, "facts"), entry["facts"], faults))
        rules = _rules(document, key, entry)
        yield (
            entry["code"],
            values,
            rules,
            list(_meetings(document, (*key, "meetings"), entry.get("meetings") or [], faults)),
        )


def _rules(document: Document, key: Key, entry: dict[str, Any]) -> Written | None:
    """The rules of a body as its entry gives them; None where it gives none."""
    content = {name: str(entry.get(name) or "") for name in ("quorum", "majority")}
    if not any(content.values()):
        return None
    return Written(Publication(entry["code"], content, str(entry.get("version") or FIRST)), document, key)


def _facts(document: Document, key: Key, entries: Any, faults: list[DataFault]) -> Iterable[dict[str, Any]]:
    for number, fact in enumerate(entries or []):
        here = (*key, number)
        if _has_shape(document, here, fact, OF_FACT, (), faults):
            read_texts(document, (*here, "text"), fact["text"], faults)
            yield {"text": fact["text"], "source": str(fact["source"])}


def _meetings(document: Document, key: Key, entries: Any, faults: list[DataFault]) -> Iterable[dict[str, Any]]:
    for number, entry in enumerate(entries):
        here = (*key, number)
        if not _has_shape(document, here, entry, OF_MEETING, MORE_OF_MEETING, faults):
            continue
        if entry["status"] not in Meeting.Status.values:
            known = ", ".join(Meeting.Status.values)
            faults.append(document.fault((*here, "status"), f"{entry['status']} is unknown", f"known: {known}"))
        for name in ("starts_on", "ends_on"):
            if entry.get(name) is not None and not isinstance(entry[name], date):
                faults.append(document.fault((*here, name), f"{entry[name]} is not a date", "write it as 2016-10-12"))
        days = {name: entry.get(name) for name in ("starts_on", "ends_on")}
        words = {name: str(entry.get(name) or "") for name in ("status", "source", "when")}
        texts = {
            name: read_texts(document, (*here, name), entry[name], faults) if entry.get(name) else {}
            for name in ("title", "place")
        }
        yield {**words, **texts, **days, "year": int(entry["year"])}


def _has_shape(
    document: Document,
    key: Key,
    entry: Any,
    required: Iterable[str],
    optional: Iterable[str],
    faults: list[DataFault],
) -> bool:
    if not isinstance(entry, dict):
        faults.append(document.fault(key, "is not a mapping", f"give {', '.join(required)}"))
        return False
    known = {*required, *optional}
    lacking = [name for name in required if entry.get(name) in (None, "")]
    faults += [document.fault(key, f"lacks “{name}”", f"add {name}:") for name in lacking]
    faults += [
        document.fault((*key, name), "is unknown", f"known: {', '.join(sorted(known))}")
        for name in entry
        if name not in known
    ]
    return not lacking
