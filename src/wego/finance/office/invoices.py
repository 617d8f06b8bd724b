"""One invoice in the office: what it is, what has come, and everything that can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.listings import ListPage
from wego.core.money import Money
from wego.core.office import office_page
from wego.finance.acts.invoices import INVOICE_ACTS, CreditUse, above_invoice, title_of_invoice
from wego.finance.listings.invoices import INVOICE_LINES
from wego.finance.permissions import can_see_books
from wego.finance.presentation import lines_of, state_of
from wego.finance.queries.invoices import invoices_visible_to, with_history
from wego.finance.queries.payments import credit_of
from wego.finance.services.credits import creditable
from wego.finance.timelines import timeline_of_invoice


@require_safe
def invoice(request: HttpRequest, number: str) -> HttpResponseBase:
    """One invoice with the acts that its state allows."""
    require(can_see_books(request.user))
    invoices = with_history(invoices_visible_to(request.user)).select_related("superseded_by")
    one = get_object_or_404(invoices.prefetch_related("notices"), number=number)
    uses = one.allocations.all()
    undone = {use.reverses_id for use in uses}
    facts = {
        "invoice": one,
        "state": state_of(one, timezone.localdate()),
        "open": Money(one.balance.open, one.currency),
        "lines": ListPage(INVOICE_LINES, request, rows=lines_of(one), prefix="lines-"),
        "timeline": timeline_of_invoice(one, request.user),
        "live": [use for use in uses if not use.reverses_id and use.pk not in undone],
        "credit": [CreditUse(one, credit.currency, credit) for credit in credit_of(one.organisation)],
        "creditable": creditable(one.balance),
        "is_sent": any(notice.level == 0 for notice in one.notices.all()),
        "assignment": open_panel(request, one),
        "acts": INVOICE_ACTS,
    }
    title = title_of_invoice(one)
    return office_page(request, "finance/office/invoice.html", title, facts, above=above_invoice())
