"""Absences: entered and ended, each refusal in words; who gets the work and the mails meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.accounts.factories import make_office_role, make_secretary, make_user
from tests.portal.test_tasks import task
from wego.accounts.models import User
from wego.accounts.queries import at_work, personal_data
from wego.accounts.services import erase_person
from wego.core.absences.models import Absence
from wego.core.absences.queries import present_for
from wego.core.absences.services import AbsenceRefused, end_absence, enter_absence, forget_old_absences
from wego.core.dated_tasks.queries import open_tasks_of
from wego.core.dated_tasks.services import send_task_reminders
from wego.core.models import AuditEntry, Mail
from wego.portal.permissions import can_complete_task

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.fixture
def kim() -> User:
    return make_secretary(name="Kim")


@pytest.fixture
def lee() -> User:
    return make_secretary(name="Lee")


def away(person: User, deputy: User, first: date = DAY, last: date = date(2026, 3, 6), **facts: Any) -> Absence:
    given = {"person_key": person.key, "deputy_key": deputy.key, "starts_on": first, "ends_on": last}
    return enter_absence(**given, **{"by": person, "at": AT, **facts})


def test_the_deputy_is_present_for_the_days_and_no_other(kim: User, lee: User):
    away(kim, lee)

    days = [date(2026, 3, 1), DAY, date(2026, 3, 6), date(2026, 3, 7)]
    assert [present_for(kim.key, day) for day in days] == [kim.key, lee.key, lee.key, kim.key]
    assert [one.name for one in at_work([kim, lee, make_user(name="Park")], DAY)] == ["Lee", "Park"]
    assert AuditEntry.objects.filter(action="absence.entered").count() == 1


@pytest.mark.parametrize(
    ("who", "deputy", "first", "last", "why"),
    [
        ("kim", "kim", 0, 1, "Choose someone else as the deputy."),
        ("kim", "lee", 2, 1, "The last day is before the first day."),
        ("kim", "lee", -5, -3, "These days are over."),
        ("kim", "lee", 0, 3000, "two years at most"),
        ("park", "lee", 4, 9, "An absence from Mar 2, 2026 to Mar 6, 2026 is already entered."),
        ("kim", "park", 4, 9, "Park is absent from Mar 2, 2026 to Mar 6, 2026. Choose another deputy."),
        ("seo", "lee", 4, 9, "Seo is the deputy of Park from Mar 2, 2026 to Mar 6, 2026."),
    ],
)
def test_an_absence_is_refused(who: str, deputy: str, first: int, last: int, why: str, kim: User, lee: User):
    people = {"kim": kim, "lee": lee, "park": make_secretary(name="Park"), "seo": make_secretary(name="Seo")}
    away(people["park"], people["seo"])

    with pytest.raises(AbsenceRefused, match=why):
        away(people[who], people[deputy], DAY + timedelta(days=first), DAY + timedelta(days=last))

    assert Absence.objects.count() == 1


def test_it_ends_yesterday_and_is_taken_out_before_it_has_begun(kim: User, lee: User):
    now = away(kim, lee, DAY - timedelta(days=3))
    later = away(kim, lee, date(2026, 4, 1), date(2026, 4, 2))

    for one in (now, later):
        end_absence(absence_id=one.pk, by=lee, at=AT)

    assert [one.ends_on for one in Absence.objects.all()] == [DAY - timedelta(days=1)]
    with pytest.raises(AbsenceRefused, match="already ended"):
        end_absence(absence_id=now.pk, by=lee, at=AT)
    forget_old_absences(AT + timedelta(days=367))
    assert not Absence.objects.exists()


def test_tasks_and_their_reminders_are_the_deputys(kim: User, lee: User):
    today = timezone.localdate()
    away(kim, lee, today, today, at=timezone.now())
    one = task("Send the letter", kim, due_on=today)
    one.remind_on = today
    one.save()

    send_task_reminders(timezone.now())

    assert list(open_tasks_of(lee)) == list(open_tasks_of(kim)) == [one]
    assert can_complete_task(lee, one)
    [mail] = Mail.objects.all()
    assert mail.recipient == lee.email
    assert "It is a task of Kim. You are the deputy during the absence." in mail.body


def test_an_erasure_takes_absences_out(kim: User, lee: User):
    away(kim, lee)

    said = [personal_data(person)["absences"][0]["as_deputy"] for person in (kim, lee)]
    erase_person(user_id=lee.pk, by=lee, at=AT)

    assert said == [False, True]
    assert not Absence.objects.exists()


def test_an_absence_is_entered_refused_beside_the_form_and_ended(signed_in: Any, kim: User, lee: User):
    today = timezone.localdate()
    given = {"person_key": str(lee.key), "deputy_key": str(kim.key), "starts_on": today, "ends_on": today}
    office, page = signed_in(kim), "/en/office/absences/"

    made = office.post(f"{page}enter/", given, follow=True).content.decode()
    again = office.post(f"{page}enter/", given).content.decode()
    ended = office.post(f"{page}{Absence.objects.get().pk}/end/", follow=True).content.decode()

    assert "Absence entered." in made
    assert "absent now" in made
    assert "is already entered. End it first." in again.split("<form", 1)[1]
    assert "No absence is entered." in ended


def test_a_deputy_whose_role_does_not_allow_the_work_is_told_beside_the_field(signed_in: Any, kim: User):
    park = make_user(name="Park")
    make_office_role(park, "translator", ["portal.enter_absence"])
    today = timezone.localdate()
    given = {"person_key": str(kim.key), "deputy_key": str(park.key), "starts_on": today, "ends_on": today}
    office, page = signed_in(kim), "/en/office/absences/enter/"

    first = office.get(page).content.decode()
    told = office.post(page, given).content.decode()
    office.post(page, {**given, "anyway": "on"})

    assert 'name="anyway"' not in first
    field = told.split('name="starts_on"')[1].split('name="deputy_key"')[0]
    assert "Park’s role does not allow this work: " in field
    assert "Applications" in field
    assert "Choose another deputy, or tick the box below." in field
    assert 'name="anyway"' in told
    assert Absence.objects.get().deputy_key == park.key
