"""Documents that bear out what an organisation says: stored, described, replaced, blacked out, removed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.audit import Actor
from wego.core.files import MEDIA_TYPES, CheckedUpload, UploadRefused, check_upload
from wego.core.rules import RuleError
from wego.members.models import Organisation
from wego.records.models import Evidence
from wego.records.queries.evidence import due_evidence, same_file, uses_of, versions_of

Readers = Evidence.Readers


class EvidenceRefused(RuleError):
    """What was asked of a document does not go, as things stand."""


# --- stored -----------------------------------------------------------------------------------------------------------
@contextmanager
def removed_if_it_fails() -> Iterator[list[Evidence]]:
    """A transaction takes back rows but not files: these are removed here."""
    stored: list[Evidence] = []
    try:
        yield stored
    except BaseException:
        for evidence in stored:
            evidence.file.delete(save=False)
        raise


def keep_evidence(
    file: UploadedFile,
    accept: Collection[str],
    organisation: Organisation,
    *,
    by: User | None,
    at: datetime,
    readers: str = Readers.VERIFIERS,
    **details: Any,
) -> Evidence:
    """Store an uploaded file as the organisation's evidence, for the act that cites it. Raises UploadRefused.

    Nobody (`by`) uploaded it who has an account where somebody outside was asked for it.
    """
    checked: CheckedUpload = check_upload(file, accept)
    kept = Evidence.objects.filter(organisation=organisation, removed_at=None)
    held = kept.aggregate(bytes=Sum("size"))["bytes"] or 0
    if held + checked.size > settings.WEGO_UPLOAD_QUOTA:
        raise UploadRefused(
            _("The files of %(name)s already take up the maximum of %(limit)s. Ask the secretariat for more space.")
            % {"name": organisation.name, "limit": filesizeformat(settings.WEGO_UPLOAD_QUOTA)}
        )
    file.name = checked.stored_name
    return Evidence.objects.create(
        organisation=organisation,
        file=file,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        readers=readers,
        uploaded_by=by,
        uploaded_at=at,
        **{**details, "title": details.get("title") or checked.name},
    )


def add_evidence(*, organisation_id: int, file: UploadedFile, by: User, at: datetime, **details: Any) -> Evidence:
    """Put a document among the organisation's. Raises UploadRefused, EvidenceRefused."""
    with removed_if_it_fails() as stored, transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        _refuse_days(details, at)
        _refuse_same(file, organisation)
        made = keep_evidence(file, MEDIA_TYPES, organisation, by=by, at=at, **details)
        stored.append(made)
        audit.record("evidence.added", made, by=by, at=at, after=_facts(made))
    return made


# --- described --------------------------------------------------------------------------------------------------------
@transaction.atomic
def edit_evidence(*, evidence_id: int, by: User, at: datetime, **details: Any) -> Evidence:
    """Say anew what a document is: its kind, who issued it, in which language, until when it is valid."""
    evidence = _locked(evidence_id)
    _refuse_days(details, at, known=evidence)
    return _changed(evidence, "evidence.edited", details, by=by, at=at)


@transaction.atomic
def share_evidence(*, evidence_id: int, readers: str, keep_until: date | None, by: User, at: datetime) -> Evidence:
    """Decide who reads a document and how long it is kept. What has a redacted copy is read in that alone."""
    evidence = _locked(evidence_id)
    _refuse_days({"keep_until": keep_until}, at, known=evidence)
    if readers in (Readers.PUBLIC, Readers.MEMBERS) and has_redacted_copy(evidence):
        raise EvidenceRefused(
            _("This document has a redacted copy, which others read instead. Remove the copy first, or share only it.")
        )
    shared = {"readers": readers, "keep_until": keep_until}
    former = [one.pk for one in versions_of(evidence) if one.removed_at is None]
    Evidence.objects.filter(pk__in=former).update(**shared)  # what it was before is no more open than it is now
    return _changed(evidence, "evidence.shared", shared, by=by, at=at)


# --- replaced, blacked out --------------------------------------------------------------------------------------------
def replace_evidence(
    *,
    evidence_id: int,
    file: UploadedFile,
    issued_on: date | None,
    valid_until: date | None,
    by: User,
    at: datetime,
) -> Evidence:
    """Put a new version in the place of a document. What cites the former one still does."""
    with removed_if_it_fails() as stored, transaction.atomic():
        former = _locked(evidence_id)
        if former.redacts_id:
            raise EvidenceRefused(_("This is a redacted copy. Remove it, then add another to the original."))
        days: dict[str, Any] = {"issued_on": issued_on, "valid_until": valid_until}
        _refuse_days(days, at)
        _refuse_same(file, former.organisation)
        kept = {
            name: getattr(former, name) for name in ("title", "kind", "issuer", "language", "readers", "keep_until")
        }
        made = keep_evidence(
            file, MEDIA_TYPES, former.organisation, by=by, at=at, replaces=former, **days, **_renamed(kept, file)
        )
        stored.append(made)
        audit.record("evidence.replaced", made, by=by, at=at, before=_facts(former), after=_facts(made))
    return made


