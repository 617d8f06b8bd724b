"""What the secretariat does with applications, departures and what becomes of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.admissions import queries
from wego.admissions.forms import (
    AcceptForm,
    ApplicationReasonForm,
    LapseForm,
    MergeForm,
    ProposalForm,
    RenameForm,
    SplitForm,
)
from wego.admissions.models import Application, Departure
from wego.admissions.permissions import (
    can_decide_application,
    can_merge_organisations,
    can_propose_lapse,
    can_retract_departure,
)
from wego.admissions.services.applications import accept_application, decline_application, return_application
from wego.admissions.services.decisions import propose_admission, put_on_agenda_again
from wego.admissions.services.departures import propose_lapse, retract_departure
from wego.admissions.services.mergers import merge_organisations, rename_organisation, split_organisation
from wego.core.acts.act import Act
from wego.core.office import Trail
from wego.core.place_picker import asked_position


def above(subject: Any = None) -> Trail:
    return [(reverse("office_admissions:queue"), _("Admissions"))]


def page_of_application(application: Application) -> str:
    return reverse("office_admissions:application", args=[application.pk])


def _queue(*subject: Any) -> str:
    return reverse("office_admissions:queue")


# --- applications -----------------------------------------------------------------------------------------------------
_ON_APPLICATION: dict[str, Any] = {
    "allowed": can_decide_application,
    "key": "application_id",
    "subject": lambda user, pk: get_object_or_404(queries.applications_visible_to(user), pk=pk),
    "title": lambda application: application.organisation.name,
    "back": page_of_application,
    "above": above,
}
_ON_WAITING: dict[str, Any] = _ON_APPLICATION | {
    "is_possible": lambda application: application.status == Application.Status.SUBMITTED,
    "leads_to": _queue,
}


def _place(application: Application) -> dict[str, Any]:
    values = queries.values_given(application)
    return {name: values.get(name) for name in ("latitude", "longitude")}


def _pin(application: Application, asked: Mapping[str, str]) -> dict[str, Any]:
    """Where the page's map or its search has put the pin."""
    found = asked_position(asked)
    return dict(zip(("latitude", "longitude"), found, strict=True)) if found else {}


APPLICATION_ACCEPT = Act(
    name="application_accept",
    address="office_admissions:application_accept",
    label=_("Accept the application"),
    said=_("Accepted: associate member from today, and on this year's agenda of the Executive Committee."),
    service=accept_application,
    form=AcceptForm,
    form_facts=lambda application: {"country": application.organisation.country},
    initial=_place,
    asked=_pin,
    shows_mails=True,
    template="admissions/office/accept.html",
    explains=lambda application: [
        _(
            "Once accepted, the applicant is an associate member from today; its answers are added to the "
            "register, and its admission is on this year's agenda of the Executive Committee."
        )
    ],
    **_ON_WAITING,
)

APPLICATION_RETURN = Act(
    name="application_return",
    address="office_admissions:application_return",
    label=pgettext_lazy("of an application", "Return for this reason"),
    said=_("Returned with reason."),
    service=return_application,
    form=ApplicationReasonForm,
    shows_mails=True,
    **_ON_WAITING,
)

APPLICATION_DECLINE = Act(
    name="application_decline",
    address="office_admissions:application_decline",
    label=_("Decline for this reason"),
    said=_("Declined with reason."),
    service=decline_application,
    form=ApplicationReasonForm,
    shows_mails=True,
    explains=lambda application: [_("This closes the application. The applicant sees the reason.")],
    is_final=True,
    is_warning=True,
    **_ON_WAITING,
)


def _next_year(application: Application) -> dict[str, Any]:
    item, this_year = queries.item_of(application), timezone.localdate().year
    return {"year": max(this_year, item.year + 1) if item else this_year}


APPLICATION_AGAIN = Act(
    name="application_again",
    address="office_admissions:application_again",
    label=_("Resubmit for decision"),
    said=_("Put back on the agenda."),
    service=put_on_agenda_again,
    values=lambda application, given: _next_year(application),
    is_possible=lambda application: application.status == Application.Status.NOT_APPROVED,
    **_ON_APPLICATION,
)


