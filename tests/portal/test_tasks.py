"""Tasks in the office: whose they are, giving them to somebody, and what is due on the first page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import make_office_role, make_secretary, make_user
from wego.accounts.models import User
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.services import add_task, complete_task
from wego.core.references import Reference
from wego.portal.queries import open_tasks_visible_to

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIST = "/en/office/tasks/"


def task(title: str, owner: User | None = None, *, due_on: date = date(2026, 3, 20), address: str = "") -> DatedTask:
    about = Reference("core.Thing", "7", "A thing")
    key = owner.key if owner else None
    return add_task(title=title, about=about, due_on=due_on, owner_key=key, address=address, by=None, at=AT)


@pytest.fixture
def secretary() -> User:
    return make_secretary(name="Han")


@pytest.fixture
def office(signed_in: Any, secretary: User) -> Client:
    return signed_in(secretary)


def test_the_list_tells_mine_nobodys_and_all(office: Client, secretary: User):
    task("Of mine", secretary)
    task("Of nobody", address="/en/office/")
    task("Of another", make_user(name="Kim"))
    complete_task(task_id=task("Over", secretary).pk, by=secretary, at=AT)

    pages = [office.get(f"{LIST}{asked}").content.decode() for asked in ("", "?whose=mine", "?whose=nobodys")]

    shown = [[one for one in ("Of mine", "Of nobody", "Of another", "Over<") if one in page] for page in pages]
    assert shown == [["Of mine", "Of nobody", "Of another"], ["Of mine"], ["Of nobody"]]
    assert "Kim" in pages[0]
    assert '<a href="/en/office/">A thing</a>' in pages[0]


def test_a_task_is_given_to_somebody_of_the_secretariat_and_to_nobody(office: Client, secretary: User):
    other = make_secretary(name="Lee")
    one = task("Send the letter")

    office.post(f"{LIST}{one.pk}/assign/", {"owner_key": str(other.key)})
    given = DatedTask.objects.get().owner_key
    refused = office.post(f"{LIST}{one.pk}/assign/", {"owner_key": str(make_user().key)})
    office.post(f"{LIST}{one.pk}/assign/", {"owner_key": ""})

    assert given == other.key
    assert refused.status_code != 302
    assert DatedTask.objects.get().owner_key is None


def test_a_task_for_someone_who_cannot_open_what_it_is_about_is_told_beside_the_field(office: Client):
    park = make_user(name="Park")
    make_office_role(park, "translator", ["portal.translate"])
    about = Reference("members.Organisation", "7", "Seoul")
    one = add_task(title="Call", about=about, due_on=date(2026, 3, 20), by=None, at=AT)

    page = office.post(f"{LIST}{one.pk}/assign/", {"owner_key": str(park.key)}).content.decode()

    field = page.split("<main", 1)[1].split("<form", 1)[1].split("</form", 1)[0]
    assert "Park’s role does not allow opening “Seoul”. Choose someone else." in field
    assert DatedTask.objects.get().owner_key is None


def test_a_task_is_done_from_the_list_once(office: Client, secretary: User):
    one = task("Send the letter", make_user())

    office.post(f"{LIST}{one.pk}/done/")

    assert DatedTask.objects.get().done_by_key == secretary.key
    assert office.post(f"{LIST}{one.pk}/done/").status_code == 404


def test_the_first_page_names_what_is_due_of_mine_and_nobodys(office: Client, secretary: User):
    today = timezone.localdate()
    task("Of mine", secretary, due_on=today)
    task("Of nobody", due_on=today + timedelta(days=14))
    task("Of another", make_user(), due_on=today)
    task("Later", secretary, due_on=today + timedelta(days=15))

    page = office.get("/en/office/").content.decode()

    assert [one for one in ("Of mine", "Of nobody", "Of another", "Later") if one in page] == ["Of mine", "Of nobody"]


def test_everybody_else_sees_only_their_own():
    person = make_user()
    mine = task("Of mine", person)
    task("Of nobody")

    assert list(open_tasks_visible_to(person)) == [mine]
