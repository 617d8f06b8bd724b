"""The office's first page: every queue filled, and all empty; who sees what; what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import make_role, make_secretary, make_user
from tests.admissions.factories import submitted
from tests.finance.factories import make_invoice, make_officer, make_payment
from tests.governance.factories import make_item, make_meeting
from tests.members.factories import make_organisation, make_region
from wego.accounts.models import User
from wego.accounts.services.loading import load_accounts
from wego.core.dated_tasks.services import add_task
from wego.core.money import Money
from wego.core.outbox import ComposedMail, queue_text
from wego.core.references import Reference
from wego.finance.queries.dues_of_year import dues_of_latest_year, overdue_sums
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.credits import credit_invoice
from wego.members.services.profiles import RETURNED, propose_profile_change

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
HOME = "/en/office/"
MOST = 25


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def fill(secretary: User, slug: str) -> None:
    """Something in every queue, this week, and on the dates to come."""
    now, today = timezone.now(), timezone.localdate()
    city = make_organisation(slug)
    officer = make_user()
    make_officer(city, officer)
    make_invoice(city, at=now, issued_on=today - timedelta(days=90), due_on=today - timedelta(days=30))
    make_payment(city, "20.00", at=now)
    propose_profile_change(organisation_id=city.pk, proposed={"website": f"https://{slug}.example"}, by=officer, at=now)
    make_item(Reference.to(city), "other")
    make_meeting(title=f"Session {slug}", starts_on=today + timedelta(days=9), ends_on=today + timedelta(days=9))
    submitted(by=make_user(f"applicant@{slug}.example"), name=f"New {slug}")
    mail = queue_text(
        RETURNED, to="a@b.example", language="en", letter=ComposedMail("A", "B"), about=city, by=None, at=now
    )
    mail.status = mail.Status.FAILED
    mail.save()
    add_task(title=f"Call {slug}", about=Reference.to(city), due_on=today, owner_key=secretary.key, by=None, at=now)


@pytest.fixture
def secretary() -> User:
    return make_secretary(name="Han")


@pytest.fixture
def office(signed_in: Any, secretary: User) -> Client:
    return signed_in(secretary)


def test_it_costs_25_queries_at_most_however_much_waits(
    office: Client, secretary: User, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(MOST):
        empty = office.get(HOME).content.decode()
    for slug in ("busan", "daegu"):
        fill(secretary, slug)

    with django_assert_max_num_queries(MOST):
        page = office.get(HOME).content.decode()

    assert "The secretariat has nothing to do." in empty
    assert "No meeting is planned." in empty
    queues = {
        "New applications": "/en/office/admissions/",
        "Awaiting committee": "/en/office/governance/agenda/",
        "Profile changes": "/en/office/members/profile-changes/",
        "To send": "/en/office/money/unsent/",
        "Overdue invoices": "/en/office/money/overdue/",
        "Undelivered e-mails": "/en/office/mails/?status=look",
    }
    missing = [label for label, url in queues.items() if f'<a href="{url}">{label}</a>' not in page]
    assert missing == []
    assert page.count("$14,000.00") >= 2  # overdue, and to mail
    for said in ("Call busan", "Session daegu", "$40.00"):
        assert said in page


@pytest.mark.parametrize("language", ["ko", "zh-hans"])
def test_it_speaks_other_languages(language: str, office: Client, secretary: User):
    fill(secretary, "busan")

    page = office.get(f"/{language}/office/").content.decode()

    assert [word for word in ("Overdue", "To do", "My work", "Invoiced", "Received") if f">{word}<" in page] == []


def test_a_treasurer_sees_money_to_do_before_what_is_only_to_be_seen(signed_in: Any, secretary: User):
    fill(secretary, "busan")
    load_accounts(Path(__file__).parents[2] / "networks" / "wego", at=timezone.now())
    person = make_user()
    make_role(person, "treasurer")

    page = signed_in(person).get(HOME).content.decode()

    assert page.index(">To send</a>\n") < page.index(">New applications</a>\n")
    assert "Undelivered e-mails" in page
    assert "Corrections of figures" not in page


def test_the_parts_of_the_year_s_dues_add_up():
    city, other = make_organisation(), make_organisation("Busan")
    due = {"issued_on": date(2016, 3, 1), "due_on": date(2016, 4, 1)}
    paid = make_invoice(city, **due)
    credited = make_invoice(other, **due)
    make_invoice(make_organisation("Daegu"), **due | {"due_on": date(2016, 9, 1)})
    payment = make_payment(city, "5000.00")
    allocate_payment(payment_id=payment.pk, invoice_id=paid.pk, by=None, at=timezone.now())
    credit_invoice(invoice_id=credited.pk, reason="x", amount=Decimal(1000), by=None, at=timezone.now())

    [dues] = dues_of_latest_year(date(2016, 6, 1))

    assert (dues.year, dues.invoices, dues.invoiced) == (2016, 3, usd("21000.00"))
    assert (dues.paid, dues.given_up) == (usd("5000.00"), usd("1000.00"))
    assert (dues.overdue, dues.not_due) == (usd("8000.00"), usd("7000.00"))
    assert [row["sum"] for row in overdue_sums(date(2016, 6, 1))] == [8000]


def test_a_search_of_one_letter_says_what_to_do(office: Client):
    make_organisation("Seoul")

    pages = [office.get("/en/office/search/", {"q": words}).content.decode() for words in ("s", "se")]

    assert ["Enter at least two letters." in page for page in pages] == [True, False]
    assert [">Seoul</a>" in page for page in pages] == [False, True]


def test_who_only_reads_and_a_regional_office_begin_with_what_is_theirs(signed_in: Any):
    load_accounts(Path(__file__).parents[2] / "networks" / "wego", at=timezone.now())
    make_organisation("Nairobi", region=make_region("africa"))
    make_organisation("Busan")
    auditor, regional = make_user("auditor@office.example"), make_user("africa@office.example")
    make_role(auditor, "auditor")
    make_role(regional, "regional-office", "africa")

    pages = [signed_in(person).get(HOME).content.decode() for person in (auditor, regional)]

    assert "You can read these pages and change nothing on them." in pages[0]
    assert [address in pages[0] for address in ("/money/journal/", "/decisions/", "/organisations/")] == [True] * 3
    assert "1 member in your region: " in pages[1]
    assert "/en/office/money/journal/" not in pages[1]
