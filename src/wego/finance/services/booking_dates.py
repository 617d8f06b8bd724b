"""Days that money can bear: no booking outside a plausible range, whatever the door."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from wego.core.rules import RuleError
from wego.engines.banking.dates import EARLIEST, LATEST


class DayRefused(RuleError):
    """No money of ours moved on that day, or will."""


def check_day(day: date, *, latest: date = LATEST) -> date:
    """The day, or its refusal: a year without its century, of another calendar, or slipped, is never booked."""
    if not EARLIEST <= day <= latest:
        raise DayRefused(
            _("%(day)s is not a possible date. Check the year: the date must be between %(first)s and %(last)s.")
            % {"day": day.isoformat(), "first": EARLIEST.isoformat(), "last": latest.isoformat()}
        )
    return day
