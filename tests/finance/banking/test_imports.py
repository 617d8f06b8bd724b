"""Long bank files: brought in by a worker, whole or not at all; cut off or killed, nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tests.accounts.factories import make_secretary, make_user
from tests.browsing import surroundings
from tests.finance.banking.bringing import AT, begin_long_import, begin_long_preview, bring, clock
from tests.finance.banking.statement_files import CSV, MT940, camt
from tests.finance.banking.test_at_once import at_once
from tests.finance.banking.test_office import accepted
from tests.finance.banking.test_services import TABLE
from tests.finance.factories import make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.finance import tasks
from wego.finance.banking.models import BankImport, BankLine, BankPreview, BankStatement
from wego.finance.banking.services import (
    StatementRefused,
    imports,
    is_long,
    run_import,
    run_preview,
    stalled_imports,
)
from wego.finance.models import Invoice, JournalEntry, Payment, Receipt
from wego.finance.services.allocations import allocate_payment

pytestmark = pytest.mark.django_db
both = pytest.mark.both_databases
STATEMENTS = "/en/office/money/bank/statements/"


def table(invoices: list[Invoice]) -> str:
    """A line for each invoice, and one that nobody can place."""
    rows = [f"2016-05-31,{one.total},USD,A1,{one.organisation},{one.number},B{one.pk}\n" for one in invoices]
    return TABLE + "".join(rows) + "2016-05-31,3.21,USD,A1,The bank,Interest,B0\n"


def make_invoices(count: int) -> list[Invoice]:
    names = ("Seoul", "Busan", "Daegu", "Incheon", "Gwangju", "Ulsan", "Sejong", "Jeju")
    return [make_invoice(make_organisation(name), f"{100 + place}.00") for place, name in enumerate(names[:count])]


def books() -> dict[str, Any]:
    """Everything that bringing in a file makes."""
    return {
        "lines": sorted(BankLine.objects.values_list("bank_reference", "status")),
        "paid": sorted(Payment.objects.values_list("amount", "organisation__sort_en", "unapplied")),
        "entries": JournalEntry.objects.count(),
        "receipts": sorted(Receipt.objects.values_list("number", flat=True)),
        "open": sorted(Invoice.objects.values_list("number", "balance__open")),
    }


@pytest.mark.parametrize("raw", [CSV.encode(), MT940.encode(), camt()])
def test_bookings_are_counted_in_each_form(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SimpleUploadedFile("May", raw)
    assert not is_long(file)

    monkeypatch.setattr(imports, "AT_ONCE_LINES", 3)
    assert is_long(file)
    monkeypatch.setattr(imports, "AT_ONCE_LINES", 6)
    assert not is_long(file)
    monkeypatch.setattr(imports, "AT_ONCE_BYTES", 100)
    assert is_long(file)


@both
def test_a_long_file_brings_what_a_short_one_brings() -> None:
    one = run_import(import_id=begin_long_import(table(make_invoices(3))).pk, clock=clock)

    assert (one.status, one.added, one.known, one.matched, one.done, one.total) == ("done", 4, 0, 3, 3, 3)
    assert (one.finished_at, one.failure, one.percent) == (AT, "", 100)
    assert BankStatement.objects.get().file.name == one.file.name
    assert set(Invoice.objects.values_list("balance__open", flat=True)) == {0}
    acts = list(AuditEntry.objects.filter(action__regex="^bank_(import|preview)").values_list("action", flat=True))
    assert acts == ["bank_import.finished", "bank_preview.accepted", "bank_preview.shown", "bank_preview.begun"]


@both
def test_the_same_long_file_again_adds_nothing_and_keeps_no_second_file(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    raw = table(make_invoices(2))
    bring(raw)
    before = books()

    with django_capture_on_commit_callbacks(execute=True):
        one = run_import(import_id=begin_long_import(raw).pk, clock=clock)

    assert (one.status, one.added, one.known, one.matched) == ("done", 0, 3, 0)
    assert books() == before
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 1
    assert not one.file


@both
def test_a_long_file_that_is_refused_says_why_and_nothing_of_it_is_kept(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        one = run_preview(preview_id=begin_long_preview(camt(closing="1.00"), "May.xml").pk, clock=clock)

    assert one.status == "refused"
    assert "a difference of" in one.faults[0]
    assert not BankStatement.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert run_preview(preview_id=one.pk, clock=clock).status == "refused"


@both
def test_an_accepted_file_that_cannot_be_read_any_more_is_refused_and_waits_to_be_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = begin_long_import(table(make_invoices(1)))

    def unreadable(*_words: Any, **_facts: Any) -> None:
        raise StatementRefused("another layout is known by now")

    monkeypatch.setattr(imports, "planned", unreadable)
    refused = run_import(import_id=one.pk, clock=clock)

    assert (refused.status, refused.faults) == ("refused", ["another layout is known by now"])
    assert (refused.preview.status, BankStatement.objects.exists()) == ("shown", False)
    assert run_import(import_id=one.pk, clock=clock).status == "refused"


@both
@pytest.mark.parametrize("place", ["reading", "keeping", "matching"])
def test_cut_off_it_goes_on_and_ends_as_if_it_had_not_been(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 2)
    one = begin_long_import(table(make_invoices(5)))
    names = {"reading": "read", "keeping": "_match", "matching": "match_all"}
    real, calls = getattr(imports, names[place]), []

    def breaking(*words: Any, **facts: Any) -> Any:
        calls.append(1)
        made = real(*words, **facts) if place == "matching" else None
        if place != "matching" or len(calls) == 2:  # in the middle of the second batch, not committed yet
            raise OSError("the machine went away")
        return made

    monkeypatch.setattr(imports, names[place], breaking)
    with pytest.raises(OSError, match="went away"):
        run_import(import_id=one.pk, clock=clock)
    cut_off = BankImport.objects.get()
    monkeypatch.setattr(imports, names[place], real)

    whole = run_import(import_id=one.pk, clock=clock)

    assert (cut_off.status, cut_off.done) == {
        "reading": ("reading", 0), "keeping": ("matching", 0), "matching": ("matching", 2),
    }[place]  # fmt: skip
    assert (whole.status, whole.added, whole.matched, whole.done, whole.total) == ("done", 6, 5, 5, 5)
    assert Payment.objects.count() == Receipt.objects.count() == 5
    assert BankLine.objects.filter(status="matched").count() == 5


@pytest.mark.django_db(transaction=True)
@both
def test_two_workers_at_once_bring_a_file_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 2)
    one = begin_long_import(table(make_invoices(4)))

    outcomes = at_once(*[lambda: run_import(import_id=one.pk, clock=clock)] * 2)

    one.refresh_from_db()
    assert outcomes == ["done", "done"]
    assert (one.status, one.added, one.matched, BankLine.objects.count()) == ("done", 5, 4, 5)
    assert Payment.objects.count() == Receipt.objects.count() == 4


def test_a_file_whose_worker_has_gone_is_taken_up_again() -> None:
    one = begin_long_import(table([]))
    assert stalled_imports(at=AT + timedelta(minutes=1)) == []

    tasks.resume_imports(AT + timedelta(minutes=3))

    one.refresh_from_db()
    assert one.status == "done"
    assert stalled_imports(at=AT + timedelta(hours=1)) == []


def test_what_cuts_a_file_off_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    one = begin_long_import(table([]))

    def breaking(*_words: Any, **_facts: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(imports, "read", breaking)
    tasks.resume_imports(AT + timedelta(minutes=3))

    one.refresh_from_db()
    assert (one.status, one.failure) == ("reading", "OSError: the disk is full")


@both
def test_a_file_that_is_finished_says_when() -> None:
    begin_long_import(table([]))
    for wrong in ({"status": "done"}, {"status": "refused"}, {"finished_at": AT}):
        with pytest.raises(IntegrityError, match="bankimport_finished_with_its_time"), transaction.atomic():
            BankImport.objects.update(**wrong)


@both
def test_a_long_table_in_a_banks_own_words_is_refused_before_it_goes_to_the_background() -> None:
    own = "Buchungstag;Betrag\n" + "04.05.2016;7.000,00\n" * 200
    with pytest.raises(DataFaults, match="needs the columns date, amount and has Buchungstag, Betrag"):
        begin_long_import(own, currency="EUR")
    named = {"columns": {"date": "Buchungstag", "amount": "Betrag"}, "currency": "EUR"}
    with pytest.raises(StatementRefused, match="Enter the account below"):
        begin_long_import(own, **named)
    assert not BankImport.objects.exists()

    one = run_import(import_id=begin_long_import(own, account="A1", **named).pk, clock=clock)

    assert (one.status, one.added) == ("done", 200)


# --- pages -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def office(signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(make_secretary())


def upload(office: Client, raw: bytes, name: str = "May.csv") -> Any:
    given = {"file": SimpleUploadedFile(name, raw), "encoding": "utf-8"}
    return accepted(office, office.post(STATEMENTS, given, follow=True))


def test_a_long_file_leads_to_its_page_and_a_short_one_is_brought_in_at_once(
    office: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(imports, "AT_ONCE_LINES", 5)
    raw = table(make_invoices(2))

    with django_capture_on_commit_callbacks(execute=True):
        short = upload(office, raw.encode()).content.decode()
    assert "3 new transactions, 0 already known, 2 matched automatically." in short
    assert not BankImport.objects.exists()
    more = raw + "".join(f"2016-05-30,1.00,USD,A1,Payer,text,C{number}\n" for number in range(5))
    with django_capture_on_commit_callbacks() as callbacks:
        page = upload(office, more.encode(), "June.csv").content.decode()

    assert "Reading the file" in page
    assert 'data-progress="working"' in page
    assert "core/progress" in page
    assert "June.csv" in office.get(STATEMENTS).content.decode()
    for callback in callbacks:
        callback()
    preview = office.get(f"/en/office/money/bank/previews/{BankPreview.objects.get(is_long=True).pk}/")
    assert "Already imported from an earlier file" in preview.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        accepted(office, preview)
    one = BankImport.objects.get()
    done = office.get(f"/en/office/money/bank/imports/{one.pk}/").content.decode()
    assert "5 new transactions, 3 already known, 0 matched automatically." in done
    assert 'data-progress=""' in done
    assert "core/progress" not in done


def test_a_file_cut_off_is_taken_up_from_its_page(office: Client, django_capture_on_commit_callbacks: Any) -> None:
    one = begin_long_import(table([]))
    BankImport.objects.update(failure="OSError: the disk is full")
    address = f"/en/office/money/bank/imports/{one.pk}/"

    page = office.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{address}resume/")

    assert "the disk is full" in page
    assert "Continue with the file" in page
    assert "1 new transaction, 0 already known" in office.get(address).content.decode()


def test_a_refused_file_says_why_on_its_page(office: Client) -> None:
    shown = run_preview(preview_id=begin_long_preview(camt(closing="1.00"), "May.xml").pk, clock=clock)
    [invoice] = make_invoices(1)
    begun = begin_long_import(table([invoice]))
    allocate_payment(payment_id=make_payment(invoice.organisation, "40.00").pk, invoice_id=invoice.pk, by=None, at=AT)
    refused = run_import(import_id=begun.pk, clock=clock)

    preview = office.get(f"/en/office/money/bank/previews/{shown.pk}/").content.decode()
    page = office.get(f"/en/office/money/bank/imports/{refused.pk}/").content.decode()

    assert "a difference of" in preview
    assert "The file was rejected; nothing was saved." in page
    assert "The books have changed since this preview." in page


def test_the_pages_are_the_secretariats(signed_in: Callable[[Any], Client]) -> None:
    one = begin_long_import(table([]))
    stranger = signed_in(make_user())

    assert stranger.get(f"/en/office/money/bank/imports/{one.pk}/").status_code in (302, 403)
    assert stranger.post(f"/en/office/money/bank/imports/{one.pk}/resume/").status_code in (302, 403)


# --- killed ----------------------------------------------------------------------------------------------------------
BEGIN = """
import sys, django
django.setup()
from datetime import UTC, datetime
from wego.finance.banking.services import imports
from wego.finance.models import BankImport, BankLine, Invoice, JournalEntry, Payment, Receipt
at = datetime(2016, 6, 2, 3, 0, tzinfo=UTC)
clock = lambda: at
"""
MAKE = """
from decimal import Decimal
from tests.finance.banking.bringing import begin_long_import
from wego.accounts.models import User
from wego.finance.services.invoicing import DraftLine, InvoiceDraft, issue_invoices
from tests.members.factories import make_organisation
titles = {"en": "Fee", "ko": "Fee", "zh-hans": "Fee"}
drafts = []
for number in range(12):
    city = make_organisation(f"City {number}")
    lines = [DraftLine(titles, Decimal(100 + number))]
    drafts.append(InvoiceDraft(organisation=city, year=2016, currency="USD", lines=lines))
