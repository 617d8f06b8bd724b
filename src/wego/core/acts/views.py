"""The page of an act on many that was begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wego.core.access import require
from wego.core.acts.bulk import bulk_run_page
from wego.core.acts.models import BulkRun
from wego.core.acts.registry import BULK_ACTS
from wego.core.acts.tasks import carry_out_bulk_run
from wego.core.form_tokens import repeatable


@require_safe
def bulk_run(request: HttpRequest, pk: int) -> HttpResponse:
    return bulk_run_page(request, _run(pk))


@require_POST
@repeatable("what is done already is left as it is")
def bulk_run_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a run that was cut off."""
    run = _run(pk)
    require(BULK_ACTS[run.act].allowed(request.user))
    carry_out_bulk_run.enqueue(run.pk, get_language() or "en")
    messages.success(request, _("Continuing."))
    return redirect("office_core:bulk_run", pk)


def _run(pk: int) -> BulkRun:
    return get_object_or_404(BulkRun.objects.filter(act__in=BULK_ACTS), pk=pk)
