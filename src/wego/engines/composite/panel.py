"""The figures that an index is built from: units by indicators, with their groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from wego.engines.messages import message

from .arrays import Array
from .faults import CompositeFaults, IndexFault


@dataclass(frozen=True)
class Panel:
    """Values (units, indicators) as float64, NaN = missing; `groups` maps a grouping to one label a unit (None = none).

    Raises CompositeFaults where names repeat, shapes differ or a value is infinite. The values are kept as a read-only
    copy.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    values: Array
    groups: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        object.__setattr__(self, "units", tuple(self.units))
        object.__setattr__(self, "codes", tuple(self.codes))
        object.__setattr__(self, "groups", {name: tuple(labels) for name, labels in self.groups.items()})
        faults = _faults(self.units, self.codes, values, self.groups)
        if faults:
            raise CompositeFaults(faults)
        values.flags.writeable = False
        object.__setattr__(self, "values", values)


def _faults(
    units: Sequence[str], codes: Sequence[str], values: Array, groups: Mapping[str, Sequence[str | None]]
) -> list[IndexFault]:
    if values.shape != (len(units), len(codes)):
        return [
            IndexFault(
                message("shape", shape=str(values.shape)),
                message("units_by_indicators", units=len(units), indicators=len(codes)),
            )
        ]
    faults = [
        IndexFault(message("unit_repeated", unit=unit, count=times), message("units_once"), unit=unit)
        for unit, times in Counter(units).items()
        if times > 1
    ]
    faults += [
        IndexFault(message("indicator_repeated", code=code, count=times), message("indicators_once"), indicator=code)
        for code, times in Counter(codes).items()
        if times > 1
    ]
    faults += [
        IndexFault(message("infinite"), message("finite_or_empty"), unit=units[row], indicator=codes[column])
        for row, column in np.argwhere(np.isinf(values))
    ]
    faults += [
        IndexFault(message("labels", name=name, count=len(labels)), message("labels_for_units", count=len(units)))
        for name, labels in groups.items()
        if len(labels) != len(units)
    ]
    if not units:
        faults.append(IndexFault(message("no_unit"), message("a_row")))
    return faults
