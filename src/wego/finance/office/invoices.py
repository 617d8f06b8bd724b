"""One invoice in the office: what it is, what has come, and everything that can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.listings import ListPage
from wego.core.money import Money
from wego.core.office import office_page
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list
from wego.finance.acts.invoices import INVOICE_ACTS, CreditUse, above_invoice, title_of_invoice
from wego.finance.listings.invoices import INVOICE_EVENTS, INVOICE_LINES
from wego.finance.permissions import can_see_books
from wego.finance.presentation import events_of, lines_of, state_of
from wego.finance.queries.invoices import invoices_visible_to, with_history
from wego.finance.queries.payments import credit_of
from wego.finance.services.allocations import live_allocations
from wego.finance.services.credits import creditable


@require_safe
def invoice(request: HttpRequest, number: str) -> HttpResponseBase:
    """One invoice with the acts that its state allows."""
    require(can_see_books(request.user))
    invoices = with_history(invoices_visible_to(request.user)).prefetch_related("notices")
    one = get_object_or_404(invoices, number=number)
    facts = {
        "invoice": one,
        "state": state_of(one, timezone.localdate()),
        "open": Money(one.balance.open, one.currency),
        "lines": ListPage(INVOICE_LINES, request, rows=lines_of(one), prefix="lines-"),
        "events": ListPage(INVOICE_EVENTS, request, rows=events_of(one), prefix="events-"),
        "live": live_allocations(invoice=one).select_related("payment"),
        "credit": [CreditUse(one, credit.currency, credit) for credit in credit_of(one.organisation)],
        "creditable": creditable(one.balance),
        "mails": mail_list(request, mails_about(one)),
        "is_sent": any(notice.level == 0 for notice in one.notices.all()),
        "acts": INVOICE_ACTS,
    }
    title = title_of_invoice(one)
    return office_page(request, "finance/office/invoice.html", title, facts, above=above_invoice())
