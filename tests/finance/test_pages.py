"""A member's money on its own pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.accounts.factories import make_secretary, make_user
from tests.finance.factories import AT, at, make_invoice, make_officer, make_payment
from tests.members.factories import make_organisation
from wego.core.models import AuditEntry, Mail
from wego.finance.models import BillingContact, ElectronicAddress, Invoice
from wego.finance.queries.terms import personal_data
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.billing import BillingRefused, forget_person, set_bank_account, set_billing_contact
from wego.finance.services.credits import credit_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    made = make_invoice(
        make_organisation(), explanation={"en": ["Population 970,000: column 600-999."]}, is_demonstration=True
    )
    payment = make_payment(made.organisation, "2000.00")
    allocate_payment(payment_id=payment.pk, invoice_id=made.pk, by=None, at=at(2016, 3, 12))
    return made


@pytest.fixture
def officer(invoice: Invoice, signed_in: Any) -> Any:
    kim = make_user()
    make_officer(invoice.organisation, kim)
    return signed_in(kim)


def test_the_overview_shows_invoices_payments_and_what_is_open(officer: Any) -> None:
    page = officer.get(reverse("finance:overview"))

    assert page.status_code == 200
    for words in ("2016-0001", "$5,000.00", "R2016-0001", "Overdue", "sample"):
        assert words in page.content.decode()


def test_the_overview_costs_the_same_for_one_and_for_three(
    invoice: Invoice, officer: Any, django_assert_num_queries: Any
) -> None:
    address = reverse("finance:overview")
    officer.get(address)
    with django_assert_num_queries(10):
        officer.get(address)
    for year in (2014, 2015):
        make_invoice(invoice.organisation, year=year)
        make_payment(invoice.organisation)

    with django_assert_num_queries(10):
        officer.get(address)


def test_an_invoice_explains_itself_and_says_what_has_come(officer: Any, invoice: Invoice) -> None:
    text = officer.get(reverse("finance:invoice", args=[invoice.number])).content.decode()

    for words in (
        "Population 970,000: column 600-999.",
        "$5,000.00",
        "The secretariat will send you the account details",
        "Do not pay.",
        "Membership fee 2016",
    ):
        assert words in text


def test_an_invoice_names_the_account_once_one_is_entered(officer: Any, invoice: Invoice) -> None:
    values = {"holder": "Network", "number": "KR12 3456", "bank": "A bank"}
    set_bank_account(currency="USD", values=values, by=None, at=AT)

    text = officer.get(reverse("finance:invoice", args=[invoice.number])).content.decode()

    assert "KR12 3456" in text
    assert invoice.reference in text
    assert "will send you the account details" not in text


def addresses(invoice: Invoice) -> list[str]:
    slug = invoice.organisation.slug
    return [
        reverse("finance:invoice", args=[invoice.number]),
        reverse("finance:invoice_as_pdf", args=[invoice.number]),
        reverse("finance:receipt_as_pdf", args=["R2016-0001"]),
        reverse("finance:credit_note_as_pdf", args=["C2016-0001"]),
        reverse("finance:statement", args=[slug]),
        reverse("finance:statement", args=[slug]) + "?start=2016-01-01&end=2016-12-31&format=pdf",
        reverse("finance:statement", args=[slug]) + "?start=2016-01-01&end=2016-12-31&format=csv",
        reverse("finance:billing_contact", args=[slug]),
    ]


def test_every_page_opens_for_officers_and_the_secretariat_only(officer: Any, invoice: Invoice, signed_in: Any) -> None:
    credit_invoice(invoice_id=invoice.pk, amount=Decimal(100), reason="Corrected", by=None, at=AT)
    other = make_user()
    make_officer(make_organisation("Busan"), other)
    readers = {"officer": officer, "office": signed_in(make_secretary()), "other": signed_in(other)}

    answers = {name: {client.get(one).status_code for one in addresses(invoice)} for name, client in readers.items()}

    assert answers == {"officer": {200}, "office": {200}, "other": {404}}


def test_an_invoice_as_ubl_says_what_is_missing_or_is_handed_out(officer: Any, invoice: Invoice) -> None:
    address = reverse("finance:invoice_as_ubl", args=[invoice.number])

    answer = officer.get(address, follow=True)

    assert answer.redirect_chain[0][0] == reverse("finance:invoice", args=[invoice.number])
    assert 'role="alert"' in answer.content.decode()
    assert officer.get(reverse("finance:credit_note_as_ubl", args=["C2016-0001"])).status_code == 404


def test_a_statement_is_taken_away_as_csv(officer: Any, invoice: Invoice) -> None:
    address = reverse("finance:statement", args=[invoice.organisation.slug])

    answer = officer.get(address, {"start": "2016-01-01", "end": "2016-12-31", "format": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1:] == [
        "2016-03-01,Invoice issued,2016-0001,7000.00,7000.00,USD",
        "2016-03-10,Payment recorded,2016-03-10 2000.00 USD,-2000.00,5000.00,USD",
    ]


def test_a_statement_of_a_senseless_time_says_so(officer: Any, invoice: Invoice) -> None:
    address = reverse("finance:statement", args=[invoice.organisation.slug])

    text = officer.get(address, {"start": "2016-12-31", "end": "2016-01-01"}).content.decode()

    assert "The last day cannot be before the first." in text


def test_an_officer_names_the_billing_contact(officer: Any, invoice: Invoice) -> None:
    address = reverse("finance:billing_contact", args=[invoice.organisation.slug])
    given = {"name": "Treasury", "email": "money@seoul.example", "language": "ko", "address": "Sejong-daero 110"}

    answer = officer.post(address, given)

    assert answer.status_code == 302
    contact = BillingContact.objects.get()
    assert (contact.email, contact.language, contact.address) == ("money@seoul.example", "ko", "Sejong-daero 110")
    assert AuditEntry.objects.get(action="billing_contact.set").label == "Seoul"
    assert "money@seoul.example" in officer.get(address).content.decode()
    assert "Enter a valid email" in officer.post(address, {"email": "nobody", "language": "ko"}).content.decode()


def test_a_credit_note_is_one_click_from_its_invoice(officer: Any, invoice: Invoice) -> None:
    credit_invoice(invoice_id=invoice.pk, amount=Decimal(100), reason="Corrected", by=None, at=AT)

    text = officer.get(reverse("finance:invoice", args=[invoice.number])).content.decode()

    for address in ("credit_note_as_pdf", "credit_note_as_ubl"):
        assert f'href="{reverse(f"finance:{address}", args=["C2016-0001"])}"' in text


def test_an_officer_enters_where_electronic_invoices_go(officer: Any, invoice: Invoice) -> None:
    address = reverse("finance:billing_contact", args=[invoice.organisation.slug])

    wrong = officer.post(address, {"scheme": "0088", "address": "9429041098401"}).content.decode()
    removed = officer.post(address, {"scheme": "9956", "address": "0739484052"}).content.decode()
    refused = ElectronicAddress.objects.count()
    officer.post(address, {"scheme": "0088", "address": "942 9041 098400"})
    page = officer.get(address).content.decode()

    assert "The check digit of this identifier is wrong" in wrong
    assert "was removed from Peppol" in removed
    assert refused == 0
    assert str(ElectronicAddress.objects.get(organisation=invoice.organisation)) == "0088:9429041098400"
    assert AuditEntry.objects.get(action="electronic_address.set").after == {"address": "0088:9429041098400"}
    assert 'value="9429041098400"' in page
    assert '<option value="0088" selected>' in page


def test_nobody_else_enters_where_electronic_invoices_go(invoice: Invoice, signed_in: Any) -> None:
    address = reverse("finance:billing_contact", args=[invoice.organisation.slug])

    answer = signed_in(make_user()).post(address, {"scheme": "0088", "address": "9429041098400"})

    assert answer.status_code == 404
    assert not ElectronicAddress.objects.exists()


def test_set_billing_contact_refuses_what_is_no_address() -> None:
    with pytest.raises(BillingRefused):
        set_billing_contact(organisation_id=make_organisation().pk, values={"email": "nobody"}, by=None, at=AT)


@pytest.fixture
def contacts() -> list[BillingContact]:
    """One of Seoul that names Kim, one of Busan that names Lee."""
    return [
        set_billing_contact(organisation_id=make_organisation(name).pk, values={"email": email}, by=None, at=AT)
        for name, email in (("Seoul", "Kim@Seoul.example"), ("Busan", "lee@busan.example"))
    ]


def test_a_person_gets_the_billing_contacts_that_bear_its_address(contacts: list[BillingContact]) -> None:
    kim = make_user("kim@seoul.example")
    EmailAddress.objects.create(user=kim, email="lee@busan.example", verified=False)

    title, kept = personal_data(user=kim)

    assert title == "finance"
    assert [one["organisation__slug"] for one in kept["billing_contacts"]] == ["seoul"]
    EmailAddress.objects.filter(user=kim).update(verified=True)
    assert len(personal_data(user=kim)[1]["billing_contacts"]) == 2


def test_an_erased_person_leaves_the_billing_contact(contacts: list[BillingContact]) -> None:
    """Whoever only types in another's address removes nothing of it."""
    kim = make_user("kim@seoul.example")
    EmailAddress.objects.create(user=kim, email="lee@busan.example", verified=False)

    forget_person(user=kim, addresses={"kim@seoul.example", "lee@busan.example"}, by=kim, at=AT)

    assert list(BillingContact.objects.all()) == contacts[1:]


