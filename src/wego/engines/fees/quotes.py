"""What an organisation pays by a schedule, with every step told, or why it cannot be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wego.engines import messages
from wego.engines.fees.bands import Band, band_of
from wego.engines.fees.messages import MESSAGES
from wego.engines.fees.schedules import FeeTable, Measure, Schedule
from wego.engines.messages import Message, message

MEASURED = {"gdp": "GDP per person", "population": "population", "staff": "staff"}


class CannotQuote(Exception):
    """The schedule gives no fee; `about` names the input that is to blame."""

    def __init__(self, code: str, about: str, /, **params: object) -> None:
        self.said = Message(code, params)
        self.about = about
        super().__init__(messages.english(self.said, MESSAGES))

    @property
    def code(self) -> str:
        return self.said.code


@dataclass(frozen=True)
class FeeSubject:
    """What a schedule asks of an organisation. Figures are exact; None means not known, 0 is a figure."""

    kind: str
    class_: str | None = None
    gdp: Decimal | None = None
    population: Decimal | None = None
    staff: Decimal | None = None


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
    steps: tuple[Message, ...]

    @property
    def is_ambiguous(self) -> bool:
        return bool(self.alternatives)


def quote(schedule: Schedule, subject: FeeSubject, *, reading: str | None = None) -> Quote:
    """The fee of one subject for one year.

    Without `reading` the one in force is used. Raises CannotQuote where the kind or class has no table, a figure is
    missing, negative or not finite, or no band holds it; nothing is guessed.
    """
    chosen = reading or schedule.reading_in_force
    if chosen not in {known.code for known in schedule.readings}:
        known = tuple(known.code for known in schedule.readings)
        raise CannotQuote("unknown_reading", "reading", schedule=schedule.code, reading=chosen, known=known)
    table = _table(schedule, subject)
    steps = [message("table", schedule=schedule.code, table=table.code)]
    if subject.class_ and subject.class_ in schedule.priced_as:
        steps.append(message("priced_as", **{"class": subject.class_, "as": schedule.priced_as[subject.class_]}))
    row = _band(table.row_measure, table.rows, subject, steps)
    column = _band(table.column_measure, table.columns, subject, steps) if table.column_measure else None
    cell = (row.label, column.label if column else None)
    fee = table.fees[chosen][cell]
    alternatives = {code: fees[cell] for code, fees in table.fees.items()} if table.is_ambiguous(cell) else {}
    if alternatives:
        steps.append(message("readings", **{code: _money(other) for code, other in alternatives.items()}))
        steps.append(message("reading", reading=chosen))
    steps.append(message("fee", fee=_money(fee), currency=schedule.currency))
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


def _table(schedule: Schedule, subject: FeeSubject) -> FeeTable:
    classes = schedule.classes_of(subject.kind)
    if not classes and not any(table.kind == subject.kind for table in schedule.tables):
        raise CannotQuote("no_table", "kind", schedule=schedule.code, kind=subject.kind)
    if classes and subject.class_ is None:
        raise CannotQuote("no_class", "class", known=tuple(classes))
    if subject.class_ is not None and subject.class_ not in classes:
        known = message("classes", names=tuple(classes)) if classes else message("no_classes", kind=subject.kind)
        raise CannotQuote("unknown_class", "class", **{"class": subject.class_}, kind=subject.kind, known=known)
    table = schedule.table_for(subject.kind, subject.class_)
    assert table is not None  # every class that was listed stands in a table
    return table


def _band(measure: Measure, bands: tuple[Band, ...], subject: FeeSubject, steps: list[Message]) -> Band:
    value: Decimal | None = getattr(subject, measure.name)
    name = MEASURED[measure.name]
    if value is None:
        raise CannotQuote("missing", measure.name, name=name)
    if not value.is_finite() or value < 0:
        raise CannotQuote("not_a_figure", measure.name, name=name, value=str(value))
    band = band_of(bands, value / measure.step)
    if band is None:
        known = tuple(known.label for known in bands)
        raise CannotQuote("no_band", measure.name, name=name, value=f"{value:f}", known=known)
    facts = {"value": f"{value:f}", "band": band.label, "step": f"{measure.step:f}"}
    steps.append(Message(measure.name, facts))
    return band


def _money(fee: Decimal) -> str:
    return f"{fee:.2f}"


def english(step: Message, schedule: Schedule) -> str:
    """A step as the command line tells it."""
    return messages.english(Message(step.code, {**step.params, **_beside(step, schedule)}), MESSAGES)


def _beside(step: Message, schedule: Schedule) -> dict[str, str]:
    """What the schedule says of a step, and its figures as people write them."""
    facts = step.params
    match step.code:
        case "table":
            return {"title": next(table.title["en"] for table in schedule.tables if table.code == facts["table"])}
        case "priced_as":
            return {"reason": schedule.priced_as_reason["en"]}
        case "readings":
            return {"fees": ", ".join(f"{code} {fee}" for code, fee in facts.items())}
        case "reading":
            return {"why": _why(schedule, str(facts["reading"]))}
        case "gdp" | "population" | "staff":
            in_thousands = " (bands in thousands)" if facts["step"] == "1000" else ""
            return {"figure": f"{Decimal(str(facts['value'])):,}", "thousands": in_thousands}
    return {}


def _why(schedule: Schedule, reading: str) -> str:
    if reading == schedule.reading_in_force:
        return f"in force: {schedule.reading_reason['en']}"
    source = next(known.source["en"] for known in schedule.readings if known.code == reading)
    return f"as asked for: {source}"
