"""What is open, overdue and owed on any day; statements, ageing, the books as tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.accounts.factories import make_secretary, make_user
from tests.finance.factories import DECISION, at, make_invoice, make_officer, make_payment
from tests.members.factories import make_organisation, make_region
from wego.core.money import Money
from wego.finance.models import Invoice, Posting
from wego.finance.queries.books import (
    ageing,
    ageing_by_member,
    journal_lines,
    months_booked,
    receivable_by,
    statement_of_account,
    trial_balance,
)
from wego.finance.queries.invoices import (
    arrears_of,
    invoices_visible_to,
    select_invoices,
)
from wego.finance.queries.payments import payments_visible_to
from wego.finance.services.allocations import allocate_payment, reverse_allocation
from wego.finance.services.closing import close_period
from wego.finance.services.credits import credit_invoice, write_off

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def pay(invoice: Invoice, amount: str, on: date) -> Any:
    when = at(on.year, on.month, on.day)
    payment = make_payment(invoice.organisation, amount, received_on=on, at=when)
    return allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=when)


def overdue_on(invoice: Invoice, day: date) -> str:
    return " + ".join(
        f"{arrear.overdue.amount} since {arrear.due_on}" for arrear in arrears_of(invoice.organisation, day)
    )


# --- arrears ---------------------------------------------------------------------------------------------------------
def test_an_invoice_is_overdue_from_the_day_after_it_was_due_until_it_is_paid() -> None:
    invoice = make_invoice()  # issued on 1 March, due on 30 April
    pay(invoice, "3000.00", date(2016, 6, 1))
    pay(invoice, "4000.00", date(2016, 8, 1))

    found = {day: overdue_on(invoice, day) for day in (date(2016, 4, 30), date(2016, 5, 1), date(2016, 6, 1))}

    assert found == {
        date(2016, 4, 30): "",
        date(2016, 5, 1): "7000.00 since 2016-04-30",
        date(2016, 6, 1): "4000.00 since 2016-04-30",
    }
    assert overdue_on(invoice, date(2016, 7, 31)) == "4000.00 since 2016-04-30"
    assert overdue_on(invoice, date(2016, 8, 1)) == ""
    [arrear] = arrears_of(invoice.organisation, date(2016, 5, 10))
    assert (arrear.days, arrear.open) == (10, Money(Decimal("7000.00"), "USD"))


def test_a_payment_counts_from_its_day_even_if_it_is_recorded_later() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation, received_on=date(2016, 4, 28), at=at(2016, 5, 20))
    allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at(2016, 5, 20))

    assert overdue_on(invoice, date(2016, 5, 5)) == ""


def test_a_reversal_opens_the_arrear_from_its_own_day() -> None:
    invoice = make_invoice()
    allocation = pay(invoice, "7000.00", date(2016, 3, 10))
    reverse_allocation(allocation_id=allocation.pk, reason="Bounced", by=None, at=at(2016, 5, 20))

    assert overdue_on(invoice, date(2016, 5, 19)) == ""
    assert overdue_on(invoice, date(2016, 5, 20)) == "7000.00 since 2016-04-30"


def test_instalments_are_overdue_one_by_one() -> None:
    parts = [(date(2016, 4, 1), Decimal(3000)), (date(2016, 9, 1), Decimal(4000))]
    invoice = make_invoice(instalments=parts)
    pay(invoice, "1000.00", date(2016, 3, 20))

    assert overdue_on(invoice, date(2016, 4, 2)) == "2000.00 since 2016-04-01"
    assert overdue_on(invoice, date(2016, 9, 2)) == "6000.00 since 2016-04-01"


def test_what_is_credited_or_written_off_is_no_arrear() -> None:
    first, second = make_invoice(make_organisation()), make_invoice(make_organisation("Busan"))
    credit_invoice(invoice_id=first.pk, reason="Wrong", by=None, at=at(2016, 3, 2))
    write_off(invoice_id=second.pk, decision=DECISION, by=None, at=at(2016, 6, 1))

    assert overdue_on(first, date(2016, 5, 10)) == ""
    assert overdue_on(second, date(2016, 5, 31)) == "7000.00 since 2016-04-30"
    assert overdue_on(second, date(2016, 6, 1)) == ""


# --- who sees --------------------------------------------------------------------------------------------------------
def test_officers_see_their_own_and_the_secretariat_all() -> None:
    seoul, busan = make_organisation(), make_organisation("Busan")
    make_invoice(seoul), make_invoice(busan)
    make_payment(seoul), make_payment(None)
    kim, secretary = make_user(), make_secretary()
    make_officer(seoul, kim)

    seen = {
        name: (invoices_visible_to(user).count(), payments_visible_to(user).count())
        for name, user in (("stranger", AnonymousUser()), ("other", make_user()), ("kim", kim), ("office", secretary))
    }

    assert seen == {"stranger": (0, 0), "other": (0, 0), "kim": (1, 1), "office": (2, 2)}


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, {"2016-0001", "2016-0002", "2017-0001"}),
        ({"words": "0002"}, {"2016-0002"}),
        ({"words": "PARÍS"}, {"2016-0002"}),
        ({"year": 2017}, {"2017-0001"}),
        ({"state": "open"}, {"2016-0002", "2017-0001"}),
        ({"state": "overdue"}, {"2016-0002"}),
        ({"state": "settled"}, {"2016-0001"}),
        ({"region": "europe"}, {"2016-0002"}),
        ({"kind": "corporation"}, set()),
        ({"currency": "EUR"}, {"2016-0002"}),
        ({"organisation": "seoul"}, {"2016-0001", "2017-0001"}),
        ({"late": (None, 0)}, {"2017-0001"}),
        ({"late": (91, None)}, {"2016-0002"}),
        ({"late": (61, 90)}, set()),
    ],
)
def test_select_invoices(asked: dict[str, Any], numbers: set[str]) -> None:
    seoul, paris = make_organisation(), make_organisation("Paris", "FR", region=make_region("europe"))
    first = make_invoice(seoul)
    make_invoice(paris, currency="EUR")
    make_invoice(seoul, year=2017, at=at(2017, 1, 5))
    pay(first, "7000.00", date(2016, 3, 5))

    found = select_invoices(Invoice.objects.all(), today=date(2017, 1, 6), **asked)

    assert {invoice.number for invoice in found} == numbers


# --- the books -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2016, 4, 30), 0),
        (date(2016, 5, 1), 1),
        (date(2016, 5, 30), 1),
        (date(2016, 5, 31), 2),
        (date(2016, 6, 29), 2),
        (date(2016, 6, 30), 3),
        (date(2016, 7, 29), 3),
        (date(2016, 7, 30), 4),
    ],
)
def test_ageing_puts_each_day_into_its_bucket(day: date, place: int) -> None:
    make_invoice()

    [row] = ageing(day)

    assert row.buckets == tuple(Decimal(7000 * (place == number)) for number in range(5))
    assert row.overdue == Decimal(7000 * (place > 0))


def test_ageing_by_member_is_the_ageing_taken_apart(django_assert_num_queries: Any) -> None:
    seoul, paris = make_organisation(), make_organisation("Paris", "FR")
    first = make_invoice(seoul)
    make_invoice(seoul, "500.00", currency="EUR", year=2015)
    parts = [(date(2017, 1, 9), Decimal(6000)), (date(2017, 2, 1), Decimal(1000))]
    make_invoice(paris, year=2017, at=at(2017, 1, 5), instalments=parts)
    pay(first, "1000.00", date(2016, 3, 5))

    with django_assert_num_queries(6):
        rows = ageing_by_member(date(2017, 1, 10))

    nothing = Decimal(0)
    assert [(str(row.organisation), row.currency, row.invoices, row.buckets) for row in rows] == [
        ("Paris", "USD", 1, (Decimal(1000), Decimal(6000), nothing, nothing, nothing)),
        ("Seoul", "EUR", 1, (nothing, nothing, nothing, nothing, Decimal(500))),
        ("Seoul", "USD", 1, (nothing, nothing, nothing, nothing, Decimal(6000))),
    ]
    for one in ageing(date(2017, 1, 10)):
        own = [row for row in rows if row.currency == one.currency]
        assert tuple(map(sum, zip(*(row.buckets for row in own), strict=True))) == one.buckets
        assert sum(row.invoices for row in own) == one.invoices


def test_receivable_by_year_region_and_kind() -> None:
    invoice = make_invoice()
    make_invoice(invoice.organisation, "500.00", year=2017, at=at(2017, 1, 5))
    pay(invoice, "1000.00", date(2016, 3, 5))

    found = {
        way: [(row.key, row.invoiced, row.open) for row in receivable_by(way)] for way in ("year", "region", "kind")
    }

    assert found == {
        "year": [(2016, Decimal(7000), Decimal(6000)), (2017, Decimal(500), Decimal(500))],
        "region": [("asia-pacific", Decimal(7500), Decimal(6500))],
        "kind": [("local_government", Decimal(7500), Decimal(6500))],
    }


def test_a_statement_carries_forward_and_adds_up() -> None:
    invoice = make_invoice()
    pay(invoice, "7500.00", date(2016, 4, 5))
    credit_invoice(invoice_id=invoice.pk, amount=Decimal(100), reason="Corrected", by=None, at=at(2016, 4, 6))

    [whole] = statement_of_account(invoice.organisation, date(2016, 1, 1), date(2016, 12, 31))
    [april] = statement_of_account(invoice.organisation, date(2016, 4, 1), date(2016, 4, 5))

    assert [(line.amount, line.balance) for line in whole.lines] == [
        (Decimal(7000), Decimal(7000)),
        (Decimal(-7500), Decimal(-500)),
        (Decimal(-100), Decimal(-600)),
    ]
    assert (april.opening, april.closing, len(april.lines)) == (Decimal(7000), Decimal(-500), 1)
    assert statement_of_account(make_organisation("Busan"), date(2016, 1, 1), date(2016, 12, 31)) == []


def test_the_journal_is_exported_as_signed_lines_that_add_up_to_zero() -> None:
    pay(make_invoice(), "7000.00", date(2016, 4, 5))

    lines = list(journal_lines(Posting.objects.all()))

    assert [(line["account"], line["amount"]) for line in lines[:2]] == [
        ("receivable", Decimal(7000)),
        ("dues_income", Decimal(-7000)),
    ]
    assert sum(line["amount"] for line in lines) == 0
    assert sum(row.balance for row in trial_balance(date(2016, 12, 31))) == 0


def test_months_say_what_is_booked_and_what_is_closed() -> None:
    make_invoice(at=at(2016, 2, 3))
    closed = close_period(year=2016, month=2, by=None, at=at(2016, 3, 1))
    make_invoice(make_organisation("Busan"))

    assert months_booked() == [("2016-03", 1, None), ("2016-02", 1, closed)]
