"""Payments in the office: the list of all, and the page of one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.factories import make_role, make_secretary, make_user
from tests.core.tables import content
from tests.finance.factories import at, make_invoice, make_officer, make_payment
from tests.members.factories import make_organisation
from wego.accounts.models import RoleType, User
from wego.finance.models import Payment
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.payments import cancel_payment, identify_payment, refund

pytestmark = pytest.mark.django_db
LIST = "/en/office/money/payments/"


@pytest.fixture
def treasurer() -> User:
    return make_secretary(name="Tomas Vega")


@pytest.fixture
def office(signed_in: Any, treasurer: User) -> Client:
    return signed_in(treasurer)


@pytest.fixture
def paid() -> dict[str, Payment]:
    """One of a member, one of nobody known, one that was cancelled."""
    seoul = make_organisation("Seoul")
    found = {
        "known": make_payment(seoul, "7000.00", payer="SEOUL METRO GOV", received_on=date(2016, 3, 1)),
        "unknown": make_payment(None, "40.00", payer="A bank", reference_text="dues", received_on=date(2016, 3, 5)),
        "cancelled": make_payment(seoul, "500.00", received_on=date(2016, 3, 3)),
    }
    cancel_payment(payment_id=found["cancelled"].pk, reason="Typed twice", by=None, at=at(2016, 3, 20))
    return found


def listed(office: Client, **query: Any) -> list[str]:
    """The amounts in the file of what was found, in its order."""
    rows = content(office.get(LIST, {**query, "format": "csv"})).decode("utf-8-sig").splitlines()
    place = rows[0].split(",").index("amount")
    return [row.split(",")[place] for row in rows[1:]]


def test_all_payments_stand_in_a_list_the_latest_first_and_what_was_cancelled_adds_up_to_nothing(
    office: Client, paid: dict[str, Payment]
) -> None:
    page = office.get(LIST).content.decode()

    assert listed(office) == ["40.00", "500.00", "7000.00"]
    assert "$7,040.00" in page  # the sum
    assert f'href="{reverse("office_finance:payment", args=[paid["known"].pk])}"' in page


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ({"q": "metro"}, ["7000.00"]),  # the payer
        ({"q": "seoul"}, ["500.00", "7000.00"]),  # the member
        ({"q": "dues a bank"}, ["40.00"]),  # what was written, in any order
        ({"q": "7,000"}, ["7000.00"]),
        ({"q": "R2016-0001"}, ["7000.00"]),  # the receipt
        ({"q": "nobody"}, []),
        ({"state": "standing"}, ["40.00", "7000.00"]),
        ({"state": "unused"}, ["40.00", "7000.00"]),
        ({"state": "unknown"}, ["40.00"]),
        ({"state": "cancelled"}, ["500.00"]),
        ({"year": "2016", "currency": "USD", "method": "bank"}, ["40.00", "500.00", "7000.00"]),
        ({"organisation": "seoul"}, ["500.00", "7000.00"]),
        ({"recorded": "7"}, []),
    ],
)
def test_the_list_is_narrowed(query: dict[str, str], amounts: list[str], office: Client, paid: Any) -> None:
    assert listed(office, **query) == amounts


def test_the_payments_of_the_week_on_the_first_page_lead_to_those(office: Client, paid: dict[str, Payment]) -> None:
    now = timezone.now()
    today = timezone.localdate()
    make_payment(None, "11.00", received_on=today - timedelta(days=3), at=now)

    page = office.get("/en/office/").content.decode()

    assert f'href="{LIST}?recorded=7&amp;state=standing"' in page
    assert listed(office, recorded="7", state="standing") == ["11.00"]


def test_a_payment_says_what_happened_to_it_and_who_did_it(office: Client, treasurer: User) -> None:
    seoul = make_organisation("Seoul")
    invoice = make_invoice(seoul)
    one = make_payment(None, "7500.00", payer="SEOUL METRO GOV", reference_text="dues 2016", by=treasurer)
    identify_payment(payment_id=one.pk, organisation_id=seoul.pk, by=treasurer, at=at(2016, 3, 13))
    allocate_payment(payment_id=one.pk, invoice_id=invoice.pk, by=treasurer, at=at(2016, 3, 14))
    refund(payment_id=one.pk, amount=Decimal(100), reason="Overpaid", by=treasurer, at=at(2016, 3, 15))

    page = office.get(reverse("office_finance:payment", args=[one.pk])).content.decode()

    timeline = page[page.index('id="timeline"') :]
    happened = ["Refund decided", f"Used for {invoice.number}", "Payer identified", "Payment recorded"]
    places = [timeline.index(words) for words in happened]
    assert places == sorted(places)  # the latest first
    assert timeline.count("Tomas Vega") == 4
    for words in ("SEOUL METRO GOV", "dues 2016", "$400.00", "Overpaid", one.receipt.number if one.receipt else ""):
        assert words in page
    acts = [name for name in ("payer", "refund", "cancel") if f"/payments/{one.pk}/{name}/" in page]
    assert acts == ["refund", "cancel"]


def test_a_cancelled_payment_says_why_and_offers_nothing(office: Client, paid: dict[str, Payment]) -> None:
    page = office.get(reverse("office_finance:payment", args=[paid["cancelled"].pk])).content.decode()

    assert "Typed twice" in page
    assert [name for name in ("payer", "refund", "cancel") if f"/{paid['cancelled'].pk}/{name}/" in page] == []


def test_mails_are_links_for_those_alone_who_may_open_them(office: Client, signed_in: Any) -> None:
    RoleType.objects.create(code="reads-books", kind="reader", permissions=["finance.see_books"])
    invoice = make_invoice(make_organisation("Seoul"))
    make_officer(invoice.organisation, make_user("officer@seoul.example"))
    office.post(reverse("office_finance:invoice_mail", args=[invoice.number]))
    reader = make_user()
    make_role(reader, "reads-books")
    address = reverse("office_finance:invoice", args=[invoice.number])

    seen = [client.get(address).content.decode() for client in (office, signed_in(reader))]

    assert ["officer@seoul.example" in page for page in seen] == [True, True]
    assert ["/office/mails/" in page[page.index('id="timeline"') :] for page in seen] == [True, False]
