"""Reads of applications and departures: who sees them, what waits for whom, which organisations are known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.authorization import has_permission, permitted_rows
from wego.accounts.models import User
from wego.admissions.duplicates import SHORTEST, Likeness, bare, is_likely_duplicate, likest
from wego.admissions.models import Application, Departure, JoinRequest
from wego.core.comments import subjects as comment_subjects
from wego.core.numbers import whole_number
from wego.core.personal_links.kinds import LinkKind, declare
from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.queries import link_by_token
from wego.core.references import Reference
from wego.core.search.queries import things_named
from wego.core.texts import columns_of_files
from wego.governance.models import ADMISSION, FRIENDSHIP, AgendaItem
from wego.governance.queries import items_about
from wego.members.models import Edition, Organisation, Region, Standing
from wego.members.queries.affiliations import organisations_of
from wego.members.queries.visibility import organisations_visible_to
from wego.questionnaires.models import Response
from wego.questionnaires.queries import answers_in_force, values_of

JOIN_LINK = declare(
    LinkKind(
        "admissions.join", gettext_lazy("Link to apply"), view="admissions_public:link", good_for=timedelta(days=3)
    )
)
MOST_SHOWN = 12
MOST_PLACED = 40
SEE = "admissions.see_applications"
QUESTIONNAIRES = {
    Organisation.Kind.LOCAL_GOVERNMENT.value: "application-local-government",
    Organisation.Kind.CORPORATION.value: "application-corporation",
    Organisation.Kind.INSTITUTION.value: "application-institution",
}


# --- who sees what ----------------------------------------------------------------------------------------------------
def applications_visible_to(user: Any) -> QuerySet[Application]:
    """An organisation's own people see its applications, the office all that were ever submitted."""
    found = Application.objects.select_related("organisation__region", "organisation__place", "applicant", "response")
    if has_permission(user, SEE):
        return found.exclude(submitted_at=None)
    return found.filter(organisation__in=organisations_of(user))


def _may_comment(user: Any) -> bool:
    return has_permission(user, "admissions.decide_application")


def _commented(user: Any, thing_id: str) -> Reference | None:
    """An application under review: those who decide on it talk about it among themselves."""
    if not _may_comment(user) or whole_number(thing_id) is None:
        return None
    found = applications_visible_to(user).filter(pk=thing_id).first()
    return found.reference if found else None


COMMENTED = comment_subjects.declare(
    comment_subjects.CommentSubject("admissions.Application", _commented, _may_comment)
)


def departures_visible_to(user: Any) -> QuerySet[Departure]:
    """An organisation's own people see its departures, the office all."""
    found = Departure.objects.select_related("organisation", "given_by")
    return permitted_rows(found, user, SEE, own=lambda: Q(organisation__in=organisations_of(user)))


def application_responses_visible_to(user: Any) -> QuerySet[Response]:
    """The answers of the applications that a person sees, with what their pages show."""
    applications = applications_visible_to(user).values("response")
    return (
        Response.objects.filter(pk__in=applications)
        .select_related("organisation__region", "organisation__place", "questionnaire")
        .defer("questionnaire__definition")
    )


def open_applications_of(user: Any) -> QuerySet[Application]:
    """What a person's organisations have under way, for the person's own desk."""
    own = organisations_of(user)
    return applications_visible_to(user).filter(organisation__in=own, status__in=Application.OPEN)


def held_back(*, organisation: Organisation) -> str | None:
    """Fills `members.hooks.held_back`: until an application is submitted, its organisation is what a stranger typed."""
    if organisation.standing or organisation.standings.exists():
        return None
    applications = organisation.applications.all()
    if not applications.exists() or applications.filter(submitted_at__isnull=False).exists():
        return None
    return _("Submit the application first. After that you can invite colleagues.")


