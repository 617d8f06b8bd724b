"""Recording what a body decided, and revoking it. What follows from it happens in the same transaction, by hooks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.files import check_upload
from wego.core.rules import RuleError
from wego.governance import hooks
from wego.governance.models import AgendaItem, Body, Decision, Meeting, Revocation
from wego.governance.services.agendas import locked_item

PAPERS = ("pdf", "docx", "odt", "png", "jpg", "jpeg")


class DecisionRefused(RuleError):
    """The decision cannot be recorded or revoked so; the message says why."""


def record_decision(
    *,
    item_id: int,
    outcome: str,
    body_code: str,
    decided_on: date,
    by: User | None,
    at: datetime,
    meeting_id: int | None = None,
    text: str = "",
    paper: UploadedFile | None = None,
    reason_without_paper: str = "",
    is_demonstration: bool = False,
) -> Decision:
    """Write down a body's decision on an open item, with its day and its paper or the reason why there is none."""
    if outcome not in Decision.Outcome.values:
        raise DecisionRefused(_("“%(outcome)s” is not a possible outcome.") % {"outcome": outcome})
    if paper is None and not reason_without_paper.strip():
        raise DecisionRefused(_("Attach the decision document, or explain why there is none."))
    if decided_on > timezone.localdate(at):
        raise DecisionRefused(_("A decision cannot be recorded before it is taken."))
    stored: list[Any] = []
    try:
        with transaction.atomic():
            decision = _record(
                locked_item(item_id),
                meeting_id,
                _paper(paper),
                stored,
                body=Body.objects.get(code=body_code),
                outcome=outcome,
                decided_on=decided_on,
                text=text.strip(),
                reason_without_paper="" if paper else reason_without_paper.strip(),
                recorded_by=by,
                recorded_at=at,
                is_demonstration=is_demonstration,
            )
    except BaseException:  # a transaction takes back rows but not files
        for file in stored:
            file.delete(save=False)
        raise
    return decision


def _record(
    item: AgendaItem, meeting_id: int | None, paper: dict[str, Any], stored: list[Any], **facts: Any
) -> Decision:
    if item.status != AgendaItem.Status.OPEN:
        raise DecisionRefused(_("This item is already decided. Revoke that decision first, or open a new item."))
    meeting = Meeting.objects.get(pk=meeting_id) if meeting_id else None
    if meeting and meeting.body_id != facts["body"].pk:
        raise DecisionRefused(_("The meeting belongs to another body."))
    number = item.decisions.count() + 1
    facts["is_demonstration"] |= item.is_demonstration  # what is decided on something made up is made up too
    decision = Decision(item=item, meeting=meeting, number=number, **paper, **facts)
    decision.save()
    if decision.paper:
        stored.append(decision.paper)
    if decision.outcome != Decision.Outcome.DEFERRED:
        state.move(item, AgendaItem.Status.DECIDED)
        if meeting:
            item.meeting = meeting
        item.save(update_fields=["status", "meeting"])
    at, by = decision.recorded_at, decision.recorded_by
    after = {"outcome": decision.outcome, "decided_on": decision.decided_on, "body": decision.body.code}
    audit.record("decision.recorded", decision, by=by, at=at, after={**after, "paper": decision.paper_sha256})
    hooks.decision_taken.fire(decision=decision, by=by, at=at)
    return decision


def _paper(file: UploadedFile | None) -> dict[str, Any]:
    """The columns of a checked paper. Raises UploadRefused."""
    if file is None:
        return {}
    checked = check_upload(file, PAPERS)
    file.name = checked.stored_name
    return {
        "paper": file,
        "paper_name": checked.name,
        "paper_type": checked.media_type,
        "paper_sha256": checked.sha256,
    }


@transaction.atomic
def revoke_decision(*, decision_id: int, revoked_on: date, reason: str, by: User | None, at: datetime) -> Revocation:
    """End a decision with a reason; what followed from it is taken back and its item waits again."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("item", "body").get(pk=decision_id)
    if not reason.strip():
        raise DecisionRefused(_("Enter the reason for revoking the decision."))
    if Revocation.objects.filter(decision=decision).exists():
        raise DecisionRefused(_("This decision is already revoked."))
    if revoked_on < decision.decided_on or revoked_on > timezone.localdate(at):
        raise DecisionRefused(_("Enter a date between the decision and today."))
    item = locked_item(decision.item_id)
    if decision.outcome != Decision.Outcome.DEFERRED:
        about = {"subject_kind": item.subject_kind, "subject_id": item.subject_id, "kind": item.kind}
        if AgendaItem.objects.filter(**about, status=AgendaItem.Status.OPEN).exists():
            raise DecisionRefused(_("Another item about this is open. Remove it from the agenda first."))
        state.move(item, AgendaItem.Status.OPEN)
        item.save(update_fields=["status"])
    decision.item = item
    revocation = Revocation.objects.create(
        decision=decision, revoked_on=revoked_on, reason=reason.strip(), revoked_by=by, revoked_at=at
    )
    audit.record("decision.revoked", decision, by=by, at=at, after={"revoked_on": revoked_on, "reason": reason.strip()})
    hooks.decision_revoked.fire(revocation=revocation, by=by, at=at)
    return revocation
