"""How an invoice stands, in one word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.finance.factories import AT, DECISION, at, make_invoice, make_payment
from wego.finance.models import Invoice
from wego.finance.presentation import state_of
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.credits import credit_invoice, write_off

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("paid", "credited", "written_off", "day", "state"),
    [
        (0, 0, 0, date(2016, 3, 20), "open"),
        (0, 100, 0, date(2016, 3, 20), "open"),
        (100, 0, 0, date(2016, 3, 20), "partial"),
        (100, 100, 0, date(2016, 6, 1), "overdue"),
        (6900, 100, 0, date(2016, 6, 1), "paid"),
        (0, 7000, 0, date(2016, 6, 1), "credited"),
        (0, 100, 6900, date(2016, 6, 1), "written_off"),
    ],
)
def test_state_of(paid: int, credited: int, written_off: int, day: date, state: str) -> None:
    invoice = make_invoice()
    if paid:
        payment = make_payment(invoice.organisation, str(paid))
        allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at(2016, 3, 12))
    if credited:
        credit_invoice(invoice_id=invoice.pk, amount=Decimal(credited), reason="Corrected", by=None, at=AT)
    if written_off:
        write_off(invoice_id=invoice.pk, decision=DECISION, by=None, at=AT)

    assert state_of(Invoice.objects.get(pk=invoice.pk), day).code == state
