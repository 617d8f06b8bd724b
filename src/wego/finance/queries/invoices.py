"""Invoices: who sees them, what is open, what is overdue, on any day; computed from the dated postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from wego.accounts.authorization import permitted_rows
from wego.core.folding import fold
from wego.core.money import Money
from wego.core.search.queries import things_named
from wego.finance.models import Account, Allocation, CreditNote, Instalment, Invoice, InvoiceBalance, Posting, WriteOff
from wego.members.models import Affiliation, Organisation
from wego.members.queries.affiliations import organisations_of

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Arrear:
    """An invoice that was overdue on a day: what was open of it, how much of that was overdue, and since when."""

    invoice: Invoice
    open: Money
    overdue: Money
    due_on: date
    days: int


def invoices_visible_to(user: Any) -> QuerySet[Invoice]:
    """Who sees the books sees all; officers those of their organisations."""
    invoices = Invoice.objects.select_related("organisation__region", "balance")
    return permitted_rows(
        invoices,
        user,
        "finance.see_books",
        own=lambda: Q(organisation__in=organisations_of(user, Affiliation.Role.OFFICER)),
    )


def credit_notes_visible_to(user: Any) -> QuerySet[CreditNote]:
    """As the invoices that they take back."""
    notes = CreditNote.objects.select_related("invoice__organisation")
    return notes.filter(invoice__in=invoices_visible_to(user).order_by().values("pk"))


def left_after(note: CreditNote) -> Decimal:
    """What a credit note and those before it left of the invoice; payments and write-offs do not lessen it."""
    credited = note.invoice.credit_notes.filter(pk__lte=note.pk).aggregate(sum=Sum("amount"))["sum"]
    return note.invoice.total - _exact(credited)


def with_history(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """With everything that an invoice's page or paper says, in as many queries for many as for one."""
    return invoices.select_related("organisation", "balance", "supersedes").prefetch_related(
        "lines",
        "instalments",
        "allocations__payment__receipt",
        "allocations__rate",
        "credit_notes",
        "write_offs",
    )


