"""What a role brings to the first page of whoever holds it: what stands today, with links to it, and no promises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wego.accounts.models import NetworkRole, RoleType
from wego.accounts.queries import name_regions, roles_in_force
from wego.assessment.permissions import can_list_diagnoses
from wego.core.formats import figure
from wego.core.next_steps import NextStep
from wego.core.office import Words
from wego.entitlements.queries import EntitlementAnswer, entitlements_of
from wego.finance.permissions import can_see_books
from wego.governance.permissions import can_see_agenda
from wego.members.models import Affiliation, Organisation, Standing
from wego.members.permissions import can_see_register
from wego.members.queries.affiliations import organisations_of
from wego.members.queries.visibility import organisations_in_register_of

VOTE = "vote"  # the entitlement with which a delegate comes
# Where those who only read, or look after a region, begin.
PLACES: Sequence[tuple[Callable[[Any], bool], Words, str]] = (
    (can_see_books, gettext_lazy("Journal"), "office_finance:journal"),
    (can_see_books, gettext_lazy("Bank statements"), "office_bank:statements"),
    (can_see_books, gettext_lazy("Ageing"), "office_finance:ageing"),
    (can_see_agenda, gettext_lazy("Decisions"), "office_governance:decision_list"),
    (can_see_register, gettext_lazy("Organisations"), "organisations:index"),
    (can_list_diagnoses, gettext_lazy("Diagnoses"), "office_assessment:diagnosis_list"),
)


@dataclass(frozen=True)
class RoleNote:
    """A role, what it means here in a sentence, and where its work is."""

    title: str
    sentence: str
    links: Sequence[NextStep]


@dataclass(frozen=True)
class Delegation:
    """An organisation for which a person is a delegate, and whether it may vote today."""

    organisation: Organisation
    vote: EntitlementAnswer | None


def role_notes_of(user: Any) -> list[RoleNote]:
    """For the office's first page: of those who only read there, and of regional offices; others have their queues."""
    held = [role for role in roles_in_force(user) if role.kind in (RoleType.Kind.READER, RoleType.Kind.REGION)]
    name_regions(held)
    links = [NextStep(str(label), reverse(address)) for allowed, label, address in PLACES if allowed(user)]
    return [RoleNote(role.title, _sentence(role, user), links) for role in held]


def _sentence(role: NetworkRole, user: Any) -> str:
    if role.kind == RoleType.Kind.READER:
        return _("You can read these pages and change nothing on them.")
    members = organisations_in_register_of(user).exclude(standing__in=("", Standing.Kind.FORMER)).count()
    said = ngettext(
        "%(count)s member in your region: %(region)s.", "%(count)s members in your region: %(region)s.", members
    )
    return said % {"count": figure(members), "region": role.region_name or role.region}


def delegations_of(user: Any, *, today: date) -> list[Delegation]:
    """Where a person is a delegate, with the right to vote there and its reason; a few queries for each."""
    found = organisations_of(user, Affiliation.Role.DELEGATE).order_by("sort_en")
    return [
        Delegation(
            one, next((answer for answer in entitlements_of(one, today) if answer.entitlement.code == VOTE), None)
        )
        for one in found
    ]


def words_of_roles(roles: Sequence[str]) -> list[str]:
    """What a role in the network means on a person's own page, for roles that have nothing to do here today."""
    words = {
        NetworkRole.Role.JUROR: _("As a juror you have no entries to judge."),
        NetworkRole.Role.TRAINEE: _("As a trainee you are not enrolled in a course."),
    }
    return [words[NetworkRole.Role(role)] for role in sorted(roles) if role in words]
