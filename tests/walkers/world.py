"""Two cities with one of everything that belongs to a city, and one person of every role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.accounts.factories import make_role, make_user
from wego.accounts.models import NetworkRole, User
from wego.assessment.queries import framework_in_force
from wego.assessment.services.diagnoses import start_diagnosis, submit_diagnosis
from wego.members.models import Affiliation, Invitation, Organisation
from wego.members.queries.affiliations import digest_of
from wego.members.services.profiles import propose_profile_change
from wego.questionnaires.models import Answer
from wego.records.models import Evidence

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
DOCUMENT = b"%PDF-1.7 a plan"
ROLES = (
    "stranger",
    "nobody",
    "juror",
    "trainee",
    "delegate",
    "contributor",
    "officer",
    "unproven",
    "secretariat",
)
REQUIRED = {"city_population": 1_000_000, "city_transport": "own"}


@dataclass
class World:
    """The people by role, and the numbers and slugs with which addresses are written."""

    people: dict[str, User] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)


def make_world() -> World:
    """Everybody belongs to Seoul, where anybody belongs to a city; Kathmandu is the other city."""
    world = World()
    world.own, world.other = _city("seoul"), _city("kathmandu")
    seoul = Organisation.objects.get(slug="seoul")
    for role in ROLES[1:]:
        person = world.people[role] = make_user(f"{role}@city.example")
        if role in Affiliation.Role.values:
            Affiliation.objects.create(user=person, organisation=seoul, role=role, starts_on=date(2026, 1, 1))
        elif role in NetworkRole.Role.values or role == "unproven":
            make_role(person, "secretariat" if role == "unproven" else role)
    return world


def _city(slug: str) -> dict[str, Any]:
    """A draft with a file, a submitted diagnosis, an officer, an invitation and a proposed profile."""
    city = Organisation.objects.get(slug=slug)
    officer = make_user(f"first-officer@{slug}.example")
    post = Affiliation.objects.create(user=officer, organisation=city, role="officer", starts_on=date(2026, 1, 1))
    invitation = Invitation.objects.create(
        organisation=city,
        email=f"new@{slug}.example",
        role="officer",
        digest=digest_of(f"token-of-{slug}"),
        invited_by=officer,
        invited_at=AT,
        expires_at=datetime(2099, 1, 1, tzinfo=UTC),
    )
    proposed = {"website": f"https://{slug}.example"}
    change = propose_profile_change(organisation_id=city.pk, proposed=proposed, by=officer, at=AT)
    return {
        "city": slug,
        "draft": _response(city, 2026, officer),
        "submitted": submit_diagnosis(response_id=_response(city, 2025, officer), by=officer, at=AT).response_id,
        "evidence": Evidence.objects.get(organisation=city, title="2026.pdf").pk,
        "post": post.pk,
        "invitation": invitation.pk,
        "token": f"token-of-{slug}",
        "change": change.pk,
        "person": officer.pk,
        "organisation": city.pk,
    }


def _response(city: Organisation, year: int, by: User) -> int:
    response = start_diagnosis(organisation_id=city.pk, framework=framework_in_force(), year=year, by=by, at=AT)
    given = {"state": Answer.State.GIVEN, "revision": 1, "answered_by": by, "answered_at": AT}
    for question, value in REQUIRED.items():
        Answer.objects.create(response=response, question=question, value=value, **given)
    file = Evidence.objects.create(
        organisation=city,
        title=f"{year}.pdf",
        file=f"evidence/{year}/{city.slug}.pdf",
        media_type="application/pdf",
        size=len(DOCUMENT),
        sha256="0" * 64,
        uploaded_by=by,
        uploaded_at=AT,
    )
    Answer.objects.create(response=response, question="gov_strategy_file", value=file.pk, evidence=file, **given)
    return response.pk
