"""The books: ageing, receivable by year, region and kind, statements of account, trial balance, journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from wego.finance.models import Account, ClosedPeriod, Instalment, Invoice, JournalEntry, Posting
from wego.finance.models.journal import KIND_OF_ACCOUNT
from wego.finance.queries.invoices import NOTHING, open_amounts, open_sums
from wego.members.models import Organisation

# Days past due, the last of each bucket; what is not due comes first, what is older than all last.
BUCKETS = (0, 30, 60, 90)
HALF_A_COIN = Decimal("0.005")
# The ways in which the receivable is added up, and the column of each.
WAYS = {"year": "year", "region": "organisation__region__code", "kind": "organisation__kind"}
OF_MEMBERS = (Account.RECEIVABLE, Account.PREPAYMENTS, Account.REFUNDS_PAYABLE)


@dataclass(frozen=True)
class Ageing:
    """What was open on a day in one currency: not due, then 1–30, 31–60, 61–90 and over 90 days late."""

    currency: str
    buckets: tuple[Decimal, ...]
    invoices: int

    @property
    def total(self) -> Decimal:
        return sum(self.buckets, NOTHING)

    @property
    def overdue(self) -> Decimal:
        return sum(self.buckets[1:], NOTHING)


@dataclass(frozen=True)
class MemberAgeing(Ageing):
    """The same of what one member owed."""

    organisation: Organisation


@dataclass(frozen=True)
class InvoicedShare:
    """What was invoiced and what is open in one currency, for one year, region or kind."""

    key: Any
    currency: str
    invoiced: Decimal
    open: Decimal
    invoices: int

    @property
    def settled(self) -> Decimal:
        return self.invoiced - self.open

    def with_more(self, invoiced: Any, open_: Any, invoices: int) -> InvoicedShare:
        """This and more of the same group."""
        return replace(
            self,
            invoiced=self.invoiced + _exact(invoiced),
            open=self.open + _exact(open_),
            invoices=self.invoices + invoices,
        )


@dataclass(frozen=True)
class AccountLine:
    """One act as the member's account shows it: what it added to (or took off) what the member owes."""

    on: date
    act: str
    cause: str
    amount: Decimal
    balance: Decimal


@dataclass
class AccountStatement:
    """A member's account in one currency from one day to another; a balance below zero is the member's credit."""

    currency: str
    opening: Decimal
    lines: list[AccountLine] = field(default_factory=list)

    @property
    def closing(self) -> Decimal:
        return self.lines[-1].balance if self.lines else self.opening


@dataclass(frozen=True)
class TrialRow:
    """One account in one currency: what was debited, what was credited."""

    account: str
    currency: str
    debit: Decimal
    credit: Decimal

    @property
    def balance(self) -> Decimal:
        return self.debit - self.credit

    @property
    def label(self) -> str:
        return str(Account(self.account).label)

    @property
    def kind(self) -> str:
        return str(KIND_OF_ACCOUNT[self.account].label)


def ageing(on: date) -> list[Ageing]:
    """What was open at the end of a day by how late it was, a row a currency; instalments each by their own day."""
    counted = _open_on(on).values(code=F("currency")).annotate(count=Count("pk")).order_by("code")
    counts: dict[str, int] = dict(counted.values_list("code", "count"))
    buckets = {currency: [NOTHING] * (len(BUCKETS) + 1) for currency in counts}
    in_parts = ((invoice.currency, due_on, amount) for invoice, due_on, amount in _open_in_parts(on))
    for currency, due_on, amount in (*_open_at_once(on), *in_parts):
        buckets[currency][_bucket((on - due_on).days)] += amount
    return [Ageing(currency, tuple(buckets[currency]), counts[currency]) for currency in counts]


