"""Files of letters: attached to a draft, or the scan of what came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.files import MEDIA_TYPES, CheckedUpload, UploadRefused, check_upload, safe_name
from wego.correspondence.email_files import ENDING, MEDIA_TYPE, content_of_email, is_email_file, read_email
from wego.correspondence.models import Letter, LetterAttachment, LetterSeries
from wego.correspondence.services.letters import LetterRefused, give_number, label_of, locked_letter, write_facts


def attach_file(*, letter_id: int, file: UploadedFile, by: Actor | None, at: datetime) -> LetterAttachment:
    """Attach a file to a draft. All that goes with a letter is no larger than one upload may be: it goes by mail."""
    with _taken_back() as stored:
        letter = locked_letter(letter_id)
        if letter.status != Letter.Status.DRAFT:
            raise LetterRefused(_("Files can only be attached to a draft."))
        attached = _attach(letter, file, stored, by=by, at=at)
        audit.record(
            "letter.file_attached", letter, by=by, at=at, label=label_of(letter), after={"sha256": attached.sha256}
        )
    return attached


@transaction.atomic
def detach_file(*, attachment_id: int, by: Actor | None, at: datetime) -> None:
    """Take a file away from a draft; the file itself goes once the act is done."""
    attached = LetterAttachment.objects.get(pk=attachment_id)
    letter = locked_letter(attached.letter_id)
    if letter.status != Letter.Status.DRAFT:
        raise LetterRefused(_("Files can only be removed from a draft."))
    audit.record(
        "letter.file_removed", letter, by=by, at=at, label=label_of(letter), before={"sha256": attached.sha256}
    )
    file = attached.file
    attached.delete()
    transaction.on_commit(lambda: file.delete(save=False))


def file_letter(
    *,
    series: LetterSeries,
    file: UploadedFile,
    received_on: date,
    subject: str,
    by: Actor | None,
    at: datetime,
    is_demonstration: bool = False,
    **facts: Any,
) -> Letter:
    """Enter a letter or an e-mail that came in into the register, with its scan; it is numbered at once."""
    if series.kind != LetterSeries.Kind.RECEIVED:
        raise LetterRefused(_("Choose a series of letters received."))
    if received_on > timezone.localdate(at):
        raise LetterRefused(_("A letter cannot be filed before it is received."))
    if (written_on := facts.get("written_on")) and written_on > received_on:
        raise LetterRefused(_("A letter cannot be received before it is written. Check both dates."))
    with _taken_back() as stored:
        letter = Letter(series=series, is_received=True, status=Letter.Status.FILED, dated_on=received_on)
        letter.written_by_key = by.key if by else None
        letter.is_demonstration = is_demonstration
        write_facts(letter, {"subject": subject, **facts})
        give_number(letter)
        letter.save()
        if is_email_file(file.name or ""):
            _attach_email(letter, file, stored, by=by, at=at)
        else:
            _attach(letter, file, stored, by=by, at=at)
        audit.record("letter.filed", letter, by=by, at=at, label=label_of(letter), after={"series": series.code})
    return letter


def _attach_email(letter: Letter, file: UploadedFile, stored: list[Any], *, by: Actor | None, at: datetime) -> None:
    """The e-mail as it came, and beside it what came with it of the types that the platform takes."""
    raw = content_of_email(file)
    received = read_email(raw, limit=settings.WEGO_UPLOAD_LIMIT)
    checked = CheckedUpload(safe_name(file.name or ""), ENDING, MEDIA_TYPE, len(raw), hashlib.sha256(raw).hexdigest())
    _keep(letter, file, checked, stored, by=by, at=at)
    for name, content in received.attachments:
        if not content or name.rpartition(".")[2].lower() not in MEDIA_TYPES:
            continue  # a calendar entry, a signature: it stays in the e-mail
        part = SimpleUploadedFile(name, content)
        try:
            part_checked = check_upload(part)
        except UploadRefused as refusal:
            raise UploadRefused(_("“%(name)s” in the e-mail: %(why)s") % {"name": name, "why": refusal}) from None
        _keep(letter, part, part_checked, stored, by=by, at=at)


@contextmanager
def _taken_back() -> Iterator[list[Any]]:
    """A transaction; where it fails, the files that were stored in it go: it takes back rows but not files."""
    stored: list[Any] = []
    try:
        with transaction.atomic():
            yield stored
    except BaseException:
        for file in stored:
            file.delete(save=False)
        raise


def _attach(
    letter: Letter, file: UploadedFile, stored: list[Any], *, by: Actor | None, at: datetime
) -> LetterAttachment:
    checked = check_upload(file)
    held = letter.attachments.aggregate(bytes=Sum("size"))["bytes"] or 0
    if held + checked.size > settings.WEGO_UPLOAD_LIMIT:
        raise UploadRefused(
            _("Together the files of a letter may have at most %(limit)s. Attach fewer or smaller files.")
            % {"limit": filesizeformat(settings.WEGO_UPLOAD_LIMIT)}
        )
    return _keep(letter, file, checked, stored, by=by, at=at)


def _keep(
    letter: Letter,
    file: UploadedFile,
    checked: CheckedUpload,
    stored: list[Any],
    *,
    by: Actor | None,
    at: datetime,
) -> LetterAttachment:
    file.name = checked.stored_name
    attached = LetterAttachment.objects.create(
        letter=letter,
        file=file,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        added_by_key=by.key if by else None,
        added_at=at,
    )
    stored.append(attached.file)
    return attached
