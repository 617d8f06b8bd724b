"""Reads of certificates, and of what they may certify today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wego.accounts.authorization import permitted_rows
from wego.correspondence import hooks
from wego.correspondence.models import Certificate
from wego.members.models import Organisation, Standing
from wego.members.queries.affiliations import OFFICER, is_officer, organisations_of

SEE = "correspondence.see_letters"


def certificates_visible_to(user: Any) -> QuerySet[Certificate]:
    """The secretariat sees all, an officer those of the own organisation."""
    if not user.is_authenticated:
        return Certificate.objects.none()
    own = Q(organisation__in=organisations_of(user, OFFICER).values("pk"))
    return permitted_rows(Certificate.objects.select_related("organisation", "series"), user, SEE, own=lambda: own)


def organisations_certified_for(user: Any) -> QuerySet[Organisation]:
    """Whose certificates a person may fetch: officers those of their own, the secretariat everybody's."""
    own = Q(pk__in=organisations_of(user, OFFICER).values("pk"))
    return permitted_rows(Organisation.objects.all(), user, SEE, own=lambda: own)


def may_issue_to(user: Any, organisation: Organisation, *, may_issue: bool) -> bool:
    return may_issue or is_officer(user, organisation)


def standing_on(organisation: Organisation, day: date) -> Standing | None:
    """The standing as a member on a day; None for whoever is none or has left."""
    found = organisation.standings.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gt=day))
    return found.exclude(kind=Standing.Kind.FORMER).order_by("-starts_on").first()


def member_since(organisation: Organisation, standing: Standing) -> Standing:
    """The first of the periods that follow on each other without a break up to this one."""
    first = standing
    for former in organisation.standings.filter(starts_on__lt=standing.starts_on).order_by("-starts_on"):
        if former.ends_on != first.starts_on or former.kind == Standing.Kind.FORMER:
            break
        first = former
    return first


def dues_of(organisation: Organisation) -> list[hooks.CertifiedYear]:
    """The years of which finance knows dues of a member, the latest first."""
    return [year for years in hooks.dues_of_member.collect(organisation=organisation) for year in years]
