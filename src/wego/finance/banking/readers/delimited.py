"""A statement as a plain table (CSV): a described layout, and nothing about it guessed.

The delimiter, the decimal sign and the order of day and month are taken from the file only where the whole file allows
one reading; else it is refused with what would settle it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from babel.numbers import is_currency
from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults
from wego.finance.banking.statements import Line, Statement, checked, currency_fault

REQUIRED = ("date", "amount", "currency")
COLUMNS = (
    *REQUIRED,
    "account",
    "value_date",
    "payer",
    "payer_account",
    "reference",
    "text",
    "bank_reference",
    "charges",
    "instructed_amount",
    "instructed_currency",
    "balance",
)
# Made up: a payment whose invoice is named, one of which a bank kept 15 on the way, and the bank's own fee.
SAMPLE = f"""{",".join(COLUMNS)}
2026-05-04,7000.00,USD,000-000-000,2026-05-04,City of Anywhere,,2026-0001,Membership fee 2026,B1,,,,17000.00
2026-05-06,3485.00,USD,000-000-000,2026-05-06,Treasury of Elsewhere,,2026-0002,,B2,15.00,3500.00,USD,20485.00
2026-05-29,-20.00,USD,000-000-000,2026-05-29,,,,Fee of the account,B3,,,,20465.00
"""
DELIMITERS = (",", ";", "\t", "|")
AMOUNTS = ("amount", "charges", "instructed_amount", "balance")
Place = tuple[int, str, str]  # line, column, what the cell says


@dataclass(frozen=True)
class Layout:
    """How a bank's table names our columns (`{"date": "Buchungstag"}`), and the account that its lines are of."""

    names: Mapping[str, str] = field(default_factory=dict)
    account: str = ""

    def header(self, column: str) -> str:
        return self.names.get(column, column)


def read_delimited(file: str, text: str, layout: Layout) -> tuple[Statement, ...]:
    """The table as one statement, alone in a tuple. Where it has balances, every line must make the one beside it."""
    delimiter = _delimiter(file, text, layout)
    rows = _rows(file, text, delimiter, layout)
    number = _numbers(file, [(at, name, row[name]) for at, row in rows for name in AMOUNTS if row.get(name)])
    day = _days(file, [(at, name, row[name]) for at, row in rows for name in ("date", "value_date") if row.get(name)])
    lines = tuple(_line(file, at, row, number, day) for at, row in rows)
    account, currency = _account(file, rows, layout), lines[0].currency
    balances = [number(row["balance"]) for _at, row in rows if row.get("balance")]
    if balances and len(balances) < len(rows):
        at = next(at for at, row in rows if not row.get("balance"))
        raise _refused(file, _("is empty"), _("give the balance in every line or in none"), at, "balance")
    opening, closing = _balances(file, lines, balances) if balances else (None, None)
    days = [line.booked_on for line in lines]
    statement = Statement(
        account=account,
        currency=currency,
        from_on=min(days),
        to_on=max(days),
        lines=lines,
        opening=opening,
        closing=closing,
    )
    return checked(file, [statement])


def _delimiter(file: str, text: str, layout: Layout) -> str:
    """The one under which the first line holds the required columns."""
    head = next(line for line in text.split("\n") if line.strip())
    wanted = {layout.header(name) for name in REQUIRED}
    for delimiter in DELIMITERS:
        cells = next(csv.reader([head], delimiter=delimiter), [])
        if wanted <= {cell.strip() for cell in cells}:
            return delimiter
    message = _("the first line does not name the columns %(columns)s") % {"columns": ", ".join(sorted(wanted))}
    remedy = _("the columns are %(columns)s, parted by comma, semicolon, tab or bar")
    raise _refused(file, message, remedy % {"columns": ", ".join(map(layout.header, COLUMNS))}, 1)


