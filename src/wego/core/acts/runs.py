"""Acts on many, carried out: tried first and undone, then done one by one, taken up again where a worker has gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from wego.core import audit
from wego.core.acts.models import BulkRow, BulkRun
from wego.core.background import Clock, stalled
from wego.core.rules import RuleError

Service = Callable[..., Any]


def try_out(service: Service, subjects: Iterable[Any], key: str, values: dict[str, Any], **who: Any) -> dict[int, str]:
    """Who would be refused, and why: the service itself, called for each and undone."""
    refused = {}
    with transaction.atomic():
        for subject in subjects:
            try:
                with transaction.atomic():
                    service(**{key: subject.pk}, **values, **who)
            except RuleError as refusal:
                refused[subject.pk] = str(refusal)
        transaction.set_rollback(True)
    return refused


@transaction.atomic
def begin_bulk_run(*, act: str, given: str, back: str, subjects: Iterable[Any], by: Any, at: datetime) -> BulkRun:
    """Note an act on many, before the first of them is touched."""
    run = BulkRun.objects.create(act=act, given=given, back=back, begun_by=by, begun_at=at, moved_at=at)
    rows = [BulkRow(run=run, subject_id=one.pk, label=str(one)[:300]) for one in subjects]
    BulkRow.objects.bulk_create(rows, batch_size=500)
    run.total = len(rows)
    run.save(update_fields=["total"])
    audit.record("bulk_run.begun", run, by=by, at=at, after={"act": act, "subjects": run.total})
    return run


def carry_out_bulk_run(
    *, run_id: int, service: Service, key: str, values: dict[str, Any], clock: Clock, by: Any
) -> BulkRun:
    """Do what is left of it: each subject is one transaction, in which its row is marked with what became of it."""
    BulkRun.objects.filter(pk=run_id).update(failure="")
    while _next(run_id, service, key, values, at=clock(), by=by):
        pass
    with transaction.atomic():
        run = BulkRun.objects.select_for_update().get(pk=run_id)
        if run.status == BulkRun.Status.WORKING:
            run.status, run.finished_at = BulkRun.Status.DONE, clock()
            run.save(update_fields=["status", "finished_at"])
            refused = run.rows.filter(outcome=BulkRow.Outcome.REFUSED).count()
            after = {"done": run.done - refused, "refused": refused}
            audit.record("bulk_run.finished", run, by=by, at=run.finished_at, after=after)
    return run


@transaction.atomic
def _next(run_id: int, service: Service, key: str, values: dict[str, Any], *, at: datetime, by: Any) -> bool:
    # The run is locked, so that two workers never take one subject.
    run = BulkRun.objects.select_for_update().get(pk=run_id)
    row = run.rows.filter(outcome=BulkRow.Outcome.WAITING).first()
    if run.status != BulkRun.Status.WORKING or row is None:
        return False
    try:
        with transaction.atomic():
            service(**{key: row.subject_id}, **values, by=by, at=at)
    except RuleError as refusal:
        row.outcome, row.reason = BulkRow.Outcome.REFUSED, str(refusal)
    else:
        row.outcome = BulkRow.Outcome.DONE
    row.save(update_fields=["outcome", "reason"])
    BulkRun.objects.filter(pk=run_id).update(done=F("done") + 1, moved_at=at)
    return True


def stalled_bulk_runs(*, at: datetime) -> list[BulkRun]:
    return list(stalled(BulkRun.objects.filter(status=BulkRun.Status.WORKING), at=at))


def note_bulk_failure(*, run_id: int, failure: str) -> None:
    BulkRun.objects.filter(pk=run_id).update(failure=failure[:2000])