# --- the office's queues ----------------------------------------------------------------------------------------------
def waiting_applications() -> QuerySet[Application]:
    """What waits for the secretariat, the oldest first."""
    found = Application.objects.filter(status=Application.Status.SUBMITTED)
    return found.select_related("organisation", "applicant").order_by("submitted_at")


def accepted_applications() -> QuerySet[Application]:
    """What waits for a body."""
    found = Application.objects.filter(status=Application.Status.ACCEPTED)
    return found.select_related("organisation", "applicant").order_by("accepted_on")


def closed_applications() -> QuerySet[Application]:
    """What has come to an end, or lies with the applicant; the latest first."""
    outside = (Application.Status.SUBMITTED, Application.Status.ACCEPTED)
    found = Application.objects.exclude(status__in=outside).exclude(submitted_at=None)
    return found.select_related("organisation", "applicant").order_by("-submitted_at", "-pk")


def open_departures() -> QuerySet[Departure]:
    """Notices and proposed lapses that a body has to decide."""
    found = Departure.objects.filter(status=Departure.Status.NOTICED)
    return found.select_related("organisation", "given_by").order_by("given_at")


def closed_departures() -> QuerySet[Departure]:
    found = Departure.objects.exclude(status=Departure.Status.NOTICED)
    return found.select_related("organisation", "given_by")


def is_made_up(organisation: Organisation) -> bool:
    """Did the organisation come by an application that is made up for the demonstration?"""
    return organisation.applications.filter(is_demonstration=True).exists()


def item_kind(application: Application) -> str:
    """What a body decides on an application."""
    return FRIENDSHIP if application.seeks == Application.Seeks.FRIENDSHIP else ADMISSION


def item_of(thing: Application | Departure) -> AgendaItem | None:
    """The latest agenda item about an application or a departure."""
    return items_about(thing.reference).first()


def items_by_subject(kind: str, ids: list[int]) -> Mapping[str, AgendaItem]:
    """The latest agenda item of each of several things, by the thing's number; one query."""
    found = AgendaItem.objects.filter(subject_kind=kind, subject_id__in=[str(pk) for pk in ids])
    return {item.subject_id: item for item in found.select_related("body", "meeting").order_by("pk")}


# --- answers ----------------------------------------------------------------------------------------------------------
def values_given(application: Application) -> dict[str, Any]:
    """The application's answers in force, by question."""
    return values_of(answers_in_force(application.response).values())


def asked_names() -> list[str]:
    """The questions that ask for the organisation's names."""
    return [*columns_of_files("name"), "name_native"]


# --- is the organisation known already? -------------------------------------------------------------------------------
def known_organisations(name: str, country: str, *, user: Any = None) -> list[Organisation]:
    """Members and former members whose names are the same or nearly so; those of the country first."""
    visible = organisations_visible_to(user or AnonymousUser())
    wanted = bare(name)
    within = Q(pk__in=things_named("organisation", wanted)) if len(wanted) >= SHORTEST else Q(pk=None)
    columns = ("pk", "name", "name_native", "aliases", "country")
    alike: list[tuple[bool, str, int]] = []
    for pk, called, native, aliases, where in visible.filter(Q(country=country) | within).values_list(*columns):
        if where != country or is_likely_duplicate(name, [*called.texts.values(), native, *aliases]):
            alike.append((where != country, called.source, pk))
    shown = [pk for _elsewhere, _name, pk in sorted(alike)[:MOST_SHOWN]]
    found = {one.pk: one for one in visible.filter(pk__in=shown).select_related("region")}
    return [found[pk] for pk in shown]


@dataclass(frozen=True)
class LikeOrganisation:
    """An organisation of the register that may be the applicant, and what is alike."""

    organisation: Organisation
    likeness: Likeness | None
    name: str = ""  # of it, that is alike
    is_country: bool = False
    is_website: bool = False