@pytest.mark.parametrize(
    ("values", "currency", "said"),
    [
        ({"holder": "Network", "number": "1"}, "USD", "the account holder, the account number and the bank"),
        ({"holder": "Network", "number": "1", "bank": "B", "bic": "short"}, "USD", "8 or 11"),
        ({"holder": "Network", "number": "1", "bank": "B"}, "XXQ", "not a currency"),
        ({"holder": "Network", "number": "1", "bank": "B"}, "DEM", "not a currency"),
        ({"holder": "Network", "number": "DE89 3704 0044 0532 0130 01", "bank": "B"}, "USD", "check digits"),
        ({"holder": "Network", "number": "DE89 3704", "bank": "B"}, "USD", "22 characters; this one has 8"),
        ({"holder": "Network", "number": "532013000", "bank": "B", "bic": "COBADEFF"}, "USD", "in Germany"),
        ({"holder": "Network", "number": "1", "bank": "B", "bic": "KOEXZZSE"}, "USD", "ZZ is not a country code"),
    ],
)
def test_set_bank_account_refuses(values: dict[str, str], currency: str, said: str) -> None:
    with pytest.raises(BillingRefused, match=said):
        set_bank_account(currency=currency, values=values, by=None, at=AT)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("110-123-456789", "110-123-456789"),  # Korea has no IBAN
        ("de89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        ("NO93 8601 1117 947", "NO93 8601 1117 947"),
    ],
)
def test_an_account_number_is_kept_as_it_is_printed(typed: str, kept: str) -> None:
    values = {"holder": "Network", "number": typed, "bank": "B", "bic": " koexkrse" if typed[0] == "1" else ""}

    account = set_bank_account(currency="USD", values=values, by=None, at=AT)

    account.refresh_from_db()
    assert account.number == kept
    assert account.bic == ("KOEXKRSE" if typed[0] == "1" else "")


