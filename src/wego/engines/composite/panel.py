"""The figures that an index is built from: units by indicators, with their groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .arrays import Array
from .faults import CompositeFaults, Fault


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
) -> list[Fault]:
    if values.shape != (len(units), len(codes)):
        return [Fault(f"values are {values.shape}", f"({len(units)}, {len(codes)}), units by indicators")]
    faults = [
        Fault(f"unit {unit!r} stands {times} times", "each unit once", unit=unit)
        for unit, times in Counter(units).items()
        if times > 1
    ]
    faults += [
        Fault(f"indicator {code!r} stands {times} times", "each indicator once", indicator=code)
        for code, times in Counter(codes).items()
        if times > 1
    ]
    faults += [
        Fault(
            "the value is infinite", "a finite number, or empty for missing", unit=units[row], indicator=codes[column]
        )
        for row, column in np.argwhere(np.isinf(values))
    ]
    faults += [
        Fault(f"grouping {name!r} has {len(labels)} labels", f"one for each of the {len(units)} units")
        for name, labels in groups.items()
        if len(labels) != len(units)
    ]
    if not units:
        faults.append(Fault("there is no unit", "at least one row of data"))
    return faults
