"""SWIFT MT940, the customer statement message, bare, framed, or in its blocks `{1:…}{2:…}{4:…-}`.

What field 86 says is read in `mt940_details.py`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from wego.engines.banking.amounts import checked_amount, checked_currency
from wego.engines.banking.dates import real_day
from wego.engines.banking.faults import FileRefused, Note, refused
from wego.engines.banking.mt940_details import Details, details_of, is_returned, stated_amounts
from wego.engines.banking.mt940_fields import Field, Mt940Message, messages_of
from wego.engines.banking.statements import Statement, StatementLine, said
from wego.engines.messages import message

BALANCE = re.compile(r"(?P<sign>[CD])(?P<day>[0-9]{6})(?P<currency>[A-Z]{3})(?P<amount>[0-9]{1,15},[0-9]{0,3})")
# The booking day may be left blank; a letter of the currency may stand before the amount.
ENTRY = re.compile(
    r"(?P<value>[0-9]{6})(?P<booked>[0-9]{4}| {1,4})?(?P<sign>R?[CD])(?P<funds>[A-Z])?"
    r"(?P<amount>[0-9]{1,15},[0-9]{0,3})(?P<kind>[NFS][A-Z0-9]{3})(?P<rest>.*)"
)
RETURNED_KINDS = ("RTI", "RET")


def read_mt940(text: str) -> tuple[list[Statement], list[Note]]:
    """Every statement message of the text, not yet checked against each other."""
    messages, notes = messages_of(text)
    if not messages:
        raise refused("no_statement", 1)
    return [_statement(one, notes) for one in messages], notes


def _statement(given: Mt940Message, notes: list[Note]) -> Statement:
    account, opening, closing = given.first("25", "25P"), given.first("60F", "60M"), given.first("62F", "62M")
    at = given.fields[0].line
    if interim := given.first("13", "13D", "34F", "90D", "90C"):
        raise refused("mt941" if opening else "mt942", interim.line, f":{interim.tag}:")
    if account is None or not account.text.strip():
        raise refused("no_account", at, ":25:")
    if opening is None:
        raise refused("no_opening_balance", at, ":60F:")
    if closing is None:
        raise refused("no_closing_balance", given.fields[-1].line, ":62F:")
    opened, opened_on, currency = _balance(opening)
    closed, closed_on, other = _balance(closing)
    if currency != other:
        raise refused("balances_differ", at, one=currency, other=other)
    for item in given.beside_bookings():
        notes.append(Note(message("left_aside", text=" ".join(item.text.split())[:60]), item.line))
    lines = [_line(booking, details, currency, notes) for booking, details in given.bookings()]
    days = [line.booked_on for line in lines]
    name = account.text.split("\n")[0].strip()
    number = given.first("28C", "28")
    return Statement(
        account=name.removesuffix(currency).rstrip() if name != currency and name.endswith(currency) else name,
        currency=currency,
        number=number.text.split("\n")[0].strip() if number else "",
        number_counts=number is not None,
        is_page=opening.tag == "60M" or closing.tag == "62M",
        from_on=min([*days, opened_on, closed_on]),
        to_on=max([*days, opened_on, closed_on]),
        bounds=(min(opened_on, closed_on), max(opened_on, closed_on)),
        opening=opened,
        closing=closed,
        lines=tuple(lines),
    )


def _balance(item: Field) -> tuple[Decimal, date, str]:
    found = BALANCE.fullmatch(item.text.strip())
    if not found:
        raise refused("not_a_balance", item.line, f":{item.tag}:", text=item.text[:40])
    currency = checked_currency(found["currency"], item.line)
    day = _day(found["day"], item, is_value=False)
    sign = 1 if found["sign"] == "C" else -1
    return sign * _amount(found["amount"], currency, item), day, currency


def _line(item: Field, details: str, currency: str, notes: list[Note]) -> StatementLine:
    first, _newline, more = item.text.partition("\n")
    found = ENTRY.fullmatch(first.rstrip())
    if not found:
        raise refused("not_a_booking", item.line, ":61:", text=first[:40])
    value_on = _day(found["value"], item, is_value=True)
    booked = (found["booked"] or "").strip()
    if booked and len(booked) != 4:
        raise refused("not_a_booking", item.line, ":61:", text=first[:40])
    # RC takes a credit back, RD a debit.
    sign = 1 if found["sign"] in ("C", "RD") else -1
    own, _slashes, bank = found["rest"].partition("//")
    told = details_of(details)
    charges, sent, sent_in = _stated(f"{more}\n{details}", currency, item, notes)
    return StatementLine(
        booked_on=_near(booked, value_on, item) if booked else value_on,
        value_on=value_on,
        amount=sign * _amount(found["amount"], currency, item),
        currency=currency,
        is_reversal=found["sign"].startswith("R") or found["kind"][1:] in RETURNED_KINDS or is_returned(details, told),
        payer=told.name,
        ultimate_payer=told.ultimate_name,
        payer_account=told.account,
        text=_text(told, more),
        references=tuple(dict.fromkeys(filter(None, [said(own), *told.references, *_supplement_references(more)]))),
        bank_reference=said(bank),
        charges=charges,
        instructed_amount=sent,
        instructed_currency=sent_in,
        number=item.line,
    )


def _stated(text: str, currency: str, item: Field, notes: list[Note]) -> tuple[Decimal | None, Decimal | None, str]:
    """Charges in the account's currency, and what was sent in which currency."""
    stated = {}
    for code, unit, number in stated_amounts(text):
        stated[code] = (unit, _amount(number, checked_currency(unit, item.line), item))
    unit, charged = stated.get("CHGS", ("", None))
    sent_in, sent = stated.get("OCMT", ("", None))
    if sent is not None and sent_in != currency:
        notes.append(Note(message("sent_in", amount=f"{sent:f}", currency=sent_in), item.line))
    return charged if unit == currency else None, sent, sent_in


def _text(told: Details, more: str) -> str:
    """What was written; the second line of field 61 too, unless it is amounts or a reference."""
    plain = " ".join(more.split())
    is_extra = plain and not plain.startswith(("/OCMT/", "/CHGS/", "/EXCH/")) and not _supplement_references(more)
    return " ".join(filter(None, [told.text, plain if is_extra and plain not in told.text else ""]))


def _supplement_references(more: str) -> list[str]:
    """The second line of field 61 where it is one word with a digit: a reference that found no room."""
    words = more.split()
    is_reference = len(words) == 1 and any(letter.isdigit() for letter in words[0]) and not words[0].startswith("/")
    return words if is_reference else []


def _amount(text: str, currency: str, item: Field) -> Decimal:
    return checked_amount(Decimal(text.replace(",", ".")), currency, item.line, f":{item.tag}:")


def _day(text: str, item: Field, *, is_value: bool) -> date:
    found = real_day(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]), is_value=is_value)
    if found is None:
        raise _no_day(text, item)
    return found


def _near(month_day: str, value_on: date, item: Field) -> date:
    """The booking day has no year: it is the one that falls nearest to the value day."""
    years = (value_on.year - 1, value_on.year, value_on.year + 1)
    days = [real_day(year, int(month_day[:2]), int(month_day[2:])) for year in years]

    def distance(day: date) -> timedelta:
        return abs(day - value_on)

    found = min(filter(None, days), key=distance, default=None)
    if found is None:
        raise _no_day(month_day, item)
    return found


def _no_day(text: str, item: Field) -> FileRefused:
    return refused("not_a_day", item.line, f":{item.tag}:", text=text)
