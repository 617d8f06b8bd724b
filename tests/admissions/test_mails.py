"""Every step's mail and every next step, in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.accounts.factories import make_secretary
from tests.admissions.factories import MARCH, accepted, begin, submitted
from tests.questionnaires.factories import make_person
from wego.admissions.models import Application, Departure
from wego.admissions.next_steps import next_step_of
from wego.admissions.queries import open_applications_of
from wego.admissions.services.applications import return_application
from wego.core.office_home import queues_for

LANGUAGES = ("en", "ko", "zh-hans")
FACTS: dict[str, Any] = {
    "organisation": "Newtown",
    "step": "Step",
    "reason": "A reason.",
    "day": MARCH.date(),
    "seeks": "Full member",
    "address": "http://localhost/x/",
}
OWN_SCRIPT = {"en": "[a-z]{4}", "ko": "[가-힣]{2}", "zh-hans": "[\u4e00-\u9fff]{2}"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "status", "more"),
    [
        *(("application", status, {}) for status in Application.Status.values),
        ("application", "accepted", {"decision": True}),
        ("application", "accepted", {"is_again": True}),
        *(("departure", status, {}) for status in Departure.Status.values),
        ("departure", "noticed", {"kind": "lapse"}),
        ("departure", "noticed", {"decision": True}),
        ("departure", "noticed", {"is_again": True}),
    ],
)
def test_a_steps_mail_says_what_happened_why_and_where_it_stands(
    name: str, status: str, more: dict[str, Any], language: str
):
    with translation.override(language):
        text = render_to_string(f"admissions/mail/{name}_message.txt", {**FACTS, "status": status, **more}).strip()

    first = text.splitlines()[0]
    assert "Newtown" in first
    assert re.search(OWN_SCRIPT[language], first.replace("Newtown", ""))
    assert "A reason." in text
    assert "http://localhost/x/" in text


@pytest.mark.django_db
def test_the_next_step_of_every_open_application_and_what_waits_for_the_secretariat():
    secretary = make_secretary()
    nothing = queues_for(secretary, today=MARCH.date())
    draft = begin(by=make_person("d@example.org"), name="Draft")
    waiting = submitted(by=make_person("s@example.org"), name="Waiting")
    done = accepted(by=make_person("a@example.org"), name="Accepted")
    back = submitted(by=make_person("r@example.org"), name="Back")
    return_application(application_id=back.pk, reason="r", by=done.applicant, at=MARCH)
    back.refresh_from_db()

    labels = [next_step_of(one).label for one in (draft, waiting, done, back)]

    assert nothing == []
    assert labels == [
        "Continue the application",
        "View status",
        "View status",
        "Revise the application",
    ]
    assert [one.why for one in queues_for(secretary, today=MARCH.date())] == [
        "1 application needs a reply.",
        "1 item needs a decision.",
    ]
    assert list(open_applications_of(draft.applicant)) == [draft]
