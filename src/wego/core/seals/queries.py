"""Checking seals: by code, or by a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from wego.core.references import Reference
from wego.core.seals.keys import is_signed
from wego.core.seals.kinds import SealBroken, SealKind, known_kinds
from wego.core.seals.models import Seal

VALID, REVOKED, CHANGED, UNKNOWN = "valid", "revoked", "changed", "unknown"
# Crockford's base 32: no letter that is taken for a digit. https://www.crockford.com/base32.html
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans("OILU", "011V")
CODE_LENGTH = 20


@dataclass(frozen=True)
class SealCheck:
    """What a check found: `state` is valid, revoked, changed or unknown."""

    state: str
    seal: Seal | None = None


def seals() -> QuerySet[Seal]:
    """Every seal with its key and its end, the latest first."""
    return Seal.objects.select_related("key", "revocation")


def code_of(signature: bytes) -> str:
    """The code of a seal, a hundred bits: nobody finds it who has not seen the seal."""
    number = int.from_bytes(sha256(signature).digest()[:13], "big") >> 4
    return "".join(LETTERS[number >> (5 * place) & 31] for place in reversed(range(CODE_LENGTH)))


def read_code(text: str) -> str:
    """A code as somebody typed it: in any case, with spaces or hyphens, with letters that look alike."""
    return re.sub(r"[\s\-–—.]", "", text).upper().translate(_TAKEN_FOR)


def check_code(text: str) -> SealCheck:
    """What is known of a code."""
    code = read_code(text)
    return _checked(seals().filter(code=code).first() if len(code) == CODE_LENGTH else None)


def check_file(content: bytes) -> SealCheck:
    """What is known of a file: it was signed itself, or something in it was."""
    is_broken = False
    for part in (None, *known_kinds()):
        try:
            signed = content if part is None else part.signed_part(content) if part.signed_part else None
        except SealBroken:
            is_broken = True
            continue
        if signed is None:
            continue
        which = Q(sha256=sha256(signed).hexdigest())
        found = seals().filter(which if part is None else which & Q(kind=part.code)).first()
        if found and is_signed(signed, found.signature, found.key.public_pem):
            return _checked(found)
    return SealCheck(CHANGED) if is_broken else SealCheck(UNKNOWN)


def last_seal(kind: SealKind, subject: Reference) -> Seal | None:
    """The seal that a thing got last."""
    found = Seal.objects.filter(kind=kind.code, subject_kind=subject.kind, subject_id=subject.id)
    return found.select_related("key").order_by("-pk").first()


def sealing_key(kind: str, subject_kind: str) -> Subquery:
    """For annotating a list of things: the public key that sealed each of them last."""
    found = Seal.objects.filter(kind=kind, subject_kind=subject_kind, subject_id=Cast(OuterRef("pk"), CharField()))
    return Subquery(found.order_by("-pk").values("key__public_pem")[:1])


def _checked(seal: Seal | None) -> SealCheck:
    if seal is None:
        return SealCheck(UNKNOWN)
    return SealCheck(REVOKED if getattr(seal, "revocation", None) else VALID, seal)
