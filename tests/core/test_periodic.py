"""Periodic jobs: due when their time has come, run by one worker, failing alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from wego.core.models import PeriodicRun
from wego.core.periodic import LEASE, Job, claim, run_due

pytestmark = pytest.mark.both_databases

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """A clock that stands until it is told."""

    def __init__(self, now: datetime = AT):
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def noting(ran: list[datetime]) -> Callable[[datetime], None]:
    return lambda at: ran.append(at)


@pytest.mark.django_db
def test_a_job_runs_when_its_time_has_come():
    ran: list[datetime] = []
    job, clock = Job("count", HOUR, noting(ran)), Clock()

    for minutes in (0, 1, 59, 60, 61, 119, 120):
        clock.now = AT + timedelta(minutes=minutes)
        run_due([job], clock=clock)

    assert ran == [AT, AT + HOUR, AT + 2 * HOUR]


@pytest.mark.django_db
def test_a_job_that_fails_is_written_down_and_the_others_run():
    ran: list[datetime] = []

    def fail(at: datetime) -> None:
        raise ValueError("no luck")

    names = run_due([Job("fail", HOUR, fail), Job("count", HOUR, noting(ran))], clock=Clock())

    assert names == ["fail", "count"]
    assert ran == [AT]
    assert PeriodicRun.objects.get(name="fail").failure == "ValueError: no luck"
    assert PeriodicRun.objects.get(name="fail").finished_at == AT


@pytest.mark.django_db
def test_a_job_that_works_again_forgets_its_failure():
    luck = iter([1, 0])
    job = Job("divide", HOUR, lambda at: next(luck) and 1 / 0)  # type: ignore[arg-type, return-value]
    run_due([job], clock=Clock())
    assert PeriodicRun.objects.get().failure

    run_due([job], clock=Clock(AT + HOUR))

    assert PeriodicRun.objects.get().failure == ""


@pytest.mark.django_db
def test_a_run_is_claimed_once():
    job = Job("count", HOUR, print)

    assert claim(job, at=AT)
    assert not claim(job, at=AT)
    assert not claim(job, at=AT + HOUR - timedelta(seconds=1)), "it may be running still"


@pytest.mark.django_db
def test_a_run_that_was_cut_off_is_due_again_after_its_lease():
    job = Job("count", timedelta(minutes=5), print)
    claim(job, at=AT)

    assert not claim(job, at=AT + timedelta(minutes=10))
    assert claim(job, at=AT + LEASE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_one_job_twice():
    ran: list[datetime] = []
    job = Job("count", HOUR, noting(ran))
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait(10)
            for hours in range(5):
                run_due([job], clock=Clock(AT + hours * HOUR))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert len(ran) == len(set(ran)), "each run by one worker only"
    assert AT in ran


@pytest.mark.django_db
def test_a_run_does_not_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodicRun.objects.create(name="back", started_at=AT, finished_at=AT - HOUR)