def redact_evidence(*, evidence_id: int, file: UploadedFile, readers: str, by: User, at: datetime) -> Evidence:
    """Put a copy in which what is confidential is blacked out beside the original, for those who may not read that."""
    with removed_if_it_fails() as stored, transaction.atomic():
        original = _locked(evidence_id)
        if original.redacts_id or has_redacted_copy(original):
            raise EvidenceRefused(_("There is a redacted copy already. Remove it before you add another."))
        if readers not in (Readers.PUBLIC, Readers.MEMBERS):
            raise EvidenceRefused(_("A redacted copy is for everyone or for the members of the network."))
        _refuse_same(file, original.organisation)
        kept = {name: getattr(original, name) for name in ("kind", "issuer", "language", "issued_on", "valid_until")}
        kept |= {"keep_until": original.keep_until, "readers": readers, "redacts": original}
        made = keep_evidence(file, MEDIA_TYPES, original.organisation, by=by, at=at, **kept)
        stored.append(made)
        if original.readers in (Readers.PUBLIC, Readers.MEMBERS):
            original.readers = Readers.VERIFIERS
            original.save(update_fields=["readers"])
        audit.record("evidence.redacted", original, by=by, at=at, after=_facts(made) | {"copy": made.pk})
    return made


def has_redacted_copy(evidence: Evidence) -> bool:
    copy = getattr(evidence, "redacted_copy", None)
    return copy is not None and copy.removed_at is None


# --- removed ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def remove_evidence(*, evidence_id: int, by: User, at: datetime) -> Evidence:
    """Take the file of a document away. What is in use stays until its date."""
    evidence = _locked(evidence_id)
    every = [evidence, *(one for one in versions_of(evidence) if one.removed_at is None)]
    if uses_of(every):
        raise EvidenceRefused(
            _("This document is in use. Replace it with a new version, or set the day until which it is kept.")
        )
    for one in every:
        _remove(one, by=by, at=at)
    return evidence


def remove_due_evidence(at: datetime) -> None:
    """Remove the files that were to be kept until a day that is over; a daily job, a line in the trail for each."""
    for number in due_evidence(timezone.localdate(at)).values_list("pk", flat=True):
        with transaction.atomic():
            evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=number)
            if evidence.removed_at is None:
                _remove(evidence, by=None, at=at)


def _remove(evidence: Evidence, *, by: Actor | None, at: datetime) -> None:
    """The row stays, since something may cite it; a redacted copy goes wholly and leaves its place free."""
    copy = getattr(evidence, "redacted_copy", None)
    if copy is not None:
        _remove(copy, by=by, at=at)
    audit.record("evidence.removed", evidence, by=by, at=at, before=_facts(evidence))
    storage, name = evidence.file.storage, evidence.file.name
    if evidence.redacts_id:
        evidence.delete()
    else:
        evidence.file, evidence.removed_at = "", at
        evidence.save(update_fields=["file", "removed_at"])
    transaction.on_commit(lambda: storage.delete(str(name)))


# --- what all of them ask ---------------------------------------------------------------------------------------------
def _locked(evidence_id: int) -> Evidence:
    """What stands now; a former version and what was removed are left as they are."""
    found = Evidence.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=evidence_id)
    if found.removed_at is not None:
        raise EvidenceRefused(_("This document was removed. Add it again if you need it."))
    if hasattr(found, "replaced_by"):
        raise EvidenceRefused(_("A newer version has taken the place of this document. Open that one."))
    return found


def _changed(evidence: Evidence, action: str, details: dict[str, Any], *, by: User, at: datetime) -> Evidence:
    before, after = audit.difference(_facts(evidence), {name: details[name] for name in details if name in FACTS})
    if after:
        for name in after:
            setattr(evidence, name, details[name])
        evidence.save(update_fields=list(after))
        audit.record(action, evidence, by=by, at=at, before=before, after=after)
    return evidence


FACTS = ("title", "kind", "issuer", "language", "issued_on", "valid_until", "keep_until", "readers")


def _facts(evidence: Evidence) -> dict[str, Any]:
    return {name: getattr(evidence, name) for name in (*FACTS, "sha256")}


def _renamed(kept: dict[str, Any], file: UploadedFile) -> dict[str, Any]:
    """A title that is a file's name becomes the new file's; one that people gave stays."""
    is_file_name = kept["title"].rpartition(".")[2].lower() in MEDIA_TYPES
    return kept | {"title": ""} if is_file_name else kept


def _refuse_same(file: UploadedFile, organisation: Organisation) -> None:
    """What is there already need not be given again."""
    if found := same_file(file, organisation):
        raise EvidenceRefused(
            _("This file is already among your documents, as “%(title)s”. Use that one.") % {"title": found.title}
        )


def _refuse_days(details: dict[str, Any], at: datetime, *, known: Evidence | None = None) -> None:
    """An expired document bears nothing out, and what is kept until yesterday is gone at once."""
    today = timezone.localdate(at)
    for name in ("valid_until", "keep_until"):
        day = details.get(name)
        if day is not None and day < today and day != getattr(known, name, None):
            raise EvidenceRefused(
                _("The document has expired: “valid until” is in the past. Give one that is still valid.")
                if name == "valid_until"
                else _("The day until which it is kept is in the past. Choose a later day, or remove the document.")
            )
    issued = details.get("issued_on")
    if issued is not None and issued > today:
        raise EvidenceRefused(_("The date of the document is in the future. Check it."))
    valid = details.get("valid_until")
    if issued is not None and valid is not None and valid < issued:
        raise EvidenceRefused(_("“Valid until” is before the date of the document. Check both."))
