"""What an organisation's officers do about its membership: apply again, withdraw, take a notice back."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.admissions.models import Departure
from wego.admissions.permissions import can_give_notice, can_retract_departure, can_withdraw_application
from wego.admissions.queries import applications_visible_to, departures_visible_to
from wego.admissions.services.applications import start_application_again, withdraw_application
from wego.admissions.services.departures import retract_departure
from wego.core.access import require
from wego.core.acts.act import OF_MEMBERS, Act
from wego.members.models import Organisation
from wego.members.queries.affiliations import organisations_of


def _organisation(user: Any, slug: str) -> Organisation:
    # Asked here and not of each organisation of the page, which says itself who may apply.
    organisation = get_object_or_404(organisations_of(user), slug=slug)
    require(can_give_notice(user, organisation))
    return organisation


APPLICATION_WITHDRAW = Act(
    name="application_withdraw",
    address="admissions:application_withdraw",
    label=_("Withdraw the application"),
    said=_("Application withdrawn."),
    service=withdraw_application,
    subject=lambda user, pk: get_object_or_404(applications_visible_to(user), pk=pk),
    key="application_id",
    allowed_on=can_withdraw_application,
    title=lambda application: application.organisation.name,
    explains=lambda application: [
        _("The application of %(name)s is closed. Your answers are kept, and you can apply again.")
        % {"name": application.organisation.name}
    ],
    is_final=True,
    is_warning=True,
    back=lambda application: reverse("admissions:application", args=[application.pk]),
    above=lambda application: [(reverse("admissions:membership"), pgettext_lazy("page", "Membership"))],
    **OF_MEMBERS,
)

APPLY_AGAIN = Act(
    name="apply_again",
    address="admissions:apply_again",
    label=_("Apply for membership"),
    said="",  # the page to which it leads says it
    service=start_application_again,
    subject=_organisation,
    args=lambda organisation: [organisation.slug],
    key="organisation_id",
    back=lambda organisation: reverse("admissions:membership"),
    leads_to=lambda organisation, application: reverse("admissions:application", args=[application.pk]),
    **OF_MEMBERS,
)

DEPARTURE_RETRACT = Act(
    name="departure_retract",
    address="admissions:departure_retract",
    label=_("Withdraw notice"),
    said=_("Notice withdrawn. The membership continues."),
    service=retract_departure,
    subject=lambda user, pk: get_object_or_404(departures_visible_to(user), pk=pk),
    key="departure_id",
    allowed_on=can_retract_departure,
    is_possible=lambda departure: departure.status == Departure.Status.NOTICED,
    back=lambda departure: reverse("admissions:departure", args=[departure.pk]),
    **OF_MEMBERS,
)
