"""Acts on many in the background: load by number, carry out what is left."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django_tasks import task

from wego.core.acts.models import BulkRun
from wego.core.acts.registry import BULK_ACTS
from wego.core.acts.runs import note_bulk_failure, stalled_bulk_runs
from wego.core.background import Clock, carry_out


@task()
def carry_out_bulk_run(run_id: int, language: str) -> None:
    """What is left of a run; the reasons of refusals are in the language of whoever began it."""
    run = BulkRun.objects.select_related("begun_by").get(pk=run_id)

    def service(clock: Clock) -> None:
        with translation.override(language):
            BULK_ACTS[run.act].carry_out(run, clock=clock)

    carry_out(service, note=lambda failure: note_bulk_failure(run_id=run_id, failure=failure))


def resume_bulk_runs(at: datetime) -> None:
    """A periodic job: take up what a worker left that has gone."""
    for run in stalled_bulk_runs(at=at):
        carry_out_bulk_run.enqueue(run.pk, getattr(run.begun_by, "language", "") or "en")
