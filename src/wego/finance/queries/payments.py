"""Payments, who sees them, the credit that members have, and the rates of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from wego.accounts.authorization import permitted_rows
from wego.core.money import Money
from wego.finance.models import Payment, Rate, Receipt, Refund
from wego.members.models import Affiliation, Organisation
from wego.members.queries.affiliations import organisations_of

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
