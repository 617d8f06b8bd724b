"""Rows of a long table of facts: each cell read and checked against what its indicator declares, quickly for many.

What a column may say is looked up once for each combination that occurs; a million rows have a handful of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from wego.core.codes import currencies_in_use
from wego.core.exports import without_apostrophe
from wego.core.plain_text import plain
from wego.core.punctuation import joined
from wego.core.uploaded_tables import LOOKED_AT, TableRefused, UploadedTable
from wego.datafiles.workbooks import Value, cell_name
from wego.records.models import Indicator, Observation, Source, StagedFact, Visibility
from wego.records.services.facts import fits_text
from wego.records.services.observations import PERIOD
from wego.records.services.subjects import Subjects

# The long table, in and out. Of these a file must have the first three, and one that holds values.
COLUMNS = (
    "subject", "indicator", "period", "value", "numerator", "denominator", "currency", "text", "unit", "status",
    "reason", "breakdown", "boundary", "scale", "quality", "data_quality", "origin", "origin_name", "visibility",
    "purpose", "source", "page", "note",
)  # fmt: skip
NEEDED = ("subject", "indicator", "period")
SAYING = ("value", "text", "status")
# What says of which kind a row is: looked up together, once for each combination.
KIND = (
    "indicator", "currency", "unit", "status", "breakdown", "boundary", "scale", "quality", "data_quality", "origin",
    "visibility", "purpose", "source",
)  # fmt: skip
MOST_REFUSED = 1000  # rows; further ones would say the same
_NUMBER_WITH_COMMA = re.compile(r"[+-]?\d+,\d+")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_GROUPED = re.compile(r"[+-]?\d{1,3}([,.' \u00a0\u202f’])\d{3}(\1\d{3})*([.,]\d+)?")
_MOST = Decimal(10) ** 16

Fault = tuple[str, str, str, str]  # cell, column, value, reason


class NumberRefused(ValueError):
    """A text that is no number, or that may be two; the message says what to write."""


def number_in(value: Value) -> Decimal:
    """The number that a cell holds, whichever decimal mark its text has. Raises NumberRefused."""
    if isinstance(value, (bool, date, datetime)):
        raise NumberRefused(_("This is not a number."))
    if isinstance(value, (int, float)):
        number = Decimal(repr(value))
    else:
        text = str(value).strip()
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal(_written_plainly(text))
    if not number.is_finite():
        raise NumberRefused(_("This is not a number."))
    if abs(number) >= _MOST or int(number.normalize().as_tuple().exponent) < -16:
        raise NumberRefused(_("A number has at most 16 digits before and 16 after the point."))
    return number


def _written_plainly(text: str) -> str:
    if _AMBIGUOUS.fullmatch(text):
        facts = {"text": text, "thousands": text.replace(",", ""), "decimal": text.replace(",", ".")}
        raise NumberRefused(
            _("“%(text)s” may mean %(thousands)s or %(decimal)s. Write one of these, without separators.") % facts
        )
    if _NUMBER_WITH_COMMA.fullmatch(text):
        return text.replace(",", ".")
    if (found := _GROUPED.fullmatch(text)) and found[1] != (found[3] or " ")[0]:
        whole, fraction = text, ""
        if found[3]:
            whole, fraction = text[: -len(found[3])], "." + found[3][1:]
        return whole.replace(found[1], "") + fraction
    raise NumberRefused(
        _("This is not a number. Write digits with a point or a comma, or state why there is no value.")
    )


@dataclass(frozen=True)
class RowKind:
    """What rows that agree in all columns of `KIND` have in common."""

    indicator: Indicator | None
    values: Mapping[str, Any]  # by the names of `StagedFact`
    faults: tuple[tuple[str, str], ...] = ()  # column, reason

    @cached_property
    def is_checked(self) -> bool:
        """Whether a number of it can be wrong at all."""
        indicator = self.indicator
        return indicator is not None and indicator.kind in (
            Indicator.Kind.COUNT, Indicator.Kind.YES_NO, Indicator.Kind.SHARE,
        )  # fmt: skip


@dataclass
class StagedRow:
    """A row as it is staged; what is wrong with it is said of its cells."""

    cell: str
    subject: str
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class FactVocabulary:
    """All that rows may name, read once."""

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, int]
    dimensions: Mapping[int, Mapping[str, Any]]
    subjects: Subjects

    @classmethod
    def known(cls) -> FactVocabulary:
        found = Indicator.objects.prefetch_related("dimensions")
        return cls(
            {one.code: one for one in found},
            dict(Source.objects.values_list("code", "pk")),
            {one.pk: {each.code: each for each in one.dimensions.all()} for one in found},
            Subjects.known(),
        )


class FactRows:
    """Reads the rows of one table. `source` is what rows without one are of."""

    def __init__(self, vocabulary: FactVocabulary, *, source: Source | None, year: int) -> None:
        self.vocabulary, self.source, self.year = vocabulary, source, year
        self._kinds: dict[tuple[Any, ...], RowKind] = {}
        self._subjects: dict[Any, dict[str, Any] | None] = {}

    def read(self, table: UploadedTable) -> Iterator[StagedRow]:
        """Every row below the heads that holds anything. Raises TableRefused where the columns cannot be known."""
        rows = enumerate(table.rows)
        places = self._places(table, rows)
        kind_places = [places.get(name) for name in KIND]
        free = [(name, places[name]) for name in ("reason", "origin_name", "page", "note", "text") if name in places]
        width = max(places.values()) + 1
        for number, row in rows:
            if len(row) < width:
                row = [*row, *[None] * (width - len(row))]
            if not any(cell not in (None, "") for cell in row):
                continue
            yield self._row(table, number, row, places, kind_places, free)

    def _places(self, table: UploadedTable, rows: Iterator[tuple[int, Sequence[Value]]]) -> dict[str, int]:
        for number, row in rows:
            heads = [str(cell).strip().lower() if cell is not None else "" for cell in row]
            if {"subject", "indicator"} & set(heads):
                break
            if number > LOOKED_AT:
                heads = []
                break
        else:
            heads = []
        named = [head for head in heads if head]
        where = {"sheet": table.title, "columns": joined(COLUMNS)}
        if missing := [name for name in NEEDED if name not in named]:
            facts = {**where, "missing": joined(missing)}
            raise TableRefused(_("%(sheet)s: the column %(missing)s is missing. Columns are: %(columns)s.") % facts)
        if not set(SAYING) & set(named):
            raise TableRefused(_("%(sheet)s: there is no column “value”, “text” or “status”.") % where)
        if self.source is None and "source" not in named:
            raise TableRefused(_("%(sheet)s: there is no column “source”, and no source was chosen.") % where)
        for name in named:
            if name not in COLUMNS:
                facts = {**where, "name": name}
                raise TableRefused(
                    _("%(sheet)s: the column “%(name)s” is unknown. Remove it; columns are: %(columns)s.") % facts
                )
            if named.count(name) > 1:
                raise TableRefused(_("%(sheet)s: the column “%(name)s” appears twice.") % {**where, "name": name})
        return {head: place for place, head in enumerate(heads) if head}

    def _row(
        self,
        table: UploadedTable,
        number: int,
        row: Sequence[Value],
        places: Mapping[str, int],
        kind_places: Sequence[int | None],
        free: Sequence[tuple[str, int]],
    ) -> StagedRow:
        key = tuple([None if place is None else row[place] for place in kind_places])
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._kind(dict(zip(KIND, (_text(cell) for cell in key), strict=True)))
        subject = _text(row[places["subject"]])
        if subject not in self._subjects:
            self._subjects[subject] = self.vocabulary.subjects.find(subject)
        whose = self._subjects[subject]
        found = StagedRow(f"{table.title}!{number + 1}", subject, dict(kind.values))
        values = found.values

        def fault(column: str, reason: str) -> None:
            place = places.get(column)
            cell = f"{table.title}!{cell_name(number, place)}" if place is not None else found.cell
            said = _text(row[place])[:80] if place is not None else ""
            found.faults.append((cell, column, said, reason))

        if table.has_troubles:
            for name, place in places.items():
                if trouble := table.trouble(number, place):
                    fault(name, trouble)
            if found.faults:
                return found
        for column, reason in kind.faults:
            fault(column, reason)
        if whose is None:
            fault("subject", _("This name is unknown. Write org:, city: or country: and a known name."))
        else:
            values |= whose
        for name, place in free:
            values[name] = _free(row[place], is_quoted=table.is_quoted)
            if len(values[name]) > _LONGEST[name]:
                fault(name, _("At most %(count)s characters.") % {"count": _LONGEST[name]})
        values["period"] = self._period(row[places["period"]], values.get("quality", ""), fault)
        for name in ("value", "numerator", "denominator"):
            cell = row[places[name]] if name in places else None
            values[name] = None
            if cell is not None and cell != "":
                try:
                    values[name] = number_in(cell)
                except NumberRefused as refused:
                    fault(name, str(refused))
        if kind.indicator is not None and not found.faults:
            self._check_content(kind, values, fault)
        return found

    def _period(self, cell: Value, quality: str, fault: Callable[[str, str], None]) -> str:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        elif isinstance(cell, date):
            fault("period", _("This is a day; a period is a year (2024), or two with / between."))
            return ""
        text = _text(cell)
        if not PERIOD.fullmatch(text):
            fault("period", _("This is not a period. Write a year (2024), or two with / between."))
            return ""
        if int(text[-4:]) > self.year and quality != Observation.Quality.ESTIMATE:
            fault("period", _("This year is in the future. Only an estimate can be of it."))
        return text

    def _check_content(self, kind: RowKind, values: dict[str, Any], fault: Callable[[str, str], None]) -> None:
        indicator = kind.indicator
        assert indicator is not None
        value, text = values["value"], values.get("text", "")
        values.setdefault("text", "")
        if values["status"]:
            if value is not None or text:
                fault("status", _("A value, or a reason why there is none: not both."))
            elif not values.get("reason"):
                fault("reason", _("State why there is no value."))
            return
        if indicator.kind in (Indicator.Kind.TEXT, Indicator.Kind.OPTION, Indicator.Kind.DATE):
            if value is not None:
                fault("value", _("This indicator holds no number. Use the column “text”."))
            elif not fits_text(indicator, text):
                fault("text", _("“%(text)s” is not a possible answer.") % {"text": text[:80]})
            return
        if text:
            fault("text", _("This indicator holds numbers. Use the column “value”."))
            return
        part, whole = values["numerator"], values["denominator"]
        if part is not None or whole is not None:
            value = values["value"] = self._quotient(indicator, value, part, whole, fault)
        if value is None:
            fault("value", _("Enter a number, or state why there is none."))
            return
        if kind.is_checked:
            if indicator.kind == Indicator.Kind.COUNT and (value < 0 or value % 1):
                fault("value", _("A count is a whole number of 0 or more."))
            elif indicator.kind == Indicator.Kind.YES_NO and value not in (0, 1):
                fault("value", _("Answer 1 for yes or 0 for no."))
            elif indicator.kind == Indicator.Kind.SHARE:
                highest = indicator.highest if indicator.highest is not None else Decimal(100)
                if indicator.per == 100 and not 0 <= value <= highest:
                    fault("value", _("A share is from 0 to %(highest)s percent.") % {"highest": f"{highest:f}"})

    @staticmethod
    def _quotient(
        indicator: Indicator,
        value: Decimal | None,
        part: Decimal | None,
        whole: Decimal | None,
        fault: Callable[[str, str], None],
    ) -> Decimal | None:
        if part is None or whole is None or whole <= 0:
            fault("denominator", _("Enter both the part and the whole; the whole is more than 0."))
            return value
        quotient = round(part / whole * indicator.per, 12)
        if value is not None and abs(value - quotient) > abs(quotient) * Decimal("1e-9") + Decimal("1e-9"):
            fault("value", _("The part and the whole give %(quotient)s.") % {"quotient": f"{quotient.normalize():f}"})
        return quotient if value is None else value

    def _kind(self, said: dict[str, str]) -> RowKind:
        """What one combination of the columns that say a row's kind means."""
        faults: list[tuple[str, str]] = []
        indicator = self.vocabulary.indicators.get(said["indicator"])
        values: dict[str, Any] = {name: said[name] for name in ("currency", "boundary", "status", "breakdown")}
        defaults = {
            "quality": (Observation.Quality.REPORTED, Observation.Quality.values),
            "data_quality": ("", ["", *Observation.DataQuality.values]),
            "origin": (Observation.Origin.IMPORT, Observation.Origin.values),
            "boundary": ("", ["", *Observation.Boundary.values]),
            "status": ("", ["", *Observation.Status.values]),
            "visibility": (indicator.visibility if indicator else "", Visibility.values),
        }
        for name, (default, known) in defaults.items():
            values[name] = said[name] or default
            if said[name] and said[name] not in known:
                faults.append((name, _("Unknown. Write one of: %(known)s.") % {"known": joined(filter(None, known))}))
        own = indicator if indicator and not said["visibility"] else None
        values["purpose"] = said["purpose"] or (own.purpose if own else "")
        if (values["visibility"] == Visibility.PURPOSE) != bool(values["purpose"]):
            faults.append(("purpose", _("What is restricted to its purpose, and nothing else, has a purpose.")))
        values["scale"] = said["scale"] or (indicator.scale if indicator else "")
        source = self.vocabulary.sources.get(said["source"]) if said["source"] else None
        if said["source"] and source is None:
            faults.append(("source", _("This source is unknown.")))
        if not said["source"] and self.source is None:
            faults.append(("source", _("Name the source.")))
        values["source_id"] = source or (self.source.pk if self.source else None)
        if indicator is None:
            faults.append(("indicator", _("This indicator is unknown.")))
            return RowKind(None, values, tuple(faults))
        values["indicator_id"] = indicator.pk
        self._check_unit(indicator, said, faults)
        self._check_breakdown(indicator, said["breakdown"], faults)
        if said["breakdown"]:
            values["breakdown"] = ";".join(sorted(filter(None, said["breakdown"].split(";"))))
        return RowKind(indicator, values, tuple(faults))

    @staticmethod
    def _check_unit(indicator: Indicator, said: Mapping[str, str], faults: list[tuple[str, str]]) -> None:
        known = {text.casefold() for text in indicator.unit.texts.values()}
        if said["unit"] and said["unit"].casefold() not in known:
            facts = {"unit": str(indicator.unit)}
            faults.append(("unit", _("This indicator is measured in “%(unit)s”. Convert the values.") % facts))
        is_money = indicator.kind == Indicator.Kind.MONEY and not said["status"]
        if is_money != bool(said["currency"]) or (said["currency"] and said["currency"] not in currencies_in_use()):
            text = _("An amount of money, and nothing else, has a currency (ISO 4217).")
            faults.append(("currency", text))

    def _check_breakdown(self, indicator: Indicator, said: str, faults: list[tuple[str, str]]) -> None:
        declared = self.vocabulary.dimensions.get(indicator.pk, {})
        for part in filter(None, said.split(";")):
            name, _sign, category = part.partition("=")
            known = declared.get(name)
            if known is None or not category or (known.categories and category not in known.categories):
                facts = {"name": name, "category": category}
                faults.append(("breakdown", _("It is not broken down by %(name)s = %(category)s.") % facts))


_LONGEST = {
    name: getattr(StagedFact._meta.get_field(name), "max_length", None) or 10**6
    for name in ("reason", "origin_name", "page", "note", "text")
}


def _text(cell: Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _free(cell: Value, *, is_quoted: bool) -> str:
    """A text as it was before a file kept a spreadsheet program from running it."""
    if isinstance(cell, str):
        text = plain(cell)
        return without_apostrophe(text) if is_quoted else text
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else _text(cell)
