"""Random acts on money: the journal stays balanced, kept amounts equal the journal, numbers have no gap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.finance.factories import DECISION, at, make_draft, make_invoice
from tests.members.factories import make_organisation
from wego.core.rules import RuleError
from wego.finance.models import (
    Account,
    Allocation,
    ClosedPeriod,
    CreditNote,
    Invoice,
    InvoiceBalance,
    JournalEntry,
    NumberSeries,
    Payment,
    Posting,
    Receipt,
)
from wego.finance.queries.books import ageing, trial_balance
from wego.finance.queries.invoices import open_amounts
from wego.finance.services.allocations import (
    allocate_payment,
    apply_credit,
    live_allocations,
    record_rate,
    reverse_allocation,
)
from wego.finance.services.books import PeriodRefused
from wego.finance.services.closing import close_period, close_year
from wego.finance.services.credits import credit_invoice, write_off
from wego.finance.services.invoicing import issue_invoices
from wego.finance.services.payments import (
    cancel_payment,
    identify_payment,
    pay_out_refund,
    record_payment,
    refund,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
# Ten thousand acts, a tenth of them on PostgreSQL and in the quick run; the books are gone through after every tenth
# act and at the end.
STEPS, LOOK = 100, 10
FIRST = date(2016, 1, 4)
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("9000.00"), places=2)
PICK = st.integers(0, 10_000)


class Undone(Exception):
    """Ends a history, so that its rows go away with its transaction."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


