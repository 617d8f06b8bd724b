"""Loads what indicators declare: what is measured, in which unit, of which kind, and who reads its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wego.core.loading import LoadReport, upsert
from wego.core.search.index import note_written
from wego.core.text_files import read_texts
from wego.datafiles import DataFault, DataFaults, Document
from wego.records.models import Dimension, Indicator, Source, Topic, Visibility

FURTHER = {"sources": {"reasons"}}  # beside the list itself
KEYS = ("code", "source", "level", "unit", "decimals", "direction", "name", "definition")
CHOICES = {
    "level": Indicator.Level.values,
    "background": Indicator.Background.values,
    "kind": Indicator.Kind.values,
    "nature": Indicator.Nature.values,
    "visibility": Visibility.values,
}
LIMITS = ("per", "lowest", "highest")
OPTIONAL = (
    *("note", "shown", "background", "kind", "nature", *LIMITS, "options", "dimensions", "scale", "starts_series"),
    *("visibility", "purpose", "topics"),
)


@dataclass(frozen=True)
class Declared:
    """What indicators name."""

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    dimensions: Mapping[str, Dimension]


def listed_entries(
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


def load_indicators(
    document: Document, declared: Declared, report: LoadReport, faults: list[DataFault]
) -> dict[str, Indicator]:
    """Load the list of indicators; every fault is noted, and a faulty one left out."""
    loaded: dict[str, Indicator] = {}
    for number, entry in enumerate(listed_entries(document, "indicators", KEYS, OPTIONAL)):
        here = ("indicators", number)
        found = _IndicatorEntry(document, here, entry, declared)
        if entry["code"] in loaded:
            found.fault("code", f"{entry['code']} appears twice", "keep one")
        values = found.values()
        faults += found.faults
        if faults:
            continue
        indicator = upsert(report, Indicator, {"code": entry["code"]}, values)
        for name, known in (("topics", declared.topics), ("dimensions", declared.dimensions)):
            wanted = {known[code].pk for code in entry.get(name, ())}
            rows = getattr(indicator, name)
            if set(rows.values_list("pk", flat=True)) != wanted:
                rows.set(wanted)
        loaded[entry["code"]] = indicator
    # What topics are called is read after they are set; theirs may have changed alone.
    note_written(Indicator, Indicator.objects.prefetch_related("topics"))
    return loaded


class _IndicatorEntry:
    """One entry of the list, with what is wrong with it."""

    def __init__(self, document: Document, here: tuple[str | int, ...], entry: dict[str, Any], declared: Declared):
        self.document, self.here, self.entry, self.declared = document, here, entry, declared
        self.faults: list[DataFault] = []

    def fault(self, key: str, message: str, remedy: str) -> None:
        self.faults.append(self.document.fault((*self.here, key), message, remedy))

    def values(self) -> dict[str, Any]:
        """The columns; what is unknown or does not fit is a fault."""
        entry, known = self.entry, self.declared
        if entry["source"] not in known.sources:
            self.fault("source", f"{entry['source']} is unknown", f"known: {', '.join(known.sources)}")
        for key, allowed in CHOICES.items():
            if entry.get(key, "") not in ("", *allowed):
                self.fault(key, f"{entry[key]} is unknown", ", ".join(allowed))
        if entry["direction"] not in (-1, 0, 1):
            self.fault("direction", f"{entry['direction']} is unknown", "1, -1 or 0")
        for key, names in (("topics", known.topics), ("dimensions", known.dimensions)):
            for code in entry.get(key) or ():
                if code not in names:
                    self.fault(key, f"{code} is unknown", f"name it in {key}.yaml")
        visibility = entry.get("visibility", Visibility.PUBLIC)
        if (visibility == Visibility.PURPOSE) != bool(entry.get("purpose")):
            self.fault("visibility", "a purpose is said only of facts that are given for it", "give both or none")
        # `decimals` is how the files keep a figure; pages may show fewer.
        values: dict[str, Any] = {key: entry.get(key, "") for key in ("level", "background", "nature", "scale")}
        values |= {"direction": entry["direction"], "decimals": entry.get("shown", entry["decimals"])}
        values |= {"kind": entry.get("kind", Indicator.Kind.NUMBER), "purpose": entry.get("purpose", "")}
        values |= {"visibility": visibility, "starts_series": bool(entry.get("starts_series", True))}
        values |= {"lowest": None, "highest": None, "per": Decimal(100), "options": self._options()}
        values |= {key: self._limit(key) for key in LIMITS if key in entry}
        values |= {
            name: read_texts(self.document, (*self.here, name), entry[name], self.faults, may_be_empty=True)
            for name in ("name", "definition", "unit")
        }
        return values | {"source": known.sources.get(entry["source"])}

    def _limit(self, key: str) -> Decimal | None:
        given = self.entry[key]
        if isinstance(given, int | float) and not isinstance(given, bool):
            return Decimal(str(given))
        self.fault(key, f"{given!r} is not a number", "write digits, without quotes")
        return None

    def _options(self) -> dict[str, dict[str, str]]:
        found = self.entry.get("options") or {}
        if (self.entry.get("kind") == Indicator.Kind.OPTION) != bool(found):
            self.fault("kind", "options belong to the kind “option”, and it needs some", "give both or none")
        return {
            str(code): read_texts(self.document, (*self.here, "options", code), text, self.faults)
            for code, text in found.items()
        }
