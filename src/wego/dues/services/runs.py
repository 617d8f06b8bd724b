"""The yearly run: quotes for everybody in the background, a look at them, then invoices in batches.

Each batch is a transaction of its own, so a run that is cut off goes on where it stopped; that every member has one
invoice a year is held by finance, whatever happens here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.background import Clock, stalled
from wego.core.money import Money
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.dues.models import DuesRun, RunQuote
from wego.dues.queries.history import quotes_to_issue
from wego.dues.queries.quotes import MemberQuote, cases, find, reading_in_force, schedule_for
from wego.dues.wording import render_steps_in_every_language, steps_of
from wego.engines.fees import Schedule
from wego.finance.services.invoicing import DraftLine, InvoiceDraft, issue_invoices
from wego.members.models import Organisation, Standing

BATCH = 500
TITLES = {
    "en": "Membership fee {year}",
    "ko": "{year}년 회비",
    "zh-hans": "{year}年会费",
}


class RunRefused(RuleError):
    """The run cannot go on so; the message says why."""


@transaction.atomic
def begin_run(
    *, year: int, issued_on: date, due_on: date, by: User | None, at: datetime, is_demonstration: bool = False
) -> DuesRun:
    """Open a year's run; its quotes are computed by `prepare_run`, in the background."""
    schedule = schedule_for(year)
    if schedule is None:
        raise RunRefused(_("No fee schedule is in force in %(year)s.") % {"year": year})
    if due_on < issued_on:
        raise RunRefused(_("The due date cannot be before the date of the invoices."))
    if issued_on > timezone.localdate(at):
        raise RunRefused(_("The date of the invoices cannot be in the future."))
    try:
        with transaction.atomic():
            run = DuesRun.objects.create(
                year=year,
                schedule=schedule,
                reading=reading_in_force(schedule),
                issued_on=issued_on,
                due_on=due_on,
                total=_ever_members(year).count(),
                begun_at=at,
                moved_at=at,
                begun_by=by,
                is_demonstration=is_demonstration,
            )
    except IntegrityError:
        raise RunRefused(
            _("A billing run for %(year)s is in progress. Finish or discard it first.") % {"year": year}
        ) from None
    facts = {"year": year, "schedule": schedule.code, "reading": run.reading, "due": due_on}
    audit.record("dues_run.begun", run, by=by, at=at, after=facts)
    return run


def prepare_run(*, run_id: int, clock: Clock) -> DuesRun:
    """Quote every member, batch by batch; begun again after an interruption it goes on where it stopped."""
    run = DuesRun.objects.select_related("schedule").get(pk=run_id)
    if run.status != DuesRun.Status.PREPARING:
        return run
    schedule = run.schedule.read()
    last: int | None = 0
    while last is not None:
        last = _prepare_batch(run, schedule, after=last, at=clock())
    with transaction.atomic():
        run = _locked(run, DuesRun.Status.PREPARING)
        state.move(run, DuesRun.Status.PREVIEW)
        run.total = run.done = run.quotes.count()
        run.save(update_fields=["status", "total", "done"])
        counts = {outcome: run.quotes.filter(outcome=outcome).count() for outcome in RunQuote.Outcome.values}
        audit.record("dues_run.prepared", run, by=None, at=clock(), after=counts)
    return run


@transaction.atomic
def confirm_run(*, run_id: int, by: User | None, at: datetime) -> DuesRun:
    """Say that the quotes are right; `issue_run` turns them into invoices, in the background."""
    run = DuesRun.objects.select_for_update().get(pk=run_id)
    state.move(run, DuesRun.Status.ISSUING)
    due = run.quotes.filter(outcome=RunQuote.Outcome.DUE)
    run.done = due.exclude(invoice=None).count()
    run.total = run.done + quotes_to_issue(run).count()
    run.confirmed_at, run.confirmed_by, run.moved_at = at, by, at
    run.save(update_fields=["status", "total", "done", "confirmed_at", "confirmed_by", "moved_at"])
    audit.record("dues_run.confirmed", run, by=by, at=at, after={"invoices": run.total})
    return run


def issue_run(*, run_id: int, clock: Clock) -> DuesRun:
    """Issue an invoice for every quote that is due, batch by batch; whoever has one for the year is left out."""
    run = DuesRun.objects.select_related("schedule").get(pk=run_id)
    if run.status != DuesRun.Status.ISSUING:
        return run
    schedule = run.schedule.read()
    while _issue_batch(run, schedule, at=clock()):
        pass
    with transaction.atomic():
        run = DuesRun.objects.select_for_update().get(pk=run_id)
        if run.status == DuesRun.Status.ISSUING:
            state.move(run, DuesRun.Status.DONE)
            run.done, run.finished_at = run.quotes.exclude(invoice=None).count(), clock()
            run.save(update_fields=["status", "done", "finished_at"])
            audit.record(
                "dues_run.finished", run, by=run.confirmed_by, at=run.finished_at, after={"invoices": run.done}
            )
    return run


