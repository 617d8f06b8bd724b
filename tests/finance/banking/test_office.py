"""The treasurer's pages of the bank: only the secretariat's, each line one click from being settled."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.finance.banking.bringing import bring
from tests.finance.banking.statement_files import CSV, camt
from tests.finance.banking.test_reversals import CAME_BACK, PAID, TAKEN_BACK
from tests.finance.banking.test_services import TABLE, one_line, open_of
from tests.finance.factories import make_invoice
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.engines.banking import COLUMNS
from wego.finance.banking.models import BankLine, BankPreview, BankStatement
from wego.finance.banking.services import forget_previews
from wego.finance.models import BankAccount, ElectronicAddress, Payment, Sender

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
BANK = "/en/office/money/bank/"
ADDRESS = "/en/office/money/sender/address/"
PAGES = [BANK, f"{BANK}statements/", "/en/office/money/sender/"]


@pytest.fixture
def office(signed_in: Callable[[Any], Client]) -> Client:
    person = User.objects.create_user("treasurer@example.org")
    person.network_roles.create(role="secretariat", granted_at=AT)
    return signed_in(person)


def upload(office: Client, raw: bytes, name: str = "May.xml", **fields: str) -> Any:
    given = {"file": SimpleUploadedFile(name, raw), "encoding": "utf-8", **fields}
    return accepted(office, office.post(f"{BANK}statements/", given, follow=True))


def accepted(office: Client, shown: Any) -> Any:
    """What was shown is accepted; a page that refuses the file is left as it is."""
    address = f"{shown.request['PATH_INFO']}accept/"
    return office.post(address, follow=True) if f'action="{address}"' in shown.content.decode() else shown


def test_the_bank_is_the_secretariats(office: Client, signed_in: Callable[[Any], Client]):
    line = one_line()
    stranger = signed_in(User.objects.create_user("stranger@example.org"))
    pages = [*PAGES, f"{BANK}lines/{line.pk}/", f"{BANK}statements/{line.statement_id}/"]

    assert stranger.get(f"{BANK}statements/{line.statement_id}/file/").status_code in (302, 403)
    for address in pages:
        assert office.get(address).status_code == 200, address
        assert stranger.get(address).status_code in (302, 403), address
        assert Client().get(address).status_code == 302, address
    assert office.get(f"{BANK}lines/0/").status_code == 404


@pytest.mark.parametrize("language", ["ko", "zh-hans"])
@pytest.mark.parametrize("address", PAGES)
def test_the_bank_in_other_languages(address: str, language: str, office: Client):
    assert office.get(address.replace("/en/", f"/{language}/")).status_code == 200


def test_a_statement_is_brought_in_and_its_lines_wait(office: Client):
    make_invoice(make_organisation("Seoul"), "500.00")

    page = upload(office, camt()).content.decode()

    assert "5 new transactions, 0 already known, 0 matched" in page
    assert "City of Seoul" in page
    assert BankStatement.objects.count() == 1


def test_a_file_is_shown_before_it_is_booked_and_booked_as_shown(office: Client):
    invoice = make_invoice(make_organisation("Seoul"))
    raw = f"{TABLE}2016-05-31,7000.00,USD,A1,Seoul,{invoice.number},B1\n2016-05-31,3.21,USD,A1,The bank,Interest,B2\n"
    given = {"file": SimpleUploadedFile("May.csv", raw.encode()), "encoding": "utf-8"}

    shown = office.post(f"{BANK}statements/", given, follow=True)
    page, unpaid = shown.content.decode(), open_of(invoice)
    done = accepted(office, shown).content.decode()
    statement = office.get(f"{BANK}statements/{BankStatement.objects.get().pk}/").content.decode()

    assert "Nothing is recorded yet" in page
    assert f"Pays $7,000.00 of invoice {invoice.number} of Seoul (nothing remains unpaid)" in page
    assert "Stays unmatched until someone matches it." in page
    assert "Is this the right file?" in page
    assert unpaid == 7000
    assert "Recorded as shown." in done
    assert open_of(invoice) == 0
    assert f"lines/{BankLine.objects.get(status='matched').pk}/unmatch/" in statement


def test_a_file_of_another_account_than_was_chosen_is_refused(office: Client):
    one_line()

    page = upload(office, camt(), known_account="USD:A1").content.decode()

    assert "This file is for account DE89370400440532013000, not A1." in page


def test_the_columns_of_a_banks_own_table_are_offered(office: Client):
    page = upload(office, b"Buchungstag;Betrag\n2016-05-31;7,00\n", "May.csv").content.decode()

    assert '<option value="Buchungstag">' in page
    assert 'list="columns-of-the-file"' in page


def test_a_refused_table_is_kept_and_read_once_its_columns_are_named(
    office: Client, signed_in: Callable[[Any], Client], django_capture_on_commit_callbacks: Any
):
    raw, address = b"Tag;Summe\n2016-05-31;7,00\n", f"{BANK}statements/"
    given = {"encoding": "utf-8", "account": "A1", "currency": "USD"}
    named = {"column-date": "Tag", "column-amount": "Summe"}

    sent = {**given, "file": SimpleUploadedFile("May.csv", raw)}
    page = office.post(address, sent, follow=True).content.decode()
    first = BankPreview.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        half = {**given, "kept": str(first.pk), "column-date": "Tag"}
        again = office.post(address, half, follow=True).content.decode()
    kept = BankPreview.objects.latest("pk")
    other = User.objects.create_user("other@example.org")
    other.network_roles.create(role="secretariat", granted_at=AT)
    foreign = signed_in(other).post(address, {**given, **named, "kept": str(kept.pk)}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        shown = office.post(address, {**given, **named, "kept": str(kept.pk)}, follow=True).content.decode()

    for refused, number in ((page, first.pk), (again, kept.pk)):
        assert f'name="kept" value="{number}"' in refused
        assert "May.csv is kept: you need not choose it again." in refused
        assert '<option value="Summe">' in refused
    assert 'name="column-date" value="Tag"' in again
    assert "This field is required." in foreign
    assert "Nothing is recorded yet" in shown
    made = BankPreview.objects.latest("pk")
    assert [bool(one.file) for one in BankPreview.objects.order_by("pk")] == [False, False, True]
    assert (made.status, made.file_name, made.columns) == ("shown", "May.csv", {"date": "Tag", "amount": "Summe"})


def test_a_refused_table_that_nobody_took_up_goes_after_two_weeks(office: Client):
    upload(office, b"Tag;Summe\n2016-05-31;7,00\n", "May.csv")
    BankPreview.objects.update(shown_at=AT)

    forget_previews(AT + timedelta(days=15))

    assert not BankPreview.objects.get().file


def test_the_made_up_table_is_taken_as_it_is_and_names_every_column(office: Client):
    sample = office.get(f"{BANK}statements/sample.csv")

    page = upload(office, sample.content, "sample.csv").content.decode()

    assert sample.content.startswith(codecs.BOM_UTF8)
    assert sample.content.decode("utf-8-sig").splitlines()[0].split(",") == list(COLUMNS)
    assert "3 new transactions" in page


def test_a_file_that_is_refused_says_where_and_why(office: Client):
    page = upload(office, camt(closing="1.00")).content.decode()

    assert "nothing was saved" in page
    assert "a difference of" in page
    assert not BankStatement.objects.exists()


def test_a_file_of_another_type_is_refused(office: Client):
    assert "is not accepted" in upload(office, b"x", "a.pdf").content.decode()


def test_a_statement_is_handed_out_as_it_came_and_never_run(office: Client):
    upload(office, CSV.encode(), "May.csv")
    statement = BankStatement.objects.get()

    answer = office.get(f"{BANK}statements/{statement.pk}/file/")

    assert b"".join(answer) == CSV.encode()
    assert answer["Content-Disposition"].startswith('attachment; filename="May.csv"')


def test_a_proposal_is_confirmed_with_one_click(office: Client):
    invoice = make_invoice(make_organisation("Seoul"))
    line = one_line("3000.00", text=invoice.number)

    page = office.get(BANK).content.decode()
    answer = office.post(f"{BANK}lines/{line.pk}/confirm/", {"invoice": invoice.pk})

    assert "Likely" in page
    assert "$4,000.00 remain unpaid" in page
    assert f"Confirm for {invoice.number}" in page
    assert answer.status_code == 302
    assert open_of(invoice) == 4000


def test_a_second_treasurer_is_told_who_was_first(office: Client):
    invoice = make_invoice(make_organisation("Seoul"))
    line = one_line("3000.00")
    office.post(f"{BANK}lines/{line.pk}/confirm/", {"invoice": invoice.pk})

    page = office.post(f"{BANK}lines/{line.pk}/confirm/", {"invoice": invoice.pk}, follow=True).content.decode()

    assert "treasurer@example.org has already processed this transaction" in page
    assert Payment.objects.count() == 1


def test_a_line_is_matched_by_number_undone_and_set_aside(office: Client):
    invoice = make_invoice(make_organisation("Seoul"))
    line = one_line()
    address = f"{BANK}lines/{line.pk}/"

    wrong = office.post(f"{address}match/", {"numbers": "2016-9999"})
    before = office.post(f"{address}match/", {"numbers": f" {invoice.number},"}).content.decode()
    unpaid = open_of(invoice)
    office.post(f"{address}match/", {"step": "confirm", "numbers": f" {invoice.number},"})
    paid = open_of(invoice)
    without = office.post(f"{address}unmatch/", {"reason": ""})
    office.post(f"{address}unmatch/", {"reason": "Another member's"})
    office.post(f"{address}set-aside/", {"reason": "Interest"})

    assert "There is no invoice 2016-9999" in wrong.content.decode()
    assert f"Pays $7,000.00 of invoice {invoice.number} of Seoul" in before
    assert "nothing remains unpaid" in before
    assert "A receipt is sent by e-mail" in before
    assert unpaid == 7000
    assert paid == 0
    assert without.status_code == 200
    assert open_of(invoice) == 7000
    assert BankLine.objects.get().status == "set_aside"
    office.post(f"{address}take-up/", {})
    assert BankLine.objects.get().status == "open"


def test_a_line_is_credit_of_a_member(office: Client):
    organisation = make_organisation("Seoul")
    line = one_line()

    page = office.post(f"{BANK}lines/{line.pk}/match/", {"organisation": organisation.pk}).content.decode()
    assert "become credit of Seoul; no invoice is paid" in page
    assert not Payment.objects.exists()
    office.post(f"{BANK}lines/{line.pk}/match/", {"step": "confirm", "organisation": organisation.pk})

    assert Payment.objects.get().unapplied == 7000


def test_the_sender_is_entered(office: Client):
    facts = {
        "name": "Made-up Network",
        "registration": "1",
        "scheme": "0088",
        "address": "9429 0410 9840 0",
        "country": "kr",
    }

    office.post("/en/office/money/sender/enter/", facts)
    wrong = office.post("/en/office/money/sender/enter/", {**facts, "country": "XX"})

    assert Sender.objects.get().country == "KR"
    assert Sender.objects.get().address == "9429041098400"
    assert "two letters" in wrong.content.decode()


def test_a_members_electronic_address_is_entered(office: Client):
    organisation = make_organisation("Seoul")
    facts = {"organisation": organisation.pk, "scheme": "0060", "address": "81-281-0734"}

    wrong = office.post(ADDRESS, {**facts, "scheme": "EM"})
    office.post(ADDRESS, facts)
    office.post(ADDRESS, {**facts, "address": "812810735"})

    assert "not in Peppol" in wrong.content.decode()
    assert str(ElectronicAddress.objects.get()) == "0060:812810735"


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("address", {"address": "9429041098401"}, "The check digit"),
        ("address", {"address": "94290410984"}, "looks like 9429041098400"),
        ("scheme", {"scheme": "9956", "address": "0739484052"}, "was removed from Peppol"),
        ("scheme", {"scheme": "0205", "address": "1234567"}, "do not accept addresses of the scheme 0205"),
        ("registration", {"registration_scheme": "0192", "registration": "745707328"}, "The check digit"),
        ("registration_scheme", {"registration_scheme": "9930"}, "Choose the register from the list"),
        ("country", {"country": "IC"}, "Choose a country from the list"),
    ],
)
def test_a_wrong_identifier_is_refused_beside_its_field(field: str, given: dict[str, str], said: str, office: Client):
    facts = {"name": "N", "registration": "1", "scheme": "0088", "address": "9429041098400", "country": "KR"}

    page = office.post("/en/office/money/sender/enter/", {**facts, **given})

    assert not Sender.objects.exists()
    assert said in " ".join(page.context["form"].errors[field])


def test_a_scheme_that_was_removed_stays_readable_and_is_refused(office: Client):
    Sender.objects.create(
        pk=1, name="N", registration="1", scheme="9956", address="0739484052", country="BE", changed_at=AT
    )
    ElectronicAddress.objects.create(
        organisation=make_organisation("Seoul"), scheme="0037", address="003701234567", changed_at=AT
    )

    page = office.get("/en/office/money/sender/").content.decode()
    facts = {"name": "N", "registration": "1", "scheme": "9956", "address": "0739484052", "country": "BE"}
    again = office.post("/en/office/money/sender/enter/", facts).content.decode()

    assert '<option value="9956" selected>9956 – Belgian Crossroad Bank of Enterprise number (no longer in use' in page
    assert "0037:003701234567" in page
    assert "removed from Peppol&#x27;s list on Dec. 31, 2023" in again


def test_schemes_are_chosen_by_country_in_the_readers_language(office: Client):
    page = office.get("/ko/office/money/sender/").content.decode()

    assert '<optgroup label="국제">' in page
    assert '<optgroup label="노르웨이">' in page
    assert 'value="9901"' not in page


def queries_of(office: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert office.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", [BANK, f"{BANK}statements/"])
def test_lists_ask_as_often_for_one_row_as_for_three(address: str, office: Client):
    for number, name in enumerate(("Seoul", "Busan", "Daegu")):
        make_invoice(make_organisation(name), f"{number + 1}00.00")
    office.get(address)
    bring(f"{TABLE}2016-05-31,50.00,USD,A0,x,2016-0001,B0\n")
    one = queries_of(office, address)

    for number in (2, 3):
        bring(f"{TABLE}2016-05-31,50.00,USD,A{number},x,2016-000{number},B{number}\n")

    assert queries_of(office, address) == one


def test_a_bank_s_own_table_is_read_by_naming_its_columns(office: Client):
    table = "Buchungstag;Betrag;Name\n04.05.2026;7.000,00;Köln\n".encode()
    fields = {"account": "A1", "currency": "EUR"}

    refused = upload(office, table, "May.csv", **fields).content.decode()
    columns = {"column-date": "Buchungstag", "column-amount": "Betrag", "column-payer": "Name"}
    taken = upload(office, table, "May.csv", **fields, **columns).content.decode()

    assert "needs the columns date, amount and has Buchungstag, Betrag, Name" in refused
    assert "1 new transaction" in taken
    assert BankLine.objects.get().payer == "Köln"


def test_the_account_of_a_table_is_chosen_from_those_known(office: Client):
    BankAccount.objects.create(
        currency="EUR", holder="N", number="DE89 3704 0044 0532 0130 00", bank="B", since=AT.date()
    )
    bring(f"{TABLE}2016-05-31,50.00,USD,110-123,x,,B0\n")
    table = b"date,amount\n2016-06-01,5.00\n"

    page = office.get(f"{BANK}statements/").content.decode()
    both = upload(office, table, "June.csv", known_account="USD:110-123", account="A1").content.decode()
    strange = upload(office, table, "June.csv", known_account="USD:999").content.decode()
    upload(office, table, "June.csv", known_account="EUR:DE89 3704 0044 0532 0130 00")

    assert 'value="EUR:DE89 3704 0044 0532 0130 00"' in page
    assert '<option value="USD:110-123">110-123 (USD)</option>' in page
    assert "or enter a number, not both" in both
    assert "USD:999" in strange
    statement = BankStatement.objects.get(currency="EUR")
    assert statement.account.replace(" ", "") == "DE89370400440532013000"


def test_what_the_bank_took_back_is_settled_on_its_page(office: Client):
    invoice = make_invoice(make_organisation("Seoul"))
    bring(PAID, "one.sta")
    bring(TAKEN_BACK, "two.sta")
    line, credit = BankLine.objects.get(amount__lt=0), BankLine.objects.get(amount__gt=0)
    address = f"{BANK}lines/{line.pk}/"

    queue = office.get(BANK).content.decode()
    page = office.get(address).content.decode()
    office.post(f"{address}take-back/", {"of": credit.pk})

    assert "The bank reversed this." in queue
    assert "Which payment did the bank reverse?" in page
    assert f'name="of" value="{credit.pk}"' in page
    assert open_of(invoice) == 7000


def test_money_of_ours_that_came_back_offers_no_invoice(office: Client):
    make_invoice(make_organisation("Seoul"))
    bring(CAME_BACK, "one.sta")
    address = f"{BANK}lines/{BankLine.objects.get().pk}/"

    page = office.get(address).content.decode()
    answer = office.post(f"{address}refund-returned/", {"of": "999"}, follow=True).content.decode()

    assert "Which refund was returned?" in page
    assert "Choose the invoice to pay" not in page
    assert "That refund does not have this amount" in answer


def test_an_overpayment_is_said_before(office: Client):
    invoice = make_invoice(make_organisation("Seoul"), "500.00")
    line = one_line("600.00", text=invoice.number)

    page = office.get(f"{BANK}lines/{line.pk}/").content.decode()

    assert "The excess of $100.00 remains as credit of Seoul." in page
