"""What waits for the secretariat, on its own page and on the first page of the office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import make_secretary, make_user, note_second_factor
from tests.finance.factories import AT, make_invoice, make_officer
from tests.members.factories import make_organisation
from wego.cityindex.services.drafts import begin_draft, edit_draft
from wego.portal.work_queues import work_queues_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER = date(2026, 6, 1)


@pytest.fixture
def secretary(client: Client) -> Client:
    person = make_secretary(email="lee@network.example")
    client.force_login(person)
    note_second_factor(client, person)
    return client


def test_an_overdue_invoice_waits_to_be_mailed_and_to_be_paid():
    make_invoice()

    found = {step.label: step for step in work_queues_of(make_secretary(), today=LATER)}

    assert set(found) == {"To send", "Overdue invoices"}
    assert found["Overdue invoices"].why == "1 invoice is overdue."
    assert found["Overdue invoices"].url == "/en/office/money/overdue/"


def test_queues_are_the_secretariat_s_alone():
    make_invoice()

    assert work_queues_of(make_user(), today=LATER) == []


def test_queues_cost_the_same_however_much_waits(django_assert_num_queries: Any):
    person = make_secretary()
    assert work_queues_of(person, today=LATER) == []  # and the person's role is known from now on
    make_invoice()
    with django_assert_num_queries(12):
        work_queues_of(person, today=LATER)

    for slug in ("busan", "daegu"):
        make_invoice(make_organisation(slug))

    with django_assert_num_queries(12):
        assert {step.why for step in work_queues_of(person, today=LATER)} >= {"3 invoices are overdue."}


@pytest.mark.parametrize("address", ["/en/my/", "/en/office/"])
def test_both_first_pages_name_what_waits(address: str, secretary: Client):
    make_invoice()

    page = secretary.get(address).content.decode()

    assert "1 invoice has not been sent." in page
    assert 'href="/en/office/money/unsent/"' in page


def test_an_office_where_nothing_waits_says_so(secretary: Client):
    assert "The secretariat has nothing to do." in secretary.get("/en/office/").content.decode()


def test_an_officer_is_led_to_an_edition_that_asks_for_figures(signed_in: Any):
    seoul = make_organisation()
    officer = make_user()
    make_officer(seoul, officer)
    words = "City index</a></li>"
    assert words not in signed_in(officer).get("/en/my/").content.decode()

    draft = begin_draft(code="next", figures_of=2026, name="Next", by=None, at=AT)
    window = {"corrections_from": date(2026, 1, 1), "corrections_until": date(2026, 2, 1)}
    edit_draft(draft_id=draft.pk, words={}, **window, by=None, at=AT)

    assert words in signed_in(officer).get("/en/my/").content.decode()
