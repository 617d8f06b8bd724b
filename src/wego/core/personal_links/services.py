"""Making, using and revoking personal links: steps of another act, in its transaction, told by its audit line."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from wego.core.audit import Actor
from wego.core.personal_links.kinds import LinkKind
from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.queries import digest_of
from wego.core.references import Reference
from wego.core.rules import RuleError

# Three months after a link has expired nobody needs to know any more to whom it went.
KEPT_ADDRESSES = timedelta(days=90)


class LinkClosed(RuleError):
    """The link has been used, was revoked, or has expired."""


def make_link(
    kind: LinkKind, *, to: str, language: str, at: datetime, subject: Reference | None = None
) -> tuple[PersonalLink, str]:
    """A new link for one person, and its address in that person's language: the only time that anybody sees it."""
    token = secrets.token_urlsafe(32)
    link = PersonalLink.objects.create(
        kind=kind.code,
        digest=digest_of(token),
        address=to.strip().lower(),
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else "",
        subject_label=subject.label[:300] if subject else "",
        allowed_uses=kind.uses,
        made_at=at,
        expires_at=at + kind.good_for,
    )
    with translation.override(language):
        return link, settings.WEGO_BASE_URL + reverse(kind.view, kwargs={"token": token})


@transaction.atomic
def use_link(*, link_id: int, at: datetime) -> PersonalLink:
    """Count a use; of two who use the last one at the same time the second is refused."""
    link = PersonalLink.objects.select_for_update().get(pk=link_id)
    if not link.is_open(at):
        raise LinkClosed(_("This link has been used or has expired. Ask for a new one."))
    link.uses, link.used_at = link.uses + 1, at
    link.save(update_fields=["uses", "used_at"])
    return link


@transaction.atomic
def revoke_link(*, link_id: int, at: datetime) -> None:
    """From now on the link leads nowhere; one that was revoked before stays as it is."""
    PersonalLink.objects.filter(pk=link_id, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def forget_old_addresses(at: datetime) -> None:
    """Three months after a link's end its address goes; a periodic job."""
    PersonalLink.objects.filter(expires_at__lt=at - KEPT_ADDRESSES).exclude(address="").update(address="")


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: links to the person's addresses lead nowhere, and the addresses go."""
    which = Q()
    for address in addresses:
        which |= Q(address=address.lower())
    theirs = PersonalLink.objects.filter(which) if addresses else PersonalLink.objects.none()
    theirs.filter(revoked_at=None).update(revoked_at=at)
    theirs.update(address="")
