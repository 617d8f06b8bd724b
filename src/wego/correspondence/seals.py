"""The seal of certificates: what it signs is the statement; a paper that was changed does not hold it any more."""

from __future__ import annotations

import json
from hashlib import sha256

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wego.core.languages import SOURCE
from wego.core.punctuation import paired
from wego.core.seals.kinds import SealBroken, SealKind, declare
from wego.core.seals.models import Seal
from wego.correspondence.models import Certificate
from wego.correspondence.pdf import certificate_text

# Every paper holds it (`print/certificate.typ`), also one that somebody has changed since.
PDF, MARK = b"%PDF-", b"wego-certificate"


def signed_part(content: bytes) -> bytes | None:
    """The statement of a paper that is ours to the byte; None for what is no certificate of ours."""
    if not content.startswith(PDF):
        return None
    found = Certificate.objects.filter(sha256=sha256(content).hexdigest()).first()
    if found is not None:
        return found.statement.encode()
    if MARK in content:
        raise SealBroken
    return None


def describe(seal: Seal) -> tuple[str, str] | None:
    """What a certificate says, in the reader's language: whoever holds its code knows it already."""
    found = Certificate.objects.filter(number=seal.subject_id).first()
    if found is None:
        return None
    return paired(found.number, certificate_text(json.loads(found.statement), get_language() or SOURCE)), ""


CERTIFICATE_SEAL = declare(
    SealKind("correspondence.certificate", _("Certificate"), signed_part=signed_part, describe=describe)
)
