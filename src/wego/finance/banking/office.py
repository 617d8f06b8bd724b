"""The treasurer's pages of the bank: what waits with its proposals, one line, statements, the sender of invoices."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wego.accounts.models import User
from wego.core.access import require
from wego.core.exports import BYTE_ORDER_MARK
from wego.core.files import download
from wego.core.form_tokens import once
from wego.core.numbers import whole_number
from wego.core.office import done, office_page, year_asked
from wego.core.rules import RuleError
from wego.datafiles import DataFaults
from wego.engines.banking import COLUMNS, REQUIRED, SAMPLE
from wego.finance import tasks
from wego.finance.banking.forms import (
    ColumnsForm,
    ElectronicAddressForm,
    MatchForm,
    ReasonForm,
    SenderForm,
    StatementForm,
)
from wego.finance.banking.matching import Certainty, Reason
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import (
    bank_imports_visible_to,
    bank_lines_visible_to,
    bank_statements_visible_to,
    charges_limits,
    credits_taken_back,
    is_after_gap,
    payments_of,
    proposal_of,
    proposals_for,
    refunds_that_may_be,
    waiting_lines,
)
from wego.finance.banking.services import (
    Imported,
    begin_import,
    import_statement,
    is_long,
    match_line,
    note_refund_returned,
    set_aside_line,
    take_back,
    take_up_line,
    unmatch_line,
)
from wego.finance.banking.wording import told_doubtful, told_gaps, told_result
from wego.finance.permissions import can_keep_books
from wego.finance.ubl.models import ElectronicAddress, Sender
from wego.finance.ubl.services import set_electronic_address, set_sender

A_PAGE = 25
NOTES_SHOWN = 5
IMPORTS_SHOWN = 5
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
    done(request, _("Payment recorded and matched."), match_line, line_id=line.pk, invoice_ids=chosen)
    return redirect(QUEUE)


@once
def statements(request: HttpRequest) -> HttpResponse:
    """Every statement, the latest first, and the form that brings one in."""
    require(can_keep_books(request.user))
    form = StatementForm(request.POST or None, request.FILES or None)
    columns = ColumnsForm(request.POST or None)
    faults: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid() and columns.is_valid():
        assert isinstance(request.user, User)
        given = {**form.cleaned_data, "columns": columns.chosen(), "by": request.user, "at": timezone.now()}
        try:
            if is_long(given["file"]):
                begun = begin_import(**given)
                transaction.on_commit(partial(tasks.bring_in.enqueue, begun.pk))
                return redirect("office_bank:import", begun.pk)
            result = import_statement(**given)
        except DataFaults as refused:
            faults = refused.faults
        except RuleError as refusal:
            form.add_error("file", str(refusal))
        else:
            _say(request, result)
            return redirect(QUEUE if result.added > result.matched else "office_bank:statements")
    year, kept = year_asked(request), bank_statements_visible_to(request.user)
    if year is not None:
        kept = kept.filter(from_on__year__lte=year, to_on__year__gte=year)
    page = Paginator(kept, A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "of_year": year,
        "form": form,
        "columns_form": columns,
        "faults": faults,
        "page": page,
        "imports": bank_imports_visible_to(request.user)[:IMPORTS_SHOWN],
        "required_columns": REQUIRED,
        "other_columns": COLUMNS[len(REQUIRED) :],
    }
    return office_page(request, "finance/banking/statements.html", gettext_lazy("Bank statements"), "download", facts)


@require_safe
def statement_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that is brought in in the background: how far it is, what it brought, or why it was refused."""
    require(can_keep_books(request.user))
    shown = get_object_or_404(bank_imports_visible_to(request.user), pk=pk)
    facts = {
        "work": shown,
        "is_working": shown.is_working,
        "result": told_result(added=shown.added, known=shown.known, matched=shown.matched),
        "doubtful": told_doubtful(shown.doubtful) if shown.doubtful else "",
        "waiting": waiting_lines(bank_lines_visible_to(request.user)).count(),
    }
    above = [(reverse("office_bank:statements"), gettext_lazy("Bank statements"))]
    return office_page(request, "finance/banking/import.html", shown.file_name, "download", facts, above=above)


