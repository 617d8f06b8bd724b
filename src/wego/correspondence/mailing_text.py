"""What one recipient reads: the text in the recipient's language, its fields filled, and how to stop such mails."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.formats import day
from wego.core.languages import SOURCE
from wego.core.models import Mail
from wego.core.outbox import ComposedMail, MailKind
from wego.core.outbox import declare as declare_mail
from wego.correspondence.mailing_fields import SURVEY, filled
from wego.correspondence.models import Mailing, MailingRecipient

SALT = "correspondence.mailing_stop"
SURVEY_SALT = "correspondence.survey"


@dataclass(frozen=True)
class MailingWords:
    """A mail of a mailing as one recipient gets it. `is_fallback`: the text lacks the recipient's language."""

    subject: str
    body: str
    language: str
    is_fallback: bool


def write(mailing: Mailing, recipient: MailingRecipient) -> MailingWords:
    """The words for one recipient; where the text lacks the language, in the source's, footer and all."""
    wanted = recipient.language
    is_fallback = not (mailing.subject.get(wanted) and mailing.body.get(wanted))
    language = SOURCE if is_fallback else wanted
    with translation.override(language):
        fields = {**recipient.fields, SURVEY: _survey_link(mailing, recipient)}
        parts = [filled(mailing.body.get(language), fields).strip()]
        if mailing.reply_due_on:
            parts.append(_("Please reply by %(day)s.") % {"day": day(mailing.reply_due_on)})
        if mailing.kind.can_be_stopped:
            said = _("To stop e-mails of the kind “%(kind)s”: %(url)s")
            url = settings.WEGO_BASE_URL + reverse("correspondence:stop", args=[stop_token(recipient)])
            parts.append("-- \n" + said % {"kind": mailing.kind.name.in_language(language), "url": url})
        subject = " ".join(filled(mailing.subject.get(language), fields).split())
    return MailingWords(
        settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, "\n\n".join(parts) + "\n", language, is_fallback
    )


def _survey_link(mailing: Mailing, recipient: MailingRecipient) -> str:
    if mailing.survey_id is None:
        return ""
    return settings.WEGO_BASE_URL + reverse("correspondence:answer", args=[survey_token(mailing.survey_id, recipient)])


def compose(mail: Mail) -> ComposedMail | None:
    """Written when it is sent, from the recipient's row; None where that is gone or forgotten."""
    recipient = MailingRecipient.objects.select_related("mailing__kind").filter(mail=mail).first()
    if recipient is None or not recipient.address:
        return None
    written = write(recipient.mailing, recipient)
    return ComposedMail(written.subject, written.body)


MAILING_MAIL = declare_mail(MailKind("correspondence/mailing", gettext_lazy("Mailing"), compose=compose))


def stop_token(recipient: MailingRecipient) -> str:
    """What the link bears by which a recipient stops mailings of a kind; it needs no row, and nobody can make one."""
    return signing.dumps([recipient.mailing.kind_id, digest_of(recipient.address)], salt=SALT, compress=True)


def read_stop_token(token: str) -> tuple[int, str] | None:
    """(number of the kind, digest of the address), or None for what we did not sign."""
    try:
        kind, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return int(kind), str(digest)


def survey_token(survey_id: int, recipient: MailingRecipient) -> str:
    """What the link to a survey bears; nobody can make one."""
    return signing.dumps([survey_id, recipient.pk], salt=SURVEY_SALT, compress=True)


def read_survey_token(token: str) -> tuple[int, int] | None:
    """(number of the survey, of the recipient), or None for what we did not sign."""
    try:
        survey_id, recipient_id = signing.loads(token, salt=SURVEY_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(survey_id), int(recipient_id)


def digest_of(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()
