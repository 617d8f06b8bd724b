"""Background work of dues: load by number, call one service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django_tasks import task

from wego.core.background import carry_out
from wego.dues.models import DuesRun
from wego.dues.services import runs


@task()
def prepare_run(run_id: int) -> None:
    """Compute a run's quotes."""
    _work(runs.prepare_run, run_id)


@task()
def issue_run(run_id: int) -> None:
    """Issue a run's invoices."""
    _work(runs.issue_run, run_id)


def resume_runs(at: datetime) -> None:
    """A periodic job: take up runs whose worker has gone."""
    for run in runs.stalled_runs(at=at):
        (prepare_run if run.status == DuesRun.Status.PREPARING else issue_run).enqueue(run.pk)


def _work(service: Callable[..., Any], run_id: int) -> None:
    carry_out(partial(service, run_id=run_id), note=lambda failure: runs.note_failure(run_id=run_id, failure=failure))
