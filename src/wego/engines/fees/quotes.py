"""What an organisation pays by a schedule, with every step told, or why it cannot be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wego.engines.fees.bands import Band, band_of
from wego.engines.fees.schedules import Measure, Schedule, Table

MEASURED = {"gdp": "GDP per person", "population": "population", "staff": "staff"}
UNITS = {"gdp": "international dollars a person", "population": "persons", "staff": "persons"}


class CannotQuote(Exception):
    """The schedule gives no fee. `code` is for programs, `about` names the input that is to blame."""

    def __init__(self, code: str, about: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.about = about


@dataclass(frozen=True)
class Subject:
    """What a schedule asks of an organisation. Figures are exact; None means not known, 0 is a figure."""

    kind: str
    class_: str | None = None
    gdp: Decimal | None = None
    population: Decimal | None = None
    staff: Decimal | None = None


@dataclass(frozen=True)
class Step:
    """One step of an explanation: a code with its facts, told in any language by whoever shows it."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Quote:
    """A fee and how it came about. `alternatives` gives every reading's fee where they differ, else nothing."""

    schedule: str
    kind: str
    fee: Decimal
    currency: str
    table: str
    row: str
    column: str | None
    reading: str
    alternatives: Mapping[str, Decimal]
    steps: tuple[Step, ...]

    @property
    def is_ambiguous(self) -> bool:
        return bool(self.alternatives)


def quote(schedule: Schedule, subject: Subject, *, reading: str | None = None) -> Quote:
    """The fee of one subject for one year.

    Without `reading` the one in force is used. Raises CannotQuote where the kind or class has no table, a figure is
    missing, negative or not finite, or no band holds it; nothing is guessed.
    """
    chosen = reading or schedule.reading_in_force
    if chosen not in {known.code for known in schedule.readings}:
        known = ", ".join(known.code for known in schedule.readings)
        raise CannotQuote("unknown_reading", "reading", f"schedule {schedule.code} has no reading {chosen!r}: {known}")
    table = _table(schedule, subject)
    steps = [Step("table", {"schedule": schedule.code, "table": table.code})]
    if subject.class_ and subject.class_ in schedule.priced_as:
        steps.append(Step("priced_as", {"class": subject.class_, "as": schedule.priced_as[subject.class_]}))
    row = _band(table.row_measure, table.rows, subject, steps)
    column = _band(table.column_measure, table.columns, subject, steps) if table.column_measure else None
    cell = (row.label, column.label if column else None)
    fee = table.fees[chosen][cell]
    alternatives = {code: fees[cell] for code, fees in table.fees.items()} if table.is_ambiguous(cell) else {}
    if alternatives:
        steps.append(Step("readings", {code: _money(other) for code, other in alternatives.items()}))
        steps.append(Step("reading", {"reading": chosen}))
    steps.append(Step("fee", {"fee": _money(fee), "currency": schedule.currency}))
    return Quote(
        schedule=schedule.code,
        kind=subject.kind,
        fee=fee,
        currency=schedule.currency,
        table=table.code,
        row=row.label,
        column=column.label if column else None,
        reading=chosen,
        alternatives=alternatives,
        steps=tuple(steps),
    )


def _table(schedule: Schedule, subject: Subject) -> Table:
    classes = schedule.classes_of(subject.kind)
    if not classes and not any(table.kind == subject.kind for table in schedule.tables):
        raise CannotQuote("no_table", "kind", f"schedule {schedule.code} has no table for {subject.kind}")
    if classes and subject.class_ is None:
        raise CannotQuote("no_class", "class", f"the class is not given: one of {', '.join(classes)}")
    if subject.class_ is not None and subject.class_ not in classes:
        known = f"one of {', '.join(classes)}" if classes else f"{subject.kind} has no classes"
        raise CannotQuote("unknown_class", "class", f"{subject.class_!r} is no class of {subject.kind}: {known}")
    table = schedule.table_for(subject.kind, subject.class_)
    assert table is not None  # every class that was listed stands in a table
    return table


def _band(measure: Measure, bands: tuple[Band, ...], subject: Subject, steps: list[Step]) -> Band:
    value: Decimal | None = getattr(subject, measure.name)
    name = MEASURED[measure.name]
    if value is None:
        raise CannotQuote("missing", measure.name, f"the {name} is not known")
    if not value.is_finite() or value < 0:
        raise CannotQuote("not_a_figure", measure.name, f"the {name} must be a number from 0, not {value}")
    band = band_of(bands, value / measure.step)
    if band is None:
        bounds = ", ".join(known.label for known in bands)
        raise CannotQuote("no_band", measure.name, f"no band holds a {name} of {value:f}: {bounds}")
    step = f"{measure.step:f}"
    steps.append(Step(measure.name, {"value": f"{value:f}", "band": band.label, "step": step}))
    return band


def _money(fee: Decimal) -> str:
    return f"{fee:.2f}"


def english(step: Step, schedule: Schedule) -> str:
    """A step as the command line tells it."""
    facts = step.facts
    if step.code == "table":
        titles = {table.code: table.title["en"] for table in schedule.tables}
        return f"Schedule {facts['schedule']}, table “{titles[facts['table']]}”."
    if step.code == "priced_as":
        return f"A {facts['class']} is priced as {facts['as']}: {schedule.priced_as_reason['en']}"
    if step.code == "readings":
        told = ", ".join(f"{code} {fee}" for code, fee in facts.items())
        return f"The documents disagree on this cell: {told}."
    if step.code == "reading":
        return f"Reading {facts['reading']}, {_why(schedule, facts['reading'])}"
    if step.code == "fee":
        return f"Fee: {facts['fee']} {facts['currency']} a year."
    in_thousands = " (bands in thousands)" if facts["step"] == "1000" else ""
    name, value = MEASURED[step.code], f"{Decimal(facts['value']):,}"
    return f"{name[0].upper()}{name[1:]} {value} {UNITS[step.code]}: band {facts['band']}{in_thousands}."


def _why(schedule: Schedule, reading: str) -> str:
    if reading == schedule.reading_in_force:
        return f"in force: {schedule.reading_reason['en']}"
    source = next(known.source["en"] for known in schedule.readings if known.code == reading)
    return f"as asked for: {source}"