@transaction.atomic
def drop_run(*, run_id: int, by: User, at: datetime) -> DuesRun:
    """Give a run up before anything was issued; its quotes stay readable."""
    run = DuesRun.objects.select_for_update().get(pk=run_id)
    state.move(run, DuesRun.Status.DROPPED)
    run.finished_at = at
    run.save(update_fields=["status", "finished_at"])
    audit.record("dues_run.dropped", run, by=by, at=at)
    return run


def stalled_runs(*, at: datetime) -> list[DuesRun]:
    """Runs whose background work has not moved for a while: its worker has gone."""
    working = DuesRun.objects.filter(status__in=[DuesRun.Status.PREPARING, DuesRun.Status.ISSUING])
    return list(stalled(working, at=at))


def note_failure(*, run_id: int, failure: str) -> None:
    """Keep what cut a run off, for those who look at it; going on clears it."""
    DuesRun.objects.filter(pk=run_id).update(failure=failure[:2000])


@transaction.atomic
def _prepare_batch(run: DuesRun, schedule: Schedule, *, after: int, at: datetime) -> int | None:
    """Quote the next members who have no quote in this run; answers the last one's key, None where none is left."""
    _locked(run, DuesRun.Status.PREPARING)
    waiting = Organisation.objects.filter(pk__gt=after, pk__in=_ever_members(run.year)).exclude(dues_quotes__run=run)
    members = list(waiting.select_related("place").order_by("pk")[:BATCH])
    if not members:
        return None
    quotes = [
        _quote(run, case.organisation, find(schedule, run.reading, case)) for case in cases(schedule, run.year, members)
    ]
    RunQuote.objects.bulk_create(quotes, batch_size=BATCH)
    DuesRun.objects.filter(pk=run.pk).update(done=F("done") + len(members), moved_at=at, failure="")
    return members[-1].pk


def _ever_members(year: int) -> QuerySet[Any]:
    """Everybody who had a standing by the end of a year."""
    return Standing.objects.filter(starts_on__lt=date(year + 1, 1, 1)).values("organisation").distinct()


def _locked(run: DuesRun, status: str) -> DuesRun:
    """The run, held; refused where somebody dropped or finished it meanwhile."""
    held = DuesRun.objects.select_for_update().get(pk=run.pk)
    if held.status != status:
        raise RunRefused(_("The status of this run is now “%(status)s”.") % {"status": held.get_status_display()})
    return held


def _quote(run: DuesRun, organisation: Organisation, finding: MemberQuote) -> RunQuote:
    found = finding.quote
    return RunQuote(
        run=run,
        organisation=organisation,
        outcome=finding.outcome,
        steps=[{"code": step.code, "facts": dict(step.params)} for step in finding.steps],
        fee=finding.fee,
        amount=finding.amount,
        parts=finding.parts,
        currency=finding.currency,
        row=found.row if found else "",
        column=(found.column or "") if found else "",
        alternatives={code: f"{fee:.2f}" for code, fee in found.alternatives.items()} if found else {},
    )


@transaction.atomic
def _issue_batch(run: DuesRun, schedule: Schedule, *, at: datetime) -> bool:
    """Issue the next invoices; False where none is left."""
    _locked(run, DuesRun.Status.ISSUING)
    quotes = list(quotes_to_issue(run).select_related("organisation").order_by("organisation__sort_en", "pk")[:BATCH])
    if not quotes:
        return False
    invoices = issue_invoices([_draft(run, quote, schedule) for quote in quotes], by=run.confirmed_by, at=at)
    for quote, invoice in zip(quotes, invoices, strict=True):
        quote.invoice = invoice
    RunQuote.objects.bulk_update(quotes, ["invoice"], batch_size=BATCH)
    DuesRun.objects.filter(pk=run.pk).update(done=F("done") + len(quotes), moved_at=at, failure="")
    return True


def _draft(run: DuesRun, quote: RunQuote, schedule: Schedule) -> InvoiceDraft:
    return InvoiceDraft(
        organisation=quote.organisation,
        year=run.year,
        currency=quote.currency,
        lines=[DraftLine({code: title.format(year=run.year) for code, title in TITLES.items()}, quote.amount)],
        explanation=render_steps_in_every_language(steps_of(quote.steps), schedule),
        cause=Reference(quote._meta.label, str(quote.pk), f"{run.year}"),
        issued_on=run.issued_on,
        due_on=run.due_on,
        instalments=_instalments(run, quote),
        is_demonstration=run.is_demonstration,
    )


def _instalments(run: DuesRun, quote: RunQuote) -> list[tuple[date, Any]]:
    """Equal parts, the first on the day the invoice is due, the others a month apart each."""
    if quote.parts < 2:
        return []
    shares = Money(quote.amount, quote.currency).shares(quote.parts)
    return [(run.due_on + timedelta(days=30 * number), share.amount) for number, share in enumerate(shares)]
