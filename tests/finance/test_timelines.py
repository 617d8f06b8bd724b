"""An invoice's history: everything that happened to it, by whom, the latest first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.accounts.factories import make_secretary
from tests.finance.factories import AT, DECISION, at, make_invoice, make_officer, make_payment
from tests.members.factories import make_organisation
from wego.finance.models import Invoice
from wego.finance.queries.invoices import with_history
from wego.finance.services.allocations import allocate_payment, reverse_allocation
from wego.finance.services.credits import credit_invoice, write_off
from wego.finance.services.notices import send_invoice, send_reminder
from wego.finance.timelines import timeline_of_invoice

pytestmark = pytest.mark.django_db


def live(invoice: Invoice) -> Invoice:
    return with_history(Invoice.objects.all()).prefetch_related("notices").get(pk=invoice.pk)


def test_an_invoice_tells_all_that_happened_to_it_and_who_did_it(django_assert_num_queries: Any) -> None:
    han, city = make_secretary(name="Han"), make_organisation("Seoul")
    make_officer(city, make_secretary("officer@seoul.example", name="Kim"))
    invoice = make_invoice(city, issued_on=AT.date(), due_on=AT.date())
    send_invoice(invoice_id=invoice.pk, by=han, at=at(2016, 3, 2))
    send_reminder(invoice_id=invoice.pk, by=None, at=at(2016, 4, 2))
    payment = make_payment(city, "3000.00", at=at(2016, 4, 10), received_on=at(2016, 4, 9).date())
    used = allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=han, at=at(2016, 4, 10))
    reverse_allocation(allocation_id=used.pk, reason="Wrong city", by=han, at=at(2016, 4, 12))
    credit_invoice(invoice_id=invoice.pk, amount=Decimal(1000), reason="Half a year", by=han, at=at(2016, 5, 1))
    write_off(invoice_id=invoice.pk, decision=DECISION, reason="", by=han, at=at(2016, 6, 1))

    one = live(invoice)
    with django_assert_num_queries(5):  # the trail, names, what the reader may, mails, what replaced it
        events = timeline_of_invoice(one, han).events

    assert [(event.label, event.by) for event in events] == [
        ("Written off", "Han"),
        (f"Credit note {one.credit_notes.all()[0].number}", "Han"),
        ("Payment reversed", "Han"),
        ("E-mail: Receipt", ""),
        ("Payment", "Han"),
        ("E-mail: Reminder of an invoice", ""),
        ("Reminder 1 sent", "automatically"),
        ("E-mail: Invoice", ""),
        ("Invoice sent", "Han"),
        ("Invoice issued", "automatically"),
    ]
    by_label = {event.label: event for event in events}
    assert by_label["Payment reversed"].text == "-$3,000.00 · Wrong city"
    assert by_label["Payment"].url.endswith(f"/office/money/payments/{payment.pk}/")
    assert [link.label for link in by_label["Payment"].links] == [payment.receipt.number]
    assert DECISION.label in by_label["Written off"].text
    assert "officer@seoul.example" in by_label["E-mail: Invoice"].text
