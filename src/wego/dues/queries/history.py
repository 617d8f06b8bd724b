"""What an organisation was quoted and invoiced, year by year, and what stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from wego.accounts.authorization import permitted_rows
from wego.dues.models import DuesRun, RunQuote
from wego.dues.queries.quotes import MemberQuote, cases, find, reading_in_force, schedule_for
from wego.engines.fees import Schedule
from wego.finance.hooks import UnfinishedWork
from wego.finance.models import Invoice
from wego.members.models import Organisation
from wego.members.queries.affiliations import OFFICER, organisations_of


def organisations_with_dues_visible_to(user: Any) -> QuerySet[Organisation]:
    """Whose dues a person sees: officers their organisations', who sees dues everybody's."""
    return permitted_rows(
        Organisation.objects.all(), user, "dues.see_dues", own=lambda: Q(pk__in=organisations_of(user, OFFICER))
    )


@dataclass(frozen=True)
class Standpoint:
    """What a year's dues would be, computed now: the schedule, and what it finds."""

    year: int
    schedule: Schedule
    finding: MemberQuote


def standpoint(organisation: Organisation, year: int) -> Standpoint | None:
    """What an organisation owes for a year by what is known now; None where it is no member or no schedule holds."""
    row = schedule_for(year)
    if row is None:
        return None
    schedule = row.read()
    found = cases(schedule, year, [organisation])
    if not found:
        return None
    return Standpoint(year, schedule, find(schedule, reading_in_force(row), found[0]))


def quotes_of(organisation: Organisation) -> QuerySet[RunQuote]:
    """The quotes that finished runs found for an organisation, latest year first."""
    return (
        RunQuote.objects.filter(organisation=organisation, run__status=DuesRun.Status.DONE)
        .select_related("run__schedule", "invoice__balance")
        .order_by("-run__year", "-run")
    )


def quotes_to_issue(run: DuesRun) -> QuerySet[RunQuote]:
    """What is due and not invoiced yet, by this run or another: whoever has an invoice for the year is left out."""
    return run.quotes.filter(outcome=RunQuote.Outcome.DUE, invoice=None).exclude(
        organisation__in=Invoice.objects.filter(kind=Invoice.Kind.DUES, year=run.year).values("organisation")
    )


def totals(run: DuesRun) -> dict[str, int | Decimal]:
    """How many quotes of each outcome, and what is to pay in all."""
    found = run.quotes.aggregate(
        due=Count("pk", filter=Q(outcome=RunQuote.Outcome.DUE)),
        free=Count("pk", filter=Q(outcome=RunQuote.Outcome.FREE)),
        cannot=Count("pk", filter=Q(outcome=RunQuote.Outcome.CANNOT)),
        amount=Sum("amount"),
    )
    return {**found, "amount": found["amount"] or Decimal(0), "to_issue": quotes_to_issue(run).count()}


@dataclass(frozen=True)
class DuesChange:
    """One organisation's dues beside those that were invoiced for the year before."""

    organisation: Organisation
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal:
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


def changes_against_last_year(run: DuesRun) -> list[DuesChange]:
    """Whose dues differ from the year before's invoice, the largest difference first; new and gone ones too.

    Nothing to compare where no dues of the year before were invoiced.
    """
    before = _invoiced(run.year - 1)
    if not before:
        return []
    after = {
        quote.organisation: quote.amount
        for quote in run.quotes.filter(outcome=RunQuote.Outcome.DUE).select_related("organisation")
    }
    return _changes(before, after)


def _changes(before: dict[Organisation, Decimal], after: dict[Organisation, Decimal]) -> list[DuesChange]:
    found = [
        DuesChange(organisation, before.get(organisation), after.get(organisation))
        for organisation in {**before, **after}
    ]
    changed = [change for change in found if change.before != change.after]
    return sorted(changed, key=lambda change: (-abs(change.difference), change.organisation.name.source))


def _invoiced(year: int) -> dict[Organisation, Decimal]:
    found = Invoice.objects.filter(kind=Invoice.Kind.DUES, year=year).select_related("organisation")
    return {invoice.organisation: invoice.total for invoice in found.order_by("pk")}


def runs_under_way(*, start: date, end: date) -> list[UnfinishedWork]:
    """Runs that are not finished and whose invoices would be booked within some days, or are of that whole year."""
    within = Q(issued_on__range=(start, end))
    if (start.month, end.month) == (1, 12):
        within |= Q(year=start.year)
    found = DuesRun.objects.filter(within, status__in=DuesRun.ACTIVE).order_by("pk")
    return [
        UnfinishedWork(
            _("dues of %(year)s: %(status)s") % {"year": run.year, "status": run.get_status_display()},
            reverse("office_dues:run", args=[run.pk]),
        )
        for run in found
    ]
