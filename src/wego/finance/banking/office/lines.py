"""What waits with its proposals, and one line with what can be done about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.assignments.queries import with_owner
from wego.core.listings import ListPage
from wego.core.office import office_page, year_asked
from wego.finance.banking.acts import LINE_ACTS, QUEUE, above_line, title_of_line
from wego.finance.banking.listings import BANK_LINES, LINE_PAYMENTS
from wego.finance.banking.matching import Certainty, Reason
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import (
    bank_lines_visible_to,
    charges_limits,
    credits_taken_back,
    payments_of,
    proposals_for,
    refunds_that_may_be,
    waiting_lines,
)
from wego.finance.permissions import can_see_books

__all__ = ["QUEUE", "bank_line", "bank_lines"]

CERTAINTIES = {
    Certainty.CERTAIN: gettext_lazy("Certain"),
    Certainty.LIKELY: gettext_lazy("Likely"),
    Certainty.POSSIBLE: gettext_lazy("Possible"),
}
REASONS = {
    Reason.NUMBER: gettext_lazy("the number is in the text"),
    Reason.AMOUNT: gettext_lazy("the amount is the same"),
    Reason.NAME: gettext_lazy("the member's name is given"),
    Reason.NAME_RESEMBLES: gettext_lazy("the name resembles"),
    Reason.SEVERAL_INVOICES: gettext_lazy("pays several invoices"),
    Reason.CHARGES: gettext_lazy("short by the amount deducted by intermediary banks"),
    Reason.PARTIAL: gettext_lazy("pays a part"),
    Reason.OVERPAID: gettext_lazy("more than is unpaid"),
    Reason.CLAIMED_TWICE: gettext_lazy("another transaction has the same content: paid twice?"),
    Reason.REPEATED: gettext_lazy("an identical transaction already exists: booked twice?"),
    Reason.TAKEN_BACK: gettext_lazy("the bank reversed this amount: check both transactions"),
}


@require_safe
def bank_lines(request: HttpRequest) -> HttpResponseBase:
    """What waits, the oldest first, each with what it may pay and one click to confirm it."""
    require(can_see_books(request.user))
    year, waiting = year_asked(request), waiting_lines(bank_lines_visible_to(request.user))
    if year is not None:
        waiting = waiting.filter(booked_on__year=year)

    def with_proposals(lines: list[Any]) -> None:
        found = proposals_for(lines)
        shown = [(line, _shown(found.get(line.pk, ()))) for line in lines]
        for one in [one for _line, several in shown for one in several][1:]:
            one["is_main"] = False  # a page has one main button
        # Given what it needs of the page, a cell does without what frames a page, fifty times over.
        page = {"request": request, "confirm": LINE_ACTS["confirm"], **csrf(request)}
        for line, proposals in shown:
            facts = {**page, "line": line, "proposals": proposals}
            line.proposals_shown = render_to_string("finance/banking/proposals.html", facts)

    facts = {"of_year": year, "limits": sorted(charges_limits().items())}
    return BANK_LINES.respond(request, rows=with_owner(waiting), facts=facts, complete=with_proposals)


@require_safe
def bank_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what the bank said, what it may pay or has paid, and what can be done."""
    require(can_see_books(request.user))
    line = get_object_or_404(bank_lines_visible_to(request.user), pk=pk)
    facts = {
        "line": line,
        "proposals": _shown(proposals_for([line]).get(line.pk, ())),
        "confirm": LINE_ACTS["confirm"],
        "payments": ListPage(LINE_PAYMENTS, request, rows=list(payments_of(line))),
        "credits": credits_taken_back(line) if line.status == BankLine.Status.OPEN else [],
        "refunds": refunds_that_may_be(line)[:5] if line.status == BankLine.Status.OPEN else [],
        "assignment": open_panel(request, line),
        "acts": LINE_ACTS,
    }
    return office_page(request, "finance/banking/line.html", title_of_line(line), facts, above=above_line())


def _shown(proposals: Any) -> list[dict[str, Any]]:
    return [
        {
            "proposal": one,
            "certainty": CERTAINTIES[one.certainty],
            "reasons": [REASONS[reason] for reason in one.match.reasons],
            "is_main": place == 0,
            "numbers": [invoice.pk for invoice in one.invoices],
        }
        for place, one in enumerate(proposals)
    ]
