"""Sending approved letters: by mail through the outbox with the paper attached, or noted as sent by post."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core import audit, outbox, state
from wego.core.audit import Actor
from wego.core.models import Mail
from wego.correspondence.models import Letter
from wego.correspondence.pdf import letter_pdf
from wego.correspondence.queries.letters import reference_to
from wego.correspondence.services.letters import LetterRefused, label_of, locked_letter


def _letter_as_files(mail: Mail) -> list[outbox.Attachment]:
    """The letter that a mail is about as it was approved, and what goes with it."""
    letter = Letter.objects.select_related("series").prefetch_related("attachments").get(pk=mail.about_id)
    files = [outbox.Attachment(f"{letter.number}.pdf", letter_pdf(letter), "application/pdf")]
    for attached in letter.attachments.all():
        with attached.file.open("rb") as content:
            files.append(outbox.Attachment(attached.name, content.read(), attached.media_type))
    return files


LETTER_MAIL = outbox.declare(
    outbox.MailKind("correspondence/mail/letter", gettext_lazy("Official letter"), attach=_letter_as_files)
)


@transaction.atomic
def send_letter(
    *, letter_id: int, way: str, by: Actor | None, at: datetime, email: str = "", sent_on: date | None = None
) -> Letter:
    """Send an approved letter: once, by mail to one address, or note the day on which it was posted."""
    letter = locked_letter(letter_id)
    today = timezone.localdate(at)
    day = today if way == Letter.Way.EMAIL else sent_on or today
    if day > today or (letter.approved_at and day < timezone.localdate(letter.approved_at)):
        raise LetterRefused(_("Enter a day between the approval of the letter and today."))
    state.move(letter, Letter.Status.SENT)
    letter.way, letter.sent_on = way, day
    if way == Letter.Way.EMAIL:
        _mail(letter, (email or letter.email).strip(), by=by, at=at)
    letter.save()
    audit.record("letter.sent", letter, by=by, at=at, label=label_of(letter), after={"way": way, "sent_on": day})
    return letter


def _mail(letter: Letter, email: str, *, by: Actor | None, at: datetime) -> None:
    if letter.is_demonstration or (letter.contact and letter.contact.is_demonstration):
        raise LetterRefused(_("Sample data: no e-mail is sent. Record it as sent by post instead."))
    if not email:
        raise LetterRefused(_("Enter the e-mail address to which the letter goes."))
    letter.email = email
    facts = {"letter": letter}
    outbox.queue_mail(
        LETTER_MAIL, to=email, language=letter.language, facts=facts, about=reference_to(letter), by=by, at=at
    )
