"""No booking outside a plausible date anywhere in finance, whatever the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.finance.factories import AT, at, make_draft, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.rules import RuleError
from wego.finance.models import JournalEntry, Payment
from wego.finance.services.allocations import record_rate
from wego.finance.services.booking_dates import DayRefused, check_day
from wego.finance.services.books import Booking, Move, book
from wego.finance.services.closing import close_period, close_year
from wego.finance.services.invoicing import issue_invoice

pytestmark = pytest.mark.django_db

WRONG = [date(1052, 2, 6), date(16, 5, 4), date(1899, 12, 31), date(1989, 12, 31)]


def pay(day: date) -> object:
    return make_payment(make_organisation(), received_on=day)


def rate(day: date) -> object:
    return record_rate(base="EUR", quote="USD", on=day, rate=Decimal("1.1"), source="ECB", by=None, at=AT)


def issue(day: date) -> object:
    return issue_invoice(make_draft(make_organisation(), issued_on=day), by=None, at=AT)


def enter(day: date) -> object:
    move = Move("bank", "suspense", Decimal(1), "USD")
    return book(Booking(JournalEntry.Act.PAYMENT, make_payment(make_organisation()), [move], day), at=AT)


@pytest.mark.parametrize("day", WRONG)
@pytest.mark.parametrize("door", [pay, rate, issue, enter])
def test_no_door_books_on_a_day_that_cannot_be(door: Callable[[date], object], day: date):
    with pytest.raises(DayRefused, match="Check the year"):
        door(day)


@pytest.mark.parametrize("day", [date(2116, 4, 1), date(2569, 4, 1)])
def test_no_invoice_is_due_in_another_century(day: date):
    seoul = make_organisation()

    with pytest.raises(DayRefused):
        issue_invoice(make_draft(seoul, due_on=day), by=None, at=AT)
    with pytest.raises(DayRefused):
        issue_invoice(make_draft(seoul, instalments=[(day, Decimal(7000))]), by=None, at=AT)


@pytest.mark.parametrize("year", [0, 1, 1052, 1989])
def test_no_month_is_closed_that_never_was(year: int):
    with pytest.raises(RuleError):
        close_period(year=year, month=2, by=None, at=AT)
    with pytest.raises(DayRefused):
        close_year(year=year, by=None, at=AT)


def test_check_day_lets_plausible_days_through():
    assert check_day(date(1990, 1, 1)) == date(1990, 1, 1)
    assert make_invoice().issued_on == date(2016, 3, 1)


def test_the_database_refuses_such_a_payment_too():
    payment = make_payment(make_organisation(), at=at(2016, 3, 12))

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(received_on=date(1052, 2, 6))