def test_a_new_account_closes_the_one_in_force() -> None:
    values = {"holder": "Network", "number": "1", "bank": "B"}
    first = set_bank_account(currency="USD", values=values, by=None, at=AT)
    with pytest.raises(BillingRefused, match="already in use"):
        set_bank_account(currency="USD", values=values, by=None, at=AT)

    second = set_bank_account(currency="USD", values={**values, "number": "2"}, by=None, at=AT)

    first.refresh_from_db()
    assert (first.is_in_force, second.is_in_force, second.since) == (False, True, date(2016, 3, 1))


def test_the_others_of_the_secretariat_are_told_of_another_account() -> None:
    """A changed account is how invoices are stolen: whoever did not do it should see it the same day."""
    changing = make_secretary("one@wego.example", name="Kim One")
    make_secretary("two@wego.example", language="ko")
    make_user("officer@seoul.example")
    values = {"holder": "Network", "number": "110-123-456789", "bank": "A bank"}
    set_bank_account(currency="USD", values=values, by=None, at=AT)
    first = Mail.objects.count()

    account = set_bank_account(
        currency="USD", values={**values, "number": "DE89 3704 0044 0532 0130 00"}, by=changing, at=AT
    )

    mail = Mail.objects.get(recipient="two@wego.example", asked_by_key=changing.key)
    entry = AuditEntry.objects.filter(action="bank_account.set").latest("pk")
    assert first == 2  # nobody's own change: both are told
    assert Mail.objects.count() == first + 1
    assert "은행 계좌" in mail.subject
    for words in (
        "Kim One",
        "one@wego.example",
        "USD",
        "••••••••••6789",
        "••••••••••••••••••3000",
        "/ko/office/money/",
    ):
        assert words in mail.body
    assert [part for part in ("110-123", "8937", "0532") if part in mail.body] == []
    assert (entry.actor_key, entry.thing_id) == (changing.key, str(account.pk))
    assert (entry.before["number"], entry.after["number"]) == ("110-123-456789", "DE89 3704 0044 0532 0130 00")


def test_pages_speak_korean(officer: Any, invoice: Invoice) -> None:
    address = reverse("finance:invoice", args=[invoice.number]).replace("/en/", "/ko/")

    assert "2016년 회비" in officer.get(address).content.decode()
    assert invoice.total == Decimal(7000)
