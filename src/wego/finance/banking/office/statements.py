"""Bank statements: brought in at once or in the background, listed, and handed out as they came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.accounts.models import User
from wego.core.access import require
from wego.core.exports import BYTE_ORDER_MARK
from wego.core.files import download
from wego.core.form_tokens import once
from wego.core.office import office_page, year_asked
from wego.core.rules import RuleError
from wego.datafiles import DataFaults
from wego.engines.banking import COLUMNS, REQUIRED, SAMPLE
from wego.finance import tasks
from wego.finance.banking.forms import (
    ColumnsForm,
    StatementForm,
)
from wego.finance.banking.listings import STATEMENT_LINES, STATEMENTS
from wego.finance.banking.queries import (
    bank_imports_visible_to,
    bank_lines_visible_to,
    bank_statements_visible_to,
    is_after_gap,
    kept_upload,
    waiting_lines,
    waiting_previews,
)
from wego.finance.banking.services import (
    begin_preview,
    columns_in,
    drop_refused,
    is_long,
    keep_refused,
    preview_statement,
)
from wego.finance.banking.services.plans import content_of
from wego.finance.banking.wording import render_doubtful, render_result
from wego.finance.permissions import can_keep_books, can_see_books

IMPORTS_SHOWN = 5


@once
def statements(request: HttpRequest) -> HttpResponseBase:
    """Every statement, the latest first, and the form that brings one in."""
    may_import = can_keep_books(request.user)
    require(may_import or (request.method != "POST" and can_see_books(request.user)))
    asked = request.POST if request.method == "POST" else request.GET
    kept = kept_upload(request.user, asked.get("kept", ""))
    form = StatementForm(request.POST or None, request.FILES or None, kept=kept)
    columns = ColumnsForm(request.POST or None, initial=kept.columns if kept else None)
    faults: Sequence[Any] = ()
    if kept is not None:
        faults = kept.faults
        columns.offer(columns_in(ContentFile(content_of(kept)), kept.encoding))
    if request.method == "POST" and form.is_valid() and columns.is_valid():
        assert isinstance(request.user, User)
        given = {**form.cleaned_data, "columns": columns.chosen(), "by": request.user, "at": timezone.now()}
        try:
            if is_long(given["file"]):
                shown = begin_preview(**given)
                transaction.on_commit(partial(tasks.read_ahead.enqueue, shown.pk))
            else:
                shown = preview_statement(**given)
        except DataFaults as refused:
            if columns_in(given["file"], given["encoding"]):
                one = keep_refused(**given, faults=refused.faults, instead_of=kept)
                return redirect(f"{reverse('office_bank:statements')}?kept={one.pk}")
            faults = refused.faults
        except RuleError as refusal:
            form.add_error("file", str(refusal))
        else:
            if kept is not None:
                drop_refused(preview_id=kept.pk, by=request.user, at=timezone.now())
            return redirect("office_bank:preview", shown.pk)
    year, found = year_asked(request), bank_statements_visible_to(request.user)
    if year is not None:
        found = found.filter(from_on__year__lte=year, to_on__year__gte=year)
    facts = {
        "of_year": year,
        "may_import": may_import,
        "form": form,
        "columns_form": columns,
        "faults": faults,
        "previews": waiting_previews(request.user)[:IMPORTS_SHOWN],
        "imports": bank_imports_visible_to(request.user)[:IMPORTS_SHOWN],
        "required_columns": REQUIRED,
        "other_columns": COLUMNS[len(REQUIRED) :],
    }
    return STATEMENTS.respond(request, rows=found, facts=facts)


@require_safe
def statement_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that is brought in in the background: how far it is, what it brought, or why it was refused."""
    require(can_see_books(request.user))
    shown = get_object_or_404(bank_imports_visible_to(request.user), pk=pk)
    facts = {
        "work": shown,
        "is_working": shown.is_working,
        "result": render_result(added=shown.added, known=shown.known, matched=shown.matched),
        "doubtful": render_doubtful(shown.doubtful) if shown.doubtful else "",
        "waiting": waiting_lines(bank_lines_visible_to(request.user)).count(),
    }
    above = [(reverse("office_bank:statements"), gettext_lazy("Bank statements"))]
    return office_page(request, "finance/banking/import.html", shown.file_name, facts, above=above)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """A made-up table with every column that may be used, to be filled in or to be compared with the bank's."""
    require(can_see_books(request.user))
    answer = HttpResponse(BYTE_ORDER_MARK + SAMPLE, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="bank-statement-sample.csv"'
    return answer


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One statement with its lines and what became of them."""
    require(can_see_books(request.user))
    shown = get_object_or_404(bank_statements_visible_to(request.user), pk=pk)
    may_undo = can_keep_books(request.user)
    facts = {"statement": shown, "is_after_gap": is_after_gap(shown), "may_undo": may_undo}
    above = [(reverse("office_bank:statements"), gettext_lazy("Bank statements"))]
    lines = shown.lines.select_related("settled_by")
    return STATEMENT_LINES.respond(request, rows=lines, title=str(shown), facts=facts, above=above)


@require_safe
def statement_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as the bank made it."""
    require(can_see_books(request.user))
    shown = get_object_or_404(bank_statements_visible_to(request.user), pk=pk)
    return download(shown.file, name=shown.file_name, media_type="application/octet-stream")