def _proposed(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    year = timezone.localdate().year
    return {"organisation_id": given["organisation"].pk, "kind": given["kind"], "year": year}


ADMISSION_PROPOSE = Act(
    name="admission_propose",
    address="office_admissions:admission_propose",
    label=_("Propose an existing member"),
    said=_("Put on the agenda of the Executive Committee."),
    service=propose_admission,
    allowed=can_decide_application,
    form=ProposalForm,
    values=_proposed,
    explains=lambda nothing: [
        _(
            "For members that applied before this platform: an associate that is to become full, or an "
            "organisation that changes its standing."
        )
    ],
    back=lambda nothing: reverse("office_admissions:to_decide"),
    above=above,
)


# --- departures -------------------------------------------------------------------------------------------------------
def _departures(subject: Any) -> str:
    return reverse("office_admissions:departure_list")


LAPSE_PROPOSE = Act(
    name="lapse_propose",
    address="office_admissions:lapse_propose",
    label=_("Propose a lapse for unpaid dues"),
    said=_("Proposed. The membership continues until the Executive Committee decides."),
    service=propose_lapse,
    allowed=can_propose_lapse,
    form=LapseForm,
    values=lambda nothing, given: {"organisation_id": given["organisation"].pk, "reason": given["reason"]},
    explains=lambda nothing: [_("The Executive Committee decides; until then the organisation remains a member.")],
    back=_departures,
    above=above,
)

DEPARTURE_RETRACT = Act(
    name="departure_retract",
    address="office_admissions:departure_retract",
    label=_("Withdraw notice"),
    said=_("Notice withdrawn. The membership continues."),
    service=retract_departure,
    allowed=can_propose_lapse,
    allowed_on=can_retract_departure,
    key="departure_id",
    subject=lambda user, pk: get_object_or_404(queries.departures_visible_to(user), pk=pk),
    is_possible=lambda departure: departure.status == Departure.Status.NOTICED,
    title=lambda departure: departure.organisation.name,
    back=_departures,
    above=above,
)


# --- what becomes of organisations ------------------------------------------------------------------------------------
_RESHAPES: dict[str, Any] = {
    "allowed": can_merge_organisations,
    "back": lambda nothing: reverse("office_admissions:changes"),
    "above": above,
}


def _decision(given: dict[str, Any]) -> dict[str, Any]:
    return {"decision_id": given["decision"].pk if given["decision"] else None}


def _renamed(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    names = {"name": {code: name for code, name in given["name"].items() if name}}
    names |= {"name_native": given["name_native"]} if given["name_native"] else {}
    facts = {"organisation_id": given["organisation"].pk, "since": given["on"], "note": given["note"]}
    return {"names": names, **facts}


ORGANISATION_RENAME = Act(
    name="rename",
    address="office_admissions:rename",
    label=_("Rename an organisation"),
    said=_("Renamed; the former names are kept."),
    service=rename_organisation,
    form=RenameForm,
    values=_renamed,
    explains=lambda nothing: [
        _(
            "Enter new names and the date from which they apply. Former names are kept with that date and can "
            "be searched."
        )
    ],
    **_RESHAPES,
)


def _merged(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    facts = {"into_id": given["into"].pk, "from_ids": [one.pk for one in given["ends"]]}
    return {**facts, "on": given["on"], "note": given["note"], **_decision(given)}


ORGANISATIONS_MERGE = Act(
    name="merge",
    address="office_admissions:merge",
    label=_("Merge organisations"),
    said=_("Merged; the history has been saved."),
    service=merge_organisations,
    form=MergeForm,
    values=_merged,
    explains=lambda nothing: [
        _(
            "Several organisations merge into one. From that day they are former members and show which "
            "organisation they merged into."
        )
    ],
    is_final=True,
    **_RESHAPES,
)


def _split(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    facts = {name: given[name] for name in ("names", "continues", "on", "note")}
    return {"organisation_id": given["organisation"].pk, **facts, **_decision(given)}


ORGANISATION_SPLIT = Act(
    name="split",
    address="office_admissions:split",
    label=_("Split an organisation"),
    said=_("Split; the history has been saved."),
    service=split_organisation,
    form=SplitForm,
    values=_split,
    explains=lambda nothing: [
        _(
            "By a decision the new organisations get the standing of the one that is split; without one they "
            "are associates."
        )
    ],
    is_final=True,
    **_RESHAPES,
)
