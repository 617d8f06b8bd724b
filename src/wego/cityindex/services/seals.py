"""Seals of editions: each is sealed when it is published, never when somebody asks for it."""

from __future__ import annotations

from datetime import datetime

from wego.cityindex import archive
from wego.cityindex.models import Edition
from wego.core.audit import Actor
from wego.core.references import Reference
from wego.core.seals.models import Seal
from wego.core.seals.services import seal_content


def seal_edition(edition: Edition, *, by: Actor | None, at: datetime) -> Seal:
    """Put the network's signature under an edition that is out. Sealed as it is, it keeps its seal."""
    subject = Reference(edition._meta.label, str(edition.pk), edition.code)
    return seal_content(archive.BUNDLE_SEAL, archive.signed_digests(edition), subject=subject, by=by, at=at)


def seal_editions(at: datetime) -> None:
    """Seal what is out and is not sealed as it is: editions and words of an earlier version; a periodic job."""
    for edition in Edition.objects.exclude(status=Edition.Status.DRAFT):
        seal_edition(edition, by=None, at=at)
