"""What is to be looked at before a year of the books is closed: what stops it, and what may stay open with open eyes.

What stops is what belongs into these days, would land in a later month once they are closed, and can always be settled
by the treasurer. All else is another's to do (members pay, mail servers deliver), or may rightly stay (credit).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.utils.translation import ngettext

from wego.core.models import Mail, MailQuerySet
from wego.core.money import Money
from wego.finance import hooks
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.queries import statements_after_gap, waiting_lines
from wego.finance.hooks import UnfinishedWork
from wego.finance.models import Account, ClosedPeriod, Invoice, JournalEntry, Posting, Receipt
from wego.finance.queries.invoices import invoices_unsent, late_on, select_invoices
from wego.finance.queries.payments import open_refunds, payments_unidentified, payments_with_credit
from wego.finance.queries.reconciliation import reconciliations, statements_end_early


@dataclass(frozen=True)
class Days:
    """A month or a year of the books."""

    start: date
    end: date

    @classmethod
    def of_month(cls, year: int, month: int) -> Days:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def of_year(cls, year: int) -> Days:
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class LinesWaiting:
    """Bank lines of some days for which nobody has said what they are."""

    count: int

    def __str__(self) -> str:
        return ngettext(
            "%(count)d bank transaction needs attention", "%(count)d bank transactions need attention", self.count
        ) % {"count": self.count}


def unfinished(days: Days) -> list[LinesWaiting | UnfinishedWork]:
    """What keeps a month or a year from being closed; the service asks this while nobody else can book."""
    count = lines_waiting(days).count()
    found: list[LinesWaiting | UnfinishedWork] = [LinesWaiting(count)] if count else []
    return found + drafts(days)


def lines_waiting(days: Days) -> QuerySet[BankLine]:
    """Bank lines of some days that wait for a person."""
    return waiting_lines(BankLine.objects.filter(booked_on__range=(days.start, days.end)))


def drafts(days: Days) -> list[UnfinishedWork]:
    """What other parts of the house have begun that would still book into some days."""
    return [draft for several in hooks.drafts.collect(start=days.start, end=days.end) for draft in several]


@dataclass(frozen=True)
class YearEndFinding:
    """One thing to look at: how often there is something, of what worth, in detail; in order where there is nothing."""

    code: str
    count: int
    amounts: tuple[Money, ...] = ()
    stops: bool = False
    details: tuple[Any, ...] = ()

    @property
    def state(self) -> str:
        if not self.count:
            return "order"
        return "stop" if self.stops else "look"


def findings(year: int, *, today: date) -> list[YearEndFinding]:
    """Everything to look at before a year is closed, what stops it first."""
    days = Days.of_year(year)
    rows: Sequence[Callable[[Days, date], YearEndFinding]] = (
        _waiting,
        _drafts,
        _bank,
        _statements,
        _open,
        _overdue,
        _unsent,
        _mails,
        _credit,
        _unknown,
        _refunds,
        _earlier,
    )
    return [row(days, today) for row in rows]


def _waiting(days: Days, _today: date) -> YearEndFinding:
    return _counted("waiting", lines_waiting(days), "amount", stops=True)


def _drafts(days: Days, _today: date) -> YearEndFinding:
    found = drafts(days)
    return YearEndFinding("drafts", len(found), stops=True, details=tuple(found))


def _bank(days: Days, _today: date) -> YearEndFinding:
    rows = reconciliations(days.start, days.end)
    booked = _of_bank(days).order_by("currency").values_list("currency", flat=True).distinct()
    without = sorted(set(booked) - {row.currency for row in rows})
    return YearEndFinding("bank", sum(not row.is_in_order for row in rows) + len(without), details=(rows, without))


def _statements(days: Days, _today: date) -> YearEndFinding:
    gaps = statements_after_gap(days.start, days.end)
    early = statements_end_early(days.end)
    kept = BankStatement.objects.filter(from_on__lte=days.end, to_on__gte=days.start)
    is_none = _of_bank(days).exists() and not kept.exists()
    return YearEndFinding("statements", len(gaps) + len(early) + is_none, details=(gaps, early, is_none))


def _of_bank(days: Days) -> QuerySet[Posting]:
    """What the books moved at banks."""
    of_bank = Q(debit=Account.BANK) | Q(credit=Account.BANK)
    return Posting.objects.filter(of_bank, entry__valued_on__range=(days.start, days.end))


def _open(days: Days, today: date) -> YearEndFinding:
    found = select_invoices(Invoice.objects.all(), today=today, year=days.start.year, state="open")
    return _counted("open", found, "balance__open")


def _overdue(days: Days, today: date) -> YearEndFinding:
    late = Invoice.objects.filter(late_on(today)).values("pk")
    found = Invoice.objects.filter(pk__in=late, year=days.start.year, balance__open__gt=0)
    return _counted("overdue", found, "balance__open")


def _unsent(days: Days, _today: date) -> YearEndFinding:
    return _counted("unsent", invoices_unsent().filter(year=days.start.year), "balance__open")


def _mails(days: Days, _today: date) -> YearEndFinding:
    return YearEndFinding("mails", undelivered(days.start.year).count())


def undelivered(year: int | None) -> MailQuerySet:
    """Mails about invoices of a year, or receipts for payments of it, that have not gone or came back."""
    invoices, receipts = Invoice.objects.all(), Receipt.objects.all()
    if year is not None:
        invoices, receipts = invoices.filter(year=year), receipts.filter(payment__received_on__year=year)
    about = Q()
    for things in (invoices, receipts):
        numbers = things.annotate(key=Cast("pk", CharField())).order_by().values("key")
        about |= Q(about_kind=things.model._meta.label, about_id__in=numbers)
    return Mail.objects.filter(about, status__in=(*Mail.TO_LOOK_AT, *Mail.OPEN)).defer("body")


def _credit(days: Days, _today: date) -> YearEndFinding:
    found = payments_with_credit().exclude(organisation=None).filter(received_on__range=(days.start, days.end))
    return _counted("credit", found, "unapplied")


def _unknown(days: Days, _today: date) -> YearEndFinding:
    found = payments_unidentified().filter(received_on__range=(days.start, days.end))
    return _counted("unknown", found, "unapplied")


def _refunds(days: Days, _today: date) -> YearEndFinding:
    found = open_refunds().filter(decided_on__lte=days.end).annotate(currency=F("payment__currency"))
    return _counted("refunds", found, "amount")


def _earlier(days: Days, _today: date) -> YearEndFinding:
    closed = ClosedPeriod.objects.values("month")
    before = JournalEntry.objects.filter(booked_on__lt=days.start).exclude(month__in=closed)
    years = sorted({int(month[:4]) for month in before.order_by().values_list("month", flat=True).distinct()})
    return YearEndFinding("earlier", len(years), details=tuple(years))


def _counted(code: str, rows: QuerySet[Any], column: str, *, stops: bool = False) -> YearEndFinding:
    """How many rows, and their sums by currency; one query."""
    sums = rows.order_by().values("currency").annotate(sum=Sum(column), rows=Count("pk")).order_by("currency")
    found = [(row["rows"], Money(Decimal(row["sum"]).quantize(Decimal("0.01")), row["currency"])) for row in sums]
    return YearEndFinding(
        code, sum(count for count, _amount in found), tuple(amount for _count, amount in found), stops
    )
