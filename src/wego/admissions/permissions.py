"""Who may do what with applications and departures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.admissions.models import Application, Departure
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer, roles_at
from wego.questionnaires.queries import ANSWERING

can_see_applications = Permission(
    code="admissions.see_applications", label=_("View applications, departures and changes of members")
)
# Full membership is a body's to decide.
can_decide_application = Permission(
    code="admissions.decide_application",
    label=_("Accept, return or decline applications"),
    implies=can_see_applications,
)
# A body decides on it.
can_propose_lapse = Permission(
    code="admissions.propose_lapse", label=_("Propose that a membership lapses"), implies=can_see_applications
)
can_merge_organisations = Permission(
    code="admissions.merge_organisations", label=_("Rename, merge and split members"), implies=can_see_applications
)


def can_start_application(user: Any) -> bool:
    """Whoever is signed in, except who decides on applications: they make none."""
    return user.is_authenticated and not can_decide_application(user)


def can_answer_application(user: Any, application: Application) -> bool:
    """Officers and contributors of the organisation write the answers."""
    return not roles_at(user, application.organisation).isdisjoint(ANSWERING)


def can_submit_application(user: Any, application: Application) -> bool:
    """An officer signs."""
    return is_officer(user, application.organisation)


def can_withdraw_application(user: Any, application: Application) -> bool:
    """Whoever may submit it."""
    return is_officer(user, application.organisation)


def can_give_notice(user: Any, organisation: Organisation) -> bool:
    """An officer announces that the organisation leaves."""
    return is_officer(user, organisation)


def can_retract_departure(user: Any, departure: Departure) -> bool:
    """Its giver's side: officers for a notice, who may propose it for a lapse."""
    if departure.kind == Departure.Kind.LAPSE:
        return can_propose_lapse(user)
    return is_officer(user, departure.organisation)
