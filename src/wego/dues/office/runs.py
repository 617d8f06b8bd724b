"""The office's runs of dues: begun, watched, looked at, issued."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.listings import ListPage
from wego.dues.acts import BEGIN, RUN_ACTS, above_run, title_of_run
from wego.dues.listings import CHANGES, QUOTES, RUNS
from wego.dues.models import DuesRun
from wego.dues.permissions import can_see_dues
from wego.dues.queries.history import changes_against_last_year, totals
from wego.dues.queries.runs import runs_visible_to


@require_safe
def run_list(request: HttpRequest) -> HttpResponseBase:
    """Every run, and the form that begins one."""
    return RUNS.respond(request, facts={"begin": BEGIN})


@require_safe
def run_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One run: how far it is, what it would ask of whom, and what differs from last year."""
    require(can_see_dues(request.user))
    run = get_object_or_404(runs_visible_to(request.user).select_related("schedule", "begun_by", "confirmed_by"), pk=pk)
    is_working = run.status in (DuesRun.Status.PREPARING, DuesRun.Status.ISSUING)
    changes = [] if is_working else changes_against_last_year(run)
    facts = {"run": run, "is_working": is_working, "totals": totals(run), "acts": RUN_ACTS}
    facts["assignment"] = open_panel(request, run)
    return QUOTES.respond(
        request,
        rows=run.quotes.select_related("organisation", "invoice"),
        title=title_of_run(run),
        facts=facts,
        above=above_run(),
        file_name=f"dues-{run.year}",
        beside=[ListPage(CHANGES, request, rows=changes, prefix="changes-", file_name=f"dues-changes-{run.year}")],
    )