class Books(RuleBasedStateMachine):
    """Treasurers at work, some of them wrong: whatever they try, it is done whole or refused whole."""

    def __init__(self) -> None:
        super().__init__()
        self.history = undone()
        self.history.__enter__()
        self.members = [make_organisation("Seoul"), make_organisation("Busan")]
        self.day = FIRST
        self.acts = 0
        record_rate(base="EUR", quote="USD", on=FIRST, rate=Decimal("1.0871"), source="ECB", **self.act())

    def teardown(self) -> None:
        try:
            self.look()
        finally:
            self.history.__exit__(None, None, None)

    def act(self) -> dict[str, Any]:
        return {"by": None, "at": at(self.day.year, self.day.month, self.day.day)}

    def attempt(self, service: Any, **facts: Any) -> None:
        with suppress(RuleError):
            service(**facts, **self.act())

    @staticmethod
    def one(rows: Any, pick: int) -> Any:
        found = list(rows)
        return found[pick % len(found)] if found else None

    @rule(days=st.integers(0, 3))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(pick=PICK, year=st.integers(2014, 2017), amount=AMOUNTS)
    def issue(self, pick: int, year: int, amount: Decimal) -> None:
        draft = make_draft(self.members[pick % 2], str(amount), year)
        with suppress(RuleError):
            issue_invoices([draft], **self.act())

    @rule(pick=PICK, amount=AMOUNTS, charges=st.sampled_from(["0", "15.00"]), code=st.sampled_from(["USD", "EUR"]))
    def pay(self, pick: int, amount: Decimal, charges: str, code: str) -> None:
        owner = (*self.members, None)[pick % 3]
        facts = {"received_on": self.day, "amount": amount, "charges": Decimal(charges), "currency": code}
        record_payment(**facts, organisation_id=owner.pk if owner else None, **self.act())

    @rule(pick=PICK)
    def identify(self, pick: int) -> None:
        if payment := self.one(Payment.objects.filter(organisation=None), pick):
            self.attempt(identify_payment, payment_id=payment.pk, organisation_id=self.members[pick % 2].pk)

    @precondition(lambda self: Invoice.objects.exists() and Payment.objects.exists())
    @rule(pick=PICK, other=PICK, amount=st.none() | AMOUNTS)
    def allocate(self, pick: int, other: int, amount: Decimal | None) -> None:
        invoice = self.one(Invoice.objects.all(), pick)
        payment = self.one(Payment.objects.filter(organisation=invoice.organisation), other)
        if payment:
            self.attempt(allocate_payment, payment_id=payment.pk, invoice_id=invoice.pk, amount=amount)

    @rule(pick=PICK)
    def use_credit(self, pick: int) -> None:
        if invoice := self.one(Invoice.objects.filter(balance__open__gt=0), pick):
            self.attempt(apply_credit, invoice_id=invoice.pk)

    @rule(pick=PICK)
    def reverse(self, pick: int) -> None:
        if allocation := self.one(Allocation.objects.all(), pick):
            self.attempt(reverse_allocation, allocation_id=allocation.pk, reason="Wrong")

    @rule(pick=PICK, amount=st.none() | AMOUNTS)
    def credit(self, pick: int, amount: Decimal | None) -> None:
        if invoice := self.one(Invoice.objects.all(), pick):
            self.attempt(credit_invoice, invoice_id=invoice.pk, amount=amount, reason="Corrected")

    @rule(pick=PICK, amount=st.none() | AMOUNTS)
    def give_up(self, pick: int, amount: Decimal | None) -> None:
        if invoice := self.one(Invoice.objects.all(), pick):
            self.attempt(write_off, invoice_id=invoice.pk, amount=amount, decision=DECISION)

    @rule(pick=PICK, amount=AMOUNTS, is_paid_out=st.booleans())
    def give_back(self, pick: int, amount: Decimal, is_paid_out: bool) -> None:
        if payment := self.one(Payment.objects.all(), pick):
            self.attempt(refund, payment_id=payment.pk, amount=amount, reason="Asked for")
            owed = payment.refunds.filter(paid_out_on=None).first()
            if owed and is_paid_out:
                self.attempt(pay_out_refund, refund_id=owed.pk, paid_out_on=self.day)

    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        if payment := self.one(Payment.objects.all(), pick):
            self.attempt(cancel_payment, payment_id=payment.pk, reason="Bounced")

    @rule(month=st.integers(1, 3))
    def close(self, month: int) -> None:
        self.attempt(close_period, year=2016, month=month)

    @invariant()
    def the_books_are_in_order(self) -> None:
        self.acts += 1
        if self.acts % LOOK == 0:
            self.look()

    def look(self) -> None:
        self.the_journal_balances()
        self.kept_amounts_equal_the_journal()
        self.credit_equals_the_journal()
        self.numbers_have_no_gap()

    def the_journal_balances(self) -> None:
        sums: dict[str, Decimal] = {}
        for row in trial_balance(date(2030, 1, 1)):
            sums[row.currency] = sums.get(row.currency, Decimal(0)) + row.balance
        assert not any(sums.values())

    def kept_amounts_equal_the_journal(self) -> None:
        kept = dict(InvoiceBalance.objects.filter(open__gt=0).values_list("pk", "open"))
        assert open_amounts(self.day) == kept
        for payment in Payment.objects.all():
            # Added up here: SQLite adds decimals as floating point numbers.
            used = sum(payment.allocations.values_list("paid", flat=True), Decimal(0))
            back = sum(payment.refunds.values_list("amount", flat=True), Decimal(0))
            whole = 0 if payment.cancelled_at else payment.amount + payment.charges
            assert payment.unapplied == whole - used - back
        assert sum((row.total for row in ageing(self.day)), Decimal(0)) == sum(kept.values(), Decimal(0))

    def credit_equals_the_journal(self) -> None:
        owed: dict[str, Decimal] = {}
        for payment in Payment.objects.all():
            account = Account.PREPAYMENTS if payment.organisation_id else Account.SUSPENSE
            key = f"{account} {payment.currency}"
            owed[key] = owed.get(key, Decimal(0)) - payment.unapplied
        for row in trial_balance(date(2030, 1, 1)):
            if row.account in (Account.PREPAYMENTS, Account.SUSPENSE):
                assert row.balance == owed.get(f"{row.account} {row.currency}", 0)

    def numbers_have_no_gap(self) -> None:
        for kind, model in (("invoice", Invoice), ("credit_note", CreditNote), ("receipt", Receipt)):
            given = sorted(model.objects.values_list("series_year", "sequence"))
            last = {series.year: series.last for series in NumberSeries.objects.filter(kind=kind)}
            assert given == sorted((year, n) for year, end in last.items() for n in range(1, end + 1))


def random_acts(examples: int) -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, database=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.once
def test_random_acts_keep_the_books(db: None) -> None:
    random_acts(10)


@pytest.mark.slow
def test_ten_thousand_random_acts_keep_the_books(db: None) -> None:
    random_acts(100 if connection.vendor == "sqlite" else 10)


