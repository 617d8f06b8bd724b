"""Who may do what: one table over people and acts."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.admissions.factories import accepted
from tests.questionnaires.factories import make_member, make_person, make_secretary
from wego.admissions import permissions
from wego.admissions.models import Departure
from wego.admissions.services.departures import give_notice, retract_departure
from wego.admissions.services.departures import propose_lapse as propose

pytestmark = pytest.mark.django_db

#                                  stranger person officer contributor delegate secretariat
TABLE = {
    "can_start_application":      (False, True, True, True, True, False),
    "can_answer_application":     (False, False, True, True, False, False),
    "can_submit_application":     (False, False, True, False, False, False),
    "can_withdraw_application":   (False, False, True, False, False, False),
    "can_decide_application":     (False, False, False, False, False, True),
    "can_give_notice":            (False, False, True, False, False, False),
    "can_retract_departure":      (False, False, True, False, False, False),
    "can_retract_lapse":          (False, False, False, False, False, True),
    "can_propose_lapse":          (False, False, False, False, False, True),
    "can_merge_organisations":    (False, False, False, False, False, True),
}  # fmt: skip


def test_who_may_do_what():
    secretary = make_secretary()
    application = accepted(secretary)
    organisation = application.organisation
    notice = give_notice(organisation_id=organisation.pk, reason="r", by=application.applicant, at=timezone.now())
    retract_departure(departure_id=notice.pk, by=application.applicant, at=timezone.now())
    lapse = propose(organisation_id=organisation.pk, reason="r", by=secretary, at=timezone.now())
    people = (
        AnonymousUser(),
        make_person("p@example.org"),
        application.applicant,
        make_member(organisation, "c@newtown.example", role="contributor"),
        make_member(organisation, "d@newtown.example", role="delegate"),
        secretary,
    )
    about: dict[str, tuple[Any, ...]] = {
        "can_answer_application": (application,),
        "can_submit_application": (application,),
        "can_withdraw_application": (application,),
        "can_give_notice": (organisation,),
        "can_retract_departure": (notice,),
        "can_retract_lapse": (lapse,),
    }

    found = {
        name: tuple(
            getattr(permissions, name.replace("_lapse", "_departure") if "retract" in name else name)(
                person, *about.get(name, ())
            )
            for person in people
        )
        for name in TABLE
    }

    assert found == TABLE
    assert Departure.objects.count() == 2
