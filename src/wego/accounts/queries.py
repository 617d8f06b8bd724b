"""Who holds which role in the network, people as lists show them, and what is kept of a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from wego.accounts import hooks
from wego.accounts.models import NetworkRole, RoleType, User
from wego.core.absences.queries import deputies
from wego.core.folding import fold
from wego.core.models import AuditEntry
from wego.core.search.queries import things_named

CAST_DOMAIN = "step-in.example"  # addresses of the made-up people whom a demonstration's visitor may step into


def held_roles(user: Any) -> tuple[NetworkRole, ...]:
    """The network roles that a person holds now, with what they grant; none for a stranger. Asked once per request."""
    if not user.is_authenticated:
        return ()
    if not hasattr(user, "_network_roles"):
        user._network_roles = tuple(NetworkRole.objects.filter(user=user, ended_at=None).order_by("pk"))
    return user._network_roles


def roles_held_by(user: Any) -> frozenset[str]:
    """The codes of the network roles that a person holds now."""
    return frozenset(held.role for held in held_roles(user))


def lacks_second_factor(user: Any) -> bool:
    """Does this person hold a role of the office in a session in which no second factor was used?"""
    if getattr(user, "has_used_second_factor", True):
        return False
    return any(held.is_in_office for held in held_roles(user))


def roles_in_force(user: Any) -> tuple[NetworkRole, ...]:
    """The network roles in force: those of the office only in a session in which a second factor was used."""
    lacking = lacks_second_factor(user)
    return tuple(held for held in held_roles(user) if not (lacking and held.is_in_office))


def roles_of(user: Any) -> frozenset[str]:
    """The codes of the network roles in force."""
    return frozenset(held.role for held in roles_in_force(user))


def enters_office(user: Any) -> bool:
    """May this person come into the office: of the secretariat, of a regional office, or to read?

    What each may see and do there, permissions say (`authorization.has_permission`).
    """
    return any(held.is_in_office for held in roles_in_force(user))


def people_in_secretariat() -> list[User]:
    """Everybody who works in the secretariat now."""
    held = NetworkRole.objects.filter(ended_at=None, user__is_active=True).select_related("user")
    found = held.filter(Q(type_kind=RoleType.Kind.OFFICE) | Q(role=NetworkRole.Role.SECRETARIAT))
    return list(dict.fromkeys(role.user for role in found.order_by("user_id")))


def at_work(readers: Iterable[User], on: date) -> list[User]:
    """Whom a mail reaches on a day: in the place of each who is away the deputy, nobody twice."""
    away = deputies(on)
    keys = dict.fromkeys(away.get(person.key, person.key) for person in readers)
    found = {person.key: person for person in User.objects.filter(key__in=keys, is_active=True)}
    return [found[key] for key in keys if key in found]


def role_choices() -> list[tuple[str, str]]:
    """The roles that can be given: those of the network folder, or before it is loaded those that are there."""
    loaded = [(one.code, str(one)) for one in RoleType.objects.all()]
    return loaded or [(code, str(label)) for code, label in NetworkRole.Role.choices]


def region_choices() -> list[tuple[str, str]]:
    """The regions of members, as (code, name)."""
    return [region for found in hooks.regions.collect() for region in found]


def name_regions(roles: Iterable[NetworkRole]) -> None:
    """Give each role the name of its region, as `region_name`; asked only where one has a region."""
    known: dict[str, str] | None = None
    for held in roles:
        if held.region and known is None:
            known = dict(region_choices())
        held.region_name = (known or {}).get(held.region, held.region)


def roles_in_words(roles: Iterable[NetworkRole]) -> list[str]:
    """The titles of roles, a regional office's with its region."""
    named = list(roles)
    name_regions(named)
    return [f"{held.title} ({held.region_name})" if held.region_name else held.title for held in named]


def people() -> QuerySet[User]:
    """People for the office's list: not the erased."""
    shown = User.objects.filter(erased_at=None).annotate(
        has_second_factor=Exists(
            Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        )
    )
    return shown.order_by("email")


