"""A fee schedule as it was read: its tables, and the readings of what it prints ambiguously."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wego.engines.fees.bands import Band

Texts = Mapping[str, str]  # language code -> text
Cell = tuple[str, str | None]  # labels of the row and of the column; None where a table has one dimension


@dataclass(frozen=True)
class Measure:
    """What a side of a table is measured by, and how many units one step of its bands is (population: 1000)."""

    name: str
    step: Decimal = Decimal(1)


@dataclass(frozen=True)
class FeeTable:
    """Fees for one kind of organisation and some of its classes.

    `fees` holds every cell in every reading: reading -> cell -> fee. Readings differ only where the documents do.
    """

    code: str
    kind: str
    classes: tuple[str, ...]  # empty: the kind has no classes
    title: Texts
    row_measure: Measure
    rows: tuple[Band, ...]
    column_measure: Measure | None
    columns: tuple[Band, ...]
    fees: Mapping[str, Mapping[Cell, Decimal]]

    def is_ambiguous(self, cell: Cell) -> bool:
        """Whether the readings differ on a cell."""
        return len({fees[cell] for fees in self.fees.values()}) > 1


@dataclass(frozen=True)
class Reading:
    """One way to read what is printed ambiguously, and where it comes from."""

    code: str
    title: Texts
    source: Texts


@dataclass(frozen=True)
class Schedule:
    """A checked definition. `read_schedule` makes one.

    `lag` tells which figures of national product apply: None means the latest there are, 2 those of two years
    before the year of the dues.
    """

    code: str
    version: str  # empty where the definition names none
    title: Texts
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    currency: str
    first_year: int
    indicator: str
    lag: int | None
    gdp_note: Texts
    readings: tuple[Reading, ...]
    reading_in_force: str
    reading_reason: Texts
    priced_as: Mapping[str, str]
    priced_as_reason: Texts
    tables: tuple[FeeTable, ...]

    def table_for(self, kind: str, class_: str | None) -> FeeTable | None:
        """The table by which an organisation of this kind and class is priced."""
        priced = self.priced_as.get(class_ or "", class_)
        for table in self.tables:
            if table.kind == kind and (not table.classes or priced in table.classes):
                return table
        return None

    def classes_of(self, kind: str) -> tuple[str, ...]:
        """Every class of a kind that the schedule prices."""
        found = [code for table in self.tables if table.kind == kind for code in table.classes]
        return (*found, *(code for code, other in self.priced_as.items() if other in found))

    def gdp_year(self, dues_year: int) -> int | None:
        """The year whose figures of national product apply to a year's dues; None: the latest there are."""
        return None if self.lag is None else dues_year - self.lag
