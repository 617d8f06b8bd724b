"""Statements are taken in once; lines are settled once, by whoever is first; what they paid can be undone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.finance.banking.bringing import AT, bring
from tests.finance.banking.statement_files import CSV, MT940, camt
from tests.finance.factories import make_invoice
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.core.files import UploadRefused
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.finance.banking import services
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.services import LineRefused, LineSettled
from wego.finance.models import Invoice, Payment

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TABLE = "date,amount,currency,account,payer,reference,bank_reference\n"


@pytest.fixture
def treasurer() -> User:
    return User.objects.create_user("treasurer@example.org", name="Kim")


def one_line(amount: str = "7000.00", text: str = "dues", payer: str = "A bank", reference: str = "B1") -> BankLine:
    bring(f"{TABLE}2016-05-31,{amount},USD,A1,{payer},{text},{reference}\n")
    return BankLine.objects.get(bank_reference=reference)


def open_of(invoice: Invoice) -> Decimal:
    return Invoice.objects.select_related("balance").get(pk=invoice.pk).balance.open


def test_import_statement_keeps_lines_and_the_file():
    result = bring(camt(), "May.xml")

    statement = BankStatement.objects.get()
    assert (result.added, result.known, result.matched) == (5, 0, 0)
    assert (statement.format, statement.file_name, statement.closing) == ("camt.053", "May.xml", Decimal("22465.00"))
    with statement.file.open() as kept:
        assert kept.read() == camt()
    assert "May" not in str(statement.file.name)
    assert BankLine.objects.filter(status="outgoing").count() == 1
    assert AuditEntry.objects.filter(action="bank_statement.imported").count() == 1


def test_import_statement_twice_adds_nothing():
    bring(camt())

    again = bring(camt())

    assert (again.added, again.known, again.statements) == (0, 5, [])
    assert BankStatement.objects.count() == 1


def test_import_statement_that_overlaps_adds_only_what_is_new():
    rows = [f"2016-05-{day},10.00,USD,A1,,same words,\n" for day in (30, 31, 31)]
    bring(TABLE + "".join(rows))

    later = bring(TABLE + "".join(rows[1:]) + "2016-06-01,10.00,USD,A1,,same words,\n")

    assert (later.added, later.known) == (1, 2)
    assert BankLine.objects.count() == 4


def test_a_file_that_is_refused_leaves_nothing():
    with pytest.raises(DataFaults):
        bring(camt(closing="1.00"))

    assert not BankStatement.objects.exists()
    assert not BankLine.objects.exists()


def test_a_crash_in_mid_import_leaves_nothing(monkeypatch: pytest.MonkeyPatch, settings: Any):
    def crash(*_lines: object, **_options: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(BankLine.objects, "bulk_create", crash)
    with pytest.raises(OSError, match="disk"):
        bring(camt())

    assert not BankStatement.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.xml"))


def test_control_characters_of_a_bank_are_not_kept():
    invoice = make_invoice(make_organisation("Seoul"), "5000.00")
    columns = "date,amount,currency,account,payer,text,bank_reference,reference,payer_account,ultimate_payer"
    cells = "Ci\x80ty,du\x01es\ufffe,B\x031,n\ufdd09,KR\x0101,Mi\x9fnistry"
    table = f"{columns}\n2016-05-31,3000.00,USD,A\x011,{cells}\n"

    bring(table, "May\x1f.csv")
    again = bring(table, "June.csv")
    line = BankLine.objects.select_related("statement").get()
    services.match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=None, at=AT)

    assert (line.payer, line.payer_account, line.ultimate_payer) == ("City", "KR01", "Ministry")
    assert (line.texts, line.references, line.bank_reference) == (["dues"], ["n9"], "B1")
    assert (line.statement.account, line.statement.file_name) == ("A1", "May.csv")
    assert (again.added, again.known) == (0, 1)
    assert (Payment.objects.get().payer, Payment.objects.get().reference_text) == ("City", "dues · n9")


def test_control_characters_of_an_mt940_are_not_kept():
    raw = MT940.replace("Account fee", "Account\x9a fee").replace("?32CITY", "?32\x01CITY")

    bring(raw, "May.sta")

    assert BankLine.objects.order_by("pk")[0].payer == "CITY OF SEOUL"
    assert BankLine.objects.order_by("pk")[3].texts == ["Account fee"]
    assert bring(raw, "May.sta").known == 4


def test_control_characters_of_a_batch_in_xml_are_not_kept():
    raw = camt().replace(b"Account fee", b"Account&#x9A; fee").replace(b"City of Seoul", "City\ufdd0 of Seoul".encode())

    bring(raw, "May.xml")

    lines = BankLine.objects.order_by("pk")
    assert "City of Seoul" in {line.payer for line in lines}
    assert "Account fee" in {line.text for line in lines}


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(UploadRefused):
        bring("x", "statement.exe")


def test_a_statement_that_is_missing_between_two_is_noticed():
    bring(MT940)

    result = bring(MT940.replace("C160530USD1000,00", "C160601USD500,00").replace("1605310531", "1606010601").replace(
        "C160531USD22465,00", "C160601USD21965,00"))  # fmt: skip

    assert len(result.gaps) == 1


def test_what_is_certain_is_matched_on_import():
    one = make_invoice(make_organisation("Seoul"))
    two = make_invoice(make_organisation("Busan"))

    result = bring(CSV)

    assert result.matched == 2
    assert (open_of(one), open_of(two)) == (0, 0)
    paid = Payment.objects.get(organisation=two.organisation)
    assert (paid.amount, paid.charges) == (Decimal("6985.00"), Decimal("15.00"))
    assert BankLine.objects.filter(status="matched", settled_by=None).count() == 2


def test_match_line_pays_invoices_of_several_members(treasurer: User):
    one, two = make_invoice(make_organisation("Seoul")), make_invoice(make_organisation("Busan"), "500.00")
    line = one_line("7600.00")

    services.match_line(line_id=line.pk, invoice_ids=[one.pk, two.pk], by=treasurer, at=AT)

    assert (open_of(one), open_of(two)) == (0, 0)
    payments = Payment.objects.order_by("source_part")
    assert [(str(paid.organisation), paid.amount, paid.unapplied) for paid in payments] == [
        ("Seoul", Decimal("7000.00"), 0),
        ("Busan", Decimal("600.00"), Decimal("100.00")),
    ]
    assert BankLine.objects.get(pk=line.pk).settled_by == treasurer


def test_match_line_in_part_leaves_the_rest_open(treasurer: User):
    invoice = make_invoice()
    line = one_line("3000.00")

    services.match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=treasurer, at=AT)

    assert open_of(invoice) == Decimal("4000.00")


def test_match_line_as_credit_of_a_member(treasurer: User):
    organisation = make_organisation()
    line = one_line("100.00")

    services.match_line(line_id=line.pk, invoice_ids=[], organisation_id=organisation.pk, by=treasurer, at=AT)

    assert Payment.objects.get().unapplied == Decimal("100.00")


def test_match_line_by_two_treasurers_tells_the_second_who_was_first(treasurer: User):
    one, two = make_invoice(make_organisation("Seoul")), make_invoice(make_organisation("Busan"))
    line = one_line()
    services.match_line(line_id=line.pk, invoice_ids=[one.pk], by=treasurer, at=AT)

    with pytest.raises(LineSettled, match="Kim has already processed"):
        services.match_line(line_id=line.pk, invoice_ids=[two.pk], by=None, at=AT)

    assert open_of(two) == Decimal("7000.00")
    assert Payment.objects.count() == 1


def test_match_line_refuses(treasurer: User):
    paid = make_invoice(make_organisation("Seoul"))
    other = make_invoice(make_organisation("Busan"), currency="EUR")
    third = make_invoice(make_organisation("Daegu"))
    fourth = make_invoice(make_organisation("Ulsan"))
    first, second, fee = one_line(), one_line(reference="B2"), one_line("-5.00", reference="B3")
    services.match_line(line_id=first.pk, invoice_ids=[paid.pk], by=treasurer, at=AT)

    for line, invoice_ids in (
        (second, [paid.pk]),
        (second, [other.pk]),
        (second, [third.pk, fourth.pk]),
        (second, [999_999]),
        (second, []),
        (fee, [third.pk]),
    ):
        with pytest.raises(LineRefused):
            services.match_line(line_id=line.pk, invoice_ids=invoice_ids, by=treasurer, at=AT)

    assert open_of(third) == Decimal("7000.00")


def test_unmatch_line_opens_the_invoice_and_the_line(treasurer: User):
    invoice = make_invoice()
    line = one_line()
    services.match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=treasurer, at=AT)

    services.unmatch_line(line_id=line.pk, reason="Another member's", by=treasurer, at=AT)

    line.refresh_from_db()
    assert (line.status, line.settled_at, open_of(invoice)) == ("open", None, Decimal("7000.00"))
    assert Payment.objects.get().cancelled_at == AT
    services.match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=treasurer, at=AT)
    assert open_of(invoice) == 0


@pytest.mark.parametrize("reason", ["", " "])
def test_unmatch_line_and_set_aside_line_need_a_reason(reason: str, treasurer: User):
    invoice = make_invoice()
    line, other = one_line(), one_line(reference="B2")
    services.match_line(line_id=line.pk, invoice_ids=[invoice.pk], by=treasurer, at=AT)

    with pytest.raises(LineRefused):
        services.unmatch_line(line_id=line.pk, reason=reason, by=treasurer, at=AT)
    with pytest.raises(LineRefused):
        services.set_aside_line(line_id=other.pk, reason=reason, by=treasurer, at=AT)


def test_set_aside_line_and_take_up_line(treasurer: User):
    line = one_line()

    services.set_aside_line(line_id=line.pk, reason="Interest", by=treasurer, at=AT)
    with pytest.raises(LineSettled):
        services.set_aside_line(line_id=line.pk, reason="Interest", by=treasurer, at=AT)
    services.take_up_line(line_id=line.pk, by=treasurer, at=AT)
    with pytest.raises(LineRefused):
        services.take_up_line(line_id=line.pk, by=treasurer, at=AT)

    line.refresh_from_db()
    assert line.status == "open"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 0},
        {"amount": -5},
        {"status": "outgoing"},
        {"status": "matched"},
        {"status": "set_aside", "settled_at": AT, "reason": ""},
        {"settled_at": AT},
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(change: dict[str, object]):
    line = one_line()

    with pytest.raises(IntegrityError), transaction.atomic():
        BankLine.objects.filter(pk=line.pk).update(**change)


def test_statements_are_only_ever_added():
    one_line()

    for act in (
        lambda: BankStatement.objects.update(account="x"),
        lambda: BankStatement.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
