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

from wego.engines.banking.amounts import checked_amount, checked_currency, decimals_of
from wego.engines.banking.faults import Note, refused
from wego.engines.banking.statements import Statement, StatementLine, said
from wego.engines.banking.table_cells import day_reader, number_reader
from wego.engines.messages import message

REQUIRED = ("date", "amount", "currency")
COLUMNS = (
    *REQUIRED,
    "account",
    "value_date",
    "payer",
    "ultimate_payer",
    "payer_account",
    "reference",
    "text",
    "bank_reference",
    "charges",
    "instructed_amount",
    "instructed_currency",
    "balance",
)
# Instead of one amount with its sign many banks have two columns.
IN_TWO = ("credit", "debit")
KNOWN = (*COLUMNS, *IN_TWO)
# Made up: a payment whose invoice is named, one of which a bank kept 15 on the way, and the bank's own fee.
SAMPLE = f"""{",".join(COLUMNS)}
2026-05-04,7000.00,USD,000-000-000,2026-05-04,City of Anywhere,,,2026-0001,Membership fee 2026,B1,,,,17000.00
2026-05-06,3485.00,USD,000-000-000,2026-05-06,Treasury of Elsewhere,,,2026-0002,,B2,15.00,3500.00,USD,20485.00
2026-05-29,-20.00,USD,000-000-000,2026-05-29,,,,,Fee of the account,B3,,,,20465.00
"""
DELIMITERS = (",", ";", "\t", "|")
AMOUNTS = ("amount", *IN_TWO, "charges", "instructed_amount", "balance")
HEADER_WITHIN = 40  # lines that a bank may print above the header
Row = Mapping[str, str]
Rows = Sequence[tuple[int, Row]]
Number = Callable[[str], Decimal]


@dataclass(frozen=True)
class Layout:
    """How a bank's table names our columns (`{"date": "Buchungstag"}`), and what it does not say: account, currency."""

    names: Mapping[str, str] = field(default_factory=dict)
    account: str = ""
    currency: str = ""

    def header(self, column: str) -> str:
        return self.names.get(column, column)

    def needed(self) -> list[str]:
        """The columns without which nothing can be read, by the file's names."""
        amounts = [name for name in IN_TWO if name in self.names] or ["amount"]
        wanted = ["date", *amounts, *([] if self.currency else ["currency"])]
        return [self.header(name) for name in wanted]


def read_delimited(text: str, layout: Layout) -> tuple[list[Statement], list[Note]]:
    """The table as one statement, alone in a list. Where it has balances, every line must make the one beside it."""
    notes: list[Note] = []
    rows = _rows(text, layout, notes)
    has_decimals = any(decimals_of((row.get("currency") or layout.currency).upper()) for _at, row in rows)
    amounts = [(at, name, row[name]) for at, row in rows for name in AMOUNTS if row.get(name)]
    number = number_reader(amounts, has_decimals=has_decimals)
    day = day_reader([(at, name, row[name]) for at, row in rows for name in ("date", "value_date") if row.get(name)])
    lines = [_line(at, row, layout, number, day) for at, row in rows]
    currency = lines[0].currency
    balances = [checked_amount(number(row["balance"]), currency, at) for at, row in rows if row.get("balance")]
    if balances and len(balances) < len(rows):
        raise refused("balance_missing", next(at for at, row in rows if not row.get("balance")), "balance")
    if _is_newest_first([line.amount for line in lines], balances, [line.booked_on for line in lines]):
        lines, balances = lines[::-1], balances[::-1]
    opening = balances[0] - lines[0].amount if balances else None
    days = [line.booked_on for line in lines]
    statement = Statement(
        account=_account(rows, layout),
        currency=currency,
        from_on=min(days),
        to_on=max(days),
        lines=tuple(lines),
        opening=opening,
        closing=balances[-1] if balances else None,
    )
    _check_balances(statement, balances)
    return [statement], notes


def columns_of(text: str) -> list[str]:
    """What the columns of a table are called, as far as one can see: the first line with the most cells."""
    rows = text.split("\n")[:HEADER_WITHIN]
    cells = [[cell.strip() for cell in _cells(row, sign)] for row in rows for sign in DELIMITERS]
    return max(cells, key=lambda row: sum(1 for cell in row if cell), default=[])


def _rows(text: str, layout: Layout, notes: list[Note]) -> Rows:
    """Every row by our names of the columns, with its line in the file."""
    place, delimiter = _header(text, layout, notes)
    ours = {_folded(layout.header(name)): name for name in KNOWN}
    body = "\n".join(text.split("\n")[place:])
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, Row]] = []
    header: list[str] = []
    try:
        for cells in reader:
            at = place + reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [_folded(cell) for cell in cells]
                _check_header(header, [cell.strip() for cell in cells], ours, layout, at, notes)
            elif len(cells) != len(header):
                raise refused("cells_differ", at, cells=len(cells), columns=len(header))
            else:
                filled = zip(header, cells, strict=True)
                rows.append((at, {ours[name]: _said(cell) for name, cell in filled if name in ours}))
    except csv.Error as error:
        raise refused("not_csv", place + reader.line_num, why=str(error)[:80]) from None
    if not rows:
        raise refused("no_row", place + 1)
    for at, row in rows:
        for name in ("date", *(["amount"] if "amount" in row else []), *([] if layout.currency else ["currency"])):
            if not row[name]:
                raise refused("cell_empty", at, layout.header(name))
    return rows


