"""Payments: recorded, used, undone, given back; in two currencies; and the refusals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.finance.factories import AT, DECISION, at, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.money import Money
from wego.core.references import Reference
from wego.finance.models import Allocation, InvoiceBalance, Payment, Receipt
from wego.finance.queries.books import trial_balance
from wego.finance.queries.payments import credit_of, payments_with_credit
from wego.finance.services.allocations import (
    AllocationRefused,
    AlreadyPaid,
    allocate_payment,
    apply_credit,
    record_rate,
    reverse_allocation,
)
from wego.finance.services.credits import CreditRefused, credit_invoice, write_off
from wego.finance.services.decisions import DecisionNotInForce
from wego.finance.services.payments import (
    AlreadyRecorded,
    PaymentRefused,
    cancel_payment,
    identify_payment,
    pay_out_refund,
    record_payment,
    refund,
)
from wego.members import hooks as member_hooks

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER = at(2016, 3, 20)


def use(payment: Payment, invoice: Any, amount: str | None = None) -> Allocation:
    wanted = Decimal(amount) if amount else None
    return allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, amount=wanted, by=None, at=LATER)


def open_of(invoice: Any) -> Decimal:
    return InvoiceBalance.objects.get(pk=invoice.pk).open


def accounts() -> dict[str, Decimal]:
    return {row.account: row.balance for row in trial_balance(date(2030, 1, 1)) if row.balance}


def test_a_payment_in_full_settles_the_invoice() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation)

    use(payment, invoice)

    balance = InvoiceBalance.objects.get(pk=invoice.pk)
    assert (balance.open, balance.settled_on) == (Decimal(0), date(2016, 3, 10))
    assert Receipt.objects.get(payment=payment).number == "R2016-0001"
    assert accounts() == {"bank": Decimal(7000), "dues_income": Decimal(-7000)}


def test_a_partial_payment_leaves_the_rest_open() -> None:
    invoice = make_invoice()

    use(make_payment(invoice.organisation, "3000.00"), invoice)

    assert open_of(invoice) == Decimal(4000)


def test_an_over_payment_stays_as_credit_and_pays_the_next_invoice() -> None:
    invoice = make_invoice()
    use(make_payment(invoice.organisation, "7500.00"), invoice)
    assert credit_of(invoice.organisation) == [Money(Decimal("500.00"), "USD")]
    following = make_invoice(invoice.organisation, year=2017, at=at(2017, 1, 10))

    used = apply_credit(invoice_id=following.pk, by=None, at=at(2017, 1, 11))

    assert [allocation.amount for allocation in used] == [Decimal(500)]
    assert open_of(following) == Decimal(6500)
    assert credit_of(invoice.organisation) == []


def test_a_double_payment_is_refused_as_such_and_marked() -> None:
    invoice = make_invoice()
    use(make_payment(invoice.organisation), invoice)
    again = make_payment(invoice.organisation, received_on=date(2016, 3, 11))

    with pytest.raises(AlreadyPaid):
        use(again, invoice)

    assert [(found.pk, found.is_double) for found in payments_with_credit()] == [(again.pk, True)]


def test_charges_of_banks_are_credited_to_the_member_and_borne_by_the_network() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation, "6975.00", charges=Decimal(25))

    use(payment, invoice)

    assert open_of(invoice) == 0
    assert accounts() == {"bank": Decimal(6975), "bank_charges": Decimal(25), "dues_income": Decimal(-7000)}


def test_a_payment_from_an_unknown_payer_waits_until_it_is_identified() -> None:
    invoice = make_invoice()
    payment = make_payment(None)
    assert accounts()["suspense"] == Decimal(-7000)
    with pytest.raises(AllocationRefused, match="different organisations"):
        use(payment, invoice)

    identify_payment(payment_id=payment.pk, organisation_id=invoice.organisation_id, by=None, at=LATER)
    use(payment, invoice)

    assert open_of(invoice) == 0
    with pytest.raises(PaymentRefused, match="already known"):
        identify_payment(payment_id=payment.pk, organisation_id=invoice.organisation_id, by=None, at=LATER)


def test_the_same_bank_line_is_recorded_once() -> None:
    seoul, line = make_organisation(), Reference("finance.BankLine", "3", "Line 3")
    first = make_payment(seoul, source=line)

    with pytest.raises(AlreadyRecorded, match="Line 3"):
        make_payment(seoul, source=line)
    make_payment(seoul, source=line, source_part=2)
    cancel_payment(payment_id=first.pk, reason="Wrong member", by=None, at=LATER)
    make_payment(seoul, source=line)

    assert Payment.objects.filter(cancelled_at=None).count() == 2


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"amount": "0.00"}, "above zero"),
        ({"amount": "1.005"}, "more decimals than the currency allows"),
        ({"currency": "XXQ"}, "not a currency"),
        ({"received_on": date(2016, 3, 13)}, "in the future"),
        ({"charges": Decimal(-1)}, "above zero"),
    ],
)
def test_record_payment_refuses(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(PaymentRefused, match=said):
        make_payment(make_organisation(), **facts)

    assert not Payment.objects.exists()


def test_a_reversed_allocation_opens_the_invoice_again_once() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation)
    allocation = use(payment, invoice)

    reverse_allocation(allocation_id=allocation.pk, reason="Meant for 2015", by=None, at=LATER)

    payment.refresh_from_db()
    assert (open_of(invoice), payment.unapplied) == (Decimal(7000), Decimal(7000))
    with pytest.raises(AllocationRefused, match="already been reversed"):
        reverse_allocation(allocation_id=allocation.pk, reason="Again", by=None, at=LATER)


def test_a_cancelled_payment_leaves_nothing_behind() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation)
    use(payment, invoice)

    cancel_payment(payment_id=payment.pk, reason="The transfer bounced", by=None, at=LATER)

    assert open_of(invoice) == Decimal(7000)
    assert accounts() == {"receivable": Decimal(7000), "dues_income": Decimal(-7000)}
    with pytest.raises(PaymentRefused, match="already cancelled"):
        cancel_payment(payment_id=payment.pk, reason="Again", by=None, at=LATER)


def test_credit_is_refunded_and_paid_out() -> None:
    payment = make_payment(make_organisation(), "100.00")

    made = refund(payment_id=payment.pk, amount=Decimal(40), reason="Asked for it", by=None, at=LATER)
    assert accounts() == {"bank": Decimal(100), "prepayments": Decimal(-60), "refunds_payable": Decimal(-40)}
    pay_out_refund(refund_id=made.pk, paid_out_on=date(2016, 3, 20), by=None, at=LATER)

    assert accounts() == {"bank": Decimal(60), "prepayments": Decimal(-60)}
    with pytest.raises(PaymentRefused, match="already been paid out"):
        pay_out_refund(refund_id=made.pk, paid_out_on=date(2016, 3, 20), by=None, at=LATER)
    with pytest.raises(PaymentRefused, match="unused"):
        refund(payment_id=payment.pk, amount=Decimal(61), reason="More", by=None, at=LATER)
    with pytest.raises(PaymentRefused, match="refunded"):
        cancel_payment(payment_id=payment.pk, reason="Bounced", by=None, at=LATER)


def test_a_foreign_payment_needs_the_rate_of_its_day() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation, "6300.00", currency="EUR")
    with pytest.raises(AllocationRefused, match="the value of 1 EUR in USD on 2016-03-10"):
        use(payment, invoice)
    rate = {"base": "EUR", "quote": "USD", "by": None, "at": LATER}
    record_rate(on=date(2016, 3, 9), rate=Decimal("1.0973"), source="ECB", **rate)

    allocation = use(payment, invoice)

    assert (allocation.amount, allocation.paid) == (Decimal("6912.99"), Decimal("6300.00"))
    assert open_of(invoice) == Decimal("87.01")
    exchange = {(row.currency, row.balance) for row in trial_balance(date(2030, 1, 1)) if row.account == "exchange"}
    assert exchange == {("EUR", Decimal("-6300.00")), ("USD", Decimal("6912.99"))}
    with pytest.raises(AllocationRefused, match="one rate per day"):
        record_rate(on=date(2016, 3, 9), rate=Decimal("1.1"), source="ECB", **rate)


def test_a_foreign_payment_that_is_worth_more_leaves_credit_in_its_currency() -> None:
    invoice = make_invoice(amount="1000.00")
    payment = make_payment(invoice.organisation, "1000.00", currency="EUR")
    record_rate(base="EUR", quote="USD", on=date(2016, 3, 10), rate=Decimal("1.25"), source="ECB", by=None, at=LATER)

    use(payment, invoice)

    assert open_of(invoice) == 0
    assert credit_of(invoice.organisation) == [Money(Decimal("200.00"), "EUR")]


@pytest.mark.parametrize("amount", ["0", "-1", "7000.01", "0.001"])
def test_an_allocation_of_an_impossible_amount_is_refused(amount: str) -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation, "9000.00")

    with pytest.raises(AllocationRefused):
        use(payment, invoice, amount)


def test_a_credit_note_takes_back_what_is_open() -> None:
    invoice = make_invoice()

    note = credit_invoice(invoice_id=invoice.pk, amount=Decimal(500), reason="Population corrected", by=None, at=LATER)

    assert (note.number, open_of(invoice)) == ("C2016-0001", Decimal(6500))
    for amount, said in ((Decimal("6500.01"), "at most 6500"), (Decimal(0), "above zero")):
        with pytest.raises(CreditRefused, match=said):
            credit_invoice(invoice_id=invoice.pk, amount=amount, reason="More", by=None, at=LATER)
    with pytest.raises(CreditRefused, match="Enter a reason"):
        credit_invoice(invoice_id=invoice.pk, reason=" ", by=None, at=LATER)


def test_a_credit_note_on_a_paid_invoice_turns_the_rest_into_credit() -> None:
    invoice = make_invoice()
    use(make_payment(invoice.organisation), invoice)

    credit_invoice(invoice_id=invoice.pk, amount=Decimal(500), reason="Population corrected", by=None, at=LATER)

    assert open_of(invoice) == 0
    assert credit_of(invoice.organisation) == [Money(Decimal("500.00"), "USD")]
    assert accounts() == {"bank": Decimal(7000), "prepayments": Decimal(-500), "dues_income": Decimal(-6500)}


def test_an_arrear_is_written_off_only_by_a_decision() -> None:
    invoice = make_invoice()
    revoked = Reference(DECISION.kind, "8", DECISION.label)
    for refused in (None, revoked, Reference("", "", "Executive Committee, 12 October 2016")):
        with pytest.raises(DecisionNotInForce, match="requires a decision in force"):
            write_off(invoice_id=invoice.pk, decision=refused, by=None, at=LATER)

    made = write_off(invoice_id=invoice.pk, decision=DECISION, by=None, at=LATER)

    assert made.decision == DECISION
    assert open_of(invoice) == 0
    assert accounts() == {"write_offs": Decimal(7000), "dues_income": Decimal(-7000)}


def test_nothing_is_written_off_while_nobody_keeps_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(member_hooks.decisions_in_force, "fillers", [])

    with pytest.raises(DecisionNotInForce, match="Record the body's decision first"):
        write_off(invoice_id=make_invoice().pk, decision=DECISION, by=None, at=LATER)


def test_a_credit_note_and_a_refund_may_rest_on_a_decision_in_force() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation, "100.00")
    revoked = Reference(DECISION.kind, "8", DECISION.label)
    with pytest.raises(DecisionNotInForce):
        credit_invoice(invoice_id=invoice.pk, reason="Waived", decision=revoked, by=None, at=LATER)
    with pytest.raises(DecisionNotInForce):
        refund(payment_id=payment.pk, amount=Decimal(1), reason="Waived", decision=revoked, by=None, at=LATER)

    note = credit_invoice(invoice_id=invoice.pk, reason="Waived", decision=DECISION, by=None, at=LATER)
    back = refund(payment_id=payment.pk, amount=Decimal(1), reason="Waived", decision=DECISION, by=None, at=LATER)

    assert (note.decision, back.decision) == (DECISION, DECISION)


def test_a_payment_received_in_the_future_of_its_invoice_counts_from_the_invoice() -> None:
    payment = make_payment(seoul := make_organisation(), received_on=date(2016, 2, 1))
    invoice = make_invoice(seoul, at=AT)

    allocation = use(payment, invoice)

    assert allocation.allocated_on == date(2016, 3, 1)


def test_record_payment_keeps_what_the_bank_says() -> None:
    payment = record_payment(
        received_on=date(2016, 3, 1),
        amount=Decimal("10.00"),
        currency="USD",
        payer="SEOUL METRO GOVT",
        reference_text="INV 2016-0001",
        by=None,
        at=AT,
    )

    assert (payment.payer, payment.reference_text, payment.organisation) == ("SEOUL METRO GOVT", "INV 2016-0001", None)
