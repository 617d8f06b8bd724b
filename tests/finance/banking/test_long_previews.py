"""A bank's file of a year: read in the background, shown line by line, and booked as it was shown or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.accounts.factories import make_secretary
from tests.finance.banking.bringing import AT, begin_long_preview, bring, clock
from tests.finance.banking.statement_files import camt
from tests.finance.banking.test_imports import books, make_invoices
from tests.finance.banking.test_previews import kinds, row, shown
from tests.finance.banking.test_services import TABLE
from tests.finance.factories import make_payment
from wego.core.models import Mail
from wego.finance import tasks
from wego.finance.banking.models import BankImport, BankLine, BankStatement
from wego.finance.banking.services import accept_preview, plans, previews, run_import, run_preview
from wego.finance.models import Invoice
from wego.finance.services.allocations import allocate_payment

pytestmark = pytest.mark.django_db
both = pytest.mark.both_databases


def of_every_kind() -> str:
    """Certain by number, by name; a part, too much, one that two claim; unknown, outgoing, known before."""
    first, second, third, fourth, fifth = make_invoices(5)
    known = row("5.00", "Interest", reference="K1")
    bring(TABLE + known + row("10.00", "Waiting since", reference="K2"))
    rows = [
        known,
        row(first.total, first.number, reference="B1"),
        row("50.00", second.number, reference="B2"),
        row("150.00", third.number, reference="B3"),
        row(fourth.total, "dues", payer=str(fourth.organisation), reference="B4"),
        row(fifth.total, fifth.number, reference="B5"),
        row(fifth.total, fifth.number, reference="B6"),
        row("3.21", "Who knows", reference="B7"),
        row("-20.00", "Fee", reference="B8"),
    ]
    return TABLE + "".join(rows)


@both
def test_a_long_file_is_shown_as_a_short_one_is_and_nothing_of_it_is_booked() -> None:
    raw = of_every_kind()
    before, mails = books(), Mail.objects.count()

    long = run_preview(preview_id=begin_long_preview(raw).pk, clock=clock)

    assert (long.status, long.done, long.percent) == ("shown", 4, 100)
    assert (books(), Mail.objects.count(), BankStatement.objects.count()) == (before, mails, 1)
    assert set(kinds(long)) == {"certain", "proposed", "unmatched", "outgoing", "known"}
    assert long.plan == shown(raw, "Year.csv").plan


@both
def test_an_accepted_long_file_does_what_was_shown() -> None:
    one = run_preview(preview_id=begin_long_preview(of_every_kind()).pk, clock=clock)

    accepted = accept_preview(preview_id=one.pk, by=None, at=AT)
    work = BankImport.objects.get()
    waiting = BankLine.objects.count()
    done = run_import(import_id=work.pk, clock=clock)

    assert (accepted.status, work.status, waiting) == ("accepted", "reading", 2)
    assert (done.status, done.added, done.matched) == ("done", one.plan["added"], one.plan["matched"])
    assert BankStatement.objects.latest("pk").file.name == one.file.name


@both
def test_where_the_books_changed_meanwhile_it_is_shown_again() -> None:
    first, second = make_invoices(2)
    one = run_preview(
        preview_id=begin_long_preview(TABLE + row(first.total, first.number) + row(second.total, second.number)).pk,
        clock=clock,
    )
    payment = make_payment(first.organisation, "40.00")
    allocate_payment(payment_id=payment.pk, invoice_id=first.pk, by=None, at=AT)
    before = books()

    accept_preview(preview_id=one.pk, by=None, at=AT)
    refused = run_import(import_id=BankImport.objects.get().pk, clock=clock)
    one.refresh_from_db()

    assert books() == before
    assert "The books have changed" in refused.faults[0]
    assert (one.status, one.settled_at, kinds(one)) == ("shown", None, ["proposed", "certain"])
    accept_preview(preview_id=one.pk, by=None, at=AT)
    again = run_import(import_id=BankImport.objects.latest("pk").pk, clock=clock)
    assert (again.status, again.matched) == ("done", 1)


@pytest.mark.parametrize("facts", [{}, {"account": "DE00000000000000000000"}])
def test_a_long_file_that_cannot_be_taken_says_why_and_is_not_kept(
    facts: dict[str, str], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    raw = camt() if facts else camt(closing="1.00")

    with django_capture_on_commit_callbacks(execute=True):
        one = run_preview(preview_id=begin_long_preview(raw, "Year.xml", **facts).pk, clock=clock)

    assert (one.status, len(one.faults), one.settled_at) == ("refused", 1, AT)
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_reading_that_was_cut_off_says_so_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    one = begin_long_preview(TABLE + row("9.00", "Who knows"))

    def breaking(*_words: Any, **_facts: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(previews, "planned", breaking)
    tasks.resume_imports(AT + timedelta(minutes=3))
    one.refresh_from_db()
    cut_off = (one.status, one.failure)
    monkeypatch.setattr(previews, "planned", plans.planned)
    tasks.read_ahead.call(one.pk)
    one.refresh_from_db()

    assert cut_off == ("reading", "OSError: the disk is full")
    assert (one.status, one.failure, kinds(one)) == ("shown", "", ["unmatched"])


def test_an_accepted_file_is_undone_from_its_page_with_a_reason(signed_in: Any) -> None:
    office = signed_in(make_secretary())
    [invoice] = make_invoices(1)
    one = accept_preview(
        preview_id=shown(
            TABLE + row(invoice.total, invoice.number) + row("9.00", "Who knows") + row("-1.00", "Fee")
        ).pk,
        by=None,
        at=AT,
    )
    page = office.get(f"/en/office/money/bank/previews/{one.pk}/").content.decode()
    address = f"/en/office/money/bank/transactions/undo/?file={BankStatement.objects.get().sha256}&all=1"

    tried = office.post(address, {"reason": "The wrong month", "step": "preview"}).content.decode()
    done = office.post(address, {"reason": "The wrong month", "step": "confirm"}, follow=True).content.decode()

    assert address.replace("&", "&amp;") in page
    assert "Outgoing payments do not pay invoices." in tried
    assert "2 done." in done
    assert Invoice.objects.get().balance.open == invoice.total
    assert list(BankLine.objects.order_by("pk").values_list("status", "reason")) == [
        ("set_aside", "The wrong month"),
        ("set_aside", "The wrong month"),
        ("outgoing", ""),
    ]


def test_the_columns_of_the_accounts_own_tables_come_first() -> None:
    named = {"date": "Tag", "amount": "Wert"}
    swapped = {"date": "Tag", "amount": "Betrag"}
    bring("Tag,Betrag,Wert\n2016-05-04,7.00,8.00\n", columns=named, account="A1", currency="USD")
    bring("Tag,Betrag,Wert\n2016-05-05,1.00,2.00\n", columns=swapped, account="B2", currency="USD")

    plans_ = [
        shown("Tag,Betrag,Wert\n2016-05-20,3.00,4.00\n", account=account, currency="USD").plan
        for account in ("A1", "B2", "C3")
    ]

    assert [one["lines"][0]["amount"] for one in plans_] == ["4.00", "3.00", "3.00"]
    assert plans_[0]["columns"] == named
