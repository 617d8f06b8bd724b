"""What members made of their benefits: a member's year as page and PDF, and the list of those who may leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.assessment.factories import make_diagnosis, make_framework
from tests.correspondence.factories import make_contact
from tests.finance.factories import make_invoice
from tests.members.factories import make_organisation, make_standing
from wego.accounts.models import User
from wego.entitlements.benefits import care_of_all, year_of
from wego.entitlements.models import Entitlement
from wego.members.models import Affiliation, Organisation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 2)


@pytest.fixture
def seoul() -> Organisation:
    organisation = make_organisation(standing="full")
    make_standing(organisation)
    for order, (code, title) in enumerate({"tools": "Tools", "vote": "Vote"}.items()):
        standings = ["full"] if code == "tools" else []
        Entitlement.objects.create(code=code, order=order, titles={"en": title}, standings=standings)
    return organisation


def test_a_members_year_tells_each_benefit_and_what_was_made_of_it(seoul: Organisation):
    make_diagnosis(make_framework(), seoul, make_user(), year=2026)
    submitted = seoul.diagnoses.get().submitted_at.year

    found = year_of(seoul, submitted, today=date(submitted, 12, 31))
    before = year_of(seoul, submitted - 1, today=date(submitted, 12, 31))

    assert [(str(one.answer.entitlement), bool(one.answer), len(one.uses)) for one in found.benefits] == [
        ("Tools", True, 1),
        ("Vote", False, 0),
    ]
    assert "Activator diagnosis 2026" in found.benefits[0].uses[0].text
    assert (found.uses, before.uses) == (1, 0)


def test_what_was_invoiced_and_paid_stands_in_it(seoul: Organisation):
    invoice = make_invoice(seoul)

    found = year_of(seoul, invoice.year, today=TODAY)

    assert [one.amount for one in found.invoiced] == [invoice.total]
    assert [one.amount for one in found.paid] == [0]


def test_an_officer_reads_the_year_and_prints_it_in_three_languages(seoul: Organisation, signed_in: Any):
    officer = make_user()
    Affiliation.objects.create(user=officer, organisation=seoul, role="officer", starts_on=TODAY)
    browser, year = signed_in(officer), timezone.localdate().year
    for language in ("en", "ko", "zh-hans"):
        address = f"/{language}/my/rights/seoul/{year}"
        assert "Tools" in browser.get(f"{address}/").content.decode()
        assert browser.get(f"{address}.pdf").content.startswith(b"%PDF-")
    for wrong in (year + 1, 2009, 0):
        assert browser.get(f"/en/my/rights/seoul/{wrong}/").status_code == 404


def seen(user: User, today: date = TODAY) -> dict[str, set[str]]:
    return {row.organisation.slug: set(row.signs) for row in care_of_all(user, today.year, today=today)}


def test_who_may_leave_is_told_with_the_reasons(seoul: Organisation):
    secretary = make_secretary()
    assert seen(secretary) == {"seoul": {"unused", "no_contact"}}

    make_contact(organisation=seoul, title={"en": "Mayor"})
    assert seen(secretary) == {"seoul": {"unused", "silent"}}
    officer = make_user(last_login=datetime(2026, 4, 1, tzinfo=timezone.get_current_timezone()))
    Affiliation.objects.create(user=officer, organisation=seoul, role="officer", starts_on=TODAY)
    assert seen(secretary) == {"seoul": {"unused"}}
    invoice = make_invoice(seoul)
    late = max(TODAY, invoice.due_on) + timedelta(days=1)
    assert "arrears" in seen(secretary, late)["seoul"]


def test_it_asks_as_often_for_many_as_for_one(seoul: Organisation, django_assert_num_queries: Any):
    secretary = make_secretary()
    care_of_all(secretary, 2026, today=TODAY)  # who is asking is read once
    for number in range(5):
        make_contact(f"C{number}", organisation=make_organisation(f"City {number}", standing="full"), title={"en": "M"})
    with django_assert_num_queries(6):
        assert len(care_of_all(secretary, 2026, today=TODAY)) == 6


def test_the_office_sees_them_by_sign_and_takes_them_away(seoul: Organisation, signed_in: Any):
    browser = signed_in(make_secretary())
    make_organisation("Accra", "GH", standing="former")

    page = browser.get("/en/office/members/care/?sign=no_contact").content.decode()

    assert "Seoul" in page
    assert "no one to write to" in page
    assert "Accra" not in page
    assert "Seoul" not in browser.get("/en/office/members/care/?sign=arrears").content.decode().split("<main")[1]
    assert b"seoul" in b"".join(browser.get("/en/office/members/care/?format=csv"))
