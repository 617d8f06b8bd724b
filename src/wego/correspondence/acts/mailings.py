"""What the secretariat does with mailings: begun, written, submitted, approved, answered, reminded of."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.core.formats import figure
from wego.core.office import Trail, Words
from wego.correspondence import tasks
from wego.correspondence.forms.mailings import MailingForm, MailingTextForm, QueryForm, ReplyForm, ReturnMailingForm
from wego.correspondence.models import Mailing, MailingRecipient
from wego.correspondence.permissions import can_approve_mailings, can_write_mailings
from wego.correspondence.queries.mailings import mailings_visible_to, recipients_visible_to
from wego.correspondence.services.mailing_replies import draft_reminder, forget_reply, note_reply
from wego.correspondence.services.mailings import (
    approve_mailing,
    begin_mailing,
    choose_audience,
    return_mailing,
    submit_mailing,
    withdraw_mailing,
    write_mailing,
)

Status = Mailing.Status


def page_of_mailing(mailing: Mailing) -> str:
    return reverse("office_contacts:mailing", args=[mailing.pk])


def above_mailing(_mailing: Any = None) -> Trail:
    return [(reverse("office_contacts:mailings"), _("Mailings"))]


def _mailing(user: Any, pk: int) -> Mailing:
    return get_object_or_404(mailings_visible_to(user), pk=pk)


def _recipient(user: Any, pk: int) -> MailingRecipient:
    return get_object_or_404(recipients_visible_to(user), pk=pk)


@transaction.atomic
def _submit(*, mailing_id: int, by: User, at: datetime) -> None:
    submit_mailing(mailing_id=mailing_id, by=by, at=at)
    transaction.on_commit(partial(tasks.prepare_mailing.enqueue, mailing_id))


@transaction.atomic
def _approve(*, mailing_id: int, by: User, at: datetime) -> None:
    approve_mailing(mailing_id=mailing_id, by=by, at=at)
    transaction.on_commit(partial(tasks.send_mailing.enqueue, mailing_id))


def _resume(*, mailing_id: int, by: User, at: datetime) -> None:
    """Who took it up again is no matter of the trail: the work under way stays that of who began it."""
    tasks.resume(Mailing.objects.get(pk=mailing_id))


def _how_many(mailing: Mailing) -> Words:
    said = ngettext("Approve and send %(number)s e-mail", "Approve and send %(number)s e-mails", mailing.total)
    return said % {"number": figure(mailing.total)}


_ACT = partial(Act, allowed=can_write_mailings)
_ON_MAILING = partial(_ACT, subject=_mailing, key="mailing_id", back=page_of_mailing, above=above_mailing)
_ON_RECIPIENT = partial(
    _ACT,
    subject=_recipient,
    key="recipient_id",
    title=lambda one: one.name,
    back=lambda one: page_of_mailing(one.mailing),
    above=above_mailing,
)

MAILING_BEGIN = _ACT(
    name="mailing_begin",
    address="office_contacts:mailing_begin",
    label=gettext_lazy("New mailing"),
    said=gettext_lazy("Mailing created. Choose the recipients, then write the text."),
    service=begin_mailing,
    form=MailingForm,
    explains=lambda nothing: [_("A second person approves it before anything is sent.")],
    back=lambda nothing: reverse("office_contacts:mailings"),
    leads_to=lambda nothing, mailing: reverse("office_contacts:mailing_audience", args=[mailing.pk]),
    above=above_mailing,
)
MAILING_WRITE = _ON_MAILING(
    name="mailing_write",
    address="office_contacts:mailing_write",
    label=gettext_lazy("Write the text"),
    said=gettext_lazy("Text saved."),
    service=write_mailing,
    form=MailingTextForm,
    initial=lambda mailing: model_to_dict(mailing, ["title", "kind", "subject", "body", "survey", "reply_due_on"]),
    is_possible=lambda mailing: mailing.status == Status.DRAFT,
)
MAILING_AUDIENCE = _ON_MAILING(
    name="mailing_choose",
    address="office_contacts:mailing_choose",
    label=gettext_lazy("Write to these"),
    said=gettext_lazy("Recipients chosen."),
    service=choose_audience,
    form=QueryForm,
    is_form_hidden=True,
    is_possible=lambda mailing: mailing.status == Status.DRAFT,
    leads_to=lambda mailing, done: page_of_mailing(mailing),
)
MAILING_SUBMIT = _ON_MAILING(
    name="mailing_submit",
    address="office_contacts:mailing_submit",
    label=gettext_lazy("Submit for approval"),
    said=gettext_lazy("Submitted. The recipients are being listed."),
    service=_submit,
    is_possible=lambda mailing: mailing.status == Status.DRAFT,
)
MAILING_APPROVE = _ON_MAILING(
    name="mailing_approve",
    address="office_contacts:mailing_approve",
    label=gettext_lazy("Approve and send"),
    wording=_how_many,
    said=gettext_lazy("Approved. The e-mails are being sent."),
    service=_approve,
    allowed=can_approve_mailings,
    allowed_on=lambda user, mailing: mailing.written_by_id != user.pk,
    is_possible=lambda mailing: mailing.status == Status.SUBMITTED,
    explains=lambda mailing: [_("Each recipient receives one e-mail, in their language if available.")],
    is_final=True,
)
MAILING_RETURN = _ON_MAILING(
    name="mailing_return",
    address="office_contacts:mailing_return",
    label=gettext_lazy("Return to the writer"),
    said=gettext_lazy("Returned with the reason."),
    service=return_mailing,
    allowed=can_approve_mailings,
    form=ReturnMailingForm,
    is_possible=lambda mailing: mailing.status == Status.SUBMITTED,
)
MAILING_WITHDRAW = _ON_MAILING(
    name="mailing_withdraw",
    address="office_contacts:mailing_withdraw",
    label=gettext_lazy("Withdraw"),
    said=gettext_lazy("Mailing withdrawn. Nothing was sent."),
    service=withdraw_mailing,
    is_possible=lambda mailing: mailing.status in (Status.DRAFT, Status.SUBMITTED),
    is_warning=True,
)
MAILING_RESUME = _ON_MAILING(
    name="mailing_resume",
    address="office_contacts:mailing_resume",
    label=gettext_lazy("Continue"),
    said=gettext_lazy("The work continues."),
    service=_resume,
)
MAILING_REMIND = _ON_MAILING(
    name="mailing_remind",
    address="office_contacts:mailing_remind",
    label=gettext_lazy("Draft a reminder"),
    said=gettext_lazy("Reminder drafted for those who have not replied. Check the text, then submit it."),
    service=draft_reminder,
    is_possible=lambda mailing: mailing.status == Status.SENT and mailing.reply_due_on is not None,
    leads_to=lambda mailing, reminder: page_of_mailing(reminder),
)
REPLY_NOTE = _ON_RECIPIENT(
    name="reply_note",
    address="office_contacts:reply_note",
    label=gettext_lazy("Record reply"),
    said=gettext_lazy("Reply recorded."),
    service=note_reply,
    form=ReplyForm,
    initial=lambda one: {"replied_on": timezone.localdate()},
    is_possible=lambda one: one.outcome == MailingRecipient.Outcome.QUEUED and one.replied_on is None,
)
REPLY_FORGET = _ON_RECIPIENT(
    name="reply_forget",
    address="office_contacts:reply_forget",
    label=gettext_lazy("Undo reply"),
    said=gettext_lazy("Reply removed."),
    service=forget_reply,
    is_possible=lambda one: one.replied_on is not None,
)
