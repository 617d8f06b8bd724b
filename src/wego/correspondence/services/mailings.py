"""Mailings: written, submitted, approved by a second person, withdrawn. Listed and sent by `mailing_delivery`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, languages, state
from wego.core.languages import SOURCE
from wego.core.rules import ReasonMissing, RuleError
from wego.correspondence.audiences import AUDIENCES
from wego.correspondence.mailing_fields import fields_in
from wego.correspondence.models import Mailing, MailingKind, Survey

Status = Mailing.Status


class MailingRefused(RuleError):
    """The mailing cannot be written, submitted, approved or answered so; the message says why."""


@transaction.atomic
def begin_mailing(*, title: str, kind: MailingKind, audience: str, by: User, at: datetime, query: str = "") -> Mailing:
    """New mailing to the rows of a list."""
    if audience not in AUDIENCES:
        raise MailingRefused(_("Choose a list to write to."))
    mailing = Mailing.objects.create(title=title, kind=kind, audience=audience, query=query, written_by=by, begun_at=at)
    audit.record("mailing.begun", mailing, by=by, at=at, after={"kind": kind.code, "audience": audience})
    return mailing


@transaction.atomic
def write_mailing(
    *,
    mailing_id: int,
    title: str,
    kind: MailingKind,
    subject: Mapping[str, str],
    body: Mapping[str, str],
    reply_due_on: date | None,
    by: User,
    at: datetime,
    survey: Survey | None = None,
) -> Mailing:
    """Change the text of a draft. A field that no app fills is refused by its name."""
    mailing = _draft(mailing_id)
    for text in (*subject.values(), *body.values()):
        fields_in(text or "")
    mailing.title, mailing.kind, mailing.reply_due_on = title, kind, reply_due_on
    mailing.subject, mailing.body, mailing.survey = subject, body, survey
    mailing.save()
    written = [code for code in languages.codes() if body.get(code)]
    audit.record("mailing.written", mailing, by=by, at=at, after={"languages": written})
    return mailing


@transaction.atomic
def choose_audience(*, mailing_id: int, query: str, by: User, at: datetime) -> Mailing:
    """Narrow the list to which a draft goes by the filters of its address."""
    mailing = _draft(mailing_id)
    mailing.query = query[:1000]
    mailing.save(update_fields=["query"])
    audit.record("mailing.audience_chosen", mailing, by=by, at=at, after={"query": mailing.query})
    return mailing


@transaction.atomic
def withdraw_mailing(*, mailing_id: int, by: User, at: datetime) -> Mailing:
    """Give a mailing up before it is sent; it stays in the list."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    state.move(mailing, Status.WITHDRAWN)
    mailing.save(update_fields=["status"])
    audit.record("mailing.withdrawn", mailing, by=by, at=at)
    return mailing


@transaction.atomic
def submit_mailing(*, mailing_id: int, by: User, at: datetime) -> Mailing:
    """Hand a draft in; its recipients are then listed in the background, and a second person approves it."""
    mailing = _draft(mailing_id)
    if not (mailing.subject.get(SOURCE) and mailing.body.get(SOURCE)):
        raise MailingRefused(
            _(
                "Write the subject and text in %(language)s first. Recipients whose language is missing receive that "
                "version."
            )
            % {"language": languages.name_of(SOURCE)}
        )
    state.move(mailing, Status.PREPARING)
    mailing.returned, mailing.total, mailing.done, mailing.moved_at, mailing.failure = "", 0, 0, at, ""
    mailing.save()
    audit.record("mailing.submitted", mailing, by=by, at=at)
    return mailing


@transaction.atomic
def approve_mailing(*, mailing_id: int, by: User, at: datetime) -> Mailing:
    """Let a mailing go out: somebody else than who wrote it. It is then sent in the background."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    if mailing.written_by_id == by.pk:
        raise MailingRefused(_("You wrote this mailing. A second person has to approve it."))
    state.move(mailing, Status.SENDING)
    mailing.approved_by, mailing.approved_at, mailing.moved_at, mailing.done = by, at, at, 0
    mailing.save()
    audit.record("mailing.approved", mailing, by=by, at=at, after={"recipients": mailing.total})
    return mailing


@transaction.atomic
def return_mailing(*, mailing_id: int, reason: str, by: User, at: datetime) -> Mailing:
    """Send a mailing back to who wrote it, with the reason; it is a draft again."""
    if not reason.strip():
        raise ReasonMissing(_("Enter a reason."))
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    state.move(mailing, Status.DRAFT)
    mailing.returned = reason.strip()
    mailing.save(update_fields=["status", "returned"])
    mailing.recipients.all().delete()
    audit.record("mailing.returned", mailing, by=by, at=at, after={"reason": mailing.returned})
    return mailing


def _draft(mailing_id: int) -> Mailing:
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    if mailing.status != Status.DRAFT:
        said = _("This mailing is “%(status)s” and can no longer be changed.")
        raise MailingRefused(said % {"status": mailing.get_status_display()})
    return mailing
