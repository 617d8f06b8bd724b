"""Finding a personal link by its secret."""

from __future__ import annotations

from hashlib import sha256

from wego.core.personal_links.kinds import LinkKind
from wego.core.personal_links.models import PersonalLink


def digest_of(token: str) -> str:
    """What is kept of a link's secret."""
    return sha256(token.encode()).hexdigest()


def link_by_token(kind: LinkKind, token: str) -> PersonalLink | None:
    """The link of a secret, whatever has become of it; one of another kind is none."""
    return PersonalLink.objects.filter(kind=kind.code, digest=digest_of(token)).first()
