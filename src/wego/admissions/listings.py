"""The office's lists of admissions: applications, departures, what became of organisations."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.admissions import acts, queries
from wego.admissions.models import Application, Departure
from wego.admissions.permissions import can_see_applications
from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.formats import moment
from wego.core.listings import Column, Listing
from wego.members.models import FormerName, Organisation, Relation

ORGANISATION = Column(
    "name", _("Organisation"), "organisation.name.source", "organisation.name", sort="organisation__sort_en"
)
SLUG = Column("organisation", value="organisation.slug")
SUBMITTED = Column("submitted_at", pgettext_lazy("a day", "Submitted"), kind="moment", sort="submitted_at")
MADE_UP = Column("is_made_up", value="is_demonstration")
OF_DEPARTURE = pgettext_lazy("of a departure", "Kind")


def _made_up(one: Any) -> str:
    return gettext("sample data") if one.is_demonstration else ""


class ApplicationFilters(AssignedFilters):
    """By the organisation's kind, and by owner."""

    kind = ChoiceFilter(label=pgettext_lazy("organisation", "Kind"), choices=Organisation.Kind.choices)


def _kind(one: Application) -> str:
    kind = one.get_kind_display()
    return f"{kind} · {one.get_subkind_display()}" if one.subkind else kind


KIND = Column("kind", pgettext_lazy("organisation", "Kind"), shown=_kind, sort="kind")
COLOURS = {"returned": "warn", "approved": "good", "decided": "good"}
CLOSED_APPLICATIONS = Listing(
    name="applications_closed",
    title=_("Returned and closed"),
    allowed=can_see_applications,
    rows=lambda user: queries.closed_applications(),
    mark=_made_up,
    order=["-submitted_at", "-pk"],
    link=acts.page_of_application,
    counted=ngettext_lazy("%(number)s application", "%(number)s applications", "count"),
    empty=_("None."),
    columns=[
        ORGANISATION,
        SLUG,
        KIND,
        Column("status", _("State"), shown="get_status_display", sort="status", badge=COLOURS),
        SUBMITTED,
        Column("reason", _("Reason"), shown=lambda one: Truncator(one.reason).chars(120), is_wide=True),
        MADE_UP,
    ],
)

APPLICATIONS = Listing(
    name="applications",
    title=_("New applications"),
    address="office_admissions:queue",
    above=acts.above,
    allowed=can_see_applications,
    rows=lambda user: with_owner(queries.waiting_applications()),
    mark=_made_up,
    filters=ApplicationFilters,
    order=["submitted_at"],
    link=acts.page_of_application,
    counted=ngettext_lazy("%(number)s pending, oldest first", "%(number)s pending, oldest first", "count"),
    intro=_("Submitted applications. Open one to accept it, return it with reasons, or decline it."),
    empty=_("No applications pending. Submitted applications appear here."),
    beside=[CLOSED_APPLICATIONS],
    columns=[
        ORGANISATION,
        SLUG,
        KIND,
        Column("country", _("Country or area"), "organisation.country", kind="country", sort="organisation__country"),
        Column("applicant", _("Applicant"), sort="applicant__name"),
        SUBMITTED,
        ASSIGNED_TO,
        MADE_UP,
    ],
)


def _give_items(kind: str, rows: list[Any]) -> None:
    items = queries.items_by_subject(kind, [one.pk for one in rows])
    for one in rows:
        one.item = items.get(str(one.pk))


def _agenda(one: Any) -> str:
    if not one.item:
        return ""
    words = f"{one.item.body.name}, {one.item.year}"
    return f"{words} · {one.item.meeting.title}" if one.item.meeting else words


def _next_step(one: Any) -> str | SafeString:
    if not one.item:
        return ""
    named = gettext("Go to the agenda item about %(name)s") % {"name": one.organisation.name}
    address = reverse("office_governance:item", args=[one.item.pk])
    return format_html('<a href="{}" aria-label="{}">{}</a>', address, named, gettext("Go to the agenda item"))


NEXT_STEP = Column("next_step", _("Next step"), shown=_next_step, value=lambda one: "", in_files=False)

