"""The made-up applicants of a demonstration."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from tests.admissions.factories import MARCH, accept, prepare
from tests.governance.factories import decide
from wego.admissions.models import Application
from wego.admissions.queries import item_of
from wego.admissions.services.demonstration import make_demonstration
from wego.admissions.services.departures import give_notice
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db


def test_made_up_applicants_are_marked_and_no_members():
    prepare()

    for _time in range(2):
        make_demonstration(at=MARCH, rng=random.Random(1))

    assert sorted(Application.objects.values_list("status", flat=True)) == ["draft", "submitted"]
    assert all(one.is_demonstration and one.applicant.is_demonstration for one in Application.objects.all())
    assert not Organisation.objects.exclude(standing="").exists()


def test_what_follows_from_a_made_up_application_is_made_up_too():
    prepare()
    now = datetime(2026, 3, 7, 9, tzinfo=UTC)
    make_demonstration(at=now, rng=random.Random(1))
    application = accept(Application.objects.get(status="submitted"), at=now)
    decision = decide(item_of(application), decided_on=now.date(), at=now)

    departure = give_notice(organisation_id=application.organisation_id, reason="Enough.", by=None, at=now)

    assert [one.is_demonstration for one in (item_of(application), decision, item_of(departure), departure)] == [
        True
    ] * 4
    names = Organisation.objects.values_list("name__en", "name__ko").get(pk=application.organisation_id)
    assert names == ("Demo Valley (made up)", "데모밸리 (가상)")


def test_without_a_questionnaire_there_is_nobody():
    make_demonstration(at=MARCH, rng=random.Random(1))

    assert not Application.objects.exists()
