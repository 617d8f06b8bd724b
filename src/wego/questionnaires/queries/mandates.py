"""For whom a person may prepare answers without belonging to the organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from wego.accounts.authorization import EVERYWHERE, regions_of
from wego.members.models import Affiliation, Organisation
from wego.members.queries.affiliations import organisations_of
from wego.questionnaires.models import AnswerMandate

# Officers and contributors write an organisation's answers; the secretariat reads them and answers for nobody.
ANSWERING = (Affiliation.Role.OFFICER, Affiliation.Role.CONTRIBUTOR)


def mandates_of(organisation: Organisation, today: date) -> QuerySet[AnswerMandate]:
    """Who prepares an organisation's answers now."""
    return _in_force(today).filter(organisation=organisation).select_related("coordinator", "granted_by")


def mandates_held_by(user: Any) -> QuerySet[AnswerMandate]:
    """The mandates by which a person prepares answers: one of the coordinator's people, or of the regional office."""
    regions = regions_of(user, "questionnaires.see_responses")
    ways = Q(coordinator__in=organisations_of(user, *ANSWERING))
    if regions is not EVERYWHERE and regions:
        ways |= Q(coordinator=None, organisation__region__code__in=sorted(regions))
    return _in_force(timezone.localdate()).filter(ways)


def prepares_for(user: Any, organisation: Organisation) -> bool:
    """Whether a mandate lets a person write the answers; asked once per request for all organisations."""
    if not user.is_authenticated:
        return False
    if not hasattr(user, "_prepares_for"):
        user._prepares_for = frozenset(mandates_held_by(user).values_list("organisation_id", flat=True))
    return organisation.pk in user._prepares_for


def _in_force(today: date) -> QuerySet[AnswerMandate]:
    return AnswerMandate.objects.filter(revoked_at=None, ends_on__gte=today)