ACCEPTED_APPLICATIONS = Listing(
    name="applications_to_decide",
    title=_("Awaiting committee"),
    address="office_admissions:to_decide",
    above=acts.above,
    allowed=can_see_applications,
    rows=lambda user: queries.accepted_applications(),
    mark=_made_up,
    complete=lambda rows: _give_items("admissions.Application", rows),
    order=["accepted_on"],
    link=acts.page_of_application,
    counted=ngettext_lazy("%(number)s application", "%(number)s applications", "count"),
    intro=_(
        "Accepted applications are on the agenda of the Executive Committee of their year. Until it "
        "decides, the applicant remains an associate member."
    ),
    empty=_("No items for a body."),
    page_acts=[acts.ADMISSION_PROPOSE],
    columns=[
        ORGANISATION,
        SLUG,
        Column("accepted_on", pgettext_lazy("of an application", "Accepted"), kind="day", sort="accepted_on"),
        Column("seeks", _("Applied for"), shown="get_seeks_display", sort="seeks"),
        Column("agenda", _("Agenda"), _agenda),
        NEXT_STEP,
        MADE_UP,
    ],
)


def _given(one: Departure) -> str:
    return f"{moment(one.given_at)} · {one.given_by}" if one.given_by else moment(one.given_at)


CLOSED_DEPARTURES = Listing(
    name="departures_closed",
    title=_("Closed"),
    allowed=can_see_applications,
    rows=lambda user: queries.closed_departures(),
    mark=_made_up,
    order=["-given_at"],
    counted=ngettext_lazy("%(number)s notice or proposal", "%(number)s notices and proposals", "count"),
    empty=_("None."),
    columns=[
        ORGANISATION,
        SLUG,
        Column("kind", OF_DEPARTURE, shown="get_kind_display", sort="kind"),
        Column("status", _("State"), shown="get_status_display", sort="status"),
        Column("given_at", _("Given"), kind="moment", sort="given_at"),
        Column("closed_at"),
        MADE_UP,
    ],
)

DEPARTURES = Listing(
    name="departures",
    title=_("Withdrawals from the network"),
    address="office_admissions:departure_list",
    above=acts.above,
    allowed=can_see_applications,
    rows=lambda user: queries.open_departures(),
    mark=_made_up,
    complete=lambda rows: _give_items("admissions.Departure", rows),
    order=["given_at"],
    counted=ngettext_lazy("%(number)s to be decided", "%(number)s to be decided", "count"),
    intro=_("A membership ends only by a body's decision, from the day of the decision. Unpaid dues remain payable."),
    empty=_("No withdrawals in progress."),
    page_acts=[acts.LAPSE_PROPOSE],
    row_acts=[acts.DEPARTURE_RETRACT],
    beside=[CLOSED_DEPARTURES],
    columns=[
        ORGANISATION,
        SLUG,
        Column("kind", OF_DEPARTURE, shown="get_kind_display", sort="kind"),
        Column("reason", _("Reason"), is_wide=True),
        Column("given_at", _("Given"), shown=_given, sort="given_at"),
        Column("given_by"),
        NEXT_STEP,
        MADE_UP,
    ],
)

RELATIONS = Listing(
    name="relations",
    title=_("Mergers and splits"),
    allowed=can_see_applications,
    rows=lambda user: Relation.objects.select_related("organisation", "to"),
    order=["-since", "-pk"],
    counted=ngettext_lazy("%(number)s relation", "%(number)s relations", "count"),
    empty=_("None."),
    columns=[
        ORGANISATION,
        SLUG,
        Column("relation", _("Relation"), "kind", "get_kind_display", sort="kind"),
        Column("to", pgettext_lazy("relation", "To"), "to.slug", "to.name", sort="to__sort_en"),
        Column("since", _("Since"), kind="day", sort="since"),
        Column("note", _("Note"), is_wide=True),
    ],
)

CHANGES = Listing(
    name="former_names",
    title=_("Former names"),
    address="office_admissions:changes",
    above=acts.above,
    allowed=can_see_applications,
    rows=lambda user: FormerName.objects.select_related("organisation"),
    order=["-until", "-pk"],
    counted=ngettext_lazy("%(number)s former name", "%(number)s former names", "count"),
    intro=_("Changes to organisations over time. Nothing is overwritten: former names and relations keep their dates."),
    empty=_("None."),
    page_acts=[acts.ORGANISATION_RENAME, acts.ORGANISATIONS_MERGE, acts.ORGANISATION_SPLIT],
    beside=[RELATIONS],
    columns=[
        ORGANISATION,
        SLUG,
        Column("former_name", _("Former name"), "name.source", "name", sort="name__en"),
        Column("until", _("Until"), kind="day", sort="until"),
        Column("note", _("Note"), is_wide=True),
    ],
)
