"""A whole edition as one workbook: a sheet for each thing there is to know of it, codes as in the other files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wego.cityindex.exports import as_table
from wego.cityindex.listings import CHANGES
from wego.cityindex.models import Edition, Element, Score, Unit, Value
from wego.cityindex.queries import editions as reads
from wego.cityindex.queries import rankings
from wego.cityindex.queries.changes import changes_of
from wego.cityindex.queries.rankings import RankingFilters
from wego.core.exports import WorkbookSheet
from wego.records.models import Source

VALUES = (
    "unit", "name", "indicator", "value", "unit of measure", "level", "source", "period", "quality", "page", "note",
)  # fmt: skip
ELEMENTS = (
    "code", "parent", "name", "why", "weight", "effective weight", "direction", "lower bound", "upper bound", "median",
    "unit of measure", "period", "source",
)  # fmt: skip


def sheets(edition: Edition) -> list[WorkbookSheet]:
    """Ranking, scores of every element, what moved since the edition before, values with their sources, who is listed,
    elements, sources, files, method; names and texts in the language in force."""
    elements = reads.elements_of(edition)
    pillars = [element for element in elements if element.parent_id == elements[0].pk]
    rows = rankings.rows_of(rankings.ranked_units(edition, RankingFilters(), []), elements[0], pillars)
    listed = list(rankings.listed_units(edition, RankingFilters()))
    ranking = as_table(rows, elements[0], pillars)
    units = [row.unit for row in rows]
    sources = reads.sources_of(edition)
    by_key = {unit.pk: unit for unit in [*units, *listed]}
    return [
        WorkbookSheet("edition", ("what", "is"), _facts(edition)),
        WorkbookSheet("ranking", [*ranking[0], "groups"], _with_groups(ranking[1], units)),
        WorkbookSheet("scores", ("unit", "name", *(one.code for one in elements)), _scores(elements, units)),
        *_changes(edition),
        WorkbookSheet("values", VALUES, _values(edition, by_key, elements)),
        WorkbookSheet(
            "listed", ("unit", "name", "country", "region", "reason", "own values", "values"), _listed(edition, listed)
        ),
        WorkbookSheet("elements", ELEMENTS, _elements(elements, sources)),
        WorkbookSheet("sources", ("code", "title", "publisher", "edition", "url", "terms"), _sources(sources)),
        WorkbookSheet(
            "files", ("file", "bytes", "sha-256"), [[f.name, f.size, f.sha256] for f in reads.files_of(edition)]
        ),
        WorkbookSheet("method", ("as run",), _method(edition)),
    ]


def _changes(edition: Edition) -> Iterator[WorkbookSheet]:
    if edition.follows is not None:
        columns = CHANGES.filed
        rows = ([column.read(change) for column in columns] for change in changes_of(edition))
        yield WorkbookSheet("changes", [column.name for column in columns], rows)


def _facts(edition: Edition) -> list[list[Any]]:
    told = [
        ["code", edition.code],
        ["name", edition.name],
        ["summary", edition.summary],
        ["state", edition.get_status_display()],
        ["figures of", edition.figures_of],
        ["compiled on", edition.compiled_on.isoformat()],
        ["cities ranked", edition.ranked_count],
        ["cities listed", edition.listed_count],
        ["draws", edition.draws],
        ["seed", edition.seed],
        ["sha-256 of figures and method", edition.sha256],
    ]
    told += [[f"computed with {name}", str(version)] for name, version in sorted(edition.versions.items())]
    return told + [["caution", caution["text"]] for caution in edition.texts("cautions")]


def _with_groups(table: Iterable[Sequence[Any]], units: Iterable[Unit]) -> Iterator[list[Any]]:
    for row, unit in zip(table, units, strict=True):
        yield [*row, " ".join(str(number) for number in unit.groups)]


def _scores(elements: Sequence[Element], units: Sequence[Unit]) -> Iterator[list[Any]]:
    found = Score.objects.filter(unit__in=units).values_list("unit_id", "element_id", "score")
    earned = {(unit, element): score for unit, element, score in found}
    for unit in units:
        yield [unit.slug, unit.name, *(earned.get((unit.pk, element.pk)) for element in elements)]


def _values(edition: Edition, units: dict[int, Unit], elements: Sequence[Element]) -> Iterator[list[Any]]:
    by_key = {element.pk: element for element in elements}
    order = {key: number for number, key in enumerate(units)}
    found = Value.objects.filter(unit__edition=edition).select_related("source")
    for value in sorted(
        (value for value in found if value.unit_id in units),
        key=lambda value: (order[value.unit_id], by_key[value.element_id].position),
    ):
        unit, element = units[value.unit_id], by_key[value.element_id]
        measured = element.indicator.unit if element.indicator else ""
        said = [value.level, value.source.code, value.period, value.quality, value.page, value.note]
        yield [unit.slug, unit.name, element.code, float(value.value), measured, *said]


def _listed(edition: Edition, units: Iterable[Unit]) -> Iterator[list[Any]]:
    for unit in units:
        counted = [unit.own_count, unit.value_count]  # type: ignore[attr-defined]  # counted by the query
        yield [unit.slug, unit.name, unit.country, unit.region.code, edition.reason(unit.reason), *counted]


def _elements(elements: Sequence[Element], sources: Mapping[int, Sequence[Source]]) -> Iterator[list[Any]]:
    codes = {element.pk: element.code for element in elements}
    for one in elements:
        indicator = one.indicator
        source = " ".join(source.code for source in sources.get(one.pk, ()))
        yield [
            one.code, codes.get(one.parent_id or 0, ""), one.name, one.why, one.weight, one.effective_weight,
            one.direction, one.lower, one.upper, one.median, indicator.unit if indicator else "", one.period, source,
        ]  # fmt: skip


def _sources(sources: Mapping[int, Sequence[Source]]) -> Iterator[list[Any]]:
    for source in reads.every(sources):
        yield [source.code, source.title, source.publisher, source.edition, source.url, source.terms]


def _method(edition: Edition) -> Iterator[list[str]]:
    for line in json.dumps(edition.method, ensure_ascii=False, indent=1).splitlines():
        yield [line]
