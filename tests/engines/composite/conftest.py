"""The reference data of composite-index research, and small panels and methods to work on."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wego.engines import composite

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Sheet:
    """A reference table: its units, its columns, its numbers (NaN = missing)."""

    units: tuple[str, ...]
    codes: tuple[str, ...]
    values: np.ndarray

    def columns(self, codes: Sequence[str]) -> np.ndarray:
        return self.values[:, [self.codes.index(code) for code in codes]]

    def column(self, code: str) -> np.ndarray:
        return self.values[:, self.codes.index(code)]

    def rows(self, units: Sequence[str]) -> np.ndarray:
        return self.values[[self.units.index(unit) for unit in units]]


LAST_BIT = "TolMin"


@dataclass(frozen=True)
class Reference:
    """The folder `asem` of the reference data."""

    folder: Path

    def records(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def sheet(self, name: str) -> Sheet:
        records = self.records(name)
        first, *codes = records[0]
        values = [[float("nan" if r[code] in ("NA", "") else r[code]) for code in codes] for r in records]
        return Sheet(tuple(r[first] for r in records), tuple(codes), np.array(values))

    def elements(self, weights: dict[str, float] | None = None) -> list[dict[str, Any]]:
        """The tree of the ASEM index, indicators in the reference's order, as a method file has it."""
        rows = {row["iCode"]: row for row in self.records("input/ASEM_iMeta.csv")}
        order = [row["iCode"] for row in self.records("aggregate/weights_unequal.csv")]
        found = []
        for code in order:
            row = rows[code]
            element: dict[str, Any] = {"code": code, "weight": (weights or {}).get(code, float(row["Weight"]))}
            if row["Parent"] != "NA":
                element["parent"] = row["Parent"]
            if row["Type"] == "Indicator":
                element["direction"] = int(row["Direction"])
            found.append(element)
        return found

    def decided_by_the_last_bit(self) -> np.ndarray:
        """The rows whose TolMin equals another's to twelve digits and not to the last bit (3.4 and 5.1).

        The reference ranks them apart, as its author's language does; here they are tied (decision 0017).
        """
        column = self.sheet("pipeline_B_raw_default/Raw.csv").column(LAST_BIT)
        settled_ = np.round(column, 9)
        return np.array([np.unique(column[settled_ == value]).size > 1 for value in settled_])

    def unequal_weights(self) -> dict[str, float]:
        return {row["iCode"]: float(row["Weight"]) for row in self.records("aggregate/weights_unequal.csv")}


@pytest.fixture(scope="session")
def asem() -> Reference:
    folder = Path(os.environ.get("WEGO_REFERENCE_DATA") or REPOSITORY.parent / "shared" / "data") / "asem"
    if not folder.is_dir():
        pytest.skip(f"reference data are not at {folder} (WEGO_REFERENCE_DATA): results cannot be compared with theirs")
    return Reference(folder)


MethodMaker = Callable[..., composite.Method]


@pytest.fixture
def method() -> MethodMaker:
    """A method over an index of two pillars, P (x, y) and Q (z, less is better); tables may be given."""

    def make(**tables: Any) -> composite.Method:
        elements = [
            {"code": "x", "parent": "P"},
            {"code": "y", "parent": "P", "weight": 3.0},
            {"code": "z", "parent": "Q", "direction": -1},
            {"code": "P", "parent": "Index"},
            {"code": "Q", "parent": "Index"},
            {"code": "Index"},
        ]
        return composite.Method.from_mapping({"name": "Small", "element": elements, **tables})

    return make


@pytest.fixture
def panel() -> composite.Panel:
    """Four units; b lacks y."""
    nan = float("nan")
    return composite.Panel(
        units=("a", "b", "c", "d"),
        codes=("x", "y", "z"),
        values=np.array([[0.0, 10.0, 4.0], [5.0, nan, 3.0], [10.0, 20.0, 2.0], [10.0, 30.0, 0.0]]),
        groups={"region": ("north", "north", "south", None)},
    )
