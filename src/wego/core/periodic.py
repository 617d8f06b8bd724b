"""Periodic jobs: declared in `config/wiring.py`, run by any number of workers, each run by one of them only."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from wego.core.models import PeriodicRun

logger = logging.getLogger(__name__)

# A run that has not ended by then was cut off with its worker, and the job is due again.
LEASE = timedelta(hours=1)
WORKER = "worker"  # no job: the row by which a worker says that it lives


@dataclass(frozen=True)
class Job:
    """Something to do every so often; `run` is told the time."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


def run_due(jobs: Iterable[Job], *, clock: Callable[[], datetime]) -> list[str]:
    """Run every job that is due and that no other worker has claimed; answers which ran.

    A job that fails is written down and logged, and the others run all the same.
    """
    ran = []
    for job in jobs:
        at = clock()
        if not claim(job, at=at):
            continue
        failure = ""
        try:
            job.run(at)
        except Exception as error:
            logger.exception("periodic job %s failed", job.name)
            failure = f"{type(error).__name__}: {error}"
        PeriodicRun.objects.filter(name=job.name, started_at=at).update(
            finished_at=max(clock(), at), failure=failure[:2000]
        )
        ran.append(job.name)
    return ran


def claim(job: Job, *, at: datetime) -> bool:
    """Take the run that is due at this time; False where none is, or where another worker has it."""
    run, _is_new = PeriodicRun.objects.get_or_create(name=job.name)
    ended = Q(finished_at__isnull=False, started_at__lte=at - job.every)
    cut_off = Q(finished_at=None, started_at__lte=at - max(job.every, LEASE))
    is_due = Q(started_at=None) | ended | cut_off
    return bool(PeriodicRun.objects.filter(is_due, pk=run.pk).update(started_at=at, finished_at=None, failure=""))


def beat(*, at: datetime) -> None:
    """A worker says that it lives."""
    PeriodicRun.objects.update_or_create(name=WORKER, defaults={"started_at": at, "finished_at": at})
