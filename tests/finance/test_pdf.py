"""Invoices, receipts and statements on paper, in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.finance.factories import AT, DECISION, at, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.finance.models import Invoice
from wego.finance.pdf import credit_note_pdf, invoice_pdf, receipt_pdf, statement_pdf
from wego.finance.queries.books import statement_of_account
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.billing import set_bank_account
from wego.finance.services.credits import credit_invoice

pytestmark = pytest.mark.django_db


def busy_invoice(language: str) -> Invoice:
    seoul = make_organisation(name_ko="서울", name_zh="首尔")
    invoice = make_invoice(
        seoul,
        language=language,
        explanation={"en": ["Row 20000+"], "ko": ["행 20000+"], "zh-hans": ["行 20000+"]},
        instalments=[(date(2016, 4, 1), Decimal(3000)), (date(2016, 9, 1), Decimal(4000))],
        is_demonstration=True,
    )
    payment = make_payment(seoul, "6000.00", charges=Decimal(10), is_demonstration=True)
    allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at(2016, 3, 13))
    credit_invoice(invoice_id=invoice.pk, amount=Decimal(100), reason="Corrected", by=None, at=at(2016, 3, 14))
    values = {"holder": "Network", "number": "123", "bank": "A bank", "bic": "ABCDKRSE"}
    set_bank_account(currency="USD", values=values, by=None, at=AT)
    return invoice


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_every_paper_is_set_in_every_language(language: str) -> None:
    invoice = busy_invoice(language)
    payment = invoice.allocations.get().payment
    start, end = date(2016, 1, 1), date(2016, 12, 31)

    with translation.override(language):
        papers = [
            invoice_pdf(invoice),
            credit_note_pdf(invoice.credit_notes.get()),
            receipt_pdf(payment.receipt),
            statement_pdf(invoice.organisation, statement_of_account(invoice.organisation, start, end), start, end),
        ]

    assert all(paper.startswith(b"%PDF-1.") for paper in papers)


def test_a_bare_invoice_says_that_the_account_will_be_sent() -> None:
    assert invoice_pdf(make_invoice()).startswith(b"%PDF-1.")


def test_a_credit_note_names_its_invoice_its_reason_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[Any] = []
    monkeypatch.setattr("wego.finance.pdf._set", lambda job: jobs.append(job) or b"")
    invoice = make_invoice(language="ko")
    notes = [
        credit_invoice(invoice_id=invoice.pk, amount=Decimal(amount), reason=why, decision=DECISION, by=None, at=AT)
        for amount, why in ((100, "Population corrected"), (200, "Half a year"))
    ]

    credit_note_pdf(notes[0])

    template, data, language, title = jobs[0]
    assert (template, language, title) == ("credit_note", "ko", "감액 통지서 C2016-0001")
    assert data["reason"] == "Population corrected"
    assert any("2016-0001" in value for _label, value in data["facts"])
    assert any(value == DECISION.label for _label, value in data["facts"])
    assert [value for _label, value in data["amounts"]] == ["US$7,000.00", "US$100.00", "US$6,900.00"]