@require_POST
@once
def import_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a file whose bringing in was cut off."""
    require(can_keep_books(request.user))
    one = get_object_or_404(bank_imports_visible_to(request.user), pk=pk)
    if one.is_working:
        transaction.on_commit(partial(tasks.bring_in.enqueue, one.pk))
        messages.success(request, _("The file goes on."))
    return redirect("office_bank:import", pk)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """A made-up table with every column that may be used, to be filled in or to be compared with the bank's."""
    require(can_keep_books(request.user))
    answer = HttpResponse(BYTE_ORDER_MARK + SAMPLE, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="bank-statement-sample.csv"'
    return answer


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """One statement with its lines and what became of them."""
    require(can_keep_books(request.user))
    shown = get_object_or_404(bank_statements_visible_to(request.user), pk=pk)
    page = Paginator(shown.lines.select_related("settled_by"), A_PAGE * 4).get_page(request.GET.get("page"))
    facts = {"statement": shown, "page": page, "is_after_gap": is_after_gap(shown)}
    above = [(reverse("office_bank:statements"), gettext_lazy("Bank statements"))]
    return office_page(request, "finance/banking/statement.html", str(shown), "download", facts, above=above)


@require_safe
def statement_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as the bank made it."""
    require(can_keep_books(request.user))
    shown = get_object_or_404(bank_statements_visible_to(request.user), pk=pk)
    return download(shown.file, name=shown.file_name, media_type="application/octet-stream")


@once
def sender(request: HttpRequest) -> HttpResponse:
    """Who sends electronic invoices, and which members receive them where: entered by the secretariat."""
    require(can_keep_books(request.user))
    is_address = "organisation" in request.POST
    form = SenderForm(None if is_address else request.POST or None, instance=Sender.objects.first())
    address_form = ElectronicAddressForm(request.POST if is_address else None)
    if request.method == "POST" and _entered(request, address_form if is_address else form):
        return redirect("office_bank:sender")
    addresses = ElectronicAddress.objects.select_related("organisation").order_by("organisation__name_en")
    page = Paginator(addresses, A_PAGE * 2).get_page(request.GET.get("page"))
    facts = {"form": form, "address_form": address_form, "page": page}
    return office_page(request, "finance/banking/sender.html", gettext_lazy("Electronic invoices"), "mail", facts)


def _entered(request: HttpRequest, form: SenderForm | ElectronicAddressForm) -> bool:
    if not form.is_valid():
        return False
    if isinstance(form, SenderForm):
        return done(request, _("Sender of electronic invoices saved."), set_sender, **form.cleaned_data)
    given = dict(form.cleaned_data)
    facts = {"organisation_id": given.pop("organisation").pk, **given}
    return done(request, _("Electronic address saved."), set_electronic_address, **facts)


def _acted(request: HttpRequest, line: BankLine, act: str, match_form: MatchForm, reason_form: ReasonForm) -> bool:
    if act == "match_now" and match_form.is_valid():
        organisation = match_form.cleaned_data["organisation"]
        return done(
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
        return done(request, said, take_back, line_id=line.pk, of_line_id=number)
    if act == "refund_returned":
        said = _("The refund is owed again.")
        return done(request, said, note_refund_returned, line_id=line.pk, refund_id=number)
    if act == "take_up":
        return done(request, _("The line waits again."), take_up_line, line_id=line.pk)
    if act in ("set_aside", "unmatch") and reason_form.is_valid():
        said = _("Line set aside.") if act == "set_aside" else _("Match undone; the line waits again.")
        service = set_aside_line if act == "set_aside" else unmatch_line
        return done(request, said, service, line_id=line.pk, reason=reason_form.cleaned_data["reason"])
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


def _say(request: HttpRequest, result: Imported) -> None:
    messages.success(request, told_result(added=result.added, known=result.known, matched=result.matched))
    if result.matched:
        words = _("What was matched is paid, and receipts are mailed. Each can be undone on its line's page.")
        messages.info(request, words)
    if result.doubtful:
        messages.warning(request, told_doubtful(result.doubtful))
    for note in result.notes[:NOTES_SHOWN]:
        messages.info(request, note)
    for gap in told_gaps(result.gaps):
        messages.warning(request, gap)


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


urls: list[URLPattern] = [
    path("money/bank/", bank_lines, name="bank_lines"),
    path("money/bank/lines/<int:pk>/", bank_line, name="bank_line"),
    path("money/bank/lines/<int:pk>/confirm/", confirm_proposal, name="confirm_proposal"),
    path("money/bank/statements/", statements, name="statements"),
    path("money/bank/statements/sample.csv", sample, name="sample"),
    path("money/bank/imports/<int:pk>/", statement_import, name="import"),
    path("money/bank/imports/<int:pk>/resume/", import_resume, name="import_resume"),
    path("money/bank/statements/<int:pk>/", statement, name="statement"),
    path("money/bank/statements/<int:pk>/file/", statement_file, name="statement_file"),
    path("money/sender/", sender, name="sender"),
]
# For the office's menu: label, address, icon.
MENU = [
    (gettext_lazy("Unmatched payments"), QUEUE, "link"),
    (gettext_lazy("Bank statements"), "office_bank:statements", "download"),
    (gettext_lazy("Electronic invoices"), "office_bank:sender", "mail"),
]
