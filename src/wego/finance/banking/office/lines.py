"""What waits with its proposals, and one line with what can be done about it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.numbers import whole_number
from wego.core.office import office_page, run_service, year_asked
from wego.finance.banking.forms import (
    MatchForm,
)
from wego.finance.banking.matching import Certainty, Reason
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import (
    bank_lines_visible_to,
    charges_limits,
    credits_taken_back,
    payments_of,
    proposal_of,
    proposals_for,
    refunds_that_may_be,
    waiting_lines,
)
from wego.finance.banking.services import (
    match_line,
    note_refund_returned,
    set_aside_line,
    take_back,
    take_up_line,
    unmatch_line,
)
from wego.finance.forms.office import ReasonForm
from wego.finance.permissions import can_keep_books

A_PAGE = 25
QUEUE = "office_bank:bank_lines"
CERTAINTIES = {
    Certainty.CERTAIN: gettext_lazy("Certain"),
    Certainty.LIKELY: gettext_lazy("Likely"),
    Certainty.POSSIBLE: gettext_lazy("Possible"),
}
REASONS = {
    Reason.NUMBER: gettext_lazy("the number stands in the text"),
    Reason.AMOUNT: gettext_lazy("the amount is the same"),
    Reason.NAME: gettext_lazy("the member's name is given"),
    Reason.NAME_RESEMBLES: gettext_lazy("the name resembles"),
    Reason.SEVERAL_INVOICES: gettext_lazy("pays several invoices"),
    Reason.CHARGES: gettext_lazy("short by what banks kept on the way"),
    Reason.PARTIAL: gettext_lazy("pays a part"),
    Reason.OVERPAID: gettext_lazy("more than is open"),
    Reason.CLAIMED_TWICE: gettext_lazy("another line says the same: paid twice?"),
    Reason.REPEATED: gettext_lazy("an equal line is there already: booked twice?"),
    Reason.TAKEN_BACK: gettext_lazy("the bank took back this amount: look at both lines"),
}


@require_safe
def bank_lines(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, each with what it may pay and one click to confirm it."""
    require(can_keep_books(request.user))
    year, waiting = year_asked(request), waiting_lines(bank_lines_visible_to(request.user))
    if year is not None:
        waiting = waiting.filter(booked_on__year=year)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    proposals = proposals_for(list(page))
    shown = {line.pk: _shown(proposals.get(line.pk, ())) for line in page}
    for one in [one for several in shown.values() for one in several][1:]:
        one["is_main"] = False  # a page has one main button
    rows = [{"line": line, "proposals": shown[line.pk]} for line in page]
    facts = {"page": page, "rows": rows, "of_year": year, "limits": sorted(charges_limits().items())}
    return office_page(request, "finance/banking/lines.html", gettext_lazy("Unmatched payments"), "link", facts)


@once
def bank_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what the bank said, what it may pay or has paid, and what can be done."""
    require(can_keep_books(request.user))
    line = get_object_or_404(bank_lines_visible_to(request.user), pk=pk)
    act = request.POST.get("act", "")
    match_form = MatchForm(request.POST if act in ("match", "match_now") else None)
    reason_form = ReasonForm(request.POST if act in ("set_aside", "unmatch") else None)
    if request.method == "POST" and _acted(request, line, act, match_form, reason_form):
        return redirect(QUEUE if act != "unmatch" else request.path)
    facts = {
        "line": line,
        "proposals": _shown(proposals_for([line]).get(line.pk, ())),
        "chosen": _chosen(line, match_form) if act == "match" else None,
        "payments": payments_of(line),
        "credits": credits_taken_back(line) if line.status == BankLine.Status.OPEN else [],
        "refunds": refunds_that_may_be(line)[:5] if line.status == BankLine.Status.OPEN else [],
        "match_form": match_form,
        "reason_form": reason_form,
    }
    title = _("Bank line of %(day)s") % {"day": line.booked_on.isoformat()}
    return office_page(request, "finance/banking/line.html", title, "link", facts, above=_above())


@require_POST
@once
def confirm_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The one click: the line pays the invoices of a proposal."""
    require(can_keep_books(request.user))
    line = get_object_or_404(bank_lines_visible_to(request.user), pk=pk)
    chosen = [number for text in request.POST.getlist("invoice") if (number := whole_number(text)) is not None]
    run_service(request, _("Payment recorded and matched."), match_line, line_id=line.pk, invoice_ids=chosen)
    return redirect(QUEUE)


def _acted(request: HttpRequest, line: BankLine, act: str, match_form: MatchForm, reason_form: ReasonForm) -> bool:
    if act == "match_now" and match_form.is_valid():
        organisation = match_form.cleaned_data["organisation"]
        return run_service(
            request,
            _("Payment recorded and matched."),
            match_line,
            line_id=line.pk,
            invoice_ids=match_form.cleaned_data["numbers"],
            organisation_id=organisation.pk if organisation else None,
        )
    given = request.POST.get("of", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if act == "take_back":
        said = _("Payment undone; its invoices are open again.")
        return run_service(request, said, take_back, line_id=line.pk, of_line_id=number)
    if act == "refund_returned":
        said = _("The refund is owed again.")
        return run_service(request, said, note_refund_returned, line_id=line.pk, refund_id=number)
    if act == "take_up":
        return run_service(request, _("The line waits again."), take_up_line, line_id=line.pk)
    if act in ("set_aside", "unmatch") and reason_form.is_valid():
        said = _("Line set aside.") if act == "set_aside" else _("Match undone; the line waits again.")
        service = set_aside_line if act == "set_aside" else unmatch_line
        return run_service(request, said, service, line_id=line.pk, reason=reason_form.cleaned_data["reason"])
    return False


def _chosen(line: BankLine, form: MatchForm) -> dict[str, Any] | None:
    """What would happen if the line paid what was chosen, before anything does."""
    if not form.is_valid():
        return None
    if numbers := form.cleaned_data["numbers"]:
        proposal = proposal_of(line, numbers)
        if len(proposal.parts) < len(numbers):
            form.add_error("numbers", _("The amount does not reach for all of these invoices. Choose fewer."))
            return None
        return {"proposal": proposal}
    if organisation := form.cleaned_data["organisation"]:
        return {"organisation": organisation}
    form.add_error("numbers", _("Choose an invoice, or the organisation whose credit it is."))
    return None


def _shown(proposals: Any) -> list[dict[str, Any]]:
    return [
        {
            "proposal": one,
            "certainty": CERTAINTIES[one.certainty],
            "reasons": [REASONS[reason] for reason in one.match.reasons],
            "is_main": place == 0,
        }
        for place, one in enumerate(proposals)
    ]


def _above() -> list[tuple[str, Any]]:
    return [(reverse(QUEUE), gettext_lazy("Unmatched payments"))]
