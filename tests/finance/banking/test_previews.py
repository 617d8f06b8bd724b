"""A bank's file does what was shown of it, or nothing; what is only shown leaves nothing behind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.accounts.factories import make_secretary
from tests.finance.banking.bringing import AT, bring
from tests.finance.banking.statement_files import camt
from tests.finance.banking.test_imports import books, make_invoices
from tests.finance.banking.test_services import TABLE, one_line
from tests.finance.factories import make_payment
from wego.core.models import AuditEntry, Mail
from wego.core.state import WrongState
from wego.finance.banking import services
from wego.finance.banking.models import BankLine, BankPreview, BankStatement
from wego.finance.banking.services import AnotherAccount, BooksChanged, StatementRefused, previews
from wego.finance.models import Allocation, Invoice, Payment
from wego.finance.services.allocations import allocate_payment

pytestmark = pytest.mark.django_db
both = pytest.mark.both_databases


def shown(raw: str | bytes, name: str = "May.csv", **facts: Any) -> BankPreview:
    data = raw.encode() if isinstance(raw, str) else raw
    return services.preview_statement(file=SimpleUploadedFile(name, data), by=make_secretary(), at=AT, **facts)


def accept(one: BankPreview) -> BankPreview:
    return services.accept_preview(preview_id=one.pk, by=None, at=AT)


def row(amount: Any, text: str, payer: str = "Somebody", reference: str = "", account: str = "A1") -> str:
    return f"2016-05-31,{amount},USD,{account},{payer},{text},{reference}\n"


def kinds(one: BankPreview) -> list[str]:
    return [line["kind"] for line in one.plan["lines"]]


@both
def test_a_file_is_shown_line_by_line_and_nothing_of_it_is_booked(settings: Any) -> None:
    first, second, *_others = make_invoices(3)
    bring(TABLE + row("5.00", "Interest", reference="K1"))
    before, mails = books(), Mail.objects.count()
    rows = [
        row("5.00", "Interest", reference="K1"),
        row(first.total, first.number, reference="B1"),
        row("50.00", second.number, reference="B2"),
        row("3.21", "Who knows", reference="B3"),
        row("-20.00", "Fee", reference="B4"),
    ]

    one = shown(TABLE + "".join(rows))

    assert (one.status, one.plan["added"], one.plan["known"]) == ("shown", 4, 1)
    assert kinds(one) == ["certain", "proposed", "unmatched", "outgoing", "known"]
    certain, proposed = one.plan["lines"][:2]
    assert certain["parts"] == [
        {"invoice": {"number": first.number, "organisation": "Seoul"}, "pays": "100.00", "left": "0.00"}
    ]
    assert proposed["parts"] == [
        {"invoice": {"number": second.number, "organisation": "Busan"}, "pays": "50.00", "left": "51.00"}
    ]
    assert (books(), Mail.objects.count()) == (before, mails)
    assert BankStatement.objects.count() == 1


@both
def test_what_is_accepted_is_what_was_shown() -> None:
    [invoice] = make_invoices(1)
    one = shown(TABLE + row(invoice.total, invoice.number) + row("9.00", "Who knows"))

    done = accept(one)

    assert (done.status, done.plan["added"], done.plan["matched"], done.settled_at) == ("accepted", 2, 1, AT)
    assert set(BankLine.objects.values_list("status", flat=True)) == {"matched", "open"}
    assert Invoice.objects.get().balance.open == 0
    assert BankStatement.objects.get().file.name == done.file.name
    assert AuditEntry.objects.filter(action="bank_preview.accepted").count() == 1
    with pytest.raises(WrongState):
        accept(one)


@both
def test_where_the_books_changed_meanwhile_it_is_shown_again() -> None:
    first, second = make_invoices(2)
    one = shown(TABLE + row(first.total, first.number) + row(second.total, second.number))
    payment = make_payment(first.organisation, "40.00")
    allocate_payment(payment_id=payment.pk, invoice_id=first.pk, by=None, at=AT)
    before = books()

    with pytest.raises(BooksChanged, match="have changed"):
        accept(one)

    one.refresh_from_db()
    assert books() == before
    assert (one.status, kinds(one)) == ("shown", ["proposed", "certain"])
    assert accept(one).plan["matched"] == 1


@both
def test_a_file_that_another_brought_in_meanwhile_is_shown_again_as_known() -> None:
    raw = TABLE + row("9.00", "Who knows")
    one = shown(raw)
    bring(raw)

    with pytest.raises(BooksChanged):
        accept(one)
    one.refresh_from_db()

    assert kinds(one) == ["known"]
    assert (accept(one).plan["added"], BankLine.objects.count(), BankStatement.objects.count()) == (0, 1, 1)


def test_a_line_that_waited_and_is_certain_now_is_shown_too() -> None:
    line = one_line("100.00", text="2016-0001")
    [invoice] = make_invoices(1)
    assert invoice.number == "2016-0001"

    one = shown(TABLE + row("9.00", "Who knows", reference="B2"))
    accept(one)

    assert kinds(one) == ["certain", "unmatched"]
    assert BankLine.objects.get(pk=line.pk).status == "matched"


@pytest.mark.parametrize("raw", [camt(), (TABLE + row("9.00", "", account="A1")).encode()])
def test_a_file_of_another_account_is_refused(raw: bytes) -> None:
    with pytest.raises(AnotherAccount, match="not ZZ99"):
        shown(raw, "May.xml" if raw.startswith(b"<") else "May.csv", account="ZZ99")

    assert not BankPreview.objects.exists()


def test_who_previews_while_someone_accepts_the_same_file_is_told(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept_by_another(*_given: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(previews.Keeper, "keep", kept_by_another)

    with pytest.raises(StatementRefused, match="Someone else"):
        shown(TABLE + row("9.00", "Who knows"))

    assert not BankPreview.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.csv"))


def test_a_file_that_is_not_accepted_is_let_go(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    raw = TABLE + row("9.00", "Who knows")
    first, second = shown(raw), shown(raw)

    with django_capture_on_commit_callbacks(execute=True):
        services.drop_preview(preview_id=first.pk, by=None, at=AT)
        services.forget_previews(AT + previews.KEPT_FOR * 2)

    for one in (first, second):
        one.refresh_from_db()
        assert (one.status, one.plan, bool(one.file)) == ("dropped", {}, False)
        with pytest.raises(StatementRefused):
            services.drop_preview(preview_id=one.pk, by=None, at=AT)
    assert not [path for path in settings.MEDIA_ROOT.rglob("*.csv") if path.is_file()]


def test_any_file_does_what_was_shown_of_it() -> None:
    invoices = make_invoices(4)
    numbers = [one.number for one in invoices]
    names = [str(one.organisation) for one in invoices]
    rows = st.builds(
        row,
        st.sampled_from(["100.00", "101.00", "99.00", "203.00", "500.00", "-3.00"]),
        st.sampled_from([*numbers, " ".join(numbers[:2]), "thank you"]),
        st.sampled_from([*names, "A bank"]),
        st.sampled_from(["", "B1", "B2"]),
    )

    class Again(Exception):
        pass

    def check(table: list[str]) -> None:
        raw = TABLE + "".join(table)
        before = books()
        one = shown(raw)
        assert books() == before
        accept(one)
        by_preview = books()
        paid = sorted(Allocation.objects.values_list("invoice__number", "amount"))
        planned = [
            (part["invoice"]["number"], Decimal(part["pays"]))
            for line in one.plan["lines"]
            if line["kind"] == "certain"
            for part in line["parts"]
        ]
        assert sorted(planned) == paid
        assert Payment.objects.count() == kinds(one).count("certain")
        raise Again(by_preview)

    def at_once_too(table: list[str]) -> None:
        bring(TABLE + "".join(table))
        raise Again(books())

    @settings(max_examples=8)
    @given(st.lists(rows, min_size=1, max_size=4))
    def run(table: list[str]) -> None:
        with pytest.raises(Again) as shown_first, transaction.atomic():
            check(table)
        with pytest.raises(Again) as at_once, transaction.atomic():
            at_once_too(table)

        assert shown_first.value.args == at_once.value.args

    run()
