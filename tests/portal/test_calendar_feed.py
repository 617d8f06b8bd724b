"""A person's calendar at a secret address: what stands in it, whose it is, and when it shows nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.accounts.factories import make_secretary, make_user
from tests.finance.factories import make_invoice, make_officer
from tests.governance.factories import make_meeting
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.core.dated_tasks.services import add_task, complete_task
from wego.core.models import AuditEntry
from wego.core.references import Reference
from wego.finance.models import InvoiceBalance
from wego.portal.calendar_feed import make_calendar_address, revoke_calendar_address

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAKE = "/en/my/calendar/address/"


def address_of(person: User) -> str:
    return make_calendar_address(by=person, at=timezone.now()).removeprefix("http://localhost:8000")


def events(address: str) -> dict[str, Any]:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_an_officers_calendar_has_their_tasks_and_what_their_organisation_has_to_pay() -> None:
    seoul, busan = make_organisation("Seoul"), make_organisation("Busan")
    officer = make_user()
    make_officer(seoul, officer)
    invoice, _others, paid = make_invoice(seoul), make_invoice(busan), make_invoice(seoul, year=2015)
    InvoiceBalance.objects.filter(pk=paid.pk).update(open=0, settled_on=date(2016, 8, 1))
    about = Reference("core.Thing", "7", "A thing")
    task = add_task(title="Send it", about=about, due_on=date(2026, 3, 20), owner_key=officer.key, by=None, at=AT)
    add_task(title="Another's", about=about, due_on=date(2026, 3, 21), owner_key=make_user().key, by=None, at=AT)
    address = address_of(officer)

    found = events(address)

    due = found[f"Invoice {invoice.number} of Seoul is due"]
    assert sorted(found) == [f"Invoice {invoice.number} of Seoul is due", "Send it"]
    assert (due.decoded("dtstart"), str(due["uid"])) == (invoice.due_on, f"finance.invoice-{invoice.pk}@localhost")
    assert found["Send it"].decoded("dtstart") == date(2026, 3, 20)
    complete_task(task_id=task.pk, by=officer, at=AT)
    again = events(address)
    assert list(again) == [f"Invoice {invoice.number} of Seoul is due"]
    assert paid.number not in str(again)


def test_the_secretariats_calendar_has_the_meetings_and_others_none() -> None:
    meeting = make_meeting(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 6))

    assert list(events(address_of(make_secretary()))) == [meeting.title]
    assert events(address_of(make_user())) == {}


def test_an_address_is_shown_once_and_the_one_before_shows_nothing(signed_in: Any) -> None:
    person = make_user()
    client, former = signed_in(person), address_of(person)
    assert events(former) == {}

    page = client.post(MAKE, follow=True).content.decode()

    [shown] = re.findall(r"http://localhost:8000(/[^ <]+/calendar\.ics)", page)
    assert events(shown) == {}
    assert Client().get(former).status_code == 404
    assert shown not in client.get("/en/my/").content.decode()
    assert AuditEntry.objects.filter(action="calendar_address.made").count() == 2
    client.post(f"{MAKE}revoke/")
    assert Client().get(shown).status_code == 404


def test_who_works_in_the_office_makes_an_address_with_the_second_factor_alone(signed_in: Any) -> None:
    secretary = make_secretary()

    signed_in(secretary, second_factor=False).post(MAKE)
    assert not AuditEntry.objects.filter(action="calendar_address.made").exists()

    signed_in(secretary).post(MAKE)
    assert AuditEntry.objects.filter(action="calendar_address.made").count() == 1


def test_whoever_is_no_longer_there_has_no_calendar() -> None:
    person = make_user()
    address = address_of(person)

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert Client().get(address).status_code == 404
    revoke_calendar_address(by=person, at=timezone.now())
    assert AuditEntry.objects.filter(action="calendar_address.revoked").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_asks_as_much_for_one_entry_as_for_many(count: int, django_assert_num_queries: Any) -> None:
    seoul = make_organisation("Seoul")
    officer = make_user()
    make_officer(seoul, officer)
    for number in range(count):
        make_invoice(seoul, year=2016 + number)
    address = address_of(officer)

    with django_assert_num_queries(6):
        assert len(events(address)) == count
