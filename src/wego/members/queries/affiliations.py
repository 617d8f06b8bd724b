"""Who is who at which organisation, now; and the invitations to join."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import permitted_rows
from wego.accounts.models import User
from wego.accounts.queries import proven_addresses, roles_held_by
from wego.core.personal_links.kinds import LinkKind, declare
from wego.core.personal_links.queries import link_by_token
from wego.members.models import Affiliation, Invitation, Organisation

INVITATION_LINK = declare(
    LinkKind("members.invitation", _("Invitation"), view="my_members:invitation", good_for=timedelta(days=14))
)
OFFICER, CONTRIBUTOR = Affiliation.Role.OFFICER, Affiliation.Role.CONTRIBUTOR


def roles_at(user: Any, organisation: Organisation) -> frozenset[str]:
    """The roles that a person holds at an organisation now; asked once per request for all organisations."""
    return frozenset(role for number, role in _held(user) if number == organisation.pk)


def is_officer(user: Any, organisation: Organisation) -> bool:
    """Does this person act for the organisation?"""
    return OFFICER in roles_at(user, organisation)


def organisations_of(user: Any, *roles: str) -> QuerySet[Organisation]:
    """The organisations at which a person holds one of these roles now (any role if none is said)."""
    numbers = {number for number, role in _held(user) if not roles or role in roles}
    return Organisation.objects.filter(pk__in=numbers)


def holds_anything(user: Any) -> bool:
    """Whether a person holds a post anywhere or a role in the network: everybody else sees what strangers see."""
    return user.is_authenticated and bool(_held(user) or roles_held_by(user))


def _held(user: Any) -> frozenset[tuple[int, str]]:
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_posts_held"):
        held = Affiliation.objects.filter(user=user, ends_on=None).values_list("organisation_id", "role")
        user._posts_held = frozenset(held)
    return user._posts_held


def organisations_managed_by(user: Any) -> QuerySet[Organisation]:
    """Where a person sees and invites colleagues: officers at their organisations, and who keeps people everywhere."""
    return permitted_rows(
        Organisation.objects.all(),
        user,
        "members.keep_colleagues",
        own=lambda: Q(pk__in=organisations_of(user, OFFICER)),
    )


def colleagues(organisation: Organisation) -> QuerySet[Affiliation]:
    """The people of an organisation now, officers first."""
    return organisation.affiliations.filter(ends_on=None).select_related("user").order_by("-role", "user__name", "pk")


def languages_of_officers() -> dict[int, str]:
    """The language of each organisation's longest-standing officer, by the organisation's key; one query."""
    officers = Affiliation.objects.filter(role=Affiliation.Role.OFFICER, ends_on=None, user__is_active=True)
    return dict(officers.order_by("-pk").values_list("organisation_id", "user__language"))


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that nobody has answered, the expired among them (they can be sent again)."""
    return organisation.invitations.filter(status=Invitation.Status.OPEN).select_related("invited_by", "link")


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation of a link's secret, whatever has become of it."""
    link = link_by_token(INVITATION_LINK, token)
    return Invitation.objects.filter(link=link).select_related("organisation", "invited_by", "link").first()


def invitations_for(user: Any, at: datetime) -> QuerySet[Invitation]:
    """The invitations open to a person's proven addresses."""
    return _open(at).filter(email__in=proven_addresses(user)).select_related("organisation", "invited_by", "link")


def is_invited(*, email: str, at: datetime) -> bool | None:
    """Fills `accounts.hooks.invited`."""
    return _open(at).filter(email=email.strip().lower()).exists() or None


def _open(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(status=Invitation.Status.OPEN, link__expires_at__gt=at)


def posts_of(*, people: list[User]) -> dict[int, list[str]]:
    """Fills `accounts.hooks.posts`: role, post and organisation of each person, in words."""
    held = Affiliation.objects.filter(user__in=people, ends_on=None).select_related("organisation").order_by("pk")
    posts: dict[int, list[str]] = {}
    pairs: dict[int, set[tuple[int, str]]] = {}
    for affiliation in held:
        pairs.setdefault(affiliation.user_id, set()).add((affiliation.organisation_id, affiliation.role))
        words = [affiliation.get_role_display(), affiliation.post, str(affiliation.organisation)]
        posts.setdefault(affiliation.user_id, []).append(" · ".join(filter(None, words)))
    for person in people:  # so that nobody's posts are asked for twice
        person._posts_held = frozenset(pairs.get(person.pk, ()))  # type: ignore[attr-defined]
    return posts


def personal_data(*, user: User) -> tuple[str, dict[str, Any]]:
    """Fills `accounts.hooks.personal_data`: a person's posts and the invitations to and by that person."""
    posts = user.affiliations.values("organisation__slug", "role", "post", "starts_on", "ends_on")
    facts = ("organisation__slug", "role", "status", "invited_at", "accepted_at")
    expires = {"expires_at": F("link__expires_at")}
    received = Invitation.objects.filter(email__in=proven_addresses(user)).values(*facts, **expires)
    sent = user.invitations_sent.values(*facts, **expires)
    return "members", {
        "posts": list(posts),
        "invitations_received": list(received),
        "invitations_sent": list(sent),
    }