def _rows(file: str, text: str, delimiter: str, layout: Layout) -> list[tuple[int, dict[str, str]]]:
    """Every row by our names of the columns, with its line."""
    ours = {layout.header(name): name for name in COLUMNS}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                _check_header(file, header, ours)
            elif len(cells) != len(header):
                message = _("has %(cells)s cells where the header has %(columns)s")
                facts = {"cells": len(cells), "columns": len(header)}
                remedy = _("the file is cut off here, or a cell that holds the delimiter is not quoted")
                raise _refused(file, message % facts, remedy, reader.line_num)
            else:
                filled = zip(header, cells, strict=True)
                rows.append((reader.line_num, {ours[name]: cell.strip() for name, cell in filled}))
    except csv.Error as error:
        remedy = _("fetch the whole file from the bank again")
        raise _refused(file, _("is not CSV: %(why)s") % {"why": error}, remedy, reader.line_num) from None
    if not rows:
        raise _refused(file, _("holds no line"), _("choose a period in which something was booked"), 1)
    for at, row in rows:
        for name in REQUIRED:
            if not row[name]:
                raise _refused(file, _("is empty"), _("every line needs it"), at, layout.header(name))
    return rows


def _check_header(file: str, header: Sequence[str], ours: Mapping[str, str]) -> None:
    for name in header:
        if name not in ours:
            remedy = _("the columns are %(columns)s") % {"columns": ", ".join(ours)}
            raise _refused(file, _("unknown column"), remedy, 1, name or "–")
        if header.count(name) > 1:
            raise _refused(file, _("stands twice in the header"), _("keep one"), 1, name)


def _line(
    file: str, at: int, row: Mapping[str, str], number: Callable[[str], Decimal], day: Callable[[str], date]
) -> Line:
    for name in ("currency", "instructed_currency"):
        if row.get(name) and not is_currency(row[name]):
            raise DataFaults([currency_fault(file, row[name], at)])
    return Line(
        booked_on=day(row["date"]),
        value_on=day(row["value_date"]) if row.get("value_date") else None,
        amount=number(row["amount"]),
        currency=row["currency"],
        payer=row.get("payer", ""),
        payer_account=row.get("payer_account", ""),
        texts=tuple(filter(None, (row.get("reference", ""), row.get("text", "")))),
        bank_reference=row.get("bank_reference", ""),
        charges=number(row["charges"]) if row.get("charges") else None,
        instructed_amount=number(row["instructed_amount"]) if row.get("instructed_amount") else None,
        instructed_currency=row.get("instructed_currency", ""),
        number=at,
    )


def _account(file: str, rows: Sequence[tuple[int, Mapping[str, str]]], layout: Layout) -> str:
    found = {row.get("account", "") for _at, row in rows} - {""}
    if len(found) > 1:
        message = _("holds lines of several accounts: %(accounts)s") % {"accounts": ", ".join(sorted(found))}
        raise _refused(file, message, _("one file for each account"), 1, "account")
    if not found and not layout.account:
        remedy = _("add a column “account”, or choose the account when you upload the file")
        raise _refused(file, _("does not say which account it is of"), remedy, 1)
    return found.pop() if found else layout.account


