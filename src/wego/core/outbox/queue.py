"""Writing mails down, in the transaction of the act that they tell of; the worker is woken when it is committed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from wego.core.audit import Actor
from wego.core.chinese_spacing import closed_up_in
from wego.core.encryption import box
from wego.core.models import Mail
from wego.core.outbox.kinds import ComposedMail, MailKind
from wego.core.outbox.tasks import wake
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.core.time_zones import reading_mail

A_DAY = timedelta(days=1)


class TooManyMails(RuleError):
    """So many mails of this kind have gone today that no more may be asked for."""


@dataclass(frozen=True)
class Envelope:
    """To whom a mail goes and in which language; `facts` are what its templates need."""

    to: str
    language: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def queue_mail(
    kind: MailKind,
    *,
    to: str,
    language: str,
    facts: Mapping[str, Any],
    about: models.Model | Reference,
    by: Actor | None,
    at: datetime,
    is_limited: bool = True,
) -> Mail:
    """Write one mail down, in its reader's language. `is_limited=False` is for the secretariat, whom no limit holds."""
    [mail] = queue_mails(kind, [Envelope(to, language, facts)], about=about, by=by, at=at, is_limited=is_limited)
    return mail


def queue_mails(
    kind: MailKind,
    envelopes: Iterable[Envelope],
    *,
    about: models.Model | Reference,
    by: Actor | None,
    at: datetime,
    is_limited: bool = True,
) -> list[Mail]:
    """Write many mails of a kind about one thing down, in as many statements as for one.

    A kind that composes its mails when they are sent is not rendered here.
    """
    reference = about if isinstance(about, Reference) else Reference.to(about)
    rows = []
    for envelope in envelopes:
        if kind.limits and is_limited:
            _refuse_flood(kind, envelope.to, reference, by, at)
        with reading_mail(envelope.to):
            letter = ComposedMail("", "") if kind.compose else render(kind.code, envelope.language, envelope.facts)
        rows.append(_row(kind, envelope, letter, reference, by, at))
    mails = Mail.objects.bulk_create(rows, batch_size=500)
    wake_on_commit()
    return mails


def queue_text(
    kind: MailKind,
    *,
    to: str,
    language: str,
    letter: ComposedMail,
    about: models.Model | Reference,
    by: Actor | None,
    at: datetime,
) -> Mail:
    """Write down a mail whose words another part of the house has written."""
    reference = about if isinstance(about, Reference) else Reference.to(about)
    if kind.limits:
        _refuse_flood(kind, to, reference, by, at)
    mail = _row(kind, Envelope(to, language), letter, reference, by, at)
    mail.save()
    wake_on_commit()
    return mail


def render(code: str, language: str, facts: Mapping[str, Any]) -> ComposedMail:
    """`<code>_subject.txt` and `<code>_message.txt` in a language."""
    with translation.override(language):
        subject = " ".join(render_to_string(f"{code}_subject.txt", dict(facts)).split())
        body = render_to_string(f"{code}_message.txt", dict(facts)).strip() + "\n"
    subject, body = closed_up_in(language, [subject, body])
    return ComposedMail(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body)


def _row(
    kind: MailKind, envelope: Envelope, letter: ComposedMail, about: Reference, by: Actor | None, at: datetime
) -> Mail:
    body = box("mail").encrypt(letter.body.encode()).decode() if kind.is_secret else letter.body
    # The domain of the sender: asking the machine for its name can take seconds.
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return Mail(
        kind=kind.code,
        recipient=envelope.to.strip(),
        language=envelope.language,
        subject=letter.subject[:300],
        body=body,
        is_secret=kind.is_secret,
        about_kind=about.kind,
        about_id=about.id,
        about_label=about.label[:300],
        asked_by_key=by.key if by else None,
        message_id=f"<{uuid.uuid4().hex}@{domain}>",
        queued_at=at,
        next_try_at=at,
        good_until=at + kind.good_for if kind.good_for else None,
    )


def _refuse_flood(kind: MailKind, to: str, about: Reference, by: Actor | None, at: datetime) -> None:
    """One query for each limit; whoever asks twice at the same moment is held by the caller's own lock."""
    limits = kind.limits
    assert limits is not None
    today = Mail.objects.filter(queued_at__gt=at - A_DAY)
    if by and today.filter(kind=kind.code, asked_by_key=by.key).count() >= limits.person:
        raise TooManyMails(
            _("You have reached today’s limit for e-mails. Try again tomorrow, or write to the secretariat.")
        )
    of_thing = today.filter(kind=kind.code, about_kind=about.kind, about_id=about.id)
    if about.id and of_thing.count() >= limits.about:
        raise TooManyMails(
            _(
                "Today’s limit for e-mails of this kind has been reached. Try again tomorrow, or write to the "
                "secretariat."
            )
        )
    if today.filter(kind=kind.code, recipient__iexact=to.strip()).count() >= limits.recipient:
        raise TooManyMails(
            _("This address has received several e-mails today. Try again tomorrow, or write to the secretariat.")
        )


def wake_on_commit() -> None:
    """Have the worker look at once. Where even that fails, the periodic job finds the mail within a minute."""
    transaction.on_commit(wake, robust=True)
