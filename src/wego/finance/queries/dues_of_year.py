"""The dues of the latest invoiced year, as the office's first page draws them; and what is overdue. One query each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Min, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from wego.core.money import Money
from wego.finance.models import Allocation, Instalment, Invoice
from wego.finance.queries.invoices import late_on, with_open

AMOUNT: Any = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=AMOUNT)


@dataclass(frozen=True)
class DuesOfYear:
    """What was invoiced as dues of a year in one currency, and what has become of it: the four parts make the whole."""

    year: int
    invoices: int
    invoiced: Money
    paid: Money
    overdue: Money
    open: Money

    @property
    def not_due(self) -> Money:
        return self.open - self.overdue

    @property
    def given_up(self) -> Money:
        """Credited or written off."""
        return self.invoiced - self.paid - self.open


def dues_of_latest_year(today: date) -> list[DuesOfYear]:
    """By currency, for the latest year of which dues were invoiced; one query."""
    dues = Invoice.objects.filter(kind=Invoice.Kind.DUES)
    latest = dues.order_by("-year").values("year")[:1]
    paid = Allocation.objects.order_by().filter(invoice=OuterRef("pk")).values("invoice").annotate(sum=Sum("amount"))
    rows = dues.filter(year=Subquery(latest)).annotate(
        of_it_paid=Coalesce(Subquery(paid.values("sum")), NOTHING, output_field=AMOUNT),
        of_it_overdue=overdue_amount(today),
    )
    sums = (
        rows.order_by()
        .values("year", "currency")
        .annotate(
            count=Count("pk"),
            invoiced=Sum("total"),
            paid=Sum("of_it_paid"),
            overdue=Sum("of_it_overdue"),
            left=Sum("balance__open"),
        )
    )
    return [_dues(row) for row in sums.order_by("currency")]


def _dues(row: Mapping[str, Any]) -> DuesOfYear:
    # SQLite adds decimals as floating point numbers; to the coin the sums are exact.
    names = ("invoiced", "paid", "overdue", "left")
    amounts = [Money(Decimal(row[name] or 0).quantize(Decimal("0.01")), row["currency"]) for name in names]
    return DuesOfYear(row["year"], row["count"], *amounts)


def overdue_sums(today: date) -> QuerySet[Any, Any]:
    """What is overdue by currency: `count` of invoices, `oldest` of their days, `sum` of what is late of them."""
    late = Invoice.objects.filter(with_open(open__gt=0), late_on(today))
    first = Instalment.objects.order_by("due_on").filter(invoice=OuterRef("pk")).values("due_on")[:1]
    rows = late.annotate(of_it_overdue=overdue_amount(today), first_due_on=Coalesce(Subquery(first), F("due_on")))
    groups = rows.order_by().values(code=F("currency"))
    return groups.annotate(count=Count("pk"), oldest=Min("first_due_on"), sum=Sum("of_it_overdue"))


def overdue_amount(today: date) -> Greatest:
    """Of an invoice: what was due before a day less what is settled; the earliest instalments are settled first."""
    parts = Instalment.objects.order_by().filter(invoice=OuterRef("pk"))
    due = parts.filter(due_on__lt=today).values("invoice").annotate(sum=Sum("amount")).values("sum")
    # The day of an invoice in parts is that of the last: before it, none of the whole is late but its parts.
    at_once = Case(When(due_on__lt=today, then=F("total")), default=NOTHING, output_field=AMOUNT)
    settled = F("total") - F("balance__open")
    return Greatest(Coalesce(Subquery(due), at_once, output_field=AMOUNT) - settled, NOTHING, output_field=AMOUNT)
