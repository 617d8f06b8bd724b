"""What comes back of a mailing: replies noted, reminders drafted, kinds of mailing stopped by a recipient."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, languages
from wego.correspondence.models import Mailing, MailingKind, MailingRecipient, MailingStop
from wego.correspondence.services.mailings import MailingRefused

Outcome = MailingRecipient.Outcome


@transaction.atomic
def note_reply(*, recipient_id: int, replied_on: date, reply: str, by: User, at: datetime) -> MailingRecipient:
    """Note that a recipient has replied, and what in a word."""
    one = MailingRecipient.objects.select_for_update().select_related("mailing").get(pk=recipient_id)
    if one.outcome != Outcome.QUEUED:
        raise MailingRefused(_("Nothing was sent to this recipient."))
    if replied_on > timezone.localdate(at):
        raise MailingRefused(_("The reply cannot be dated in the future."))
    one.replied_on, one.reply = replied_on, reply.strip()
    one.save(update_fields=["replied_on", "reply"])
    audit.record("mailing.reply_noted", one.mailing, by=by, at=at, after={"recipient": one.pk, "on": replied_on})
    return one


@transaction.atomic
def forget_reply(*, recipient_id: int, by: User, at: datetime) -> MailingRecipient:
    """Take back that a recipient has replied."""
    one = MailingRecipient.objects.select_for_update().select_related("mailing").get(pk=recipient_id)
    if one.replied_on is None:
        raise MailingRefused(_("No reply is recorded."))
    one.replied_on, one.reply = None, ""
    one.save(update_fields=["replied_on", "reply"])
    audit.record("mailing.reply_forgotten", one.mailing, by=by, at=at, after={"recipient": one.pk})
    return one


@transaction.atomic
def draft_reminder(*, mailing_id: int, by: User, at: datetime) -> Mailing:
    """New mailing to those who have not replied, with a text to start from."""
    mailing = Mailing.objects.select_related("kind").get(pk=mailing_id)
    if mailing.status != Mailing.Status.SENT or mailing.reply_due_on is None:
        raise MailingRefused(_("Reminders are possible only for sent mailings that ask for a reply."))
    if not mailing.recipients.filter(outcome=Outcome.QUEUED, replied_on=None).exists():
        raise MailingRefused(_("All recipients have replied."))
    subject, body = {}, {}
    for code in languages.codes():
        if mailing.subject.get(code) and mailing.body.get(code):
            with translation.override(code):
                subject[code] = _("Reminder: %(subject)s") % {"subject": mailing.subject.get(code)}
                body[code] = (
                    _("We have not received your reply to the message below.") + "\n\n" + mailing.body.get(code)
                )
    reminder = Mailing.objects.create(
        title=(_("Reminder: %(subject)s") % {"subject": mailing.title})[:150],
        kind=mailing.kind,
        audience=mailing.audience,
        query=mailing.query,
        subject={code: text[:200] for code, text in subject.items()},
        body=body,
        follows=mailing,
        written_by=by,
        begun_at=at,
    )
    audit.record("mailing.reminder_begun", reminder, by=by, at=at, after={"follows": mailing.title})
    return reminder


@transaction.atomic
def stop_mailings(*, kind: MailingKind, digest: str, at: datetime) -> MailingStop:
    """Send an address no mailing of a kind any more; said twice it is so already."""
    if not kind.can_be_stopped:
        raise MailingRefused(_("These e-mails are part of membership and cannot be stopped."))
    stop, is_new = MailingStop.objects.get_or_create(kind=kind, digest=digest, defaults={"stopped_at": at})
    if is_new:
        audit.record("mailing.stopped", stop, by=None, at=at, label=kind.code)
    return stop
