"""A year is closed while others book: every payment stands in the year or on its own day of booking, none is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from tests.finance.banking.bringing import bring
from tests.finance.factories import at, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.finance.banking.models import BankLine
from wego.finance.banking.services import match_line
from wego.finance.models import ClosedPeriod, JournalEntry
from wego.finance.services.closing import close_year

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

NOW = at(2016, 3, 20)


def in_thread(act: Callable[[], Any], failures: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def wait_until_somebody_waits() -> None:
    """Until another session waits for a lock of this one; on SQLite, where none can be asked, for a moment."""
    if connection.vendor == "sqlite":
        time.sleep(0.2)
        return
    until = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            # Live, unlike the views of what sessions do, and of this database alone.
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = pg_locks.database"
                " WHERE NOT granted AND d.datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_a_payment_that_comes_while_the_year_closes_is_booked_on_the_day_of_booking() -> None:
    seoul, failures = make_organisation(), list[BaseException]()

    with transaction.atomic():
        close_year(year=2015, by=None, at=NOW)
        paying = in_thread(lambda: make_payment(seoul, received_on=date(2015, 12, 30), at=NOW), failures)
        wait_until_somebody_waits()
    paying.join()

    assert failures == []
    entry = JournalEntry.objects.get()
    assert (entry.booked_on, entry.valued_on) == (date(2016, 3, 20), date(2015, 12, 30))


def test_a_year_closes_once_the_payment_under_way_is_booked_into_it() -> None:
    seoul, failures = make_organisation(), list[BaseException]()

    with transaction.atomic():
        make_payment(seoul, received_on=date(2015, 12, 30), at=NOW)
        closing = in_thread(lambda: close_year(year=2015, by=None, at=NOW), failures)
        wait_until_somebody_waits()
    closing.join()

    assert failures == []
    assert JournalEntry.objects.get().booked_on == date(2015, 12, 30)
    assert ClosedPeriod.objects.count() == 12


def test_a_year_closes_once_the_line_that_waited_is_matched() -> None:
    invoice, failures = make_invoice(amount="500.00"), list[BaseException]()
    table = "date,amount,currency,account,reference,bank_reference\n2015-12-30,400.00,USD,A1,dues,B1\n"
    bring(table, at=NOW)
    line = BankLine.objects.get()

    with transaction.atomic():
        match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=None, at=NOW)
        closing = in_thread(lambda: close_year(year=2015, by=None, at=NOW), failures)
        wait_until_somebody_waits()
    closing.join()

    assert failures == []
    assert ClosedPeriod.objects.count() == 12
    assert JournalEntry.objects.get(act="payment").booked_on == date(2015, 12, 30)
