"""A person's own page: all that is to be done, the most urgent first; nothing hides behind an overdue invoice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.accounts.factories import make_role, make_user
from tests.finance.factories import make_invoice
from tests.governance.factories import make_meeting
from tests.members.factories import make_organisation, make_standing
from wego.accounts.models import NetworkRole, User
from wego.entitlements.services.loading import load_entitlements
from wego.members.models import Affiliation, Organisation
from wego.portal.dashboard import dashboard_of, next_meetings_of

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 1)
NETWORK = Path(__file__).parents[2] / "networks" / "wego"


def make_officer(*organisations: Organisation, role: str = "officer") -> User:
    person = make_user()
    for organisation in organisations:
        Affiliation.objects.create(user=person, organisation=organisation, role=role, starts_on=date(2016, 1, 1))
    return person


def test_overdue_invoices_are_one_step_and_hide_nothing():
    city = make_organisation("Busan")
    officer = make_officer(city)
    for year in (2015, 2016):
        make_invoice(city, year=year)

    [entry] = dashboard_of(officer, today=LATER)

    assert entry.next_step
    assert entry.next_step.is_late
    assert entry.next_step.why.startswith("2 invoices are overdue; the oldest was due on")
    assert entry.steps[1].label == "Start the diagnosis"
    groups = ["Answers and figures", "Finance", "Membership", "Page and people"]
    assert [title for title, _links in entry.groups] == groups


def test_an_invoice_that_is_not_due_yet_says_by_when():
    city = make_organisation("Busan")
    invoice = make_invoice(city)

    [entry] = dashboard_of(make_officer(city), today=invoice.due_on)

    assert [(step.is_late, step.due_on) for step in entry.steps] == [(False, invoice.due_on), (False, None)]


def test_it_costs_the_same_however_many_organisations(django_assert_num_queries: Any):
    cities = [make_organisation(name) for name in ("Busan", "Daegu", "Jeju")]
    for city in cities:
        make_invoice(city)

    for organisations in (cities[:1], cities):
        officer = make_officer(*organisations)
        with django_assert_num_queries(13):
            assert len(dashboard_of(officer, today=LATER)) == len(organisations)


def test_delegates_see_the_next_meetings_and_others_do_not():
    city, day = make_organisation("Busan"), timezone.localdate()
    delegate = make_officer(city, role="delegate")
    meeting = make_meeting(starts_on=day, ends_on=day)

    assert next_meetings_of(delegate, today=day) == [meeting]
    assert next_meetings_of(make_officer(city), today=day) == []


@pytest.mark.parametrize(("role", "words"), [("juror", "As a juror"), ("trainee", "As a trainee")])
def test_who_has_a_role_in_the_network_reads_what_will_be_theirs(role: str, words: str, signed_in: Any):
    person = make_user("person@example.org")
    make_role(person, NetworkRole.Role(role))

    assert words in signed_in(person).get("/en/my/").content.decode()


@pytest.mark.parametrize("role", ["juror", "trainee"])
def test_a_role_without_work_today_is_promised_none(role: str, signed_in: Any):
    person = make_user("person@example.org")
    make_role(person, NetworkRole.Role(role))

    page = signed_in(person).get("/en/my/").content.decode()

    assert "you will find here" not in page
    assert "will appear here" not in page


def test_a_delegate_reads_the_next_meetings_and_whether_the_city_may_vote(signed_in: Any):
    load_entitlements(NETWORK, at=timezone.now())
    city = make_organisation("Busan", standing="full")
    make_standing(city, "full")
    delegate = signed_in(make_officer(city, role="delegate"))

    none = delegate.get("/en/my/").content.decode()
    make_meeting(title="Ninth session", starts_on=timezone.localdate(), ends_on=timezone.localdate())
    one = delegate.get("/en/my/").content.decode()

    assert "No meeting is planned." in none
    assert "Busan has the right to vote: Full member since" in none
    assert "Ninth session" in one
    assert "will appear here" not in one