def _balances(file: str, lines: Sequence[Line], balances: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Opening and closing balance of a table that runs forward or, as many banks print it, newest first."""

    def broken(amounts: Sequence[Decimal], beside: Sequence[Decimal]) -> int | None:
        pairs = enumerate(zip(beside, beside[1:], amounts[1:], strict=False), 1)
        return next((place for place, (before, after, amount) in pairs if before + amount != after), None)

    amounts = [line.amount for line in lines]
    forward = broken(amounts, balances)
    if forward is None:
        return balances[0] - amounts[0], balances[-1]
    if broken(amounts[::-1], balances[::-1]) is None:
        return balances[-1] - amounts[-1], balances[0]
    message = _("the balance %(after)s does not follow from %(before)s and this amount")
    facts = {"after": balances[forward], "before": balances[forward - 1]}
    remedy = _("lines are missing or stand twice: fetch the file from the bank again")
    raise _refused(file, message % facts, remedy, lines[forward].number or 1, "balance")


def _numbers(file: str, cells: Sequence[Place]) -> Callable[[str], Decimal]:
    """Reads amounts by the one decimal sign that the file uses.

    A sign with other than three digits behind it, or behind the other sign, is a decimal sign; so is none that stands
    twice in a number. Where only `1,234` and the like are found it could be either, and the file is refused.
    """
    decimal_signs: set[str] = set()
    unclear: Place | None = None
    for place in cells:
        text = re.sub(r"[\s'’\u00a0\u202f]", "", place[2])
        if not re.fullmatch(r"[-+−]?\d[\d.,]*", text):
            raise _no_number(file, place)
        signs = [letter for letter in text if letter in ".,"]
        if len(set(signs)) == 2:
            decimal_signs.add(signs[-1])
        elif len(signs) > 1:
            decimal_signs.add("," if signs[0] == "." else ".")
        elif signs:
            behind = text.partition(signs[0])[2]
            # 0,500 is no thousand
            if len(behind) != 3 or text.lstrip("+-−").startswith("0"):
                decimal_signs.add(signs[0])
            else:
                unclear = unclear or place
    if len(decimal_signs) > 1 or (unclear and not decimal_signs):
        at, column, text = unclear or cells[0]
        message = (
            _("amounts are written with decimal comma and with decimal point")
            if decimal_signs
            else _("“%(text)s” can be read as thousands or as decimals") % {"text": text}
        )
        raise _refused(file, message, _("write every amount with two decimals, such as 1234.00"), at, column)
    decimal_sign = decimal_signs.pop() if decimal_signs else "."
    pattern = re.compile(
        rf"[+-]?(\d+|\d{{1,3}}([{'.' if decimal_sign == ',' else ','}]\d{{3}})+)([{decimal_sign}]\d+)?$"
    )
    grouping = "." if decimal_sign == "," else ","

    def number(text: str) -> Decimal:
        plain = re.sub(r"[\s'’\u00a0\u202f]", "", text).replace("−", "-")
        if not pattern.match(plain):
            raise _no_number(file, next(place for place in cells if place[2] == text))
        return Decimal(plain.replace(grouping, "").replace(decimal_sign, "."))

    return number


def _no_number(file: str, place: Place) -> DataFaults:
    at, column, text = place
    message = _("“%(text)s” is no amount") % {"text": text[:40]}
    return _refused(file, message, _("write every amount with two decimals, such as 1234.00"), at, column)


def _days(file: str, cells: Sequence[Place]) -> Callable[[str], date]:
    """Reads days as 2016-10-12, 20161012, 12.10.2016, and with slashes where the file shows which number is the day."""
    slashed = [place for place in cells if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", place[2])]
    firsts = [int(text.split("/")[0]) for _at, _column, text in slashed]
    seconds = [int(text.split("/")[1]) for _at, _column, text in slashed]
    is_day_first, is_month_first = any(part > 12 for part in firsts), any(part > 12 for part in seconds)
    if slashed and is_day_first == is_month_first:
        at, column, text = slashed[0]
        message = _("“%(text)s” can be read with the day or with the month first") % {"text": text}
        raise _refused(file, message, _("write dates as year-month-day, such as 2016-10-12"), at, column)

    def day(text: str) -> date:
        iso = re.fullmatch(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})\.?", text)
        other = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", text)
        try:
            if iso:
                return date(int(iso[1]), int(iso[3]), int(iso[4]))
            if other:
                one, two = int(other[1]), int(other[3])
                day_first = other[2] == "." or is_day_first
                return date(int(other[4]), two if day_first else one, one if day_first else two)
        except ValueError:
            pass
        at, column, _text = next(place for place in cells if place[2] == text)
        message = _("“%(text)s” is no date") % {"text": text[:40]}
        raise _refused(file, message, _("write dates as year-month-day, such as 2016-10-12"), at, column)

    return day


def _refused(file: str, message: str, remedy: str, line: int, key: str = "") -> DataFaults:
    return DataFaults([DataFault(file, message, remedy, line, key)])
