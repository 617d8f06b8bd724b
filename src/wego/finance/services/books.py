"""Booking into the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.models import ClosedPeriod, Invoice, JournalEntry, Posting
from wego.finance.models.fields import pointer
from wego.finance.models.journal import month_of
from wego.finance.services.booking_dates import check_day
from wego.members.models import Organisation

BATCH = 1000


class PeriodRefused(RuleError):
    """The month is closed, or cannot be."""


@dataclass(frozen=True)
class Move:
    """An amount from the account credited to the account debited."""

    debit: str
    credit: str
    amount: Decimal
    currency: str
    organisation: Organisation | int | None = None
    invoice: Invoice | None = None


@dataclass(frozen=True)
class Booking:
    """One act and its moves, before it is booked."""

    act: str
    cause: models.Model
    moves: Sequence[Move]
    valued_on: date
    text: str = ""


def book(booking: Booking, *, at: datetime) -> JournalEntry:
    """Book one act, in the caller's transaction."""
    return book_all([booking], at=at)[0]


def book_all(bookings: Iterable[Booking], *, at: datetime) -> list[JournalEntry]:
    """Book many acts at once, in the caller's transaction, on its own day, or on today if its month is closed."""
    bookings = list(bookings)
    for booking in bookings:
        check_day(booking.valued_on)
    _before_or_after_closing()
    days = _booking_days({booking.valued_on for booking in bookings}, at)
    entries = JournalEntry.objects.bulk_create(
        [
            JournalEntry(
                act=booking.act,
                booked_on=days[booking.valued_on],
                valued_on=booking.valued_on,
                month=month_of(days[booking.valued_on]),
                made_at=at,
                text=booking.text[:300],
                **pointer("cause", Reference.to(booking.cause)),
            )
            for booking in bookings
        ],
        batch_size=BATCH,
    )
    Posting.objects.bulk_create(
        [
            Posting(
                entry=entry,
                debit=move.debit,
                credit=move.credit,
                amount=move.amount,
                currency=move.currency,
                organisation_id=move.organisation.pk
                if isinstance(move.organisation, Organisation)
                else move.organisation,
                invoice=move.invoice,
            )
            for entry, booking in zip(entries, bookings, strict=True)
            for move in booking.moves
            if move.amount
        ],
        batch_size=BATCH,
    )
    return entries


def _before_or_after_closing() -> None:
    """Wait for whoever is closing a month before asking which are closed: the insert would, and be refused then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE finance_journalentry IN ROW EXCLUSIVE MODE")


def _booking_days(wanted: set[date], at: datetime) -> dict[date, date]:
    today = timezone.localdate(at)
    months = {month_of(day) for day in (*wanted, today)}
    closed = set(ClosedPeriod.objects.filter(month__in=months).values_list("month", flat=True))
    if month_of(today) in closed and any(month_of(day) in closed for day in wanted):
        raise PeriodRefused(
            _("The month %(month)s is closed; nothing can be booked into it.") % {"month": month_of(today)}
        )
    return {day: today if month_of(day) in closed else day for day in wanted}
