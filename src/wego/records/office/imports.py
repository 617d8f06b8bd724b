"""A file of facts before it is recorded: what each row does, to be accepted or dropped; then what it did."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.records.fact_listings import STAGED_ROWS
from wego.records.import_acts import IMPORT_ACTS, above_import
from wego.records.models import FactImport, StagedFact
from wego.records.permissions import can_see_facts_office
from wego.records.queries.imports import fact_imports_visible_to, rows_of_import


@require_safe
def fact_import(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a file does, and the two answers to it."""
    require(can_see_facts_office(request.user))
    shown = get_object_or_404(fact_imports_visible_to(request.user), pk=pk)
    labels = StagedFact.Outcome
    counts = [(one.label, shown.plan.get(one.value, 0), one.value) for one in labels]
    facts = {
        "shown": shown,
        "counts": counts if "new" in shown.plan else [],
        "is_working": shown.is_working,
        "has_rows": not shown.is_working and shown.status in (FactImport.Status.SHOWN, FactImport.Status.REFUSED),
        "acts": IMPORT_ACTS,
    }
    return STAGED_ROWS.respond(
        request, rows=rows_of_import(shown), title=shown.file_name, facts=facts, above=above_import()
    )