# --- held by the database --------------------------------------------------------------------------------------------
INSERT_ONLY = (
    "finance_allocation",
    "finance_closedperiod",
    "finance_creditnote",
    "finance_instalment",
    "finance_invoice",
    "finance_invoiceline",
    "finance_journalentry",
    "finance_notice",
    "finance_posting",
    "finance_rate",
    "finance_receipt",
    "finance_writeoff",
)


def test_every_table_that_only_grows_bears_both_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        triggers = set(cursor.fetchall())

    for table in INSERT_ONLY:
        assert {(table, f"{table}_no_update"), (table, f"{table}_no_delete")} <= triggers


@pytest.mark.parametrize(
    "facts",
    [
        {"amount": Decimal(0)},
        {"amount": Decimal(-1)},
        {"debit": "dues_income"},
        {"debit": "pocket"},
        {"credit": "pocket"},
        {"debit": "receivable", "invoice": None},
        {"debit": "receivable", "organisation": None},
    ],
)
def test_the_database_refuses_a_posting_out_of_balance_or_chart(facts: dict[str, Any]) -> None:
    invoice = make_invoice()
    sound = {
        "entry": JournalEntry.objects.get(),
        "debit": "bank",
        "credit": "dues_income",
        "amount": Decimal(1),
        "currency": "USD",
        "organisation": invoice.organisation,
        "invoice": invoice,
    }
    Posting.objects.create(**sound)

    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(**{**sound, **facts})


def test_nothing_is_booked_into_a_closed_month() -> None:
    make_invoice(at=at(2016, 2, 10))
    close_period(year=2016, month=2, by=None, at=at(2016, 3, 1))
    entry = JournalEntry.objects.get()
    facts = {
        "act": "invoice",
        "cause_label": "x",
        "valued_on": entry.valued_on,
        "month": "2016-02",
        "made_at": entry.made_at,
    }

    with pytest.raises(DatabaseError, match="the month is closed"), transaction.atomic():
        JournalEntry.objects.create(booked_on=entry.booked_on, **facts)


def test_what_arrived_in_a_closed_month_is_booked_today_and_counts_from_its_day() -> None:
    invoice = make_invoice(at=at(2016, 2, 1))
    close_period(year=2016, month=2, by=None, at=at(2016, 3, 1))
    when = {"by": None, "at": at(2016, 3, 2)}
    payment = record_payment(
        received_on=date(2016, 2, 20),
        amount=Decimal(7000),
        currency="USD",
        organisation_id=invoice.organisation_id,
        **when,
    )
    allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, **when)

    entries = list(JournalEntry.objects.values_list("booked_on", "valued_on").order_by("pk"))[1:]
    assert entries == [(date(2016, 3, 2), date(2016, 2, 20))] * 2
    assert live_allocations(invoice=invoice).get().allocated_on == date(2016, 2, 20)


@pytest.mark.parametrize(("year", "month"), [(2016, 3), (2016, 4), (2016, 13), (2016, 0)])
def test_only_a_month_that_is_over_is_closed(year: int, month: int) -> None:
    with pytest.raises(PeriodRefused, match="only after it has ended"):
        close_period(year=year, month=month, by=None, at=at(2016, 3, 31))


def test_a_month_is_closed_once() -> None:
    close_period(year=2016, month=2, by=None, at=at(2016, 3, 1))

    with pytest.raises(PeriodRefused, match="already closed"):
        close_period(year=2016, month=2, by=None, at=at(2016, 3, 1))
    assert ClosedPeriod.objects.get().month == "2016-02"


def test_close_year_closes_every_month_once() -> None:
    close_period(year=2015, month=3, by=None, at=at(2016, 3, 1))
    with pytest.raises(PeriodRefused, match="only after it has ended"):
        close_year(year=2016, by=None, at=at(2016, 3, 1))

    made = close_year(year=2015, by=None, at=at(2016, 3, 1))

    assert [one.month for one in made] == [f"2015-{month:02}" for month in (1, 2, *range(4, 13))]
    with pytest.raises(PeriodRefused, match="2015 is already closed"):
        close_year(year=2015, by=None, at=at(2016, 3, 1))
