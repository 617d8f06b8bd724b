"""A reading as one document, as `wego bank check --json` prints it: money as text, what is not said as null."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from wego.engines.banking.amounts import amount_text
from wego.engines.banking.messages import english_note
from wego.engines.banking.statements import FileReading, Statement, StatementLine


def as_document(reading: FileReading) -> dict[str, Any]:
    """The whole file."""
    return {
        "format": reading.format,
        "statements": [_statement(statement) for statement in reading.statements],
        "notes": [english_note(note) for note in reading.notes],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "account": statement.account or None,
        "currency": statement.currency,
        "number": statement.number or None,
        "from": statement.from_on.isoformat(),
        "to": statement.to_on.isoformat(),
        "opening": _amount(statement.opening, statement.currency),
        "closing": _amount(statement.closing, statement.currency),
        "lines": [_line(line) for line in statement.lines],
    }


def _line(line: StatementLine) -> dict[str, Any]:
    references = dict.fromkeys(filter(None, (*line.references, line.bank_reference)))
    return {
        "booked_on": line.booked_on.isoformat(),
        "valued_on": _day(line.value_on),
        "amount": _amount(line.amount, line.currency),
        "currency": line.currency,
        "is_reversal": line.is_reversal,
        "payer": line.payer or None,
        "ultimate_payer": line.ultimate_payer or None,
        "account": line.payer_account or None,
        "references": list(references),
        "text": line.text or None,
    }


def _amount(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else amount_text(amount, currency)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
