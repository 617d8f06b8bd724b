"""Validates a draft with the record as it stands: what is in the way, missing, correlated or skewed, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from wego.cityindex.engine_words import fault_text
from wego.cityindex.models import Draft, DraftNote
from wego.cityindex.queries.drafts import Material, Unreadable, files_of_draft, mapping_of, material_of
from wego.cityindex.services.publication import bundle_of
from wego.core.punctuation import joined
from wego.datafiles import DataFaults
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    import numpy as np

    from wego.engines import composite
else:
    np, composite = lazy_import("numpy"), lazy_import("wego.engines.composite")

# Cities with so many gaps are shown first; the rest is in data.csv.
SHOWN = 100


@dataclass(frozen=True)
class DraftProblem:
    """Something to mend: where (the part of the draft that is edited), at what, and what is said of it."""

    place: str  # basics, framework, texts, notes, method or record
    at: str
    said: str


@dataclass(frozen=True)
class IndicatorColumn:
    """One indicator over the cities that would be ranked."""

    code: str
    name: str
    period: str
    present: int
    missing: int
    statistics: composite.Statistics | None


@dataclass(frozen=True)
class MissingFigures:
    """A city that would be ranked, and the indicators that it has no figure of."""

    unit: str
    missing: list[str]


@dataclass
class DraftValidation:
    """What a draft amounts to today."""

    material: Material
    ranked: int
    listed: int
    reasons: list[tuple[str, int]]
    columns: list[IndicatorColumn]
    gaps: list[MissingFigures]
    problems: list[DraftProblem] = field(default_factory=list)
    warnings: list[DraftProblem] = field(default_factory=list)
    above: tuple[composite.Pair, ...] = ()
    below: tuple[composite.Pair, ...] = ()
    families: tuple[composite.Family, ...] = ()

    @property
    def skewed(self) -> list[IndicatorColumn]:
        """Indicators with outliers by both thresholds."""
        return [column for column in self.columns if column.statistics and column.statistics.has_outliers]

    @property
    def is_ready(self) -> bool:
        """Whether it can be laid out."""
        return not self.problems


def validate_draft(draft: Draft, *, on: date) -> DraftValidation:
    """Compute on the spot; nothing is kept."""
    material = material_of(draft)
    dataset = material.dataset
    notes = {note.code: note for note in draft.notes.filter(kind=DraftNote.Kind.REASON)}
    counted = Counter(row["reason"] for row in dataset.listed)
    values = _values(dataset.data, dataset.codes)
    report = DraftValidation(
        material,
        ranked=len(dataset.data),
        listed=len(dataset.listed),
        reasons=[(notes[code].text if code in notes else code, count) for code, count in counted.most_common()],
        columns=_columns(material, values),
        gaps=_gaps(dataset.data, dataset.codes),
    )
    unknown = _("is not an indicator of the data register; add it there, or make other rows belong to it")
    report.problems += [DraftProblem("framework", row.code, unknown) for row in material.unknown]
    try:
        _compute(report, values)
        if not report.problems:
            report.problems += _problems_of_files(files_of_draft(material, compiled_on=on), draft.code)
    except Unreadable as wrong:
        report.problems.append(DraftProblem("framework" if wrong.place else "method", wrong.place, wrong.said))
    return report


def _values(rows: list[dict[str, Any]], codes: Sequence[str]) -> np.ndarray:
    cells = [[float(row.get(code) or "nan") for code in codes] for row in rows]
    return np.array(cells, dtype=np.float64).reshape(len(rows), len(codes))


def _columns(material: Material, values: np.ndarray) -> list[IndicatorColumn]:
    found = composite.statistics(values, material.dataset.codes) if len(values) and material.dataset.codes else ()
    by_code = {one.code: one for one in found}
    periods = {row.code: row.period for row in material.elements}
    columns = []
    for code in material.dataset.codes:
        one = by_code.get(code)
        present = one.present if one else 0
        name = material.indicators[code].name
        columns.append(IndicatorColumn(code, name, periods[code], present, len(values) - present, one))
    return columns


def _gaps(rows: list[dict[str, Any]], codes: Iterable[str]) -> list[MissingFigures]:
    """Who lacks most comes first."""
    wanted = list(codes)
    found = [MissingFigures(row["unit"], [code for code in wanted if not row.get(code)]) for row in rows]
    return sorted((one for one in found if one.missing), key=lambda one: (-len(one.missing), one.unit))[:SHOWN]


def _compute(report: DraftValidation, values: np.ndarray) -> None:
    """What the engine finds wrong and doubtful, and how the parts hang together."""
    material = report.material
    if not report.ranked:
        report.problems.append(
            DraftProblem("basics", "", _("no city has enough figures to be ranked; ask for fewer, or add indicators"))
        )
        return
    elements = [row.code for row in material.elements]
    try:
        method = composite.Method.from_mapping(mapping_of(material.draft, material.elements))
        if report.problems:  # an indicator that the record does not know has no column
            return
        units = tuple(row["unit"] for row in material.dataset.data)
        groups = {"region": tuple(row["group:region"] or None for row in material.dataset.data)}
        panel = composite.Panel(units, material.dataset.codes, values, groups)
        found = composite.check(panel, method)
        report.problems += [_placed(fault, elements) for fault in found.wrong]
        report.warnings += [_placed(fault, elements) for fault in found.doubtful]
        if not found.wrong:
            result = composite.build(panel, method)
            report.problems += [
                DraftProblem("method", unit, _("has too few figures for [screen]")) for unit in _unranked(result)
            ]
            report.above, report.below = composite.pairs_above(result), composite.pairs_below(result)
            report.families = composite.families(result)
    except composite.CompositeFaults as refused:
        report.problems += [_placed(fault, elements) for fault in refused.faults]


def _unranked(result: composite.Result) -> list[str]:
    """Cities that have figures enough to be ranked by the draft's rule, but that the method leaves without a rank."""
    without = [unit for unit, rank in zip(result.units, result.rank, strict=True) if rank != rank]
    return [*(unit for unit, _share in result.stages.left_out), *without]


def _placed(fault: composite.IndexFault, elements: list[str]) -> DraftProblem:
    """A fault of the engine with the part of the draft where it is mended."""
    said = fault_text(fault)
    if fault.key and fault.key[0] == "element":
        row = fault.key[1] if len(fault.key) > 1 and isinstance(fault.key[1], int) else None
        return DraftProblem("framework", elements[row] if row is not None and row < len(elements) else "", said)
    if fault.key:
        return DraftProblem("method", composite.dotted(fault.key), said)
    at = joined(name for name in (fault.unit, fault.indicator) if name)
    return DraftProblem("record" if fault.unit else "framework", at, said)


PLACES: Mapping[str, str] = {
    "pillars": "texts",
    "indicators": "texts",
    "reasons": "notes",
    "cautions": "notes",
    "choices": "notes",
    "left_out": "notes",
}


def _problems_of_files(files: Mapping[str, str], code: str) -> list[DraftProblem]:
    """What reading the files as a network folder's would refuse."""
    try:
        bundle_of(files, code)
    except DataFaults as refused:
        return [
            DraftProblem(
                PLACES.get((fault.key or "").partition("[")[0].partition(".")[0], _place(fault.file)),
                fault.key or "",
                f"{fault.message}; {fault.remedy}" if fault.remedy else fault.message,
            )
            for fault in refused.faults
        ]
    return []


def _place(file: str) -> str:
    return {"edition.yaml": "basics", "method.toml": "method"}.get(Path(file).name, "record")
