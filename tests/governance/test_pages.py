"""Governance in the office: only the secretariat, every act by a service, a literal number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.governance.factories import decide, make_body, make_item, make_meeting
from tests.questionnaires.factories import make_person, make_secretary
from wego.accounts.models import User
from wego.core.references import Reference
from wego.governance.models import AgendaItem, Decision, Meeting
from wego.governance.permissions import can_keep_agenda, can_record_decision
from wego.governance.queries import approvals_in_force, decisions_visible_to, items_visible_to
from wego.governance.services.loading import load_governance

pytestmark = pytest.mark.django_db

OFFICE = "/en/office/governance/"
PAGES = ("agenda/", "agenda/add/", "decisions/", "meetings/", "bodies/")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
FOLDER = Path(__file__).parents[2] / "networks" / "wego"


@pytest.fixture
def secretary() -> User:
    return make_secretary()


@pytest.fixture
def office(signed_in: Callable[[Any], Client], secretary: User) -> Client:
    return signed_in(secretary)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_the_office_is_the_secretariats(page: str, language: str, office: Client, signed_in: Callable[[Any], Client]):
    load_governance(FOLDER, at=timezone.now())
    address = f"/{language}/office/governance/{page}"

    assert office.get(address).status_code == 200
    assert signed_in(make_person("stranger@example.org")).get(address).status_code in (302, 403)
    assert Client().get(address).status_code == 302


def test_who_may_and_who_sees(secretary: User):
    person = make_person("stranger@example.org")
    decide(make_item())

    assert [can_keep_agenda(user) for user in (secretary, person)] == [True, False]
    assert [can_record_decision(user) for user in (secretary, person)] == [True, False]
    assert [items_visible_to(user).count() for user in (secretary, person)] == [1, 0]
    assert [decisions_visible_to(user).count() for user in (secretary, person)] == [1, 0]


def test_a_decision_is_recorded_with_its_paper_and_the_paper_is_the_secretariats(
    office: Client, signed_in: Callable[[Any], Client]
):
    item = make_item()
    address = f"{OFFICE}agenda/{item.pk}/decision/"
    given = {"outcome": "approved", "body": "executive-committee", "decided_on": "2016-10-13", "text": "Agreed."}

    without = office.post(address, given)
    false_paper = office.post(address, {**given, "paper": SimpleUploadedFile("m.pdf", b"<html>")})
    done = office.post(address, {**given, "paper": SimpleUploadedFile("minutes.pdf", PDF)})

    decision = Decision.objects.get()
    paper = f"{OFFICE}decisions/{decision.pk}/paper/"
    answer = office.get(paper)
    assert "or explain why there is none" in without.content.decode()
    assert "content is not of this type" in false_paper.content.decode()
    assert (done.status_code, AgendaItem.objects.get().status) == (302, "decided")
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(make_person("stranger@example.org")).get(paper).status_code in (302, 403)


def test_an_item_is_added_scheduled_carried_over_and_taken_off(office: Client):
    meeting = make_meeting(year=2030, starts_on=date(2030, 10, 12), ends_on=date(2030, 10, 12))
    given = {"body": "executive-committee", "year": 2026, "kind": "merger", "title_en": "Merger of A and B"}

    office.post(f"{OFFICE}agenda/add/", given)
    item = AgendaItem.objects.get()
    office.post(f"{OFFICE}agenda/{item.pk}/meeting/", {"meeting": meeting.pk})
    scheduled = AgendaItem.objects.get().meeting
    office.post(f"{OFFICE}agenda/{item.pk}/later/")
    carried = AgendaItem.objects.get()
    page = office.get(f"{OFFICE}agenda/{item.pk}/").content.decode()
    office.post(f"{OFFICE}agenda/{item.pk}/withdraw/")

    assert scheduled == meeting
    assert (carried.year, carried.meeting) == (2031, None)
    assert "Move to the agenda of 2032" in page
    assert AgendaItem.objects.get().status == "withdrawn"


def test_a_decision_on_any_matter_is_recorded_without_code(office: Client):
    make_body()
    given = {"body": "executive-committee", "year": 2016, "kind": "other", "title_en": "Seat of the secretariat"}
    decided = {"outcome": "approved", "body": "executive-committee", "decided_on": "2016-10-13"}

    added = office.post(f"{OFFICE}agenda/add/", given)
    item = AgendaItem.objects.get()
    office.post(f"{OFFICE}agenda/{item.pk}/decision/", {**decided, "reason_without_paper": "Read out"})

    assert added["Location"] == f"{OFFICE}agenda/{item.pk}/"
    assert [one.label for one in approvals_in_force("other")] == [
        "Oct 13, 2016: Seat of the secretariat (Executive committee)"
    ]


def test_an_applications_item_is_not_taken_off_here(office: Client):
    item = make_item(Reference("admissions.Application", "1", "Newtown"), kind="admission")

    office.post(f"{OFFICE}agenda/{item.pk}/withdraw/")

    assert AgendaItem.objects.get().status == "open"


def test_a_decision_is_revoked_with_a_reason(office: Client):
    item = make_item()
    decision = decide(item)

    address = f"{OFFICE}decisions/{decision.pk}/revoke/"
    office.post(address, {"revoked_on": "2016-10-20", "reason": ""})
    before = AgendaItem.objects.get().status
    office.post(address, {"revoked_on": "2016-10-20", "reason": "Wrong list"})
    page = office.get(f"{OFFICE}agenda/{item.pk}/").content.decode()

    assert (before, AgendaItem.objects.get().status) == ("decided", "open")
    assert "Wrong list" in page


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_the_day_of_a_revocation_is_put_forward_as_browsers_take_it(language: str, office: Client):
    decision = decide(make_item())

    page = office.get(f"/{language}/office/governance/decisions/{decision.pk}/revoke/").content.decode()

    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_meetings_are_planned_and_held(office: Client):
    make_body()
    given = {"body": "executive-committee", "title_en": "2016", "starts_on": "2016-10-12", "ends_on": "2016-10-14"}

    office.post(f"{OFFICE}meetings/plan/", given)
    again = office.post(f"{OFFICE}meetings/plan/", given).content.decode()
    meeting = Meeting.objects.get()
    office.post(f"{OFFICE}meetings/{meeting.pk}/hold/")

    assert "already has a meeting with that title" in again
    assert Meeting.objects.get().status == "held"


def test_the_page_of_bodies_says_what_is_not_known(office: Client):
    load_governance(FOLDER, at=timezone.now())

    page = office.get(f"{OFFICE}bodies/").content.decode()

    assert "not known: none of the documents" in page
    assert "http://www.we-gov.org/Governance" in page


def test_the_source_of_a_meeting_is_a_link_and_nothing_else_of_it_is_markup(office: Client):
    make_meeting(source="<b> http://www.we-gov.org/wego-meetings/")

    page = office.get(f"{OFFICE}meetings/").content.decode()

    assert '&lt;b&gt; <a href="http://www.we-gov.org/wego-meetings/">' in page


@pytest.mark.parametrize("page", ["agenda/", "decisions/", "meetings/"])
@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries(page: str, rows: int, office: Client, django_assert_max_num_queries: Any):
    for number in range(rows):
        make_meeting(title=f"Session {number}")
        make_item(Reference("governance.Matter", str(number), "A"))
        decide(make_item(Reference("governance.Matter", f"d{number}", "B")))
    office.get(OFFICE + page)

    with django_assert_max_num_queries(12):
        office.get(OFFICE + page)
