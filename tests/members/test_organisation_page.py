"""One page per member in the office: what it says, what it costs, who sees which part, what can be done from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import make_role, make_secretary, make_user
from tests.finance.factories import AT, make_invoice, make_officer, make_payment
from tests.governance.factories import decide, make_item
from tests.members.factories import make_organisation, make_standing
from wego.accounts.models import User
from wego.accounts.services.loading import load_accounts
from wego.core.comments.models import Comment
from wego.core.dated_tasks.models import DatedTask
from wego.core.outbox import ComposedMail, queue_text
from wego.core.references import Reference
from wego.members.models import Organisation
from wego.members.services.profiles import RETURNED, propose_profile_change

pytestmark = pytest.mark.django_db
MOST = 33


@pytest.fixture
def secretary() -> User:
    return make_secretary(name="Han")


@pytest.fixture
def office(signed_in: Any, secretary: User) -> Client:
    return signed_in(secretary)


@pytest.fixture
def city() -> Organisation:
    return make_organisation(name={"en": "Seoul", "ko": "서울", "zh-hans": "首尔"}, aliases=["Seoul Special City"])


def address(city: Organisation, language: str = "en") -> str:
    return f"/{language}/office/organisations/{city.pk}/"


def fill(city: Organisation, number: int) -> None:
    officer = make_user(f"officer{number}@seoul.example", name=f"Officer {number}")
    make_officer(city, officer)
    make_standing(city, starts_on=date(2000 + number, 1, 1), ends_on=date(2001 + number, 1, 1))
    make_invoice(city, year=2016 + number, due_on=date(2016, 6, 1), issued_on=date(2016, 3, 1))
    make_payment(city, "20.00")
    decide(make_item(Reference.to(city), titles={"en": f"Matter {number}"}))
    if number == 1:
        propose_profile_change(organisation_id=city.pk, proposed={"website": "https://a.example"}, by=officer, at=AT)
    letter = ComposedMail("A", "B")
    queue_text(RETURNED, to=f"x{number}@b.example", language="en", letter=letter, about=city, by=None, at=AT)


def test_everything_stands_on_it_at_the_same_cost_however_much_there_is(
    office: Client, city: Organisation, django_assert_max_num_queries: Any
):
    fill(city, 1)
    with django_assert_max_num_queries(MOST) as few:
        office.get(address(city))
    for number in (2, 3):
        fill(city, number)

    with django_assert_max_num_queries(len(few.captured_queries)):
        page = office.get(address(city)).content.decode()

    expected = ("서울", "首尔", "Seoul Special City", "Officer 3", "21,000.00", "60.00", "Matter 2", "x3@b.example")
    assert [words for words in expected if words not in page] == []
    assert f"/en/office/money/invoices/?organisation={city.slug}" in page
    assert ">Profile change</a>" in page[page.index('id="timeline"') :]


def test_the_list_leads_to_it_and_editing_leads_back(office: Client, city: Organisation):
    listed = office.get("/en/office/organisations/").content.decode()
    edit = office.get(f"/en/office/organisations/edit/{city.pk}/").content.decode()

    assert f'href="{address(city)}"' in listed
    assert f'href="{address(city)}"' in edit


def test_notes_and_tasks_are_added_from_it(office: Client, secretary: User, city: Organisation):
    office.post(
        reverse("comments:write", args=["members.Organisation", city.pk]), {"text": "Called the mayor’s office."}
    )
    given = {"title": "Call again", "due_on": "2026-12-24", "owner_key": str(secretary.key), "remind_on": ""}
    done = office.post(f"{address(city)}task/", given)

    page = office.get(address(city)).content.decode()

    assert Comment.objects.get().author_key == secretary.key
    assert done.headers["Location"] == address(city)
    task = DatedTask.objects.get()
    assert (task.about, task.owner_key) == (Reference.to(city), secretary.key)
    assert "Called the mayor’s office." in page
    assert "Call again" in page


def test_a_reminder_after_the_day_is_refused_beside_its_field(office: Client, city: Organisation):
    given = {"title": "Call", "due_on": "2026-12-24", "owner_key": "", "remind_on": "2026-12-25"}

    answer = office.post(f"{address(city)}task/", given)

    assert answer.status_code != 302
    assert not DatedTask.objects.exists()


def test_sections_are_those_that_a_role_lets_see(signed_in: Any, city: Organisation):
    load_accounts_of_wego()
    fill(city, 1)
    pages = {}
    for role, region in (("translator", ""), ("programme-officer", ""), ("regional-office", "asia-pacific")):
        person = make_user()
        make_role(person, role, region)
        pages[role] = signed_in(person).get(address(city))

    assert pages["translator"].status_code == 403
    officer = pages["programme-officer"].content.decode()
    assert 'id="decisions"' in officer
    assert 'id="money"' not in officer
    regional = pages["regional-office"].content.decode()
    assert [part for part in ("money", "decisions", "mails", "documents") if f'id="{part}"' in regional] == []


def test_a_regional_office_sees_no_page_of_another_region(signed_in: Any, city: Organisation):
    load_accounts_of_wego()
    person = make_user()
    make_role(person, "regional-office", "africa")

    assert signed_in(person).get(address(city)).status_code == 404


def test_who_only_reads_writes_no_note(signed_in: Any, city: Organisation):
    load_accounts_of_wego()
    person = make_user()
    make_role(person, "auditor")
    reader = signed_in(person)

    page = reader.get(address(city))
    written = reader.post(reverse("comments:write", args=["members.Organisation", city.pk]), {"text": "x"})

    assert page.status_code == 200
    assert "comment-text" not in page.content.decode()
    assert written.status_code == 404
    assert not Comment.objects.exists()


def load_accounts_of_wego() -> None:
    load_accounts(Path(__file__).parents[2] / "networks" / "wego", at=AT)
