"""What money puts on the office's first page: its queues, what came in this week, the year's dues as a bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.office_home import (
    WEEK,
    Picture,
    WaitingRows,
    WeekCount,
    WorkQueue,
    added,
    added_up,
    coins,
    waiting,
    week_before,
)
from wego.finance.banking.queries import bank_lines_visible_to, waiting_lines
from wego.finance.models import Invoice, Payment
from wego.finance.permissions import can_keep_books, can_see_books
from wego.finance.queries.dues_of_year import DuesOfYear, dues_of_latest_year, overdue_sums
from wego.finance.queries.invoices import invoices_unsent, overdue_now
from wego.finance.queries.payments import open_refunds

PAYMENTS, INVOICES = "payments", "invoices"


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Invoices to mail, lines of the bank, what is overdue, refunds to pay out; four queries."""
    if not can_see_books(user):
        return
    may_act = can_keep_books(user)
    unsent = waiting(invoices_unsent(), since="issued_on", amount="balance__open")
    why = ngettext("%(count)d invoice has not been sent.", "%(count)d invoices have not been sent.", unsent.count)
    yield WorkQueue.of(
        _("To send"), reverse("office_finance:unsent"), why, unsent, may_act=may_act, rows=invoices_unsent()
    )
    lines = waiting(waiting_lines(bank_lines_visible_to(user)), since="booked_on", amount="amount")
    why = ngettext(
        "%(count)d bank transaction is not assigned.",
        "%(count)d bank transactions are not assigned.",
        lines.count,
    )
    address, rows = reverse("office_bank:bank_lines"), waiting_lines(bank_lines_visible_to(user))
    yield WorkQueue.of(_("Unmatched payments"), address, why, lines, may_act=may_act, rows=rows)
    overdue = added(
        WaitingRows(row["count"], row["oldest"], coins(row["sum"], row["code"])) for row in overdue_sums(today)
    )
    why = ngettext("%(count)d invoice is overdue.", "%(count)d invoices are overdue.", overdue.count)
    address = reverse("office_finance:overdue")
    how: dict[str, Any] = {"late": overdue.count, "may_act": may_act, "rows": overdue_now(today)}
    yield WorkQueue.of(_("Overdue invoices"), address, why, overdue, **how)
    refunds = waiting(open_refunds(), since="decided_on", amount="amount", currency="payment__currency")
    why = ngettext("%(count)d refund needs to be paid out.", "%(count)d refunds need to be paid out.", refunds.count)
    address = reverse("office_finance:refunds")
    yield WorkQueue.of(_("To pay out"), address, why, refunds, may_act=may_act, rows=open_refunds())


def week(*, user: Any, today: date) -> Iterator[WeekCount]:
    """Payments that were recorded and invoices that were issued; one query."""
    if not can_see_books(user):
        return
    payments = Payment.objects.filter(recorded_at__gte=week_before(today), cancelled_at=None)
    invoices = Invoice.objects.filter(issued_on__gte=today - WEEK)
    found = list(_by_currency(PAYMENTS, payments, "amount").union(_by_currency(INVOICES, invoices, "total"), all=True))
    payments_of_week = f"{reverse('office_finance:payment_list')}?recorded={WEEK.days}&state=standing"
    yield _counted(_("Payments"), found, PAYMENTS, payments_of_week)
    address = reverse("office_finance:invoice_list")
    yield _counted(_("Invoices issued"), found, INVOICES, address, is_decision=True)


def _by_currency(what: str, rows: QuerySet[Any], amount: str) -> QuerySet[Any, Any]:
    groups = rows.order_by().annotate(what=Value(what)).values("what", "currency")
    return groups.annotate(count=Count("pk"), sum=Sum(amount)).values_list("what", "currency", "count", "sum")


def _counted(label: str, found: list[Any], wanted: str, url: str, *, is_decision: bool = False) -> WeekCount:
    rows = [(count, coins(sum_, code)) for what, code, count, sum_ in found if what == wanted]
    amounts = added_up(money for _count, several in rows for money in several)
    return WeekCount(label, sum(count for count, _money in rows), url, is_decision, amounts)


def pictures(*, user: Any, today: date) -> Iterator[Picture]:
    """The dues of the latest year, a bar for each currency; one query."""
    if not can_see_books(user):
        return
    found = dues_of_latest_year(today)
    if not found:
        return
    title = _("Dues of %(year)s") % {"year": found[0].year}
    year = f"{reverse('office_finance:invoice_list')}?year={found[0].year}"
    yield Picture(title, "finance/office/dues_of_year.html", {"bars": [_bar(one) for one in found], "url": year})


def _bar(dues: DuesOfYear) -> dict[str, Any]:
    """The parts in their order, each with its share and where in the bar it begins."""
    named = (
        ("paid", _("Paid"), dues.paid),
        ("given-up", _("Credited or written off"), dues.given_up),
        ("not-due", _("Not due yet"), dues.not_due),
        ("overdue", _("Overdue"), dues.overdue),
    )
    parts, begins = [], 0.0
    for code, label, money in named:
        share = float(100 * money.amount / dues.invoiced.amount) if dues.invoiced else 0.0
        # What does not exist is not drawn, nor named; what is paid and what is overdue are always said.
        if money or code in ("paid", "overdue"):
            parts.append({"code": code, "label": label, "money": money, "share": share, "begins": begins})
        begins += share
    return {"invoiced": dues.invoiced, "invoices": dues.invoices, "parts": parts}
