"""One page per person in the office: what it says, what it costs, who sees which part, what can be done from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import AT, make_role, make_secretary, make_user
from tests.members.factories import make_organisation
from wego.accounts.models import RoleType, User
from wego.accounts.queries import personal_data
from wego.accounts.services import erase_person
from wego.core.comments.models import Comment
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.services import add_task
from wego.core.models import AuditEntry, ConsentEntry
from wego.core.outbox import ComposedMail, queue_text
from wego.core.references import Reference
from wego.members.models import Affiliation
from wego.members.queries.contact_persons import CONTACT_PERSON
from wego.members.services.profiles import RETURNED

pytestmark = pytest.mark.django_db
MOST = 25


@pytest.fixture
def secretary() -> User:
    return make_secretary(name="Han")


@pytest.fixture
def office(signed_in: Any, secretary: User) -> Client:
    return signed_in(secretary)


@pytest.fixture
def kim() -> User:
    return make_user("kim@seoul.example", name="Kim Minji", language="ko")


def address(person: User) -> str:
    return f"/en/office/people/{person.pk}/"


def fill(person: User, number: int) -> None:
    city = make_organisation(f"City {number}")
    held = {"user": person, "organisation": city, "role": "officer", "post": f"Chief {number}"}
    Affiliation.objects.create(**held, starts_on=date(2010 + number, 1, 1), ends_on=date(2011 + number, 1, 1))
    Affiliation.objects.create(**held, starts_on=date(2020 + number, 1, 1))
    make_role(person, f"juror-{number}")
    about = Reference.to(city)
    facts = {"person_key": person.key, "purpose": CONTACT_PERSON.code, "about_kind": about.kind, "about_id": about.id}
    for is_given in (True, False):
        ConsentEntry.objects.create(
            **facts, about_label=about.label, is_given=is_given, at=AT, door="account", words="x"
        )
    letter = ComposedMail("A", "B")
    queue_text(RETURNED, to=person.email, language="en", letter=letter, about=city, by=None, at=AT)
    add_task(title=f"Call {number}", about=about, due_on=date(2026, 9, 1), owner_key=person.key, by=None, at=AT)
    UserSession.objects.create(user=person, ip="192.0.2.1", user_agent=f"Browser {number}", session_key=f"k{number}")


def test_everything_stands_on_it_at_the_same_cost_however_much_there_is(
    office: Client, kim: User, django_assert_max_num_queries: Any
) -> None:
    fill(kim, 1)
    office.get(address(kim))
    with django_assert_max_num_queries(MOST) as few:
        office.get(address(kim))
    for number in (2, 3):
        fill(kim, number)

    with django_assert_max_num_queries(len(few.captured_queries)):
        page = office.get(address(kim)).content.decode()

    expected = ("kim@seoul.example", "City 1", "Chief 3", "juror-2", "Call 3", "Browser 2", "Withdrawn")
    assert [words for words in expected if words not in page] == []
    timeline = page[page.index('id="timeline"') :]
    for happened in (
        "Joined",
        "Role granted",
        "Position started",
        "Position ended",
        "Consent given",
        "Consent withdrawn",
    ):
        assert happened in timeline
    assert "192.0.2.1" not in page
    organisation = Affiliation.objects.filter(user=kim).latest("pk").organisation
    assert reverse("organisations:organisation", args=[organisation.pk]) in page


def test_a_note_is_written_from_it_and_goes_with_the_person(office: Client, secretary: User, kim: User) -> None:
    written = office.post(reverse("comments:write", args=["accounts.User", kim.pk]), {"text": "Speaks French."})
    page = office.get(address(kim)).content.decode()
    kept = personal_data(kim)["notes_on_you"]

    assert written.status_code == 302
    assert "Speaks French." in page
    assert [one["text"] for one in kept] == ["Speaks French."]
    assert not AuditEntry.objects.filter(label__contains="Kim").exists()

    erase_person(user_id=kim.pk, by=secretary, at=AT)

    assert not Comment.objects.exists()


def test_parts_are_those_that_a_role_lets_see(signed_in: Any, kim: User) -> None:
    fill(kim, 1)
    RoleType.objects.create(code="sees-people", kind="reader", permissions=["accounts.see_people"])
    reader = make_user()
    make_role(reader, "sees-people")
    client = signed_in(reader)

    page = client.get(address(kim)).content.decode()
    written = client.post(reverse("comments:write", args=["accounts.User", kim.pk]), {"text": "x"})

    assert [part for part in ("posts", "consents") if f'id="{part}"' in page] == ["posts", "consents"]
    assert [part for part in ("mails", "tasks", "sessions") if f'id="{part}"' in page] == []
    assert "/office/organisations/" not in page
    assert "/office/mails/" not in page
    assert "comment-text" not in page
    assert written.status_code == 404


def test_a_task_about_a_person_is_added_there_and_goes_with_the_person(
    office: Client, secretary: User, kim: User
) -> None:
    given = {"title": "Ask about the new post", "due_on": "2026-12-24", "owner_key": str(secretary.key)}

    late = office.post(f"{address(kim)}tasks/add/", {**given, "remind_on": "2026-12-25"}).content.decode()
    added = office.post(f"{address(kim)}tasks/add/", given, follow=True).content.decode()
    listed = office.get("/en/office/tasks/").content.decode()

    assert (
        "The reminder date must be on or before the due date." in late.split('name="remind_on"')[0].split("<form")[-1]
    )
    assert "Task added." in added
    assert "Ask about the new post" in added.split('id="tasks-about"')[1]
    assert f'<a href="{address(kim)}">Kim Minji</a>' in listed
    task = DatedTask.objects.get()
    assert (task.about_kind, task.about_id, task.owner_key) == ("accounts.User", str(kim.pk), secretary.key)
    office.post(f"/en/my/tasks/{task.pk}/done/")
    said = personal_data(kim)["tasks_about_you"]
    erase_person(user_id=kim.pk, by=secretary, at=AT)
    assert [one["title"] for one in said] == ["Ask about the new post"]
    assert not DatedTask.objects.exists()
    trail = "".join(str(row) for row in AuditEntry.objects.filter(kind="core.DatedTask").values())
    assert trail
    assert "new post" not in trail
    assert "Kim" not in trail


def test_a_task_is_added_to_a_person_by_whoever_keeps_people(signed_in: Any, kim: User) -> None:
    RoleType.objects.create(code="sees-people", kind="reader", permissions=["accounts.see_people"])
    reader = make_user()
    make_role(reader, "sees-people")

    assert signed_in(reader).get(f"{address(kim)}tasks/add/").status_code == 403
