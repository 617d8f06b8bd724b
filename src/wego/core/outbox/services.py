"""What the office does with mails, and what is forgotten of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from wego.core import audit, state
from wego.core.audit import Actor
from wego.core.models import Mail
from wego.core.outbox.hooks import mail_bounced
from wego.core.outbox.kinds import kind_of
from wego.core.outbox.queue import wake_on_commit
from wego.core.rules import RuleError

# A text is kept so long after its mail has ended, an address so long after it was written; the fact stays.
KEPT_TEXTS = timedelta(days=60)
KEPT_ADDRESSES = timedelta(days=730)


class TextGone(RuleError):
    """The text of the mail is not kept any more, so there is nothing to send."""


class WrongAddress(RuleError):
    """The address is none."""


@transaction.atomic
def send_mail_again(*, mail_id: int, by: Actor, at: datetime, to: str = "") -> Mail:
    """Send a mail once more, to the same address or another, by somebody's decision."""
    mail = _locked(mail_id)
    kind = kind_of(mail.kind)
    if mail.is_secret or not (mail.body or (kind and kind.compose)):
        raise TextGone(_("The text of this e-mail has been deleted. Repeat the action that sent it."))
    to = to.strip() or mail.recipient
    try:
        validate_email(to)
    except ValidationError:
        raise WrongAddress(_("This is not an e-mail address.")) from None
    before = {"status": mail.status, "tries": mail.tries}
    is_elsewhere = to.casefold() != mail.recipient.casefold()
    state.move(mail, Mail.Status.WAITING)
    mail.recipient, mail.tries, mail.next_try_at = to, 0, at
    mail.begun_at = mail.handed_over_at = mail.sent_at = mail.good_until = None
    mail.save()
    _record("mail.sent_again", mail, by=by, at=at, before=before, after={"elsewhere": is_elsewhere})
    wake_on_commit()
    return mail


@transaction.atomic
def set_mail_aside(*, mail_id: int, by: Actor, at: datetime) -> Mail:
    """Have a mail go no further: it is not sent, and nobody need look at it again."""
    mail = _locked(mail_id)
    before = {"status": mail.status}
    state.move(mail, Mail.Status.DROPPED)
    if mail.is_secret:
        mail.body = ""
    mail.save()
    _record("mail.set_aside", mail, by=by, at=at, before=before)
    return mail


@transaction.atomic
def record_bounce(*, mail_id: int, reason: str, by: Actor | None, at: datetime) -> Mail:
    """A mail came back: the address took it and could not deliver it."""
    mail = _locked(mail_id)
    before = {"status": mail.status}
    state.move(mail, Mail.Status.BOUNCED)
    mail.last_error = " ".join(reason.split())[:500]
    mail.save()
    _record("mail.bounced", mail, by=by, at=at, before=before)
    mail_bounced.fire(mail=mail, at=at)
    return mail


@transaction.atomic
def hold_restored_mails() -> int:
    """After a backup is put back: what waited when it was made may have gone since, so a person decides; how many."""
    waiting = Mail.objects.filter(status__in=Mail.OPEN)
    waiting.filter(is_secret=True).update(status=Mail.Status.DROPPED, body="", last_error="restored from a backup")
    return waiting.update(status=Mail.Status.UNCERTAIN, last_error="restored from a backup: it may have gone since")


@transaction.atomic
def forget_old_mails(at: datetime) -> None:
    """Texts and addresses go when nobody needs them any more; that a mail went stays. A periodic job."""
    ended = Mail.objects.exclude(status__in=Mail.OPEN)
    ended.filter(queued_at__lt=at - KEPT_TEXTS).exclude(body="").update(body="")
    old = ended.filter(queued_at__lt=at - KEPT_ADDRESSES).exclude(recipient="")
    old.update(recipient="", subject="", last_error="")


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: what waits is not sent, and address, subject and text go from all mails."""
    which = Q()
    for address in addresses:
        which |= Q(recipient__iexact=address)
    theirs = Mail.objects.filter(which) if addresses else Mail.objects.none()
    theirs.filter(status=Mail.Status.WAITING).update(status=Mail.Status.DROPPED, body="")
    theirs.exclude(status=Mail.Status.SENDING).update(recipient="", subject="", body="", last_error="")
    # About the person's account: its label is how the person was called.
    about = Mail.objects.filter(about_kind=user._meta.label, about_id=str(user.pk))
    about.update(about_label=str(user.key))


def _locked(mail_id: int) -> Mail:
    return Mail.objects.select_for_update().get(pk=mail_id)


def _record(action: str, mail: Mail, *, by: Actor | None, at: datetime, **sides: Any) -> None:
    # The trail keeps no addresses: they would outlive an erasure.
    audit.record(action, mail, by=by, at=at, label=f"{mail.kind} {mail.about_label}", **sides)
