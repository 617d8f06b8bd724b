"""An application in the office: answers before the decision, who it may be already, where it is, what will be read."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.admissions.factories import MARCH, answer, begin, submitted
from tests.members.factories import make_organisation
from wego.admissions.models import Application
from wego.admissions.queries import like_organisations
from wego.admissions.services.applications import submit_application
from wego.core.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(office: Client) -> Any:
    """`shown(application, "accept/")`: the text of a page of it."""
    return lambda application, rest="": office.get(f"/en/office/admissions/{application.pk}/{rest}").content.decode()


def test_the_answers_stand_before_the_decision_and_the_register_beside_them(shown: Any):
    make_organisation("Newtown City", slug="newtown-city")

    text = shown(submitted())

    places = [text.index(f'id="{anchor}"') for anchor in ("answers", "register", "decision")]
    assert places == sorted(places)
    assert "Newtown City" in text[places[1] : places[2]]
    assert "same name: “Newtown City”" in text[places[1] : places[2]]
    assert "Accept the application" in text[places[2] :]


def test_what_is_alike_is_said_by_name_script_and_website(secretary: Any):
    make_organisation("Some Port", slug="some-port", name_native="뉴타운시")
    make_organisation("Newtown Harbour", slug="harbour", website="https://www.newtown.example/en/")
    make_organisation("Nevtown", slug="nevtown", country="JP")
    make_organisation("Busan", slug="busan")
    application = begin()
    answer(application, name_ko="뉴타운")
    submit_application(application_id=application.pk, by=application.applicant, at=MARCH)

    found = {one.organisation.slug: one for one in like_organisations(Application.objects.get(), secretary)}

    assert {slug: (one.likeness, one.name) for slug, one in found.items() if one.likeness} == {
        "some-port": (3, "뉴타운시"),
        "harbour": (2, "Newtown Harbour"),
    }
    assert [slug for slug, one in found.items() if one.is_website] == ["harbour"]


def test_the_location_is_searched_and_chosen_on_a_map_without_scripts(shown: Any):
    make_organisation("Busan", slug="busan")
    application = submitted()

    first = shown(application, "accept/")
    found = shown(application, "accept/?place=Incheon")
    moved = shown(application, "accept/?at=37.45,126.73&within=0")
    typed = shown(application, "accept/?place=37.5 126.9")
    unknown = shown(application, "accept/?place=Nowhereville")

    assert "Chosen location: 37.1° N, 127.2° E" in first
    assert 'class="pin"' in first
    assert "/members/busan/" in first
    assert "?at=37.46,126.71&amp;within=1#place" in found
    assert 'name="latitude" value="37.45"' in moved
    assert 'value="126.9"' in typed
    assert "No place called “Nowhereville” was found." in unknown


@pytest.mark.parametrize(
    ("act", "given", "words"),
    [
        ("accept", {"latitude": 37.1, "longitude": 127.2}, "준회원"),
        ("return", {"reason": "The seal is missing."}, "The seal is missing."),
        ("decline", {"reason": "It is a private club."}, "It is a private club."),
    ],
)
def test_what_the_applicant_reads_is_shown_before_it_is_sent(
    act: str, given: dict[str, Any], words: str, office: Client, django_capture_on_commit_callbacks: Any
):
    application = submitted()
    application.applicant.language = "ko"
    application.applicant.save()
    before = Mail.objects.count()
    address = f"/en/office/admissions/{application.pk}/{act}/"

    preview = office.post(address, given | {"step": "preview"}).content.decode()
    written = Mail.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        office.post(address, given | {"step": "confirm"})

    sent = mail.outbox[-1]
    assert written == before
    assert "E-mail to han@newtown.example (Korean)" in preview
    assert words in sent.body
    for line in filter(None, sent.body.splitlines()):
        assert line in preview
    assert sent.subject in preview


def test_a_location_that_is_missing_is_said_and_nothing_is_done(office: Client):
    application = submitted()

    answer = office.post(f"/en/office/admissions/{application.pk}/accept/", {"latitude": "", "longitude": "999"})

    assert answer.status_code == 200
    assert "No location chosen yet." in answer.content.decode()
    application.refresh_from_db()
    assert application.status == "submitted"
