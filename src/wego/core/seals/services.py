"""Sealing contents, ending a seal, and changing to another key."""

from __future__ import annotations

import base64
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.core.seals import keys
from wego.core.seals.kinds import SealKind
from wego.core.seals.models import Seal, SealRevocation, SigningKey
from wego.core.seals.queries import code_of


class SealRefused(RuleError):
    """The seal cannot be ended so; the message says why."""


def seal_content(kind: SealKind, content: bytes, *, subject: Reference, by: Actor | None, at: datetime) -> Seal:
    """Put the network's signature under a content. Sealed before, it keeps its seal, whatever key signs today."""
    known = Seal.objects.select_related("key").filter(kind=kind.code, sha256=sha256(content).hexdigest())
    if found := known.first():
        return found
    try:
        return _seal(kind, content, subject=subject, by=by, at=at)
    except IntegrityError:  # somebody was first
        return known.get()


@transaction.atomic
def _seal(kind: SealKind, content: bytes, *, subject: Reference, by: Actor | None, at: datetime) -> Seal:
    signature = keys.sign(content)
    seal = Seal.objects.create(
        code=code_of(signature + kind.code.encode()),
        kind=kind.code,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_label=subject.label[:300],
        sha256=sha256(content).hexdigest(),
        signature_base64=base64.b64encode(signature).decode(),
        key=_key_row(keys.public_key(), at),
        sealed_at=at,
    )
    audit.record("seal.made", seal, by=by, at=at, after={"sha256": seal.sha256, "key": seal.key.fingerprint})
    return seal


@transaction.atomic
def revoke_seal(*, seal_id: int, revoked_on: date, reason: str, by: Actor | None, at: datetime) -> SealRevocation:
    """End a seal with its reason: whoever checks it from now on reads that it does not hold any more, and why."""
    seal = Seal.objects.select_for_update().get(pk=seal_id)
    if not reason.strip():
        raise SealRefused(_("Enter the reason for revoking the seal. Everyone who checks it sees the reason."))
    if SealRevocation.objects.filter(seal=seal).exists():
        raise SealRefused(_("This seal is already revoked."))
    if not timezone.localdate(seal.sealed_at) <= revoked_on <= timezone.localdate(at):
        raise SealRefused(_("Enter a date between the date of the seal and today."))
    revocation = SealRevocation.objects.create(
        seal=seal,
        revoked_on=revoked_on,
        reason=reason.strip(),
        revoked_by_key=by.key if by else None,
        recorded_at=at,
    )
    after = {"revoked_on": revoked_on, "reason": reason.strip()}
    audit.record("seal.revoked", seal, by=by, at=at, after=after)
    return revocation


@transaction.atomic
def replace_signing_key(*, by: Actor | None, at: datetime) -> SigningKey:
    """From now on another key signs. What the former one signed keeps its seal and is checked with it as before."""
    former = _key_row(keys.public_key(), at)
    former.replaced_at = at
    former.save(update_fields=["replaced_at"])
    key = _key_row(keys.replace_key(), at)
    audit.record(
        "signing_key.replaced", key, by=by, at=at, before={"key": former.fingerprint}, after={"key": key.fingerprint}
    )
    return key


def _key_row(public_pem: str, at: datetime) -> SigningKey:
    facts = {"public_pem": public_pem, "first_used_at": at}
    key, _is_new = SigningKey.objects.get_or_create(fingerprint=keys.fingerprint(public_pem), defaults=facts)
    return key
