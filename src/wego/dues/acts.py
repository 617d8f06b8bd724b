"""What the secretariat does about dues: a run begun, issued, dropped; a reading chosen; a concession granted."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.core.office import Trail, Words
from wego.dues import tasks
from wego.dues.forms import ConcessionForm, ReadingForm, RunForm, default_run
from wego.dues.models import Concession, DuesRun, FeeSchedule
from wego.dues.permissions import can_run_dues
from wego.dues.queries.history import quotes_to_issue
from wego.dues.queries.quotes import schedules_in_force
from wego.dues.services.decisions import choose_reading, grant_concession, withdraw_concession
from wego.dues.services.runs import begin_run, confirm_run, drop_run
from wego.finance.queries.terms import terms_in_force


def page_of_run(run: DuesRun) -> str:
    return reverse("office_dues:run", args=[run.pk])


def title_of_run(run: DuesRun) -> str:
    return _("Dues of %(year)s") % {"year": run.year}


def above_run(_run: Any = None) -> Trail:
    return [(reverse("office_dues:runs"), _("Billing runs"))]


def _run(user: Any, pk: int) -> DuesRun:
    return get_object_or_404(DuesRun.objects.select_related("schedule"), pk=pk)


def schedules_to_read() -> list[FeeSchedule]:
    """Those with cells that can be read in more than one way."""
    return [row for row in schedules_in_force() if len(row.read().readings) > 1]


def _schedule(user: Any, code: str) -> FeeSchedule:
    found = next((row for row in schedules_to_read() if row.code == code), None)
    if found is None:
        raise Http404
    return found


def _concession(user: Any, pk: int) -> Concession:
    return get_object_or_404(Concession.objects.select_related("organisation"), pk=pk)


@transaction.atomic
def _begin(*, by: User, at: datetime, **given: Any) -> DuesRun:
    run = begin_run(**given, by=by, at=at)
    transaction.on_commit(partial(tasks.prepare_run.enqueue, run.pk))
    return run


def _confirm(*, run_id: int, by: User, at: datetime) -> None:
    confirm_run(run_id=run_id, by=by, at=at)
    tasks.issue_run.enqueue(run_id)


def _resume(*, run_id: int, by: User, at: datetime) -> None:
    """Who took it up again is no matter of the books: the work under way stays that of who began it."""
    run = DuesRun.objects.get(pk=run_id)
    if run.status == DuesRun.Status.PREPARING:
        tasks.prepare_run.enqueue(run_id)
    elif run.status == DuesRun.Status.ISSUING:
        tasks.issue_run.enqueue(run_id)


def _how_many(run: DuesRun) -> Words:
    count = quotes_to_issue(run).count()
    return ngettext("Issue %(number)s invoice", "Issue %(number)s invoices", count) % {"number": count}


def _granted(_nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    rest = {name: given[name] for name in ("year", "kind", "reason", "decision")}
    percent, parts = given["percent"] or Decimal(0), given["parts"] or 1
    return {"organisation_id": given["organisation"].pk, "percent": percent, "parts": parts, **rest}


_ACT = partial(Act, allowed=can_run_dues)
_RUN_ACT = partial(_ACT, subject=_run, key="run_id", title=title_of_run, back=page_of_run, above=above_run)

BEGIN = _ACT(
    name="run_begin",
    address="office_dues:run_begin",
    label=gettext_lazy("Calculate the fees"),
    said=gettext_lazy("The fees are being calculated."),
    service=_begin,
    form=RunForm,
    initial=lambda nothing: default_run(timezone.localdate(), terms_in_force().payment_days),
    explains=lambda nothing: [_("Fees are calculated first and nothing is sent: check them, then issue the invoices.")],
    title=lambda nothing: _("Billing runs"),
    back=lambda nothing: reverse("office_dues:runs"),
    leads_to=lambda nothing, run: page_of_run(run),
)
CONFIRM = _RUN_ACT(
    name="run_confirm",
    address="office_dues:run_confirm",
    label=gettext_lazy("Issue the invoices"),
    wording=_how_many,
    said=gettext_lazy("Invoices are being issued."),
    service=_confirm,
    explains=lambda run: [
        _("Every calculated fee that is due becomes a numbered invoice and is booked. No e-mails are sent."),
        _("Invoices are never edited or deleted. Errors are corrected by credit note."),
    ],
    is_possible=lambda run: run.status == DuesRun.Status.PREVIEW,
    is_final=True,
)
DROP = _RUN_ACT(
    name="run_drop",
    address="office_dues:run_drop",
    label=gettext_lazy("Discard run"),
    said=gettext_lazy("Run discarded."),
    service=drop_run,
    is_possible=lambda run: run.status == DuesRun.Status.PREVIEW,
)
RESUME = _RUN_ACT(
    name="run_resume",
    address="office_dues:run_resume",
    label=gettext_lazy("Continue the run"),
    said=gettext_lazy("The run continues."),
    service=_resume,
)
CHOOSE_READING = _ACT(
    name="reading",
    address="office_dues:reading",
    label=gettext_lazy("Record the reading"),
    said=gettext_lazy("Reading recorded. It applies to fees calculated from now on."),
    service=choose_reading,
    subject=_schedule,
    key="schedule_id",
    args=lambda row: [row.code],
    form=ReadingForm,
    form_facts=lambda row: {"schedule": row},
    explains=lambda row: [_("It applies to fees calculated from now on. Issued invoices do not change.")],
    back=lambda row: reverse("office_dues:readings"),
)
GRANT = _ACT(
    name="concession_grant",
    address="office_dues:concession_grant",
    label=gettext_lazy("Record the concession"),
    said=gettext_lazy("Concession recorded."),
    service=grant_concession,
    form=ConcessionForm,
    initial=lambda nothing: {"year": timezone.localdate().year},
    values=_granted,
    explains=lambda nothing: [
        _("A reduction or deferral granted by decision. It applies to billing runs prepared after it is recorded.")
    ],
    title=lambda nothing: _("Concessions"),
    back=lambda nothing: reverse("office_dues:concessions"),
)
WITHDRAW = _ACT(
    name="concession_withdraw",
    address="office_dues:concession_withdraw",
    label=gettext_lazy("Withdraw"),
    said=gettext_lazy("Concession withdrawn."),
    service=withdraw_concession,
    subject=_concession,
    key="concession_id",
    title=lambda one: f"{one.organisation} {one.year}",
    back=lambda one: reverse("office_dues:concessions"),
    is_possible=lambda one: one.withdrawn_at is None,
)
RUN_ACTS = {"confirm": CONFIRM, "drop": DROP}
