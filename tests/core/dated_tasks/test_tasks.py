"""Dated tasks: written one by one or from a template, given to somebody, done, and reminded of once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import make_secretary, make_user
from tests.governance.factories import make_item
from wego.accounts.queries import personal_data
from wego.accounts.services import erase_person
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.queries import open_tasks_of, tasks_about
from wego.core.dated_tasks.services import (
    PlannedTask,
    TaskRefused,
    add_task,
    assign_task,
    complete_task,
    plan_tasks,
    send_task_reminders,
)
from wego.core.models import AuditEntry, Mail
from wego.core.references import Reference
from wego.portal.permissions import can_complete_task

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
THING = Reference("core.Thing", "7", "A thing")
PLAN = [PlannedTask("Send the notice", -30, 3), PlannedTask("Publish the minutes", 14)]


@pytest.fixture
def secretary() -> Any:
    return make_secretary()


@pytest.fixture
def office(signed_in: Any, secretary: Any) -> Client:
    return signed_in(secretary)


def task(**facts: Any) -> DatedTask:
    given = {"title": "Send the letter", "about": THING, "due_on": date(2026, 3, 20), "by": None, "at": AT, **facts}
    return add_task(**given)


def test_a_plan_counts_from_its_day_and_is_one_line_in_the_trail() -> None:
    plan_tasks(template=PLAN, day=date(2026, 6, 1), about=THING, by=None, at=AT)

    found = [(one.title, one.due_on, one.remind_on) for one in tasks_about(THING)]
    assert found == [
        ("Send the notice", date(2026, 5, 2), date(2026, 4, 29)),
        ("Publish the minutes", date(2026, 6, 15), None),
    ]
    assert AuditEntry.objects.get().action == "dated_tasks.planned"


def test_add_task_refuses_no_words_and_a_reminder_after_the_day() -> None:
    with pytest.raises(TaskRefused, match="what is to be done"):
        task(title=" ")
    with pytest.raises(TaskRefused, match="reminder"):
        task(remind_on=date(2026, 3, 21))

    assert not DatedTask.objects.exists()


def test_complete_task_once_by_whom_and_when() -> None:
    person, one = make_user(), task()

    complete_task(task_id=one.pk, by=person, at=AT)

    one.refresh_from_db()
    assert (one.done_at, one.done_by_key) == (AT, person.key)
    assert not one.is_late(date(2026, 4, 1))
    with pytest.raises(TaskRefused, match="already"):
        complete_task(task_id=one.pk, by=person, at=AT)


def test_an_owner_is_reminded_once_and_a_new_one_again() -> None:
    first, second = make_user(language="ko"), make_user()
    one = task(owner_key=first.key, remind_on=date(2026, 3, 10))
    task(remind_on=date(2026, 3, 10))
    day = datetime(2026, 3, 10, 9, tzinfo=UTC)

    send_task_reminders(day - timedelta(days=1))
    assert not Mail.objects.exists()
    for _time in range(2):
        send_task_reminders(day)
    assign_task(task_id=one.pk, owner_key=second.key, by=None, at=day)
    send_task_reminders(day)

    mails = list(Mail.objects.order_by("pk").values_list("recipient", "language"))
    assert mails == [(first.email, "ko"), (second.email, second.language)]


def test_open_tasks_are_ones_own_and_for_some_also_nobodys() -> None:
    person = make_user()
    mine, nobodys = task(owner_key=person.key), task(title="Other")
    task(owner_key=make_user().key)
    complete_task(task_id=task(owner_key=person.key).pk, by=person, at=AT)

    assert list(open_tasks_of(person)) == [mine]
    assert list(open_tasks_of(person, with_nobodys=True)) == [mine, nobodys]


def test_ones_tasks_are_in_ones_file_and_are_nobodys_once_one_is_erased() -> None:
    person = make_user()
    mine, done = task(owner_key=person.key), task(owner_key=person.key, title="Done")
    task(owner_key=make_user().key)
    complete_task(task_id=done.pk, by=person, at=AT)

    said = personal_data(person)["tasks"]
    erase_person(user_id=person.pk, by=person, at=AT)

    assert [(one["title"], one["about_label"], one["done_at"]) for one in said] == [
        ("Send the letter", "A thing", None),
        ("Done", "A thing", AT),
    ]
    mine.refresh_from_db()
    done.refresh_from_db()
    assert (mine.owner_key, done.owner_key) == (None, person.key)


def test_can_complete_task() -> None:
    owner, secretary = make_user(), make_secretary()
    secretary.has_used_second_factor = True
    one = task(owner_key=owner.key)

    assert [can_complete_task(who, one) for who in (owner, secretary, make_user())] == [True, True, False]


def test_a_follow_up_is_added_on_the_matter_and_done_from_ones_own_page(office: Client, secretary: Any) -> None:
    item = make_item()
    page = f"/en/office/governance/agenda/{item.pk}/"
    given = {"title": "Write to the mayor", "due_on": "2026-12-24", "is_mine": "on"}

    office.post(f"{page}follow-up/", given)
    shown, mine = office.get(page).content.decode(), office.get("/en/my/").content.decode()
    one = DatedTask.objects.get()
    office.post(f"/en/my/tasks/{one.pk}/done/")

    assert one.owner_key == secretary.key
    assert "Write to the mayor" in shown
    assert "Your tasks" in mine
    assert "Your tasks" not in office.get("/en/my/").content.decode()
    assert "done on" in office.get(page).content.decode()


def test_others_tasks_are_no_page(signed_in: Any) -> None:
    one = task(owner_key=make_user().key)

    answer = signed_in(make_user()).post(f"/en/my/tasks/{one.pk}/done/")

    assert answer.status_code == 404
    assert DatedTask.objects.get().done_at is None
