"""A made-up year of dues on real members, figures and fees: invoiced, and for the most part paid."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from wego.dues.models import DuesRun, RunQuote
from wego.dues.services.runs import begin_run, confirm_run, issue_run, prepare_run
from wego.finance.models import Invoice
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.payments import record_payment

YEAR = 2016  # the one edition that prints who is a full member
ISSUED_ON, DUE_ON = date(2016, 5, 2), date(2016, 7, 29)


def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Run the dues of 2016 and make up payments; run twice, the second changes nothing."""
    if DuesRun.objects.filter(year=YEAR).exists():
        return
    run = begin_run(year=YEAR, issued_on=ISSUED_ON, due_on=DUE_ON, by=None, at=at, is_demonstration=True)
    prepare_run(run_id=run.pk, clock=lambda: at)
    confirm_run(run_id=run.pk, by=None, at=at)
    issue_run(run_id=run.pk, clock=lambda: at)
    issued = RunQuote.objects.filter(run=run).exclude(invoice=None).select_related("invoice")
    for quote in issued.order_by("organisation__slug"):
        if quote.invoice:
            _pay(quote.invoice, at=at, rng=rng)


def _pay(invoice: Invoice, *, at: datetime, rng: random.Random) -> None:
    """Three in four pay all, a few a part, the others nothing; banks on the way keep something now and then."""
    chance = rng.random()
    if chance > 0.85:
        return
    amount = invoice.total if chance < 0.75 else (invoice.total / 2).quantize(Decimal(1))
    charges = Decimal(rng.choice([0, 0, 0, 15, 25]))
    payment = record_payment(
        received_on=ISSUED_ON + timedelta(days=rng.randint(14, 150)),
        amount=amount - charges,
        charges=charges,
        currency=invoice.currency,
        organisation_id=invoice.organisation_id,
        payer=f"{invoice.debtor_name} (demonstration)",
        reference_text=invoice.number,
        by=None,
        at=at,
        is_demonstration=True,
    )
    allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at)