def ageing_by_member(on: date) -> list[MemberAgeing]:
    """The same by member and currency, in the order of their names; as many queries for many as for one."""
    buckets: dict[tuple[int, str], list[Decimal]] = {}
    for organisation, currency, due_on, amount in (*_owed_at_once(on), *_owed_in_parts(on)):
        found = buckets.setdefault((organisation, currency), [NOTHING] * (len(BUCKETS) + 1))
        found[_bucket((on - due_on).days)] += amount
    rows = _open_on(on).order_by().values_list("organisation_id", "currency").annotate(Count("pk"))
    counts = {(organisation, currency): count for organisation, currency, count in rows}
    members = Organisation.objects.in_bulk({organisation for organisation, _currency in buckets})
    keys = sorted(buckets, key=lambda key: (members[key[0]].sort_en, key[0], key[1]))
    return [MemberAgeing(key[1], tuple(buckets[key]), counts.get(key, 0), members[key[0]]) for key in keys]


def _owed_at_once(on: date) -> Iterator[tuple[int, str, date, Decimal]]:
    by = ("invoice__organisation", "invoice__currency", "invoice__due_on")
    for row in open_sums(on, *by).exclude(invoice__in=_in_instalments()):
        if amount := _exact(row["sum"]):
            yield row[by[0]], row[by[1]], row[by[2]], amount


def _owed_in_parts(on: date) -> Iterator[tuple[int, str, date, Decimal]]:
    for invoice, due_on, amount in _open_in_parts(on):
        yield invoice.organisation_id, invoice.currency, due_on, amount


def _open_on(on: date) -> QuerySet[Invoice]:
    """The invoices of which something was open at the end of a day."""
    # Sums of coins that the database adds as floating point numbers: less than half of one is nothing.
    some = open_sums(on).filter(Q(sum__gte=HALF_A_COIN) | Q(sum__lte=-HALF_A_COIN))
    return Invoice.objects.filter(pk__in=some.values("invoice"))


def _open_at_once(on: date) -> Iterator[tuple[str, date, Decimal]]:
    """What was open of invoices that are due on one day, added up by currency and that day."""
    sums = open_sums(on, "invoice__currency", "invoice__due_on").exclude(invoice__in=_in_instalments())
    for row in sums:
        if amount := _exact(row["sum"]):
            yield row["invoice__currency"], row["invoice__due_on"], amount


def _open_in_parts(on: date) -> Iterator[tuple[Invoice, date, Decimal]]:
    """What was open of the invoices in instalments, which are few, each part by its own day."""
    amounts = open_amounts(on, Invoice.objects.filter(pk__in=_in_instalments()))
    for invoice in Invoice.objects.filter(pk__in=amounts).prefetch_related("instalments"):
        for due_on, amount in _open_parts(invoice, amounts[invoice.pk]):
            yield invoice, due_on, amount


def _in_instalments() -> QuerySet[Instalment, int]:
    return Instalment.objects.order_by().values_list("invoice_id", flat=True)


def _open_parts(invoice: Invoice, open_: Decimal) -> Iterator[tuple[date, Decimal]]:
    parts = [(part.due_on, part.amount) for part in invoice.instalments.all()]
    settled = invoice.total - open_
    for due_on, amount in sorted(parts):
        unpaid = max(amount - settled, NOTHING)
        settled = max(settled - amount, NOTHING)
        if unpaid:
            yield due_on, unpaid


def _bucket(days: int) -> int:
    return next((place for place, last in enumerate(BUCKETS) if days <= last), len(BUCKETS))


def receivable_by(what: str) -> list[InvoicedShare]:
    """What was invoiced and is open by `year`, `region` (the organisation's, by code) or `kind`, and currency."""
    return receivable()[what]


def receivable() -> dict[str, list[InvoicedShare]]:
    """The same each way, out of one reading of all invoices."""
    rows = Invoice.objects.order_by().values_list(*WAYS.values(), "currency")
    sums = rows.annotate(invoiced=Sum("total"), open=Sum("balance__open"), invoices=Count("pk"))
    found: dict[str, dict[tuple[Any, str], InvoicedShare]] = {way: {} for way in WAYS}
    for *keys, currency, invoiced, open_, invoices in sums:
        for way, key in zip(WAYS, keys, strict=True):
            nothing = InvoicedShare(key, currency, NOTHING, NOTHING, 0)
            found[way][key, currency] = found[way].get((key, currency), nothing).with_more(invoiced, open_, invoices)
    return {way: [shares[key] for key in sorted(shares)] for way, shares in found.items()}


