"""Receipts are mailed to whoever gets the invoices, and called void where their payment is undone."""

from __future__ import annotations

import pytest

from tests.finance.factories import at, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.models import Mail
from wego.finance.models import BillingContact, Receipt
from wego.finance.services.payments import cancel_payment, identify_payment
from wego.finance.services.receipts import RECEIPT_MAIL
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db

WHEN = at(2016, 3, 12)


@pytest.fixture
def seoul() -> Organisation:
    organisation = make_organisation("Seoul")
    BillingContact.objects.create(
        organisation=organisation, name="Kim", email="kim@example.org", language="ko", changed_at=WHEN
    )
    return organisation


def test_a_receipt_is_mailed_with_its_file_in_the_reader_s_language(seoul: Organisation):
    make_payment(seoul)

    mail = Mail.objects.get()
    receipt = Receipt.objects.get()
    assert (mail.kind, mail.recipient, mail.language) == ("finance/mail/receipt", "kim@example.org", "ko")
    assert receipt.number in mail.subject
    assert RECEIPT_MAIL.attach is not None
    (file,) = RECEIPT_MAIL.attach(mail)
    assert (file.name, file.content[:5]) == (f"{receipt.number}.pdf", b"%PDF-")


def test_a_payer_who_is_identified_gets_the_receipt_then(seoul: Organisation):
    payment = make_payment(None)
    before = Mail.objects.count()

    identify_payment(payment_id=payment.pk, organisation_id=seoul.pk, by=None, at=WHEN)

    assert (before, Mail.objects.count()) == (0, 1)


def test_a_receipt_whose_payment_is_undone_is_called_void_with_the_reason(seoul: Organisation):
    payment = make_payment(seoul)

    cancel_payment(payment_id=payment.pk, reason="Typed twice", by=None, at=WHEN)

    void = Mail.objects.latest("pk")
    assert void.kind == "finance/mail/receipt_void"
    assert Receipt.objects.get().number in void.subject


def test_nothing_made_up_is_mailed_and_nobody_is_no_obstacle(seoul: Organisation):
    make_payment(seoul, is_demonstration=True)
    make_payment(make_organisation("Busan"))
    make_invoice(make_organisation("Daegu"))

    assert not Mail.objects.exists()
    assert Receipt.objects.count() == 2
