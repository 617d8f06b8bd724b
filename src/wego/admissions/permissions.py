"""Who may do what with applications and departures."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat
from wego.admissions.models import Application, Departure
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer, roles_at
from wego.questionnaires.queries import ANSWERING


def can_start_application(user: Any) -> bool:
    """Whoever is signed in, except the secretariat: it decides on applications and makes none."""
    return user.is_authenticated and not is_secretariat(user)


def can_answer_application(user: Any, application: Application) -> bool:
    """Officers and contributors of the organisation write the answers."""
    return not roles_at(user, application.organisation).isdisjoint(ANSWERING)


def can_submit_application(user: Any, application: Application) -> bool:
    """An officer signs."""
    return is_officer(user, application.organisation)


def can_withdraw_application(user: Any, application: Application) -> bool:
    """Whoever may submit it."""
    return is_officer(user, application.organisation)


def can_decide_application(user: Any) -> bool:
    """Accept, return or decline: the secretariat. Full membership is a body's to decide."""
    return is_secretariat(user)


def can_give_notice(user: Any, organisation: Organisation) -> bool:
    """An officer announces that the organisation leaves."""
    return is_officer(user, organisation)


def can_retract_departure(user: Any, departure: Departure) -> bool:
    """Its giver's side: officers for a notice, the secretariat for a lapse."""
    if departure.kind == Departure.Kind.LAPSE:
        return is_secretariat(user)
    return is_officer(user, departure.organisation)


def can_propose_lapse(user: Any) -> bool:
    """The secretariat proposes, a body decides."""
    return is_secretariat(user)


def can_merge_organisations(user: Any) -> bool:
    """Rename, merge, split: the secretariat."""
    return is_secretariat(user)