def statement_of_account(organisation: Organisation, start: date, end: date) -> list[AccountStatement]:
    """A member's account between two days, both included, one statement a currency."""
    postings = (
        Posting.objects.filter(organisation=organisation, entry__valued_on__lte=end)
        .select_related("entry")
        .order_by("entry__valued_on", "entry", "pk")
    )
    statements: dict[str, AccountStatement] = {}
    for entry, currency, amount in _effects(postings):
        statement = statements.setdefault(currency, AccountStatement(currency, NOTHING))
        if entry.valued_on < start:
            statement.opening += amount
            continue
        balance = statement.closing + amount
        label = entry.get_act_display()
        statement.lines.append(AccountLine(entry.valued_on, label, entry.cause_label, amount, balance))
    return [statements[currency] for currency in sorted(statements)]


def _effects(postings: Iterable[Posting]) -> Iterator[tuple[JournalEntry, str, Decimal]]:
    """What each entry did to what the member owes, by currency; entries that only move credit about do nothing."""
    effects: dict[tuple[int, str], Decimal] = {}
    entries: dict[int, JournalEntry] = {}
    for posting in postings:
        key = (posting.entry_id, posting.currency)
        entries[posting.entry_id] = posting.entry
        sign = (posting.debit in OF_MEMBERS) - (posting.credit in OF_MEMBERS)
        effects[key] = effects.get(key, NOTHING) + sign * posting.amount
    for (entry, currency), amount in effects.items():
        if amount:
            yield entries[entry], currency, amount


def trial_balance(on: date) -> list[TrialRow]:
    """Every account's debits and credits booked up to a day, by currency; each currency's two sums are equal."""
    booked = Posting.objects.filter(entry__booked_on__lte=on)
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for side in (0, 1):
        account = ("debit", "credit")[side]
        rows = booked.values(code=F("currency"), account=F(account)).annotate(sum=Sum("amount")).order_by()
        for row in rows:
            sums.setdefault((row["code"], row["account"]), [NOTHING, NOTHING])[side] += _exact(row["sum"])
    order = list(Account.values)
    keys = sorted(sums, key=lambda key: (key[0], order.index(key[1])))
    return [TrialRow(account, currency, *sums[currency, account]) for currency, account in keys]


def journal_lines(postings: QuerySet[Posting]) -> Iterator[dict[str, Any]]:
    """Every posting as its two signed lines (debit +, credit −), for an export; they add up to zero."""
    for posting in postings.select_related("entry", "organisation", "invoice").order_by("pk").iterator(chunk_size=1000):
        entry = posting.entry
        for account, sign in ((posting.debit, 1), (posting.credit, -1)):
            yield {
                "entry": entry.pk,
                "booked_on": entry.booked_on,
                "valued_on": entry.valued_on,
                "act": entry.act,
                "cause": entry.cause_label,
                "account": account,
                "amount": sign * posting.amount,
                "currency": posting.currency,
                "organisation": posting.organisation.slug if posting.organisation else "",
                "invoice": posting.invoice.number if posting.invoice else "",
                "text": entry.text,
            }


class BookedMonth(NamedTuple):
    """A month with how many entries it has, and its closing if it is closed."""

    month: str
    entries: int
    closed: ClosedPeriod | None


def months_booked() -> list[BookedMonth]:
    """Every month with entries; the latest first."""
    closed = {period.month: period for period in ClosedPeriod.objects.all()}
    counts = dict(JournalEntry.objects.order_by().values_list("month").annotate(Count("pk")))
    return [
        BookedMonth(month, counts.get(month, 0), closed.get(month))
        for month in sorted({*counts, *closed}, reverse=True)
    ]


def years_to_close(months: Iterable[BookedMonth], today: date) -> list[int]:
    """The years that are over and of which a month with entries is open, the oldest first."""
    open_years = {int(month[:4]) for month, _entries, closed in months if closed is None}
    return sorted(year for year in open_years if year < today.year)


def _exact(amount: Any) -> Decimal:
    return Decimal(amount or 0).quantize(Decimal("0.01"))
