"""Issuing invoices: numbers without gaps, once a year, whole batches or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.accounts.factories import make_user
from tests.finance.factories import AT, at, make_draft, make_invoice, make_officer
from tests.members.factories import make_organisation
from wego.core.models import AuditEntry
from wego.core.references import Reference
from wego.finance.models import Invoice, InvoiceBalance, JournalEntry, Posting
from wego.finance.services import invoicing
from wego.finance.services.billing import set_billing_contact
from wego.finance.services.credits import credit_invoice
from wego.finance.services.invoicing import (
    AlreadyInvoiced,
    DraftLine,
    InvoiceRefused,
    enter_opening_arrear,
    issue_invoice,
    issue_invoices,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_without_a_billing_contact_the_invoice_speaks_the_officer_s_language() -> None:
    seoul = make_organisation(name_ko="서울")
    make_officer(seoul, make_user(language="ko"))

    invoice = make_invoice(seoul)

    assert (invoice.language, invoice.debtor_name) == ("ko", "서울")


def test_an_invoice_is_issued_numbered_booked_and_audited() -> None:
    seoul = make_organisation(name_ko="서울")
    set_billing_contact(
        organisation_id=seoul.pk,
        values={
            "email": "money@seoul.example",
            "language": "ko",
            "address": "Sejong-daero 110",
            "purchase_reference": "PO 9",
        },
        by=None,
        at=AT,
    )
    quote = Reference("dues.Quote", "5", "Quote 5")

    invoice = issue_invoice(
        make_draft(seoul, explanation={"en": ["Row 20000+"], "ko": ["행 20000+"]}, cause=quote), by=None, at=AT
    )

    assert (invoice.number, invoice.language, invoice.debtor_name) == ("2016-0001", "ko", "서울")
    assert (invoice.debtor_address, invoice.purchase_reference) == ("Sejong-daero 110", "PO 9")
    assert (invoice.issued_on, invoice.due_on) == (date(2016, 3, 1), date(2016, 4, 30))
    assert invoice.steps("ko") == ["행 20000+"]
    assert invoice.steps("zh-hans") == ["Row 20000+"]
    assert invoice.cause == quote
    assert invoice.balance.open == Decimal(7000)
    posting = Posting.objects.get()
    assert (posting.debit, posting.credit, posting.amount, posting.currency) == (
        "receivable",
        "dues_income",
        Decimal(7000),
        "USD",
    )
    assert AuditEntry.objects.filter(action="invoice.issued").count() == 1


def test_numbers_run_on_within_a_year_and_begin_anew_in_the_next() -> None:
    seoul, busan = make_organisation(), make_organisation("Busan")

    numbers = [
        make_invoice(seoul).number,
        make_invoice(busan).number,
        make_invoice(seoul, year=2017, at=at(2017, 1, 2)).number,
        make_invoice(busan, year=2017, at=at(2016, 12, 30)).number,
    ]

    assert numbers == ["2016-0001", "2016-0002", "2017-0001", "2016-0003"]


def test_a_failed_batch_leaves_no_gap() -> None:
    seoul, busan = make_organisation(), make_organisation("Busan")
    make_invoice(seoul)
    drafts = [make_draft(busan), make_draft(seoul)]

    with pytest.raises(AlreadyInvoiced) as refusal:
        issue_invoices(drafts, by=None, at=AT)

    assert refusal.value.organisation_ids == [seoul.pk]
    assert Invoice.objects.count() == JournalEntry.objects.count() == 1
    assert make_invoice(busan).number == "2016-0002"


def test_a_crash_after_the_number_leaves_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_facts: object, **_more: object) -> None:
        raise RuntimeError("the process ends here")

    seoul = make_organisation()
    with monkeypatch.context() as broken:
        broken.setattr(invoicing.audit, "record_many", crash)
        with pytest.raises(RuntimeError):
            make_invoice(seoul)

    assert not Invoice.objects.exists()
    assert not Posting.objects.exists()
    assert make_invoice(seoul).number == "2016-0001"


def test_the_same_organisation_twice_in_a_batch_is_refused() -> None:
    seoul = make_organisation()

    with pytest.raises(AlreadyInvoiced, match="Seoul"):
        issue_invoices([make_draft(seoul), make_draft(seoul)], by=None, at=AT)


def test_the_database_refuses_a_second_invoice_of_a_year() -> None:
    invoice = make_invoice()
    facts = {field.attname: getattr(invoice, field.attname) for field in Invoice._meta.concrete_fields}
    facts |= {"id": None, "number": "2016-0002", "sequence": 2}

    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(**facts)


def test_another_invoice_takes_the_place_of_one_that_is_credited_whole() -> None:
    wrong = make_invoice()
    with pytest.raises(InvoiceRefused, match="must be fully credited"):
        make_invoice(wrong.organisation, "6500.00", supersedes=wrong)
    credit_invoice(invoice_id=wrong.pk, reason="Wrong population", by=None, at=AT)

    right = make_invoice(wrong.organisation, "6500.00", supersedes=wrong)

    assert right.number == "2016-0002"
    with pytest.raises(InvoiceRefused, match="has already been replaced"):
        make_invoice(wrong.organisation, "6500.00", supersedes=wrong)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"lines": []}, "amount above zero"),
        ({"lines": [DraftLine({"en": "Fee"}, Decimal(0))]}, "amount above zero"),
        ({"lines": [DraftLine({"ko": "회비"}, Decimal(1))]}, "English description"),
        (
            {"lines": [DraftLine({"en": "Fee"}, Decimal("1.5"))], "currency": "KRW"},
            "more decimals than the currency allows",
        ),
        ({"issued_on": date(2016, 3, 2)}, "in the future"),
        ({"due_on": date(2016, 2, 29)}, "due date cannot be before"),
        ({"instalments": [(date(2016, 5, 1), Decimal(3000))]}, "add up"),
        ({"instalments": [(date(2016, 2, 1), Decimal(7000))]}, "due date cannot be before"),
    ],
)
def test_issue_invoice_refuses(facts: dict[str, object], said: str) -> None:
    with pytest.raises(InvoiceRefused, match=said):
        make_invoice(**facts)

    assert not Invoice.objects.exists()


def test_instalments_are_due_one_after_the_other() -> None:
    parts = [(date(2016, 4, 1), Decimal(3000)), (date(2016, 9, 1), Decimal(4000))]

    invoice = make_invoice(instalments=parts)

    assert invoice.due_on == date(2016, 9, 1)
    assert list(invoice.instalments.values_list("due_on", "amount")) == parts


def test_an_opening_arrear_has_its_own_numbers_and_account() -> None:
    arrear = enter_opening_arrear(
        organisation=make_organisation(),
        year=2014,
        amount=Decimal(500),
        currency="USD",
        due_on=date(2014, 6, 30),
        description={"en": "Membership fee 2014"},
        by=None,
        at=AT,
    )

    assert (arrear.number, arrear.kind, arrear.due_on) == ("O2014-0001", "opening", date(2014, 6, 30))
    assert Posting.objects.get().credit == "opening_balance"


def test_the_reference_has_the_check_digits_of_iso_11649() -> None:
    reference = make_invoice().reference
    moved = reference[4:] + reference[:4]

    assert reference.startswith("RF")
    assert reference.endswith("20160001")
    assert int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def test_an_issued_invoice_cannot_be_changed() -> None:
    invoice = make_invoice()
    invoice.total = Decimal(1)

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        invoice.save()


def test_more_than_the_total_is_never_open() -> None:
    invoice = make_invoice()

    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceBalance.objects.filter(pk=invoice.pk).update(open=Decimal(7001))
