"""Two at once: a run begun twice, an invoice paid twice, credit used twice; one is first, nothing counts twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from tests.finance.factories import AT, at, make_draft, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.rules import RuleError
from wego.finance.models import Invoice, InvoiceBalance, Posting
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.invoicing import issue_invoices
from wego.finance.services.payments import refund

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What each act, begun together in a thread of its own, came to: `done` or the refusal's name."""
    start = threading.Barrier(len(acts))
    outcomes: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except RuleError as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_a_run_begun_twice_invoices_everybody_once() -> None:
    drafts = [make_draft(make_organisation(name)) for name in ("Seoul", "Busan", "Incheon")]

    outcomes = at_once(*[lambda: issue_invoices(drafts, by=None, at=AT)] * 2)

    assert outcomes == ["AlreadyInvoiced", "done"]
    assert sorted(Invoice.objects.values_list("number", flat=True)) == ["2016-0001", "2016-0002", "2016-0003"]


def test_two_payments_for_the_same_invoice_at_once_pay_it_once() -> None:
    invoice = make_invoice()
    payments = [make_payment(invoice.organisation), make_payment(invoice.organisation)]

    def pay(payment_id: int) -> Callable[[], Any]:
        return lambda: allocate_payment(payment_id=payment_id, invoice_id=invoice.pk, by=None, at=at(2016, 3, 12))

    outcomes = at_once(*(pay(payment.pk) for payment in payments))

    assert outcomes == ["AlreadyPaid", "done"]
    assert InvoiceBalance.objects.get(pk=invoice.pk).open == 0
    assert Posting.objects.filter(credit="receivable").count() == 1


def test_credit_is_used_or_refunded_but_not_both() -> None:
    invoice = make_invoice()
    payment = make_payment(invoice.organisation)
    when = {"by": None, "at": at(2016, 3, 12)}

    outcomes = at_once(
        lambda: allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, **when),
        lambda: refund(payment_id=payment.pk, amount=Decimal(7000), reason="Asked for", **when),
    )

    assert outcomes in (["AllocationRefused", "done"], ["PaymentRefused", "done"])
    payment.refresh_from_db()
    assert payment.unapplied == 0
