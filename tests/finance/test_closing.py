"""Closing a year: what stops it, what is to be looked at, and the page on which it is typed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import make_secretary, make_user
from tests.core.tables import content
from tests.finance.banking import bringing
from tests.finance.banking.test_services import TABLE
from tests.finance.factories import at, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.models import Mail
from wego.finance import hooks
from wego.finance.banking.models import BankLine
from wego.finance.banking.services import match_line, set_aside_line, take_back
from wego.finance.hooks import UnfinishedWork
from wego.finance.models import ClosedPeriod, Receipt
from wego.finance.queries.reconciliation import DifferencePart, Reconciliation, reconciliations
from wego.finance.queries.year_end import YearEndFinding, findings
from wego.finance.services.billing import set_billing_contact
from wego.finance.services.closing import Unfinished, close_period, close_year
from wego.finance.services.notices import send_invoice
from wego.finance.services.payments import cancel_payment, pay_out_refund, refund

pytestmark = [pytest.mark.django_db]
both = pytest.mark.both_databases
NOW = at(2017, 2, 1)
bring = partial(bringing.bring, at=NOW)
ADDRESS = "/en/office/money/years/2016/close/"
BALANCED = "date,amount,currency,account,payer,reference,bank_reference,balance\n"


@pytest.fixture
def office(signed_in: Any) -> Any:
    return signed_in(make_secretary())


def found() -> dict[str, YearEndFinding]:
    return {one.code: one for one in findings(2016, today=date(2017, 2, 1))}


def states() -> dict[str, str]:
    return {code: one.state for code, one in found().items() if one.state != "order"}


def reconciled() -> Reconciliation:
    (one,) = reconciliations(date(2016, 1, 1), date(2016, 12, 31))
    return one


# --- what stops ------------------------------------------------------------------------------------------------------
@both
def test_close_year_refuses_while_a_bank_line_waits() -> None:
    bring(f"{TABLE}2016-05-31,7000.00,USD,A1,A bank,dues,B1\n")
    line = BankLine.objects.get()
    with pytest.raises(Unfinished, match="1 bank transaction needs attention"):
        close_year(year=2016, by=None, at=NOW)
    assert not ClosedPeriod.objects.exists()

    set_aside_line(line_id=line.pk, reason="Interest", by=None, at=NOW)

    assert len(close_year(year=2016, by=None, at=NOW)) == 12


@both
def test_close_period_refuses_while_a_line_of_its_days_waits() -> None:
    bring(f"{TABLE}2016-05-31,7000.00,USD,A1,A bank,dues,B1\n")

    with pytest.raises(Unfinished, match="needs attention"):
        close_period(year=2016, month=5, by=None, at=NOW)

    assert close_period(year=2016, month=6, by=None, at=NOW).month == "2016-06"


@both
def test_close_year_refuses_while_something_begun_would_book_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[date, date]] = []

    def begun(start: date, end: date) -> list[UnfinishedWork]:
        asked.append((start, end))
        return [UnfinishedWork("dues of 2016: Ready to check", "/dues/1/")]

    monkeypatch.setattr(hooks.drafts, "fillers", [begun])

    with pytest.raises(Unfinished, match="cannot be closed yet: dues of 2016: Ready to check\\."):
        close_year(year=2016, by=None, at=NOW)
    assert asked == [(date(2016, 1, 1), date(2016, 12, 31))]
    assert not ClosedPeriod.objects.exists()


# --- what is to be looked at -----------------------------------------------------------------------------------------
@both
def test_a_year_without_anything_is_in_order() -> None:
    assert states() == {}


@both
def test_everything_that_is_open_is_counted_with_its_worth() -> None:
    seoul, busan = make_organisation("Seoul"), make_organisation("Busan")
    make_invoice(seoul), make_invoice(busan, "500.00", year=2015)
    make_payment(seoul, "100.00"), make_payment(seoul, "20.00", currency="EUR"), make_payment(None, "7.00")
    refund(payment_id=make_payment(busan, "30.00").pk, amount=Decimal(30), reason="Asked", by=None, at=at(2016, 4, 1))

    rows = found()

    counts = {code: one.count for code, one in rows.items() if one.count}
    assert counts == {
        "bank": 2, "statements": 1, "open": 1, "overdue": 1, "unsent": 1, "credit": 2, "unknown": 1, "refunds": 1,
    }  # fmt: skip
    assert {one.stops for one in rows.values() if one.count} == {False}
    assert [str(money.amount) for money in rows["credit"].amounts] == ["20.00", "100.00"]
    assert rows["open"].amounts[0].amount == 7000
    assert rows["bank"].details == ([], ["EUR", "USD"])


@both
def test_an_earlier_year_that_is_open_is_named() -> None:
    make_invoice(at=at(2015, 3, 1), year=2015)

    assert found()["earlier"].details == (2015,)
    close_year(year=2015, by=None, at=NOW)
    assert found()["earlier"].count == 0


@both
def test_mails_that_did_not_arrive_are_counted_for_their_year() -> None:
    seoul = make_organisation("Seoul")
    set_billing_contact(
        organisation_id=seoul.pk, values={"email": "money@seoul.example", "language": "en"}, by=None, at=NOW
    )
    invoice, payment = make_invoice(seoul), make_payment(seoul)
    make_payment(seoul, received_on=date(2015, 3, 10))
    send_invoice(invoice_id=invoice.pk, by=None, at=NOW)
    sent = {"status": "sent", "sent_at": NOW}
    assert found()["mails"].count == 2

    Mail.objects.filter(about_kind=Receipt._meta.label).update(**sent)
    Mail.objects.filter(about_kind=invoice._meta.label).update(status="bounced")
    assert found()["mails"].count == 1
    Mail.objects.update(**sent)

    assert found()["mails"].count == 0
    assert Receipt.objects.filter(payment=payment).exists()


# --- bank and books --------------------------------------------------------------------------------------------------
def row(day: str, amount: str, balance: str, text: str = "", reference: str = "", payer: str = "City") -> str:
    return f"{day},{amount},USD,A1,{payer},{text},{reference},{balance}\n"


@both
def test_bank_and_books_differ_by_known_parts_alone() -> None:
    seoul = make_organisation("Seoul")
    early = make_payment(seoul, "400.00", received_on=date(2016, 1, 5), at=NOW)
    invoice = make_invoice(seoul)
    bring(
        BALANCED
        + row("2016-05-30", "7000.00", "8000.00", invoice.number, "B1")
        + row("2016-05-31", "3.00", "8003.00", "Interest", "B2")
        + row("2016-12-30", "-20.00", "7983.00", "Fee", "B3")
        + row("2016-12-31", "5.00", "7988.00", "waits", "B4")
    )
    set_aside_line(line_id=BankLine.objects.get(bank_reference="B2").pk, reason="Interest", by=None, at=NOW)
    make_payment(seoul, "50.00", received_on=date(2016, 6, 1), method="online", at=NOW)
    part = make_payment(seoul, "10.00", received_on=date(2016, 6, 2), at=NOW)
    made = refund(payment_id=early.pk, amount=Decimal(40), reason="Asked", by=None, at=at(2016, 7, 1))
    pay_out_refund(refund_id=made.pk, paid_out_on=date(2016, 7, 2), by=None, at=NOW)

    one = reconciled()

    assert (one.bank, one.books) == (Decimal(7988), Decimal(7420))
    assert one.parts == {
        DifferencePart.BEFORE: Decimal(600),
        DifferencePart.SET_ASIDE: Decimal(3),
        DifferencePart.LEFT: Decimal(-20),
        DifferencePart.WAITING: Decimal(5),
        DifferencePart.REFUNDS: Decimal(40),
        DifferencePart.OTHER_WAYS: Decimal(-50),
        DifferencePart.BY_HAND: Decimal(-10),
    }
    assert not one.is_in_order
    cancel_payment(payment_id=part.pk, reason="Twice", by=None, at=at(2016, 12, 1))
    set_aside_line(line_id=BankLine.objects.get(bank_reference="B4").pk, reason="Interest", by=None, at=NOW)
    assert reconciled().is_in_order


@both
def test_what_is_undone_after_the_year_is_known() -> None:
    seoul = make_organisation("Seoul")
    invoice = make_invoice(seoul)
    bring(BALANCED + row("2016-05-30", "7000.00", "7000.00", invoice.number, "B1"))
    bring(
        "date,amount,currency,account,payer,text,bank_reference,balance\n"
        "2016-05-31,-7000.00,USD,A1,City,REVERSAL,B2,0.00\n"
    )
    BankLine.objects.filter(bank_reference="B2").update(is_reversal=True, status="open")
    lines = {line.bank_reference: line.pk for line in BankLine.objects.all()}

    take_back(line_id=lines["B2"], of_line_id=lines["B1"], by=None, at=NOW)

    one = reconciled()
    assert (one.bank, one.books, one.parts) == (Decimal(0), Decimal(7000), {DifferencePart.UNDONE: Decimal(-7000)})
    assert one.is_in_order


@both
def test_a_statement_that_is_missing_is_found_in_its_year_only() -> None:
    bring(BALANCED + row("2015-05-30", "-1.00", "99.00", reference="B1"))
    bring(BALANCED + row("2016-01-04", "-1.00", "49.00", reference="B2"))
    bring(BALANCED + row("2016-12-30", "-1.00", "18.00", reference="B3"))

    rows = found()

    assert reconciled().parts == {
        DifferencePart.BEFORE: Decimal(99), DifferencePart.LEFT: Decimal(-2), DifferencePart.MISSING: Decimal(-79),
    }  # fmt: skip
    gaps, early, is_none = rows["statements"].details
    assert ([one.from_on.isoformat() for one in gaps], early, is_none) == (["2016-01-04", "2016-12-30"], [], False)
    assert rows["bank"].state == "look"


@both
def test_statements_that_end_before_the_year_does_are_named_unless_the_next_one_goes_on() -> None:
    bring(BALANCED + row("2016-11-30", "-1.00", "99.00", reference="B1"))
    (early,) = found()["statements"].details[1]
    assert (early.account, early.stated_on) == ("A1", date(2016, 11, 30))

    bring(BALANCED + row("2017-01-10", "-1.00", "98.00", reference="B2"))

    assert found()["statements"].count == 0


@both
def test_an_account_without_balances_is_said_to_be_so() -> None:
    invoice = make_invoice(make_organisation("Seoul"))
    bring(f"{TABLE}2016-05-31,7000.00,USD,A2,Seoul,{invoice.number},B1\n")
    bring(BALANCED + row("2016-05-31", "-1.00", "99.00", reference="B2"))

    assert reconciled().parts == {
        DifferencePart.BEFORE: Decimal(100),
        DifferencePart.LEFT: Decimal(-1),
        DifferencePart.NO_BALANCE: Decimal(-7000),
    }


# --- the page --------------------------------------------------------------------------------------------------------
def test_the_page_says_what_stops_and_leads_there(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = make_invoice(make_organisation("Seoul"), "500.00")
    bring(f"{TABLE}2016-05-31,50.00,USD,A1,A bank,dues,B1\n2015-05-31,50.00,USD,A1,A bank,dues,B0\n")
    monkeypatch.setattr(
        hooks.drafts, "fillers", [lambda start, end: [UnfinishedWork("dues of 2016: begun", "/dues/1/")]]
    )

    page = office.get(ADDRESS).content.decode()

    assert "2 items prevent closing." in page
    assert '<a href="/dues/1/">dues of 2016: begun</a>' in page
    assert 'name="typed"' not in page
    assert invoice.number
    for address in set(re.findall(r'<th scope="row"><a href="([^"#]+)[^"]*">', page)):
        assert office.get(address.replace("&amp;", "&")).status_code == 200, address
    listed = office.get("/en/office/money/bank/?year=2016").content.decode()
    assert "1 transaction to match" in listed
    assert "Only entries of 2016." in listed
    refused = office.post(ADDRESS, {"typed": "2016"}).content.decode()
    assert "This cannot be closed yet" in refused
    assert not ClosedPeriod.objects.exists()


@pytest.mark.parametrize("typed", ["", "2015", "close", "20166"])
def test_another_word_than_the_year_closes_nothing_and_says_so_beside_the_field(typed: str, office: Any) -> None:
    make_invoice()

    page = office.post(ADDRESS, {"typed": typed}).content.decode()

    assert not ClosedPeriod.objects.exists()
    field = page[page.index("To close it, enter the year: 2016") :]
    assert ("Enter 2016, or go back." if typed else "This field is required.") in field
    assert f'value="{typed}"' in field or not typed


def test_the_year_typed_closes_it(office: Any) -> None:
    make_invoice()

    page = office.post(ADDRESS, {"typed": "2016"}, follow=True).content.decode()

    assert "Year closed. No more entries can be booked into it." in page
    assert ClosedPeriod.objects.count() == 12
    after = office.get(ADDRESS).content.decode()
    assert "This year is closed." in after
    assert 'name="typed"' not in after


def test_the_page_is_the_secretariats_and_of_years_that_can_be(office: Any, signed_in: Any) -> None:
    assert signed_in(make_user()).post(ADDRESS, {"typed": "2016"}).status_code in (302, 403)
    assert not ClosedPeriod.objects.exists()
    assert office.get("/en/office/money/years/1212/close/").status_code == 404
    assert "This year has not ended yet." in office.get("/en/office/money/years/2098/close/").content.decode()


@pytest.mark.parametrize(("language", "words"), [("ko", "2016"), ("zh-hans", "2016")])
def test_the_page_in_other_languages(language: str, words: str, office: Any) -> None:
    assert words in office.get(ADDRESS.replace("/en/", f"/{language}/")).content.decode()


def test_the_page_costs_the_same_for_one_and_for_three(office: Any) -> None:
    def costs() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(ADDRESS).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        invoice = make_invoice(make_organisation(f"City {number}"), f"{number}00.00")
        bring(BALANCED + row(f"2016-0{number}-20", "1.00", f"{number}.00", "dues", f"B{number}"))
        line = BankLine.objects.get(bank_reference=f"B{number}")
        match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=None, at=NOW)

    office.get(ADDRESS)
    add(1)
    one = costs()
    add(2), add(3)

    assert costs() == one


def test_the_list_of_mails_not_sent_is_narrowed_to_a_year(office: Any) -> None:
    make_invoice(make_organisation("Seoul"), "1.00"), make_invoice(make_organisation("Busan"), "2.00", year=2015)

    page = office.get(reverse("office_finance:unsent"), {"year": "2015"}).content.decode()

    assert "Busan" in page
    assert "Seoul" not in page


def test_the_page_shows_the_trial_balance_of_the_year_s_end_and_gives_it_as_a_file(office: Any) -> None:
    city = make_organisation()
    make_invoice(city)
    make_payment(city, "500.00")
    make_payment(city, "90.00", received_on=date(2017, 1, 2), at=NOW)  # of another year

    page = office.get(ADDRESS).content.decode()
    rows = content(office.get(ADDRESS, {"trial-format": "csv"})).decode("utf-8-sig").splitlines()

    trial = page[page.index('id="trial"') :]
    assert "Debits and credits are equal in every currency." in trial
    assert "Sum in USD: debit 7,500.00, credit 7,500.00" in trial
    assert "trial-format=csv" in trial
    assert sorted(row.split(",")[1] for row in rows[1:]) == ["bank", "dues_income", "prepayments", "receivable"]


def test_each_line_of_the_checklist_that_found_something_leads_to_it(office: Any) -> None:
    make_invoice(make_organisation())
    make_payment(None, "40.00")
    bring("date,amount,currency,account,payer,reference,bank_reference\n2016-05-01,7.00,USD,A1,Nobody,x,B9\n")

    page = office.get(ADDRESS).content.decode()

    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page[: page.index('id="bank"')], re.S)
    found = [row for row in rows if "In order" not in row]
    assert len(found) >= 4
    assert [row for row in found if "<a href=" not in row] == []
