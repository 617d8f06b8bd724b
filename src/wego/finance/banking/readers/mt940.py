"""SWIFT MT940, the customer statement message, bare or in its blocks `{1:…}{2:…}{4:…-}`.

Field 86 is free text; three ways of ordering it are known: `?20…?29` subfields, `/CODE/…` and `SVWZ+…`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from babel.numbers import is_currency
from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults
from wego.finance.banking.statements import NO_REFERENCE, Line, Statement, checked, currency_fault

TAG = re.compile(r":(\d\d[A-Z]?):(.*)$", re.DOTALL)
BALANCE = re.compile(r"(?P<sign>[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})(?P<amount>\d{1,15},\d{0,2})$")
ENTRY = re.compile(
    r"(?P<value>\d{6})(?P<booked>\d{4})?(?P<sign>R?[CD])(?P<funds>[A-Z])?(?P<amount>\d{1,15},\d{0,2})"
    r"(?P<kind>[NFS][A-Z0-9]{3})(?P<reference>.*?)(//(?P<bank>[^\n]*))?(\n(?P<more>.*))?$",
    re.DOTALL,
)
STATED = re.compile(r"/(OCMT|CHGS)/([A-Z]{3})(\d{1,15},\d{0,2})")
CODED = re.compile(
    r"/(EREF|KREF|MREF|REMI|ORDP|BENM|NAME|IBAN|RTRN|PREF|ULTD|ULTC|PURP|CRED|DEBT|OCMT|CHGS|USTD|STRD)/"
)
SEPA = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC|COAM|OAMT)\+")
WRAPPER = re.compile(r"\{4:\n?(.*?)(-\}|\Z)", re.DOTALL)


@dataclass
class _Field:
    """One field of the message: its tag, what it says, the line on which it begins."""

    tag: str
    text: str
    line: int


@dataclass
class _Message:
    fields: list[_Field] = field(default_factory=list)

    def first(self, *tags: str) -> _Field | None:
        return next((item for item in self.fields if item.tag in tags), None)


def read_mt940(file: str, text: str) -> tuple[Statement, ...]:
    """Every statement message of the text, each with balances that agree."""
    messages = _messages(file, _unwrapped(file, text))
    if not messages:
        raise _refused(file, _("holds no statement"), 1)
    return checked(file, [_statement(file, message) for message in messages])


def _unwrapped(file: str, text: str) -> str:
    """The text blocks alone, with as many line ends before each as it had, so that lines keep their numbers."""
    if not text.lstrip().startswith("{"):
        return text
    shown, position = "", 0
    for block in WRAPPER.finditer(text):
        if not block[2]:
            raise _refused(file, _("is cut off: the message has no end"), text.count("\n") + 1)
        shown += "\n" * text.count("\n", position, block.start(1)) + block[1].removesuffix("\n") + "\n-"
        position = block.end(1) - block[1].endswith("\n")
    return shown


def _messages(file: str, text: str) -> list[_Message]:
    """Messages part at a line of a dash, or at the next field 20."""
    messages: list[_Message] = []
    is_open = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        tag = TAG.match(line)
        if tag:
            if tag[1] == "20" or not is_open:
                messages.append(_Message())
                is_open = True
            messages[-1].fields.append(_Field(tag[1], tag[2], number))
        elif line in ("-", "--", "-}"):
            is_open = False
        elif line and is_open:
            messages[-1].fields[-1].text += "\n" + line
        elif line and not re.fullmatch(r":?940:?|[A-Z0-9]{8,16}|\d{3}|\{.*", line):
            raise _refused(file, _("this line belongs to no field"), number)
    return messages


def _statement(file: str, message: _Message) -> Statement:
    account, opening, closing = message.first("25", "25P"), message.first("60F", "60M"), message.first("62F", "62M")
    at = message.fields[0].line
    if account is None:
        raise _refused(file, _("does not say which account it is of"), at, ":25:")
    if opening is None:
        raise _refused(file, _("has no opening balance"), at, ":60F:")
    if closing is None:
        raise _refused(file, _("is cut off: it has no closing balance"), message.fields[-1].line, ":62F:")
    opened, opened_on, currency = _balance(file, opening)
    closed, closed_on, other = _balance(file, closing)
    if currency != other:
        raise _refused(file, _("opens in %(one)s and closes in %(other)s") % {"one": currency, "other": other}, at)
    lines = []
    for number, item in enumerate(message.fields):
        if item.tag == "61":
            after = message.fields[number + 1] if number + 1 < len(message.fields) else None
            lines.append(_line(file, item, after.text if after and after.tag == "86" else "", currency))
    days = [line.booked_on for line in lines]
    name = account.text.split("\n")[0]
    return Statement(
        account=name.removesuffix(currency).rstrip() if name.endswith(currency) else name,
        currency=currency,
        from_on=min([*days, opened_on]),
        to_on=max([*days, closed_on]),
        opening=opened,
        closing=closed,
        lines=tuple(lines),
    )


def _balance(file: str, item: _Field) -> tuple[Decimal, date, str]:
    found = BALANCE.match(item.text.strip())
    if not found:
        message = _("“%(text)s” is no balance") % {"text": item.text[:40]}
        raise _refused(file, message, item.line, f":{item.tag}:")
    if not is_currency(found["currency"]):
        raise DataFaults([currency_fault(file, found["currency"], item.line)])
    sign = 1 if found["sign"] == "C" else -1
    return sign * _amount(found["amount"]), _day(file, found["day"], item), found["currency"]


def _line(file: str, item: _Field, details: str, currency: str) -> Line:
    found = ENTRY.match(item.text)
    if not found:
        raise _refused(file, _("“%(text)s” is no booking") % {"text": item.text[:40]}, item.line, ":61:")
    value_on = _day(file, found["value"], item)
    booked_on = _near(file, found["booked"], value_on, item) if found["booked"] else value_on
    # RC takes a credit back, RD a debit.
    sign = 1 if found["sign"] in ("C", "RD") else -1
    said = _details(details)
    stated = {
        code: (unit, _amount(number)) for code, unit, number in STATED.findall(f"{found['more'] or ''}\n{details}")
    }
    charged, instructed = stated.get("CHGS"), stated.get("OCMT")
    own = (found["reference"] or "").strip()
    texts = [*said.texts, *([own] if own.upper() not in NO_REFERENCE else [])]
    return Line(
        booked_on=booked_on,
        value_on=value_on,
        amount=sign * _amount(found["amount"]),
        currency=currency,
        payer=said.name,
        payer_account=said.account,
        texts=tuple(dict.fromkeys(filter(None, texts))),
        bank_reference=(found["bank"] or "").strip(),
        charges=charged[1] if charged and charged[0] == currency else None,
        instructed_amount=instructed[1] if instructed else None,
        instructed_currency=instructed[0] if instructed else "",
        number=item.line,
    )


@dataclass(frozen=True)
class _Details:
    texts: tuple[str, ...] = ()
    name: str = ""
    account: str = ""


def _details(text: str) -> _Details:
    """What field 86 says, by the way in which it is ordered."""
    flat = text.replace("\n", "")
    if re.match(r"\d{3}\?", flat) or re.match(r"\?\d\d", flat):
        return _subfields(flat)
    if CODED.search(flat):
        return _coded(flat)
    return _Details(texts=(" ".join(text.split()),) if text.strip() else ())


def _subfields(flat: str) -> _Details:
    parts = dict(re.findall(r"\?(\d\d)((?:(?!\?\d\d).)*)", flat))
    # The purpose is cut every 27 characters, wherever that falls.
    purpose = "".join(parts.get(f"{code:02d}", "") for code in (*range(20, 30), *range(60, 64)))
    pieces = SEPA.split(purpose)
    said = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    texts = [said.get("SVWZ", ""), said.get("EREF", ""), said.get("KREF", "")] if said else [purpose]
    name = (parts.get("32", "") + parts.get("33", "")).strip()
    kept = tuple(
        text.strip() for text in [pieces[0] if said else "", *texts] if text.strip().upper() not in NO_REFERENCE
    )
    return _Details(texts=kept, name=name, account=parts.get("31", "").strip() or said.get("IBAN", "").strip())


def _coded(flat: str) -> _Details:
    pieces = CODED.split(flat)
    said: dict[str, str] = {}
    for code, value in zip(pieces[1::2], pieces[2::2], strict=True):
        said.setdefault(code, value.strip().strip("/").strip())
    name = said.get("NAME") or said.get("ORDP") or said.get("BENM") or ""
    texts = [pieces[0].strip(" /"), *(said.get(code, "") for code in ("REMI", "USTD", "STRD", "EREF", "KREF"))]
    kept = tuple(text for text in texts if text.upper() not in NO_REFERENCE)
    return _Details(texts=kept, name=name, account=said.get("IBAN", ""))


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _day(file: str, text: str, item: _Field) -> date:
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        message = _("“%(text)s” is no date") % {"text": text}
        raise _refused(file, message, item.line, f":{item.tag}:") from None


def _near(file: str, month_day: str, value_on: date, item: _Field) -> date:
    """The booking day has no year: it is the one that falls nearest to the value day."""
    days = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            days.append(date(year, int(month_day[:2]), int(month_day[2:])))
        except ValueError:
            continue
    if not days:
        raise _refused(file, _("“%(text)s” is no date") % {"text": month_day}, item.line, ":61:")

    def distance(day: date) -> timedelta:
        return abs(day - value_on)

    return min(days, key=distance)


def _refused(file: str, message: str, line: int, key: str = "") -> DataFaults:
    return DataFaults([DataFault(file, message, _("fetch the file from the bank again"), line, key)])
