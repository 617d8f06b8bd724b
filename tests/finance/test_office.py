"""Money in the office: lists, exports, acts, queues, books."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from tests.accounts.factories import PASSWORD, make_secretary, make_user
from tests.core.tables import content, parquet
from tests.finance.factories import AT, DECISION, OLDER_DECISION, make_invoice, make_payment
from tests.members.factories import make_organisation, make_standing
from wego.core.exports import FORMATS
from wego.finance.models import (
    BankAccount,
    ClosedPeriod,
    CreditNote,
    Invoice,
    InvoiceBalance,
    Notice,
    Payment,
    Rate,
    Refund,
    Sender,
    WriteOff,
)
from wego.finance.services.allocations import record_rate
from wego.finance.services.billing import set_billing_contact
from wego.finance.services.payments import refund

pytestmark = pytest.mark.django_db
PAGES = (
    "overview",
    "invoice_list",
    "overdue",
    "unsent",
    "credits",
    "refunds",
    "ageing",
    "journal",
    "periods",
    "settings",
    "opening_arrears",
)


@pytest.fixture
def office(signed_in: Any) -> Any:
    return signed_in(make_secretary())


@pytest.fixture
def invoice() -> Invoice:
    return make_invoice()


def act(office: Any, invoice: Invoice, what: str, prefix: str = "", **given: Any) -> Any:
    data = {f"{prefix}-{name}" if prefix else name: value for name, value in given.items()}
    return office.post(f"{reverse('office_finance:invoice', args=[invoice.number])}{what}/", data)


def of_payment(what: str, pk: int) -> str:
    return reverse(f"office_finance:payment_{what}", args=[pk])


def open_of(invoice: Invoice) -> Decimal:
    return InvoiceBalance.objects.get(pk=invoice.pk).open


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_empty_and_full_and_for_the_secretariat_only(page: str, office: Any, signed_in: Any) -> None:
    address = reverse(f"office_finance:{page}")
    assert office.get(address).status_code == 200
    seoul = make_organisation()
    make_invoice(seoul), make_payment(seoul), make_payment(seoul), make_payment(None)

    assert office.get(address).status_code == 200
    assert signed_in(make_user()).get(address).status_code in (302, 403)


def test_the_list_costs_the_same_for_one_and_for_three(office: Any, django_assert_num_queries: Any) -> None:
    address = reverse("office_finance:invoice_list")
    make_invoice()
    office.get(address)
    with django_assert_num_queries(10):
        office.get(address)
    for name in ("Busan", "Incheon"):
        make_invoice(make_organisation(name))

    with django_assert_num_queries(10):
        office.get(address)


def test_one_invoice_asks_once_for_each_thing_it_shows(office: Any, django_assert_num_queries: Any) -> None:
    invoice = make_invoice()
    office.get(f"/en/office/money/invoices/{invoice.number}/")
    with django_assert_num_queries(18):  # four of them: whose work it is, and who looked at it last
        office.get(f"/en/office/money/invoices/{invoice.number}/")


@pytest.mark.parametrize("form", FORMATS)
def test_the_list_and_the_receivable_are_exported(form: str, office: Any, invoice: Invoice) -> None:
    listed = office.get(reverse("office_finance:invoice_list"), {"format": form, "state": "open"})
    summed = office.get(reverse("office_finance:overview"), {"format": form, "by": "region"})

    contents = [content(answer) for answer in (listed, summed)]
    assert all(contents)
    if form == "csv":
        assert b"2016-0001,dues,2016,seoul,Seoul,local_government,asia-pacific,KR" in contents[0]
        assert b"asia-pacific,USD,1,7000.00,0.00,7000.00" in contents[1]
    assert office.get(reverse("office_finance:invoice_list"), {"format": "exe"}).status_code == 404


def test_invoices_are_typed(office: Any, invoice: Invoice) -> None:
    kinds, rows = parquet(office.get(reverse("office_finance:invoice_list"), {"format": "parquet"}))

    assert (kinds["issued_on"], kinds["total"], kinds["year"]) == ("DATE", "DECIMAL(38,2)", "BIGINT")
    assert (kinds["is_made_up"], kinds["reference"]) == ("BOOLEAN", "VARCHAR")
    (row,) = rows
    assert (row["number"], row["total"], row["settled_on"]) == ("2016-0001", Decimal("7000.00"), None)
    assert row["issued_on"] == invoice.issued_on


def test_the_journal_is_typed_and_adds_up_to_nothing(office: Any, invoice: Invoice) -> None:
    kinds, rows = parquet(office.get(reverse("office_finance:journal"), {"format": "parquet", "on": "2016-12-31"}))

    assert (kinds["booked_on"], kinds["amount"]) == ("DATE", "DECIMAL(38,2)")
    assert [row["amount"] for row in rows] == [Decimal("7000.00"), Decimal("-7000.00")]


def test_the_journal_counts_two_lines_for_each_posting(office: Any, invoice: Invoice) -> None:
    answer = office.get(reverse("office_finance:journal"), {"format": "json", "on": "2016-12-31"})

    document = json.loads(content(answer))
    assert (document["count"], len(document["items"])) == (2, 2)
    assert document["items"][0]["booked_on"] == "2016-03-01"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", ["overview", "invoice_list", "ageing", "journal"])
def test_only_the_secretariat_takes_money_away_as_a_file(page: str, form: str, signed_in: Any) -> None:
    answer = signed_in(make_user()).get(reverse(f"office_finance:{page}"), {"format": form, "by": "year"})

    assert answer.status_code == 403


def test_a_payment_is_recorded_and_used(office: Any, invoice: Invoice) -> None:
    given = {"received_on": "2016-03-10", "amount": "6975", "currency": "USD", "charges": "25", "method": "bank"}

    answer = act(office, invoice, "payment", "pay", **given)

    assert answer.status_code == 302
    assert open_of(invoice) == 0
    assert Payment.objects.get().charges == Decimal(25)
    assert "Paid" in office.get(reverse("office_finance:invoice", args=[invoice.number])).content.decode()


def test_a_faulty_payment_says_what_is_wrong_and_keeps_what_was_typed(office: Any, invoice: Invoice) -> None:
    answer = act(
        office, invoice, "payment", "pay", received_on="nonsense", amount="6975", currency="USD", method="bank"
    )

    assert answer.status_code == 200
    assert 'value="6975"' in answer.content.decode()
    assert not Payment.objects.exists()


def test_a_payment_of_a_day_to_come_is_refused_in_words(office: Any, invoice: Invoice) -> None:
    day = (timezone.localdate() + timedelta(days=2)).isoformat()

    answer = act(office, invoice, "payment", "pay", received_on=day, amount="1", currency="USD", method="bank")

    assert "date of receipt cannot be in the future" in answer.content.decode()


def test_an_invoice_is_credited_and_written_off(office: Any, invoice: Invoice) -> None:
    act(office, invoice, "credit", "credit", amount="500", reason="Corrected")
    act(office, invoice, "write-off", "off", decision="governance.Decision:7")

    assert CreditNote.objects.get().amount == Decimal(500)
    assert (WriteOff.objects.get().amount, WriteOff.objects.get().decision) == (Decimal(6500), DECISION)
    assert open_of(invoice) == 0


def test_decisions_in_force_are_offered_the_newest_first(office: Any, invoice: Invoice) -> None:
    text = office.get(reverse("office_finance:invoice_write_off", args=[invoice.number])).content.decode()

    assert 0 < text.index(DECISION.label) < text.index(OLDER_DECISION.label)


@pytest.mark.parametrize("typed", ["", "governance.Decision:8", "Executive Committee, 12 October 2016, paper 4"])
def test_a_write_off_without_a_decision_in_force_is_refused(typed: str, office: Any, invoice: Invoice) -> None:
    answer = act(office, invoice, "write-off", "off", decision=typed)

    assert answer.status_code == 200
    assert not WriteOff.objects.exists()


def test_an_allocation_is_reversed_and_the_credit_used_again(office: Any, invoice: Invoice) -> None:
    act(office, invoice, "payment", "pay", received_on="2016-03-10", amount="7000", currency="USD", method="bank")
    allocation = invoice.allocations.get()
    address = reverse("office_finance:allocation_reverse", args=[allocation.pk])
    office.post(address, {"reverse-reason": "Wrong year"})
    assert open_of(invoice) == Decimal(7000)

    act(office, invoice, "use-credit/USD")

    assert open_of(invoice) == 0


def test_an_unknown_act_is_not_found(office: Any, invoice: Invoice) -> None:
    assert act(office, invoice, "burn").status_code == 404


def test_an_invoice_is_mailed_and_reminded_of(office: Any, invoice: Invoice, mailoutbox: list[Any]) -> None:
    values = {"email": "money@seoul.example", "language": "en"}
    set_billing_contact(organisation_id=invoice.organisation_id, values=values, by=None, at=timezone.now())

    office.post(reverse("office_finance:invoice_mail", args=[invoice.number]))
    office.post(reverse("office_finance:invoice_remind", args=[invoice.number]))

    assert list(Notice.objects.values_list("level", flat=True)) == [0, 1]


def test_unknown_payers_are_identified_and_credit_refunded_and_paid_out(office: Any, invoice: Invoice) -> None:
    payment = make_payment(None, "100.00")

    office.post(of_payment("identify", payment.pk), {"organisation": "seoul"})
    office.post(of_payment("refund", payment.pk), {"amount": "40", "reason": "Asked for"})
    owed = Refund.objects.get()
    paid_out = {"paid_out_on": timezone.localdate().isoformat()}
    office.post(reverse("office_finance:refund_pay_out", args=[owed.pk]), paid_out)

    payment.refresh_from_db()
    owed.refresh_from_db()
    assert (payment.organisation, payment.unapplied) == (invoice.organisation, Decimal(60))
    assert owed.paid_out_on == timezone.localdate()
    assert office.post(of_payment("identify", 0)).status_code == 404


def test_a_refund_has_a_page_where_it_is_assigned_and_a_list_by_owner(signed_in: Any, invoice: Invoice) -> None:
    keeper = make_secretary(name="Kim")
    office = signed_in(keeper)
    payment = make_payment(invoice.organisation, "100.00")
    first, second = (
        refund(payment_id=payment.pk, amount=Decimal(20), reason=why, by=None, at=timezone.now())
        for why in ("Paid twice", "Asked for")
    )
    page = reverse("office_finance:refund", args=[first.pk])

    office.post(f"/en/office/work/finance.Refund/{first.pk}/take/")

    shown, home = office.get(page).content.decode(), office.get("/en/office/").content.decode()
    lists = {
        whose: [
            one.pk for one in office.get(reverse("office_finance:refunds"), {"assigned": whose}).context["listing"].page
        ]
        for whose in ("mine", "nobodys")
    }
    for said in ("Assigned to <strong>Kim</strong> · you", "Paid twice", "Record as paid out"):
        assert said in shown
    assert f'<a href="{page}">' in home.split('id="mine"')[1]
    assert f'/refunds/?assigned={keeper.key}">Kim <span class="number">1</span></a>' in home
    assert lists == {"mine": [first.pk], "nobodys": [second.pk]}


def test_an_unknown_payer_is_chosen_by_name_from_a_list(office: Any, invoice: Invoice) -> None:
    payment = make_payment(None, "100.00")
    address = of_payment("identify", payment.pk)

    page = office.get(address).content.decode()
    wrong = office.post(address, {"organisation": "Soul"}, follow=True)
    office.post(address, {"organisation": "SEOUL"})

    assert '<option value="seoul">Seoul</option>' in page
    assert "Choose from the list" in wrong.content.decode()
    payment.refresh_from_db()
    assert payment.organisation == invoice.organisation


def test_a_payment_is_cancelled(office: Any, invoice: Invoice) -> None:
    payment = make_payment(invoice.organisation)

    office.post(of_payment("cancel", payment.pk), {"reason": "Bounced"})

    payment.refresh_from_db()
    assert payment.cancelled_at


def test_a_month_is_closed(office: Any, invoice: Invoice) -> None:
    address = reverse("office_finance:month_close", args=["2016-03"])

    office.post(address)

    assert ClosedPeriod.objects.get().month == "2016-03"
    assert office.post(reverse("office_finance:month_close", args=["x"])).status_code == 404


def test_a_year_is_closed(office: Any, invoice: Invoice) -> None:
    address = reverse("office_finance:periods")
    assert "Close the year 2016" in office.get(address).content.decode()

    office.post(reverse("office_finance:year_close", args=[2016]), {"typed": " ２０１６ "})

    assert [one.month for one in ClosedPeriod.objects.order_by("month")] == [f"2016-{n:02}" for n in range(1, 13)]
    assert "Close the year" not in office.get(address).content.decode()


def test_credit_in_another_currency_is_used_by_the_rate_of_its_day(office: Any, invoice: Invoice) -> None:
    make_payment(invoice.organisation, "1000.00", currency="EUR")
    record_rate(base="EUR", quote="USD", on=date(2016, 3, 10), rate=Decimal("1.1"), source="ECB", by=None, at=AT)

    page = office.get(reverse("office_finance:invoice", args=[invoice.number])).content.decode()
    act(office, invoice, "use-credit/EUR")

    assert "at the rate recorded for the day of arrival" in page
    assert open_of(invoice) == Decimal(5900)


def test_the_overview_names_what_comes_next(office: Any, invoice: Invoice) -> None:
    text = office.get(reverse("office_finance:overview")).content.decode()

    assert text.count('class="button"') == 1
    for words in ("Enter the bank account for USD: 1", "Send invoices not yet e-mailed", "overdue"):
        assert words in text


NEW_ACCOUNT = {
    "account-currency": "usd",
    "account-holder": "N",
    "account-number": "1",
    "account-bank": "B",
}


def test_accounts_and_rates_are_entered(office: Any) -> None:
    address = reverse("office_finance:account_set")
    office.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    office.post(address, NEW_ACCOUNT)
    rate = {"rate-base": "EUR", "rate-quote": "USD", "rate-on": "2016-03-10", "rate-rate": "1.1", "rate-source": "ECB"}
    office.post(reverse("office_finance:rate_record"), rate)

    assert BankAccount.objects.get().currency == "USD"
    assert Rate.objects.get().rate == Decimal("1.1")


def test_another_account_is_put_in_force_only_by_whoever_has_just_signed_in(office: Any) -> None:
    """What was typed waits until the password is given again; looking and rates ask for nothing."""
    address = reverse("office_finance:account_set")

    wrong = office.post(address, {**NEW_ACCOUNT, "account-number": "DE89 3704 0044 0532 0130 01"})
    asked = office.post(address, NEW_ACCOUNT)
    before = BankAccount.objects.count()
    done = office.post(asked["Location"], {"password": PASSWORD, "next": address}, follow=True)
    again = office.post(address, NEW_ACCOUNT)

    assert "check digits of this IBAN are wrong" in wrong.content.decode()  # said before anything is asked
    assert "Account now in use." in done.content.decode()
    assert "This is already in use." in again.content.decode()
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    assert before == 0
    assert BankAccount.objects.get().number == "1"


def test_strangers_to_the_books_are_refused_before_they_are_asked_who_they_are(signed_in: Any) -> None:
    answer = signed_in(make_user()).post(reverse("office_finance:account_set"), NEW_ACCOUNT)

    assert answer.status_code in (302, 403)
    assert "reauthenticate" not in answer.get("Location", "")


def test_there_is_no_other_door_to_the_account() -> None:
    assert not {BankAccount, Sender} & set(get_snippet_models())
    assert not apps.is_installed("django.contrib.admin")


@pytest.mark.parametrize(
    ("page", "asked"),
    [*(("ageing", form) for form in FORMATS), *(("journal", form) for form in FORMATS), ("journal", "trial")],
)
def test_the_books_are_exported(page: str, asked: str, office: Any, invoice: Invoice) -> None:
    answer = office.get(reverse(f"office_finance:{page}"), {"format": asked, "on": "2016-12-31"})

    assert content(answer)
    assert office.get(reverse("office_finance:journal"), {"format": "exe"}).status_code == 404


# --- when a network begins here ---------------------------------------------------------------------------------------
ARREAR = {"organisation": "seoul", "year": "2014", "amount": "500.00", "currency": "USD", "due_on": "2014-06-30"}


def test_an_arrear_from_before_the_platform_is_entered_and_listed(office: Any) -> None:
    make_standing(make_organisation("Seoul"))

    answer = office.post(reverse("office_finance:opening_arrear_enter"), ARREAR, follow=True)

    arrear = Invoice.objects.get()
    assert (arrear.number, arrear.kind, arrear.total, arrear.due_on) == (
        "O2014-0001",
        "opening",
        Decimal(500),
        date(2014, 6, 30),
    )
    assert arrear.lines.get().description["ko"] == "2014년 회비 중 이 플랫폼 이전의 미납분"
    assert reverse("office_finance:invoice", args=["O2014-0001"]) in answer.content.decode()


def test_an_arrear_of_a_day_to_come_is_refused_in_words(office: Any) -> None:
    make_standing(make_organisation("Seoul"))

    page = office.post(
        reverse("office_finance:opening_arrear_enter"), {**ARREAR, "due_on": "2090-06-30"}
    ).content.decode()

    assert "the date of issue cannot be in the future" in page
    assert 'value="500.00"' in page
    assert not Invoice.objects.exists()


def test_ageing_leads_from_a_member_to_its_invoices(office: Any) -> None:
    late = make_invoice(make_organisation("Seoul"))
    make_invoice(make_organisation("Busan"), year=timezone.localdate().year, at=timezone.now())

    page = office.get("/en/office/money/ageing/").content.decode()
    [address] = re.findall(r'href="(/en/office/money/invoices/\?[^"]*late=over_90[^"]*organisation=seoul)"', page)
    listed = office.get(unescape(address)).content.decode()
    taken = content(office.get("/en/office/money/ageing/", {"members-format": "csv"})).decode("utf-8-sig")

    assert late.number in listed
    assert "1 invoice" in listed
    assert "Busan" not in listed
    assert [row.split(",")[1] for row in taken.splitlines()] == ["organisation", "busan", "seoul"]
