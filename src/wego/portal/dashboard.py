"""A person's own page: per organisation, what is theirs to do there and the one next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wego.admissions import next_steps as admissions
from wego.admissions.queries import open_applications_of
from wego.assessment.permissions import can_start_diagnosis
from wego.assessment.queries import diagnosed_responses_visible_to
from wego.cityindex.queries.participation import cities_of, drafts_open_to_cities
from wego.core.next_steps import NextStep
from wego.dues.permissions import can_declare_figure
from wego.finance.queries.invoices import invoices_visible_to, overdue_now
from wego.members.models import Affiliation, Organisation
from wego.members.permissions import can_manage_colleagues, can_propose_profile_change
from wego.members.queries.affiliations import organisations_of, roles_at
from wego.questionnaires.models import Response
from wego.questionnaires.queries import ANSWERING


@dataclass(frozen=True)
class OrganisationDashboard:
    """One organisation of a person: the next step, and everything else that may be done there."""

    organisation: Organisation
    roles: list[str]
    next_step: NextStep | None = None
    others: list[NextStep] = field(default_factory=list)


def dashboard_of(user: Any, *, today: date) -> list[OrganisationDashboard]:
    """Where a person holds a role now, each organisation with its next step; as many queries whatever their number."""
    organisations = list(organisations_of(user).select_related("region").order_by("sort_en"))
    latest = _latest_responses(user, organisations)
    first = _applications(user) | _overdue(user, organisations, today)
    asked = {city.pk for city in cities_of(user)} if drafts_open_to_cities().exists() else set()
    entries = [_entry(user, organisation, latest.get(organisation.pk), today, asked) for organisation in organisations]
    return [replace(entry, next_step=first.get(entry.organisation.pk) or entry.next_step) for entry in entries]


def _applications(user: Any) -> dict[int, NextStep]:
    """The next step of the applications under way, by organisation."""
    steps = {}
    for application in open_applications_of(user):
        steps[application.organisation_id] = admissions.next_step_of(application)
    return steps


def _overdue(user: Any, organisations: Iterable[Organisation], today: date) -> dict[int, NextStep]:
    """What to pay before anything else, by organisation: its oldest overdue invoice."""
    late = overdue_now(today).filter(
        organisation__in=list(organisations), pk__in=invoices_visible_to(user).values("pk")
    )
    steps = {}
    for invoice in late.order_by("-due_on"):
        why = _("Invoice %(number)s was due on %(day)s.") % {
            "number": invoice.number,
            "day": date_format(invoice.due_on),
        }
        url = reverse("finance:invoice", args=[invoice.number])
        steps[invoice.organisation_id] = NextStep(_("See what is to be paid"), url, why)
    return steps


def _latest_responses(user: Any, organisations: Iterable[Organisation]) -> dict[int, Response]:
    visible = diagnosed_responses_visible_to(user)
    found = visible.filter(organisation__in=list(organisations)).order_by("organisation", "year")
    return {response.organisation_id: response for response in found}


def _entry(
    user: Any, organisation: Organisation, latest: Response | None, today: date, asked_for_figures: set[int]
) -> OrganisationDashboard:
    held = roles_at(user, organisation)
    labels = dict(Affiliation.Role.choices)
    others = []
    if latest or can_start_diagnosis(user, organisation):
        others.append(NextStep(_("All diagnoses"), reverse("assessment:overview")))
    if can_declare_figure(user, organisation):
        others.append(NextStep(_("Dues"), reverse("dues:organisation", args=[organisation.slug])))
        others.append(NextStep(_("Invoices"), reverse("finance:overview")))
    if organisation.pk in asked_for_figures:
        others.append(NextStep(_("City index"), reverse("my_index:overview")))
    others.append(NextStep(_("Membership and applications"), reverse("admissions:membership")))
    others.append(NextStep(_("Rights"), reverse("entitlements:rights", args=[organisation.slug])))
    if can_propose_profile_change(user, organisation):
        others.append(NextStep(_("Profile"), reverse("my_members:profile_change", args=[organisation.slug])))
    if can_manage_colleagues(user, organisation):
        others.append(NextStep(_("Colleagues"), reverse("my_members:colleagues", args=[organisation.slug])))
    others.append(NextStep(_("Public page"), reverse("members:profile", args=[organisation.slug])))
    step = None
    if held & set(ANSWERING) and (latest or can_start_diagnosis(user, organisation)):
        step = _next_step(latest, today)
    return OrganisationDashboard(organisation, [str(labels[role]) for role in sorted(held)], step, others)


def _next_step(latest: Response | None, today: date) -> NextStep:
    """Begin, go on or read: whichever the organisation's diagnosis is at."""
    if latest is None or (latest.status == Response.Status.SUBMITTED and latest.year < today.year):
        why = _("Your organisation has not answered the Activator in %(year)s.") % {"year": today.year}
        return NextStep(_("Start the diagnosis"), reverse("assessment:overview"), why)
    if latest.status == Response.Status.DRAFT:
        why = _("The diagnosis of %(year)s is begun and not submitted.") % {"year": latest.year}
        return NextStep(_("Go on answering"), reverse("assessment:diagnosis", args=[latest.pk]), why)
    why = _("The diagnosis of %(year)s is submitted.") % {"year": latest.year}
    return NextStep(_("Read the report"), reverse("assessment:report", args=[latest.pk]), why)
