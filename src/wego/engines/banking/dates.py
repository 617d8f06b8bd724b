"""Days as banks write them: fixed widths, real days, and none that no statement of ours can bear."""

from __future__ import annotations

import calendar
import re
from datetime import date

# What lies outside is a year without its century, a Buddhist year or a slip, never a booking.
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*|Z|[+-]\d\d:\d\d)?", re.ASCII)


def real_day(year: int, month: int, day: int, *, is_value: bool = False) -> date | None:
    """The day, or None where there is none or it is out of any plausible range.

    Where interest is counted in months of thirty days a value day may be 29 or 30 February: the month's end is meant.
    """
    if is_value and month == 2 and day in (29, 30) and 0 < year < 10_000:
        day = calendar.monthrange(year, 2)[1]
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def iso_day(text: str, *, is_value: bool = False) -> date | None:
    """`2026-05-04`, with or without a time or a zone behind it: the day as the bank wrote it."""
    found = ISO.fullmatch(text)
    return real_day(int(found[1]), int(found[2]), int(found[3]), is_value=is_value) if found else None
