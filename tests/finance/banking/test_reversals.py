"""What the bank takes back, and money of ours that comes back: facts beside the sign, settled by a person."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.engines.banking.made_up import mt940
from tests.finance.banking.bringing import bring
from tests.finance.banking.test_services import open_of
from tests.finance.factories import make_invoice
from tests.members.factories import make_organisation
from wego.core.models import Mail
from wego.finance.banking import services
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import credits_taken_back, proposals_for, refunds_that_may_be
from wego.finance.banking.services import LineRefused
from wego.finance.models import JournalEntry, Payment, Posting
from wego.finance.models.billing import BillingContact
from wego.finance.services.payments import pay_out_refund, refund

pytestmark = pytest.mark.django_db

AT = datetime(2016, 6, 2, 3, 0, tzinfo=UTC)
DAYS = {"opened": "160530", "closed": "160531"}
PAID = mt940(":61:1605310531C7000,00NTRF2016-0001//B1", ":86:FEE 2016-0001", **DAYS)
TAKEN_BACK = mt940(
    ":61:1606010601RC7000,00NTRF2016-0001//B2", ":86:RETURN", opening="8000,00", closing="1000,00",
    number="102/1", opened="160531", closed="160601",
)  # fmt: skip
CAME_BACK = mt940(
    ":61:1606010601C7000,00NRTINONREF//B3", ":86:2016-0001", opening="8000,00", closing="15000,00",
    number="102/1", opened="160531", closed="160601",
)  # fmt: skip


def only_line(**facts: object) -> BankLine:
    return BankLine.objects.get(**facts)


def test_a_credit_taken_back_leads_to_its_payment_and_to_a_person():
    invoice = make_invoice(make_organisation("Seoul"))
    bring(PAID, "one.sta")
    assert open_of(invoice) == 0

    result = bring(TAKEN_BACK, "two.sta")

    line, credit = only_line(amount__lt=0), only_line(amount__gt=0)
    assert (result.matched, line.status, line.is_reversal) == (0, "open", True)
    assert open_of(invoice) == 0
    assert credits_taken_back(line) == [credit]


def test_take_back_undoes_the_payment_by_entries_of_its_own():
    invoice = make_invoice(make_organisation("Seoul"))
    BillingContact.objects.create(
        organisation=invoice.organisation, name="Kim", email="kim@example.org", language="en", changed_at=AT
    )
    bring(PAID, "one.sta")
    bring(TAKEN_BACK, "two.sta")
    line, credit = only_line(amount__lt=0), only_line(amount__gt=0)
    before = JournalEntry.objects.count()

    services.take_back(line_id=line.pk, of_line_id=credit.pk, by=None, at=AT)

    line.refresh_from_db()
    credit.refresh_from_db()
    assert (line.status, credit.status) == ("set_aside", "set_aside")
    assert "2016-06-01" in credit.reason
    assert open_of(invoice) == Decimal("7000.00")
    assert Payment.objects.get().cancelled_at == AT
    assert JournalEntry.objects.count() == before + 2
    moves = Posting.objects.filter(debit="bank") | Posting.objects.filter(credit="bank")
    assert sum(move.amount * (1 if move.debit == "bank" else -1) for move in moves) == 0
    assert list(Mail.objects.order_by("pk").values_list("kind", flat=True)) == [
        "finance/mail/receipt",
        "finance/mail/receipt_void",
    ]


def test_take_back_refuses_what_does_not_fit():
    bring(PAID, "one.sta")
    bring(TAKEN_BACK, "two.sta")
    line, credit = only_line(amount__lt=0), only_line(amount__gt=0)

    for line_id, of_line_id in ((credit.pk, line.pk), (line.pk, line.pk), (line.pk, 0)):
        with pytest.raises(LineRefused):
            services.take_back(line_id=line_id, of_line_id=of_line_id, by=None, at=AT)


def test_money_of_ours_that_comes_back_is_no_payment():
    invoice = make_invoice(make_organisation("Seoul"))

    result = bring(CAME_BACK, "one.sta")

    line = only_line()
    assert (result.matched, line.status, open_of(invoice)) == (0, "open", Decimal("7000.00"))
    assert proposals_for([line]) == {}
    with pytest.raises(LineRefused, match="not a payment by a member"):
        services.match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=None, at=AT)


def test_a_refund_that_comes_back_is_owed_again():
    make_invoice(make_organisation("Seoul"), "1.00")
    bring(PAID.replace("FEE 2016-0001", "FEE").replace("NTRF2016-0001", "NTRFNONREF"), "one.sta")
    credit = only_line()
    busan = make_organisation("Busan")
    services.match_line(line_id=credit.pk, invoice_ids=[], organisation_id=busan.pk, by=None, at=AT)
    payment = Payment.objects.get()
    owed = refund(payment_id=payment.pk, amount=Decimal("7000.00"), reason="Paid twice", by=None,
                  at=datetime(2016, 5, 31, 5, tzinfo=UTC))  # fmt: skip
    pay_out_refund(refund_id=owed.pk, paid_out_on=date(2016, 5, 31), by=None, at=AT)
    bring(CAME_BACK, "two.sta")
    line = only_line(is_reversal=True)
    assert list(refunds_that_may_be(line)) == [owed]

    services.note_refund_returned(line_id=line.pk, refund_id=owed.pk, by=None, at=AT)

    owed.refresh_from_db()
    line.refresh_from_db()
    assert (owed.paid_out_on, line.status) == (None, "set_aside")
    with pytest.raises(LineRefused):
        services.note_refund_returned(line_id=credit.pk, refund_id=owed.pk, by=None, at=AT)


def test_what_the_bank_took_back_before_anybody_looked_is_not_matched_by_itself():
    make_invoice(make_organisation("Seoul"))
    both = mt940(
        ":61:1605310531C7000,00NTRF2016-0001//B1", ":86:FEE 2016-0001", ":61:1605310531RC7000,00NTRF2016-0001//B2",
        opening="1000,00", closing="1000,00", **DAYS,
    )  # fmt: skip

    assert bring(both, "one.sta").matched == 0
