"""A look at a draft with the record as it stands: what is in the way, missing, correlated or skewed, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from wego.cityindex.fault_words import told
from wego.cityindex.models import Draft, DraftNote
from wego.cityindex.queries.drafts import Material, Unreadable, files_of_draft, mapping_of, material_of
from wego.cityindex.services.layouts import bundle_of
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
class Obstacle:
    """Something to mend: where (the part of the draft that is edited), at what, and what is said of it."""

    place: str  # basics, framework, texts, notes, method or record
    at: str
    said: str


@dataclass(frozen=True)
class Column:
    """One indicator over the cities that would be ranked."""

    code: str
    name: str
    period: str
    present: int
    missing: int
    statistics: composite.Statistics | None


@dataclass(frozen=True)
class Gaps:
    """A city that would be ranked, and the indicators that it has no figure of."""

    unit: str
    missing: list[str]


@dataclass
class Look:
    """What a draft amounts to today."""

    material: Material
    ranked: int
    listed: int
    reasons: list[tuple[str, int]]
    columns: list[Column]
    gaps: list[Gaps]
    obstacles: list[Obstacle] = field(default_factory=list)
    doubts: list[Obstacle] = field(default_factory=list)
    above: tuple[composite.Pair, ...] = ()
    below: tuple[composite.Pair, ...] = ()
    families: tuple[composite.Family, ...] = ()

    @property
    def skewed(self) -> list[Column]:
        """Indicators with outliers by both thresholds."""
        return [column for column in self.columns if column.statistics and column.statistics.has_outliers]

    @property
    def is_ready(self) -> bool:
        """Whether it can be laid out."""
        return not self.obstacles


def look_at(draft: Draft, *, on: date) -> Look:
    """Compute on the spot; nothing is kept."""
    material = material_of(draft)
    laid = material.laid
    notes = {note.code: note for note in draft.notes.filter(kind=DraftNote.Kind.REASON)}
    counted = Counter(row["reason"] for row in laid.listed)
    values = _values(laid.data, laid.codes)
    look = Look(
        material,
        ranked=len(laid.data),
        listed=len(laid.listed),
        reasons=[(notes[code].text if code in notes else code, count) for code, count in counted.most_common()],
        columns=_columns(material, values),
        gaps=_gaps(laid.data, laid.codes),
    )
    look.obstacles += [
        Obstacle("framework", row.code, _("is no indicator of the record; add it there, or make other rows part of it"))
        for row in material.unknown
    ]
    try:
        _compute(look, values)
        if not look.obstacles:
            look.obstacles += _obstacles_of_files(files_of_draft(material, compiled_on=on), draft.code)
    except Unreadable as wrong:
        look.obstacles.append(Obstacle("framework" if wrong.place else "method", wrong.place, wrong.said))
    return look


def _values(rows: list[dict[str, Any]], codes: Sequence[str]) -> np.ndarray:
    cells = [[float(row.get(code) or "nan") for code in codes] for row in rows]
    return np.array(cells, dtype=np.float64).reshape(len(rows), len(codes))


def _columns(material: Material, values: np.ndarray) -> list[Column]:
    found = composite.statistics(values, material.laid.codes) if len(values) and material.laid.codes else ()
    by_code = {one.code: one for one in found}
    periods = {row.code: row.period for row in material.elements}
    columns = []
    for code in material.laid.codes:
        one = by_code.get(code)
        present = one.present if one else 0
        name = material.indicators[code].name
        columns.append(Column(code, name, periods[code], present, len(values) - present, one))
    return columns


def _gaps(rows: list[dict[str, Any]], codes: Iterable[str]) -> list[Gaps]:
    """Who lacks most comes first."""
    wanted = list(codes)
    found = [Gaps(row["unit"], [code for code in wanted if not row.get(code)]) for row in rows]
    return sorted((one for one in found if one.missing), key=lambda one: (-len(one.missing), one.unit))[:SHOWN]


def _compute(look: Look, values: np.ndarray) -> None:
    """What the engine finds wrong and doubtful, and how the parts hang together."""
    material = look.material
    if not look.ranked:
        look.obstacles.append(
            Obstacle("basics", "", _("no city has enough figures to be ranked; ask for fewer, or add indicators"))
        )
        return
    elements = [row.code for row in material.elements]
    try:
        method = composite.Method.from_mapping(mapping_of(material.draft, material.elements))
        if look.obstacles:  # an indicator that the record does not know has no column
            return
        units = tuple(row["unit"] for row in material.laid.data)
        groups = {"region": tuple(row["group:region"] or None for row in material.laid.data)}
        panel = composite.Panel(units, material.laid.codes, values, groups)
        found = composite.check(panel, method)
        look.obstacles += [_placed(fault, elements) for fault in found.wrong]
        look.doubts += [_placed(fault, elements) for fault in found.doubtful]
        if not found.wrong:
            result = composite.build(panel, method)
            look.obstacles += [
                Obstacle("method", unit, _("has too few figures for [screen]")) for unit in _unranked(result)
            ]
            look.above, look.below = composite.pairs_above(result), composite.pairs_below(result)
            look.families = composite.families(result)
    except composite.CompositeFaults as refused:
        look.obstacles += [_placed(fault, elements) for fault in refused.faults]


def _unranked(result: composite.Result) -> list[str]:
    """Cities that have figures enough to be ranked by the draft's rule, but that the method leaves without a rank."""
    without = [unit for unit, rank in zip(result.units, result.rank, strict=True) if rank != rank]
    return [*(unit for unit, _share in result.stages.left_out), *without]


def _placed(fault: composite.Fault, elements: list[str]) -> Obstacle:
    """A fault of the engine with the part of the draft where it is mended."""
    said = told(fault.message, fault.remedy)
    if fault.key and fault.key[0] == "element":
        row = fault.key[1] if len(fault.key) > 1 and isinstance(fault.key[1], int) else None
        return Obstacle("framework", elements[row] if row is not None and row < len(elements) else "", said)
    if fault.key:
        return Obstacle("method", composite.dotted(fault.key), said)
    at = ", ".join(name for name in (fault.unit, fault.indicator) if name)
    return Obstacle("record" if fault.unit else "framework", at, said)


PLACES: Mapping[str, str] = {
    "pillars": "texts",
    "indicators": "texts",
    "reasons": "notes",
    "cautions": "notes",
    "choices": "notes",
    "left_out": "notes",
}


def _obstacles_of_files(files: Mapping[str, str], code: str) -> list[Obstacle]:
    """What reading the files as a network folder's would refuse."""
    try:
        bundle_of(files, code)
    except DataFaults as refused:
        return [
            Obstacle(
                PLACES.get((fault.key or "").partition("[")[0].partition(".")[0], _place(fault.file)),
                fault.key or "",
                told(fault.message, fault.remedy),
            )
            for fault in refused.faults
        ]
    return []


def _place(file: str) -> str:
    return {"edition.yaml": "basics", "method.toml": "method"}.get(Path(file).name, "record")
