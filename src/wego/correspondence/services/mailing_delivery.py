"""A mailing's work in the background: its recipients listed, each one's mail put into the outbox, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from wego.core import audit, outbox, state
from wego.core.background import Clock, stalled
from wego.core.outbox import Envelope
from wego.correspondence.audiences import AUDIENCES, Addressee
from wego.correspondence.mailing_fields import fields_in, values_for
from wego.correspondence.mailing_text import MAILING_MAIL, digest_of
from wego.correspondence.models import Mailing, MailingKind, MailingRecipient
from wego.correspondence.services.mailings import MailingRefused

BATCH = 500
Outcome, Reason, Status = MailingRecipient.Outcome, MailingRecipient.Reason, Mailing.Status


def prepare_mailing(*, mailing_id: int, clock: Clock) -> Mailing:
    """List the recipients, batch by batch; begun again after an interruption it lists them anew."""
    mailing = Mailing.objects.select_related("kind", "written_by").get(pk=mailing_id)
    if mailing.status != Status.PREPARING:
        return mailing
    with transaction.atomic():
        _held(mailing, Status.PREPARING).recipients.all().delete()
        Mailing.objects.filter(pk=mailing.pk).update(done=0, moved_at=clock())
    codes = fields_in(" ".join((*mailing.subject.texts.values(), *mailing.body.texts.values())))
    seen, stopped = set[str](), _stopped(mailing.kind)
    for addressees in _batches(mailing):
        with transaction.atomic():
            _held(mailing, Status.PREPARING)
            rows = _recipients(mailing, addressees, codes, seen, stopped)
            MailingRecipient.objects.bulk_create(rows, batch_size=BATCH)
            Mailing.objects.filter(pk=mailing.pk).update(done=F("done") + len(rows), moved_at=clock(), failure="")
    with transaction.atomic():
        mailing = _held(mailing, Status.PREPARING)
        count = mailing.recipients.filter(outcome=Outcome.WAITING).count()
        state.move(mailing, Status.SUBMITTED if count else Status.DRAFT)
        mailing.total = mailing.done = count
        mailing.returned = "" if count else _("No one in this list can receive e-mail.")
        mailing.save(update_fields=["status", "total", "done", "returned"])
        after = {"recipients": count, "left_out": mailing.recipients.filter(outcome=Outcome.LEFT_OUT).count()}
        audit.record("mailing.prepared", mailing, by=None, at=clock(), after=after)
    return mailing


def send_mailing(*, mailing_id: int, clock: Clock) -> Mailing:
    """Put every recipient's mail into the outbox, batch by batch; each is a transaction, so that nobody gets two."""
    while _send_batch(mailing_id, clock()):
        pass
    return Mailing.objects.get(pk=mailing_id)


@transaction.atomic
def _send_batch(mailing_id: int, at: datetime) -> bool:
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    if mailing.status != Status.SENDING:
        return False
    batch = list(mailing.recipients.filter(outcome=Outcome.WAITING).order_by("pk")[:BATCH])
    if not batch:
        state.move(mailing, Status.SENT)
        mailing.sent_at = at
        mailing.save(update_fields=["status", "sent_at"])
        sent = mailing.recipients.filter(outcome=Outcome.QUEUED).count()
        audit.record("mailing.sent", mailing, by=mailing.approved_by, at=at, after={"recipients": sent})
        return False
    stopped = _stopped(mailing.kind)  # some may have stopped since it was submitted
    going = [one for one in batch if digest_of(one.address) not in stopped]
    for one in batch:
        one.outcome, one.reason = Outcome.LEFT_OUT, Reason.STOPPED
    mails = outbox.queue_mails(
        MAILING_MAIL,
        [Envelope(one.address, one.language) for one in going],
        about=mailing,
        by=mailing.approved_by,
        at=at,
        is_limited=False,
    )
    for one, mail in zip(going, mails, strict=True):
        one.outcome, one.reason, one.mail = Outcome.QUEUED, "", mail
    MailingRecipient.objects.bulk_update(batch, ["outcome", "reason", "mail"], batch_size=BATCH)
    Mailing.objects.filter(pk=mailing.pk).update(done=F("done") + len(batch), moved_at=at, failure="")
    return True


def stalled_mailings(*, at: datetime) -> list[Mailing]:
    """Mailings whose background work has not moved for a while: its worker has gone."""
    return list(stalled(Mailing.objects.filter(status__in=Mailing.WORKING), at=at))


def note_failure(*, mailing_id: int, failure: str) -> None:
    """Keep what cut the work off, for those who look at it; going on clears it."""
    Mailing.objects.filter(pk=mailing_id).update(failure=failure[:2000])


def _held(mailing: Mailing, status: str) -> Mailing:
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if held.status != status:
        raise MailingRefused(_("This mailing is now “%(status)s”.") % {"status": held.get_status_display()})
    return held


def _stopped(kind: MailingKind) -> set[str]:
    return set(kind.stops.values_list("digest", flat=True)) if kind.can_be_stopped else set()


def _batches(mailing: Mailing) -> Iterator[list[Addressee]]:
    """Those whom the list names, a batch of rows after the other; for a reminder those who have not replied."""
    rows: QuerySet[Any]
    read: Callable[[Sequence[Any]], Iterable[Addressee]]
    if mailing.follows:
        rows, read = mailing.follows.recipients.filter(outcome=Outcome.QUEUED, replied_on=None), _again
        rows = rows.select_related("organisation", "contact")
    else:
        audience = AUDIENCES[mailing.audience]
        rows, read = audience.rows(mailing.query, mailing.written_by), audience.addressees
    last = 0
    while batch := list(rows.order_by("pk").filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield list(read(batch))


def _again(recipients: Sequence[MailingRecipient]) -> list[Addressee]:
    return [
        Addressee(
            name=one.name,
            address=one.address,
            language=one.language,
            organisation=one.organisation,
            contact=one.contact,
            at=one.fields.get("organisation", ""),
            salutation=one.contact.salutation.texts if one.contact else {},
            has_bounced=bool(one.contact and one.contact.bounced_at),
        )
        for one in recipients
    ]


def _recipients(
    mailing: Mailing, addressees: Sequence[Addressee], codes: Sequence[str], seen: set[str], stopped: set[str]
) -> list[MailingRecipient]:
    rows = []
    for one, fields in zip(addressees, values_for(addressees, codes), strict=True):
        address = one.address.strip().lower()
        reason = _reason(one, address, seen, stopped)
        seen.add(address)
        rows.append(
            MailingRecipient(
                mailing=mailing,
                address=address,
                name=one.name[:200],
                language=one.language,
                organisation=one.organisation,
                contact=one.contact,
                fields=fields,
                outcome=Outcome.LEFT_OUT if reason else Outcome.WAITING,
                reason=reason,
            )
        )
    return rows


def _reason(one: Addressee, address: str, seen: set[str], stopped: set[str]) -> str:
    """Why somebody is left out, or nothing."""
    if not address:
        return Reason.NO_ADDRESS
    if one.is_demonstration and not settings.WEGO_DEMONSTRATION:
        return Reason.SAMPLE
    if address in seen:
        return Reason.TWICE
    if one.has_bounced:
        return Reason.BOUNCED
    return Reason.STOPPED if digest_of(address) in stopped else ""