made = issue_invoices(drafts, by=None, at=at)
rows = [f"2016-05-31,{one.total},USD,A1,{one.organisation},{one.number},B{one.pk}" for one in made]
table = "\\n".join(["date,amount,currency,account,payer,reference,bank_reference", *rows, ""])
person = User.objects.create_user("treasurer@example.org", name="Kim")
print(begin_long_import(table, by=person).pk)
"""
RUN = """
imports.BATCH = 5
where = sys.argv[2] if len(sys.argv) > 2 else ""
def telling(real):
    def work(*words, **facts):
        made = real(*words, **facts)
        print(where, flush=True)  # not committed yet: killed here, this step must leave nothing
        sys.stdin.readline()
        return made
    return work
if where == "keeping":
    imports.Keeper.keep = telling(imports.Keeper.keep)
if where == "matching":
    imports.match_all = telling(imports.match_all)
imports.run_import(import_id=int(sys.argv[1]), clock=clock)
"""
COUNT = """
import json
one = BankImport.objects.get()
print(json.dumps({
    "status": one.status, "done": one.done, "matched": one.matched, "lines": BankLine.objects.count(),
    "payments": Payment.objects.count(), "receipts": sorted(Receipt.objects.values_list("sequence", flat=True)),
    "entries": JournalEntry.objects.filter(act="payment").count(),
    "open": Invoice.objects.filter(balance__open__gt=0).count(),
}))
"""


def process(data_dir: Path, script: str, *words: str) -> subprocess.Popen[str]:
    settings = {"WEGO_DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "wego.config.settings"}
    command = [sys.executable, "-c", BEGIN + script, *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=surroundings(**settings), stdin=pipe, stdout=pipe, text=True)


def finish(running: subprocess.Popen[str]) -> str:
    output, _errors = running.communicate(timeout=120)
    assert running.returncode == 0
    return output


@pytest.mark.slow
def test_a_worker_killed_at_any_step_loses_and_doubles_nothing(empty_database: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    shutil.copyfile(empty_database, data_dir / "wego.sqlite3")
    number = finish(process(data_dir, MAKE)).strip()

    for where, steps in (("keeping", 0), ("matching", 1)):
        running = process(data_dir, RUN, number, where)
        assert running.stdin is not None
        assert running.stdout is not None
        for _step in range(steps):
            assert running.stdout.readline() == f"{where}\n"
            running.stdin.write("go on\n")
            running.stdin.flush()
        assert running.stdout.readline() == f"{where}\n"
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
    cut_off = json.loads(finish(process(data_dir, COUNT)))
    finish(process(data_dir, RUN, number))
    whole = json.loads(finish(process(data_dir, COUNT)))

    five = {"lines": 12, "payments": 5, "receipts": [1, 2, 3, 4, 5], "entries": 5, "open": 7}
    assert cut_off == {"status": "matching", "done": 5, "matched": 5, **five}
    twelve = {"lines": 12, "payments": 12, "receipts": list(range(1, 13)), "entries": 12, "open": 0}
    assert whole == {"status": "done", "done": 12, "matched": 12, **twelve}