def _header(text: str, layout: Layout, notes: list[Note]) -> tuple[int, str]:
    """The place of the line that names the columns, and its delimiter: the one under which it holds what is needed."""
    rows = text.split("\n")
    start, told = 0, ""
    first = next((place for place, row in enumerate(rows) if row.strip()), 0)
    if found := re.fullmatch(r'"?sep=(.)"?', rows[first].strip(" \r"), re.IGNORECASE):
        start, told = first + 1, found[1]
    wanted = {_folded(name) for name in layout.needed()}
    in_two = {*(wanted - {_folded(layout.header("amount"))}), *IN_TWO}
    for place in range(start, min(len(rows), start + HEADER_WITHIN)):
        for delimiter in (told,) if told else DELIMITERS:
            cells = {_folded(cell) for cell in _cells(rows[place], delimiter)}
            if wanted <= cells or in_two <= cells:
                for above in range(start, place):
                    if rows[above].strip():
                        notes.append(Note(message("left_aside", text=rows[above].strip()[:60]), above + 1))
                return place, delimiter
    has = ", ".join(columns_of("\n".join(rows[start:]))[:60])
    raise refused("columns_missing", start + 1, needs=", ".join(layout.needed()), has=has or "–")


def _said(cell: str) -> str:
    """What a cell says: spreadsheets keep a number's first zeros by writing it as a formula, `="0012345"`."""
    plain = cell.strip()
    found = re.fullmatch(r'="([^"]*)"', plain)
    return found[1].strip() if found else plain


def _cells(row: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([row], delimiter=delimiter), [])
    except csv.Error:
        return []


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _check_header(
    header: Sequence[str],
    shown: Sequence[str],
    ours: Mapping[str, str],
    layout: Layout,
    at: int,
    notes: list[Note],
) -> None:
    """Among our own names an unknown one is a slip; beside a bank's own names it is one of the bank's other columns."""
    others = []
    for name, written in zip(header, shown, strict=True):
        if header.count(name) > 1 and (name in ours or not layout.names):
            if not name:
                raise refused("unknown_column", at, "–", columns=", ".join(map(layout.header, KNOWN)))
            raise refused("column_twice", at, written)
        if name not in ours:
            if not layout.names:
                raise refused("unknown_column", at, written or "–", columns=", ".join(COLUMNS))
            others.append(written or "–")
    for name in layout.names:
        if _folded(layout.header(name)) not in header:
            raise refused("columns_missing", at, needs=layout.header(name), has=", ".join(shown))
    if others:
        notes.append(Note(message("columns_aside", columns=", ".join(others)), at))


def _line(at: int, row: Row, layout: Layout, number: Number, day: Callable[..., date]) -> StatementLine:
    currency = checked_currency((row.get("currency") or layout.currency).upper(), at)
    sent_in = row.get("instructed_currency", "").upper()
    if sent_in:
        checked_currency(sent_in, at)

    def amount(name: str, code: str) -> Decimal | None:
        return checked_amount(number(row[name]), code, at, layout.header(name)) if row.get(name) else None

    charges = amount("charges", currency)
    sent = amount("instructed_amount", sent_in or currency)
    for name, value in (("charges", charges), ("instructed_amount", sent)):
        if value is not None and value < 0:
            raise refused("below_zero", at, layout.header(name))
    return StatementLine(
        booked_on=day(row["date"]),
        value_on=day(row["value_date"], is_value=True) if row.get("value_date") else None,
        amount=_amount(at, row, layout, currency, amount),
        currency=currency,
        payer=row.get("payer", ""),
        ultimate_payer=row.get("ultimate_payer", ""),
        payer_account=row.get("payer_account", ""),
        text=" ".join(row.get("text", "").split()),
        references=tuple(filter(None, [said(row.get("reference", ""))])),
        bank_reference=said(row.get("bank_reference", "")),
        charges=charges,
        instructed_amount=sent,
        instructed_currency=sent_in,
        number=at,
    )


def _amount(at: int, row: Row, layout: Layout, currency: str, amount: Callable[[str, str], Decimal | None]) -> Decimal:
    """The amount with its sign, or what came in without what went out where a table has two columns."""
    if "amount" in row:
        return amount("amount", currency) or Decimal(0)
    credit, debit = (amount(name, currency) if name in row else None for name in IN_TWO)
    if credit is None and debit is None:
        raise refused("cell_empty", at, " / ".join(layout.header(name) for name in IN_TWO))
    if credit and debit:
        raise refused("credit_and_debit", at, " / ".join(layout.header(name) for name in IN_TWO))
    # What went out is written with a minus by some and without by others.
    return (credit or Decimal(0)) - abs(debit or Decimal(0))


def _account(rows: Rows, layout: Layout) -> str:
    found = {row.get("account", "") for _at, row in rows} - {""}
    if len(found) > 1:
        raise refused("several_accounts", 1, layout.header("account"), accounts=", ".join(sorted(found)))
    return found.pop() if found else layout.account


def _is_newest_first(amounts: Sequence[Decimal], balances: Sequence[Decimal], days: Sequence[date]) -> bool:
    """Does the table run backwards, as many banks print it? Its balances say so, else its days."""
    if balances and _broken(amounts, balances) is None:
        return False
    if balances and _broken(amounts[::-1], balances[::-1]) is None:
        return True
    return days[0] > days[-1] and list(days) == sorted(days, reverse=True)


def _check_balances(statement: Statement, balances: Sequence[Decimal]) -> None:
    place = _broken([line.amount for line in statement.lines], balances) if balances else None
    if place is not None:
        facts = {"after": balances[place], "before": balances[place - 1]}
        raise refused("balance_does_not_follow", statement.lines[place].number, "balance", **facts)


def _broken(amounts: Sequence[Decimal], beside: Sequence[Decimal]) -> int | None:
    """The place of the first line whose balance does not follow from the one before."""
    pairs = enumerate(zip(beside, beside[1:], amounts[1:], strict=False), 1)
    return next((place for place, (before, after, amount) in pairs if before + amount != after), None)
