"""Closing months and years of the books: refused while something of theirs is unfinished, and never undone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.punctuation import joined_clauses
from wego.finance.models import ClosedPeriod, JournalEntry
from wego.finance.queries.year_end import Days, unfinished
from wego.finance.services.booking_dates import check_day
from wego.finance.services.books import PeriodRefused


class Unfinished(PeriodRefused):
    """Something that belongs into these days waits for a person, and would land in a later month."""


@transaction.atomic
def close_period(*, year: int, month: int, by: Actor | None, at: datetime) -> ClosedPeriod:
    """Close a month that is over: nothing is booked into it any more, and it never opens again."""
    today = timezone.localdate(at)
    if not 1 <= month <= 12 or year < 1 or (year, month) >= (today.year, today.month):
        raise PeriodRefused(_("You can close a month only after it has ended."))
    check_day(date(year, month, 1))
    _hold_bookings()
    _refuse_unfinished(Days.of_month(year, month))
    return _close(f"{year:04d}-{month:02d}", by=by, at=at)


@transaction.atomic
def close_year(*, year: int, by: Actor | None, at: datetime) -> list[ClosedPeriod]:
    """Close every month of a year that is over, those without entries too; months that are closed stay as they are."""
    if year >= timezone.localdate(at).year:
        raise PeriodRefused(_("You can close a year only after it has ended."))
    check_day(date(max(year, 1), 1, 1))
    _hold_bookings()
    names = [f"{year:04d}-{month:02d}" for month in range(1, 13)]
    closed = set(ClosedPeriod.objects.filter(month__in=names).values_list("month", flat=True))
    if len(closed) == len(names):
        raise PeriodRefused(_("The year %(year)s is already closed.") % {"year": year})
    _refuse_unfinished(Days.of_year(year))
    return [_close(name, by=by, at=at) for name in names if name not in closed]


def _hold_bookings() -> None:
    """Whoever is booking finishes first; whoever comes later finds the months closed. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE finance_journalentry IN SHARE ROW EXCLUSIVE MODE")


def _refuse_unfinished(days: Days) -> None:
    if waiting := unfinished(days):
        raise Unfinished(_("This cannot be closed yet: %(what)s.") % {"what": joined_clauses(waiting)})


def _close(name: str, *, by: Actor | None, at: datetime) -> ClosedPeriod:
    if ClosedPeriod.objects.filter(month=name).exists():
        raise PeriodRefused(_("The month %(month)s is already closed.") % {"month": name})
    closed = ClosedPeriod.objects.create(month=name, closed_at=at, closed_by_key=by.key if by else None)
    entries = JournalEntry.objects.filter(month=name).count()
    audit.record("period.closed", closed, by=by, at=at, after={"month": name, "entries": entries})
    return closed
