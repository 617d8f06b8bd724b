"""The office's queues of money: not mailed, unused credit, unknown payers, refunds, arrears from before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.queries import with_owner
from wego.core.listings import ListPage
from wego.core.office import year_asked
from wego.core.outbox.listings import mail_list
from wego.finance.acts.invoices import ENTER_ARREAR
from wego.finance.listings.invoices import OPENING_ARREARS, UNSENT
from wego.finance.listings.payments import CREDITS, REFUNDS, UNKNOWN
from wego.finance.permissions import can_see_books
from wego.finance.queries.invoices import invoices_unsent
from wego.finance.queries.payments import payments_unidentified, payments_with_credit
from wego.finance.queries.year_end import undelivered


@require_safe
def unsent(request: HttpRequest) -> HttpResponseBase:
    """Invoices that nobody has been told of, and mails that have not arrived."""
    require(can_see_books(request.user))
    year, found = year_asked(request), invoices_unsent()
    if year is not None:
        found = found.filter(year=year)
    return UNSENT.respond(
        request, rows=with_owner(found), facts={"of_year": year, "mails": mail_list(request, undelivered(year))}
    )


@require_safe
def credits_(request: HttpRequest) -> HttpResponseBase:
    """Payments of which something is unused, payers who are not known, and refunds that are owed."""
    require(can_see_books(request.user))
    year, known, unknown = year_asked(request), payments_with_credit(), payments_unidentified()
    if year is not None:
        known, unknown = (rows.filter(received_on__year=year) for rows in (known, unknown))
    beside = [
        ListPage(UNKNOWN, request, rows=unknown, prefix="unknown-"),
        ListPage(REFUNDS, request, prefix="refunds-"),
    ]
    rows = known.exclude(organisation=None)
    return CREDITS.respond(request, rows=rows, title=_("Credit and refunds"), facts={"of_year": year}, beside=beside)


@require_safe
def opening_arrears(request: HttpRequest) -> HttpResponseBase:
    """What members owe from before, and a form for one more."""
    return OPENING_ARREARS.respond(request, facts={"enter": ENTER_ARREAR})