def with_roles(shown: QuerySet[User]) -> QuerySet[User]:
    """With the roles that they hold now. A list of their own: Django would write the question anew for each person."""
    held = NetworkRole.objects.filter(ended_at=None)
    return shown.prefetch_related(Prefetch("network_roles", held, to_attr="roles_held"))


def named(shown: QuerySet[User], words: str) -> QuerySet[User]:
    """Those in whose name or address every word stands, case and accents set aside."""
    for folded in filter(None, map(fold, words.split())):
        shown = shown.filter(pk__in=things_named("person", folded))
    return shown


def person_with_address(email: str) -> User | None:
    """Whoever holds this address, proven or as the one to sign in with."""
    address = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True).select_related("user").first()
    return address.user if address else User.objects.filter(email=email.strip().lower()).first()


def zone_of_address(address: str) -> str | None:
    """The zone that whoever signs in with this address has chosen."""
    chosen = (
        User.objects.filter(email=address.strip().lower()).exclude(time_zone="").values_list("time_zone", flat=True)
    )
    return chosen.first()


def mailbox_of(*, key: UUID) -> tuple[str, str] | None:
    """Fills `core.dated_tasks.hooks.mailbox_of`: address and language of a person who may sign in."""
    return User.objects.filter(key=key, is_active=True).values_list("email", "language").first()


def names_of(*, keys: Collection[UUID]) -> dict[UUID, str]:
    """Fills `core.comments.hooks.names_of`."""
    return {user.key: str(user) for user in User.objects.filter(key__in=keys)}


def holders_of(email: str) -> list[User]:
    """Who has shown to hold this address and may sign in: one person at most. A claim alone makes nobody its holder."""
    found = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True, user__is_active=True)
    return [address.user for address in found.select_related("user")]


def proven_addresses(user: Any) -> set[str]:
    """A person's addresses that the person has shown to hold, in lower case."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in addresses}


def is_invited(email: str, at: datetime) -> bool:
    """Is an invitation open to this address?"""
    return any(hooks.invited.collect(email=email, at=at))


def cast() -> list[User]:
    """The made-up people whom a visitor of the demonstration may step into."""
    return list(
        User.objects.filter(is_demonstration=True, is_active=True, email__endswith=f"@{CAST_DOMAIN}")
        .order_by("pk")
        .prefetch_related("network_roles")
    )


def posts_of(shown: list[User]) -> dict[int, list[str]]:
    """What each person does at which organisation, in words, by the person's number."""
    posts: dict[int, list[str]] = {}
    for found in hooks.posts.collect(people=shown):
        for number, words in found.items():
            posts.setdefault(number, []).extend(words)
    return posts


def factors_of(user: User) -> dict[str, int]:
    """How many factors of each kind a person has."""
    counted: dict[str, int] = {}
    for kind in Authenticator.objects.filter(user=user).values_list("type", flat=True):
        counted[kind] = counted.get(kind, 0) + 1
    return counted


def personal_data(user: User) -> dict[str, Any]:
    """Everything that the platform keeps of a person, as plain values: no secret, nothing of others."""
    data: dict[str, Any] = {
        "made_at": timezone.now(),
        "person": {
            "key": user.key,
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "time_zone": user.time_zone,
            "joined_at": user.joined_at,
            "last_sign_in_at": user.last_login,
            "made_up_for_the_demonstration": user.is_demonstration,
        },
        "email_addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "roles_in_the_network": list(user.network_roles.values("role", "region", "granted_at", "ended_at")),
        "second_factors": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at").order_by("pk")
        ),
        "single_sign_on": list(SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")),
        "sessions": list(UserSession.objects.filter(user=user).values("created_at", "ip", "user_agent")),
        "acts": list(
            AuditEntry.objects.filter(actor_key=user.key).order_by("pk").values("at", "action", "kind", "label")
        ),
    }
    for title, part in hooks.personal_data.collect(user=user):
        data[title] = part
    return data
