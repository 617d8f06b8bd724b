"""A person who is erased is named by no application, in no version of an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.admissions.factories import answer, begin, submitted
from tests.questionnaires.factories import make_person
from wego.accounts.services.erasure import erase_person
from wego.admissions.models import Application
from wego.core.models import AuditEntry
from wego.questionnaires.models import Answer
from wego.questionnaires.sheets import read_sheet

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _written() -> str:
    return " ".join(str(value) for value in Answer.objects.values_list("value", flat=True))


def test_whoever_applied_is_named_no_more() -> None:
    application = submitted()
    assert "Kim Demo" in _written()

    erase_person(user_id=application.applicant_id, by=application.applicant, at=AT)

    assert "Kim Demo" not in _written()
    assert "Han Demo" in _written(), "the mayor is somebody else"
    assert AuditEntry.objects.filter(action="application.names_removed").count() == 1


def test_whoever_is_named_in_a_colleague_s_application_is_named_no_more() -> None:
    mayor = make_person("mayor@newtown.example")
    mayor.name = "Han  DEMO"
    mayor.save()
    submitted()

    erase_person(user_id=mayor.pk, by=mayor, at=AT)

    assert "Han Demo" not in _written()
    assert "Kim Demo" in _written()


def test_former_versions_of_an_answer_go_too_and_the_application_can_still_be_read() -> None:
    application = begin()
    answer(application)
    answer(application, contact_name="Kim Demo II", form_signed=None)

    erase_person(user_id=application.applicant_id, by=application.applicant, at=AT)

    assert "Kim Demo" not in _written()
    application = Application.objects.get(pk=application.pk)
    assert read_sheet(application.response).answers_by_section()
