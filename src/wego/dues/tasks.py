"""Background work of dues: load by number, call one service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from wego.core.rules import RuleError
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
    try:
        service(run_id=run_id, clock=timezone.now)
    except RuleError as refusal:
        runs.note_failure(run_id=run_id, failure=str(refusal))
    except Exception as error:
        runs.note_failure(run_id=run_id, failure=f"{type(error).__name__}: {error}")
        raise