def like_organisations(application: Application, user: Any) -> list[LikeOrganisation]:
    """What in the register may be the applicant, applicants among them, the likest first; for the secretariat's eyes.

    By every name that the applicant gives, and by its website.
    """
    own, given = application.organisation, values_given(application)
    names = [*own.name.texts.values(), own.name_native]
    names = list(dict.fromkeys(filter(None, [*names, *(str(given.get(name) or "") for name in asked_names())])))
    found = {one.pk: one for name in names for one in known_organisations(name, own.country, user=user)}
    site = site_of(str(given.get("website") or own.website))
    if site:
        same_site = organisations_visible_to(user).filter(website__contains=site).select_related("region")[:MOST_SHOWN]
        found |= {one.pk: one for one in same_site if site_of(one.website) == site}
    found.pop(own.pk, None)
    alike = [_like(one, names, own.country, site) for one in found.values()]
    alike.sort(key=lambda one: (-(one.likeness or 0), not one.is_country, one.organisation.name.source))
    return alike[:MOST_SHOWN]


def _like(one: Organisation, names: list[str], country: str, site: str) -> LikeOrganisation:
    likeness, name = likest(names, [*one.name.texts.values(), one.name_native, *one.aliases]) or (None, "")
    is_website = bool(site) and site_of(one.website) == site
    return LikeOrganisation(one, likeness, name, is_country=one.country == country, is_website=is_website)


def site_of(address: str) -> str:
    """The host of a website's address without what most share, by which two can be compared: `seoul.go.kr`."""
    host = address.strip().casefold().partition("://")[2] or address.strip().casefold()
    return host.split("/")[0].split(":")[0].removeprefix("www.")


def members_placed_in(country: str) -> QuerySet[Organisation]:
    """The members of a country with their places, the largest first; so many as a map shows."""
    found = Organisation.objects.filter(country=country).exclude(standing__in=("", Standing.Kind.FORMER))
    return found.select_related("place").order_by("-sort_population", "pk")[:MOST_PLACED]


def regions_in_force() -> QuerySet[Region]:
    """The regions of the newest edition's scheme; of the latest scheme where there is no edition."""
    newest = Edition.objects.order_by("-as_of").values_list("scheme", flat=True).first()
    scheme = newest or Region.objects.order_by("-scheme").values_list("scheme", flat=True).first()
    return Region.objects.filter(scheme=scheme or "").order_by("order")


def region_of(country: str) -> Region | None:
    """Where the network puts a country; None where it has no member there yet."""
    return next((region for region in regions_in_force() if country in region.countries), None)


# --- requests to apply ------------------------------------------------------------------------------------------------
def join_request_by_token(token: str) -> JoinRequest | None:
    """The request of a link's secret, whatever has become of it."""
    link = link_by_token(JOIN_LINK, token)
    return JoinRequest.objects.filter(link=link).select_related("region", "link").first()


def is_invited(*, email: str, at: datetime) -> bool | None:
    """Fills `accounts.hooks.invited`: who has asked for a link may open an account by single sign-on too."""
    open_links = PersonalLink.objects.open(at).filter(kind=JOIN_LINK.code)
    return JoinRequest.objects.filter(email=email.strip().lower(), link__in=open_links).exists() or None


def personal_data(*, user: User) -> tuple[str, dict[str, Any]]:
    """Fills `accounts.hooks.personal_data`: the applications that a person made."""
    facts = ("organisation__slug", "kind", "status", "started_at", "submitted_at", "accepted_on", "closed_at")
    return "admissions", {"applications": list(user.applications.values(*facts))}


def subject_of(reference: Reference) -> Application | Departure | Organisation | None:
    """What an agenda item of this app is about."""
    if whole_number(reference.id) is None:
        return None
    models: dict[str, Any] = {
        "admissions.Application": Application.objects.select_related("organisation", "applicant"),
        "admissions.Departure": Departure.objects.select_related("organisation", "given_by"),
        "members.Organisation": Organisation.objects.all(),
    }
    found = models.get(reference.kind)
    return found.filter(pk=reference.id).first() if found is not None else None
