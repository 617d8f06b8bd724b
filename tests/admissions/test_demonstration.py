"""The made-up applicants of a demonstration."""

from __future__ import annotations

import random

import pytest

from tests.admissions.factories import MARCH, prepare
from wego.admissions.models import Application
from wego.admissions.services.demonstration import make_demonstration
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db


def test_made_up_applicants_are_marked_and_no_members():
    prepare()

    for _time in range(2):
        make_demonstration(at=MARCH, rng=random.Random(1))

    assert sorted(Application.objects.values_list("status", flat=True)) == ["draft", "submitted"]
    assert all(one.is_demonstration and one.applicant.is_demonstration for one in Application.objects.all())
    assert not Organisation.objects.exclude(standing="").exists()


def test_without_a_questionnaire_there_is_nobody():
    make_demonstration(at=MARCH, rng=random.Random(1))

    assert not Application.objects.exists()
