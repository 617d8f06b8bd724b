"""Payments, who sees them, the credit that members have, and the rates of days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum, Value, When

from wego.accounts.authorization import permitted_rows
from wego.core.folding import fold
from wego.core.money import Money
from wego.core.search.queries import things_named
from wego.finance.models import Payment, Rate, Receipt, Refund
from wego.members.models import Affiliation, Organisation
from wego.members.queries.affiliations import organisations_of

AMOUNT: Any = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=AMOUNT)
# No rate is published on weekends and holidays: the last one within so many days holds.
RATE_HOLDS = timedelta(days=7)
# Two equal payments of one payer within so many days may be the same one sent twice.
DOUBLE_WITHIN = timedelta(days=60)


def payments_visible_to(user: Any) -> QuerySet[Payment]:
    """Who sees the books sees all; officers those of their organisations."""
    payments = Payment.objects.select_related("organisation", "receipt")
    return permitted_rows(
        payments,
        user,
        "finance.see_books",
        own=lambda: Q(organisation__in=organisations_of(user, Affiliation.Role.OFFICER)),
    )


def on_payment_page(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """With what a row of the list says, and `counted`: what of it adds up, nothing where it is cancelled."""
    counted = Case(When(cancelled_at=None, then=F("amount")), default=NOTHING, output_field=AMOUNT)
    return payments.annotate(counted=counted)


def select_payments(
    payments: QuerySet[Payment],
    *,
    words: str = "",
    state: str = "",
    year: int | None = None,
    since: datetime | None = None,
    organisation: str = "",
) -> QuerySet[Payment]:
    """Narrow a list: by payer, text, amount or the receipt's number; by state; by what was recorded since a moment."""
    for folded in filter(None, map(fold, words.split())):
        receipts = Receipt.objects.order_by().filter(pk__in=things_named("receipt", folded)).values("payment")
        payments = payments.filter(Q(pk__in=things_named("payment", folded)) | Q(pk__in=receipts))
    if year is not None:
        payments = payments.filter(received_on__year=year)
    if since is not None:
        payments = payments.filter(recorded_at__gte=since)
    if organisation:
        payments = payments.filter(organisation__slug=organisation)
    match state:
        case "standing":
            return payments.filter(cancelled_at=None)
        case "unused":
            return payments.filter(unapplied__gt=0)
        case "unknown":
            return payments.filter(organisation=None, cancelled_at=None)
        case "cancelled":
            return payments.exclude(cancelled_at=None)
    return payments


def years_of_payments() -> list[int]:
    """The years between the first payment and the last, the latest first."""
    ends = Payment.objects.aggregate(first=Min("received_on"), last=Max("received_on"))
    return list(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["first"] else []


def currencies_of_payments() -> list[str]:
    """The currencies in which payments arrived."""
    return list(Payment.objects.order_by("currency").values_list("currency", flat=True).distinct())


def with_uses(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """With everything that a payment's page says."""
    return payments.prefetch_related("allocations__invoice", "allocations__rate", "refunds")


def credit_of(organisation: Organisation) -> list[Money]:
    """What a member has paid and not used, by currency."""
    sums = (
        Payment.objects.filter(organisation=organisation, unapplied__gt=0)
        .values("currency")
        .annotate(sum=Sum("unapplied"))
        .order_by("currency")
    )
    return [Money(row["sum"], row["currency"]) for row in sums]


def payments_with_credit() -> QuerySet[Payment]:
    """Payments of which something is unused, the oldest first; `is_double` where an equal one came shortly before."""
    equal = Payment.objects.filter(
        organisation=OuterRef("organisation"),
        currency=OuterRef("currency"),
        amount=OuterRef("amount"),
        cancelled_at=None,
        received_on__lte=OuterRef("received_on"),
        received_on__gte=OuterRef("received_on") - DOUBLE_WITHIN,
    ).exclude(pk=OuterRef("pk"))
    return (
        Payment.objects.filter(unapplied__gt=0)
        .select_related("organisation", "receipt")
        .annotate(is_double=Exists(equal))
        .order_by("received_on", "pk")
    )


def refunds_visible_to(user: Any) -> QuerySet[Refund]:
    """Every refund with its payment, to those who see the books."""
    found = Refund.objects.select_related("payment__organisation")
    return permitted_rows(found, user, "finance.see_books", region="payment__organisation__region__code")


def open_refunds() -> QuerySet[Refund]:
    """Refunds decided and not paid out."""
    return Refund.objects.filter(paid_out_on=None).select_related("payment__organisation")


def receipts_visible_to(user: Any) -> QuerySet[Receipt]:
    """As the payments that they are for."""
    return Receipt.objects.filter(payment__in=payments_visible_to(user)).select_related("payment__organisation")


def rate_on(*, base: str, quote: str, day: date) -> Rate | None:
    """The rate recorded for a day, or the last one in the week before it."""
    return Rate.objects.filter(base=base, quote=quote, on__lte=day, on__gte=day - RATE_HOLDS).order_by("-on").first()


def payments_unidentified() -> QuerySet[Payment]:
    """Payments whose payer nobody knows yet, the oldest first."""
    return Payment.objects.filter(organisation=None, cancelled_at=None).order_by("received_on", "pk")
