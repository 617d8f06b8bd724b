"""Tells the secretariat of letters that no face on the server could print."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from wego.accounts.queries import at_work, people_in_secretariat
from wego.core import audit, outbox
from wego.core.models import AuditEntry
from wego.core.references import Reference

LETTERS_MISSING = outbox.declare(
    outbox.MailKind("portal/mail/letters_missing", gettext_lazy("Letters that could not be printed"))
)
TOLD = "print.letters_missing"


@transaction.atomic
def tell_letters_missing(*, document: str, letters: str) -> None:
    """Mail the secretariat which letters of a document were replaced; of each letter it is told once."""
    told = AuditEntry.objects.filter(action=TOLD).values_list("after__letters", flat=True)
    new = sorted(set(letters).difference(*told))
    if not new:
        return
    at = timezone.now()
    facts = {"document": document, "letters": [(letter, f"U+{ord(letter):04X}") for letter in new]}
    readers = at_work(people_in_secretariat(), timezone.localdate(at))
    envelopes = [outbox.Envelope(person.email, person.language, facts) for person in readers]
    if not envelopes:
        return
    about = Reference("", "", document)
    mails = outbox.queue_mails(LETTERS_MISSING, envelopes, about=about, by=None, at=at)
    audit.record(TOLD, mails[0], by=None, at=at, after={"letters": "".join(new)}, label=document)
