"""Loads the terms of payment from a network folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from wego.core import languages
from wego.core.codes import currencies_in_use
from wego.core.loading import LoadReport, upsert
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.finance.models import Terms

KEYS = ("currency", "payment_days", "reminder_days", "note")
LONGEST = 365


def load_finance(folder: Path, *, at: datetime) -> LoadReport:
    """Load `finance.yaml` (currency, payment_days, reminder_days, note); without one nothing changes."""
    report = LoadReport()
    path = folder / "finance.yaml"
    if not path.is_file():
        return report
    document = read_yaml(path)
    values = _checked(document)
    with transaction.atomic():
        upsert(report, Terms, {"pk": 1}, values)
    return report


def _checked(document: Document) -> dict[str, Any]:
    data = document.data
    if not isinstance(data, dict):
        raise DataFaults([document.fault((), "is not a mapping", f"give {', '.join(KEYS)}")])
    faults: list[DataFault] = []

    def refuse(key: str, message: str, remedy: str) -> None:
        faults.append(document.fault((key,), message, remedy))

    for key in data:
        if key not in KEYS:
            refuse(str(key), "is not a known key", f"known: {', '.join(KEYS)}")
    currency, days, reminders = data.get("currency"), data.get("payment_days"), data.get("reminder_days")
    if currency not in currencies_in_use():
        refuse("currency", f"{currency!r} is not a currency", "give an ISO 4217 code, such as USD")
    if not _is_days(days):
        refuse("payment_days", f"{days!r} is not a number of days", f"give a whole number from 1 to {LONGEST}")
    if not isinstance(reminders, list) or not all(map(_is_days, reminders)) or reminders != sorted(set(reminders)):
        refuse(
            "reminder_days", f"{reminders!r} is not a schedule", "give days after the due day, growing: [14, 45, 90]"
        )
    note = data.get("note", {})
    if not isinstance(note, dict) or (
        note and not all(isinstance(note.get(code), str) for code in languages.of_files())
    ):
        refuse("note", "is not given in every language", f"give {', '.join(languages.of_files())}")
    if faults:
        raise DataFaults(faults)
    return {
        "currency": currency,
        "payment_days": days,
        "reminder_days": reminders,
        "note": note,
    }


def _is_days(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= LONGEST