def with_state(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """With what a row of a list says: who owes it, and how it stands."""
    said = ("number", "year", "total", "currency", "issued_on", "due_on", "is_demonstration", "balance__open")
    rows = invoices.select_related(None).select_related("organisation", "balance").only(*said, "organisation__name")
    return rows.annotate(paid=_paid(), is_written_off=_written_off()).prefetch_related("instalments")


def paid_of(invoice: Invoice) -> Decimal:
    """What was paid of it, in its currency; `with_state` asks for many at once."""
    if (paid := getattr(invoice, "paid", None)) is not None:
        return Decimal(paid)
    return sum((allocation.amount for allocation in invoice.allocations.all()), NOTHING)


def is_written_off(invoice: Invoice) -> bool:
    return any(invoice.write_offs.all()) if (known := getattr(invoice, "is_written_off", None)) is None else known


def _paid() -> Coalesce:
    sums = Allocation.objects.order_by().filter(invoice=OuterRef("pk")).values("invoice").annotate(sum=Sum("amount"))
    return Coalesce(Subquery(sums.values("sum")), NOTHING, output_field=DecimalField(max_digits=14, decimal_places=2))


def _written_off() -> Exists:
    return Exists(WriteOff.objects.order_by().filter(invoice=OuterRef("pk")))


def open_amounts(on: date, invoices: QuerySet[Invoice] | None = None) -> dict[int, Decimal]:
    """What was open of each invoice at the end of a day; invoices not issued by then, or settled, are left out."""
    sums = open_sums(on, invoices=invoices)
    return {row["invoice"]: amount for row in sums if (amount := _exact(row["sum"]))}


def open_sums(on: date, *by: str, invoices: QuerySet[Invoice] | None = None) -> QuerySet[Posting, dict[str, Any]]:
    """`sum`: what was open at the end of a day, added up by invoice or by what is said of it."""
    postings = Posting.objects.filter(entry__valued_on__lte=on).filter(
        Q(debit=Account.RECEIVABLE) | Q(credit=Account.RECEIVABLE)
    )
    if invoices is not None:
        postings = postings.filter(invoice__in=invoices.order_by().values("pk"))
    signed = Case(When(debit=Account.RECEIVABLE, then=F("amount")), default=-F("amount"))
    return postings.values(*(by or ("invoice",))).annotate(sum=Sum(signed)).order_by()


def arrears_of(organisation: Organisation, on: date) -> list[Arrear]:
    """What an organisation had not paid in time on a day, the oldest first; due on that very day is still in time."""
    invoices = Invoice.objects.filter(organisation=organisation)
    # An invoice in instalments is due last on its last day; the first part may be overdue before.
    late = invoices.filter(Q(due_on__lt=on) | Q(instalments__due_on__lt=on)).distinct()
    amounts = open_amounts(on, late)
    rows = late.select_related("organisation", "balance").prefetch_related("instalments").order_by("due_on", "pk")
    arrears = [arrear for invoice in rows if (arrear := _arrear(invoice, amounts.get(invoice.pk, NOTHING), on))]
    return sorted(arrears, key=lambda arrear: (arrear.due_on, arrear.invoice.pk))


def _arrear(invoice: Invoice, open_: Decimal, on: date) -> Arrear | None:
    first, overdue = overdue_part(invoice, open_, on)
    if not overdue or first is None:
        return None
    currency = invoice.currency
    return Arrear(invoice, Money(open_, currency), Money(overdue, currency), first, (on - first).days)


def overdue_part(invoice: Invoice, open_: Decimal, on: date) -> tuple[date | None, Decimal]:
    """Since when, and how much of what is open, was overdue on a day; the earliest instalments are paid first."""
    parts = [(part.due_on, part.amount) for part in invoice.instalments.all()] or [(invoice.due_on, invoice.total)]
    settled = invoice.total - open_
    since, overdue = None, NOTHING
    for due_on, amount in sorted(parts):
        unpaid = max(amount - settled, NOTHING)
        settled = max(settled - amount, NOTHING)
        if due_on < on and unpaid:
            since, overdue = since or due_on, overdue + unpaid
    return since, overdue


def select_invoices(
    invoices: QuerySet[Invoice],
    *,
    today: date,
    words: str = "",
    year: int | None = None,
    state: str = "",
    kind: str = "",
    region: str = "",
    currency: str = "",
    organisation: str = "",
    late: tuple[int | None, int | None] | None = None,
) -> QuerySet[Invoice]:
    """Narrow a list: state is open, overdue or settled; kind and region are the organisation's.

    `late` leaves what is open and was due so many days ago, from and to, both included.
    """
    if words:
        named = Q(pk__in=things_named("invoice", fold(words)))
        invoices = invoices.filter(named | Q(organisation__in=things_named("organisation", fold(words))))
    if year is not None:
        invoices = invoices.filter(year=year)
    if kind:
        invoices = invoices.filter(_owed_by(kind=kind))
    if region:
        invoices = invoices.filter(_owed_by(region__code=region))
    if currency:
        invoices = invoices.filter(currency=currency)
    if organisation:
        invoices = invoices.filter(organisation__slug=organisation)
    if late is not None:
        invoices = invoices.filter(with_open(open__gt=0), _due_ago(today, *late))
    match state:
        case "open":
            return invoices.filter(with_open(open__gt=0))
        case "overdue":
            return invoices.filter(with_open(open__gt=0), late_on(today))
        case "settled":
            return invoices.filter(with_open(open=0))
    return invoices


def _due_ago(today: date, least: int | None, most: int | None) -> Q:
    """Due so many days ago: the whole, or of what is paid in parts any of them."""
    days: dict[str, date] = {}
    if least is not None:
        days["due_on__lte"] = today - timedelta(days=least)
    if most is not None:
        days["due_on__gte"] = today - timedelta(days=most)
    parts = Instalment.objects.order_by().filter(invoice=OuterRef("pk"))
    return (Q(**days) & ~Q(Exists(parts))) | Q(Exists(parts.filter(**days)))


# Said of each invoice rather than joined: so the database walks the list in its order and asks until a page is full.
def _owed_by(**facts: Any) -> Exists:
    return Exists(Organisation.objects.order_by().filter(pk=OuterRef("organisation"), **facts))


def with_open(**facts: Any) -> Exists:
    """Invoices by what is open of them."""
    return Exists(InvoiceBalance.objects.order_by().filter(pk=OuterRef("pk"), **facts))


def late_on(day: date) -> Q:
    """Invoices of which something was due before a day."""
    parts = Instalment.objects.order_by().filter(invoice=OuterRef("pk"), due_on__lt=day)
    return Q(due_on__lt=day) | Q(Exists(parts))


def overdue_now(on: date) -> QuerySet[Invoice]:
    """Open invoices of which something is past its day, with what the queue shows; the oldest first."""
    return (
        Invoice.objects.filter(with_open(open__gt=0), late_on(on))
        .select_related("organisation__billing_contact", "balance")
        .prefetch_related("notices", "instalments")
        .order_by("due_on", "pk")
    )


def opening_arrears() -> QuerySet[Invoice]:
    """What was entered as owed from before the platform, the last entered first."""
    return with_state(Invoice.objects.filter(kind=Invoice.Kind.OPENING)).order_by("-pk")


def years_invoiced() -> list[int]:
    """The years for which there are invoices, the latest first."""
    return list(Invoice.objects.order_by("-year").values_list("year", flat=True).distinct())


def currencies_invoiced() -> list[str]:
    """The currencies in which there are invoices."""
    return list(Invoice.objects.order_by("currency").values_list("currency", flat=True).distinct())


def _exact(amount: Any) -> Decimal:
    # SQLite adds decimals as floating point numbers; to the coin the sum is exact.
    return Decimal(amount).quantize(Decimal("0.01"))


def invoices_unsent() -> QuerySet[Invoice]:
    """Open invoices of which nobody has been told by mail, without what is made up; the oldest first."""
    told = Invoice.objects.filter(notices__level=0).values("pk")
    return (
        Invoice.objects.filter(with_open(open__gt=0), is_demonstration=False)
        .exclude(pk__in=told)
        .exclude(kind=Invoice.Kind.OPENING)
        .select_related("organisation__billing_contact", "balance")
        .order_by("issued_on", "pk")
    )
