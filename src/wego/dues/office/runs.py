"""The office's runs of dues: begun, watched, looked at, issued."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wego.core.access import require
from wego.core.exports import FORMATS, table_download
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.core.rules import RuleError
from wego.dues import tasks
from wego.dues.forms import RunForm, default_run
from wego.dues.models import DuesRun, RunQuote
from wego.dues.permissions import can_run_dues
from wego.dues.queries.history import changes_against_last_year, totals
from wego.dues.services.runs import begin_run, confirm_run, drop_run
from wego.dues.wording import render_steps, steps_of
from wego.finance.queries.terms import terms_in_force

A_PAGE = 50


@once
def run_list(request: HttpRequest) -> HttpResponse:
    """Every run, and the form that begins one."""
    require(can_run_dues(request.user))
    begin_with = default_run(timezone.localdate(), terms_in_force().payment_days)
    form = RunForm(request.POST or None, initial=begin_with)
    if request.method == "POST" and form.is_valid():
        try:
            run = _begin(request, form.cleaned_data)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("office_dues:run", pk=run.pk)
    runs = Paginator(DuesRun.objects.select_related("schedule"), A_PAGE).get_page(request.GET.get("page"))
    return office_page(request, "dues/office/runs.html", _("Dues runs"), "calendar", {"page": runs, "form": form})


@transaction.atomic
def _begin(request: HttpRequest, given: dict[str, Any]) -> DuesRun:
    run = begin_run(**given, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    transaction.on_commit(partial(tasks.prepare_run.enqueue, run.pk))
    return run


@require_safe
def run_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One run: how far it is, what it would ask of whom, and what differs from last year."""
    require(can_run_dues(request.user))
    run = get_object_or_404(DuesRun.objects.select_related("schedule", "begun_by", "confirmed_by"), pk=pk)
    quotes = run.quotes.select_related("organisation", "invoice").order_by("organisation__sort_en", "pk")
    outcome = request.GET.get("outcome", "")
    if outcome in RunQuote.Outcome.values:
        quotes = quotes.filter(outcome=outcome)
    schedule = run.schedule.read()
    if file_format := request.GET.get("format"):
        rows = (_exported(quote, render_steps(steps_of(quote.steps), schedule)) for quote in quotes.iterator(500))
        return table_download(file_format, f"dues-{run.year}", EXPORTED, rows, quotes.count)
    page = Paginator(quotes, A_PAGE).get_page(request.GET.get("page"))
    is_working = run.status in (DuesRun.Status.PREPARING, DuesRun.Status.ISSUING)
    facts = {
        "run": run,
        "is_working": is_working,
        "totals": totals(run),
        "changes": [] if is_working else changes_against_last_year(run),
        "page": page,
        "outcome": outcome,
        "outcomes": RunQuote.Outcome.choices,
        "formats": FORMATS,
        "rows": [(quote, render_steps(steps_of(quote.steps), schedule)) for quote in page],
    }
    above = [(reverse("office_dues:runs"), _("Dues runs"))]
    title = _("Dues of %(year)s") % {"year": run.year}
    return office_page(request, "dues/office/run.html", title, "calendar", facts, above=above)


EXPORTED = (
    "slug",
    "organisation",
    "country",
    "outcome",
    "fee",
    "to_pay",
    "currency",
    "row",
    "column",
    "invoice",
    "why",
)


def _exported(quote: RunQuote, steps: list[str]) -> tuple[Any, ...]:
    member = quote.organisation
    return (
        member.slug,
        member.name,
        member.country,
        quote.outcome,
        quote.fee,
        quote.amount,
        quote.currency,
        quote.row,
        quote.column,
        quote.invoice.number if quote.invoice else "",
        " ".join(steps),
    )


@require_POST
@once
def run_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the invoices of a run that was looked at."""
    require(can_run_dues(request.user))
    if run_service(request, _("Invoices are being issued."), confirm_run, run_id=pk):
        tasks.issue_run.enqueue(pk)
    return redirect("office_dues:run", pk=pk)


@require_POST
@once
def run_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a run up before anything was issued."""
    require(can_run_dues(request.user))
    run_service(request, _("Run dropped."), drop_run, run_id=pk)
    return redirect("office_dues:run", pk=pk)


@require_POST
@once
def run_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a run that was cut off."""
    require(can_run_dues(request.user))
    run = get_object_or_404(DuesRun, pk=pk)
    if run.status == DuesRun.Status.PREPARING:
        tasks.prepare_run.enqueue(pk)
    elif run.status == DuesRun.Status.ISSUING:
        tasks.issue_run.enqueue(pk)
    messages.success(request, _("The run goes on."))
    return redirect("office_dues:run", pk=pk)
