"""Banks' files are read to the cent or refused with file, line and remedy."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.finance.banking.statement_files import CSV, MT940, WRAPPED, camt
from wego.datafiles import DataFault
from wego.engines.banking import FileRefused, Layout, Statement, english, facts_key, file_format, read_file


def statements_of(raw: bytes | str, **options: Any) -> tuple[Statement, ...]:
    return read_file(raw.encode() if isinstance(raw, str) else raw, **options).statements


def read(raw: bytes | str, **options: Any) -> Statement:
    (statement,) = statements_of(raw, **options)
    return statement


def facts_of(statement: Statement) -> list[str]:
    return [facts_key(statement.account, line) for line in statement.lines]


def refusal(raw: bytes | str, **options: Any) -> str:
    with pytest.raises(FileRefused) as refused:
        statements_of(raw, **options)
    (fault,) = refused.value.faults
    message, remedy = english(fault)
    assert remedy
    return str(DataFault("file", message, remedy, fault.line, fault.key))


@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10"])
def test_camt_of_every_version_reads_the_same(version: str):
    statement = read(camt(version))

    assert (statement.account, statement.currency) == ("DE89370400440532013000", "USD")
    assert (statement.opening, statement.closing) == (Decimal("1000.00"), Decimal("22465.00"))
    assert (statement.from_on, statement.to_on) == (date(2016, 5, 30), date(2016, 5, 31))
    # The third entry holds two payments; the pending one is no money yet.
    amounts = [line.amount for line in statement.lines]
    assert amounts == [Decimal(amount) for amount in ("7000.00", "6985.00", "7000.00", "500.00", "-20.00")]
    first, second, third, fourth, fee = statement.lines
    assert (first.payer, first.payer_account, first.bank_reference) == ("City of Seoul", "KR001", "B1")
    assert (first.text, first.references) == ("Membership fee", ("2016-0001",))
    assert (second.instructed_amount, second.instructed_currency) == (Decimal("7000.00"), "USD")
    assert second.charges == Decimal("15.00")
    assert (third.bank_reference, fourth.bank_reference) == ("T1", "T2")
    assert fee.text == "Account fee"
    assert len(set(facts_of(statement))) == 5


@pytest.mark.parametrize("text", [MT940, WRAPPED, MT940.replace("\n", "\r\n"), MT940.removesuffix("-\n")])
def test_mt940_bare_and_wrapped(text: str):
    statement = read(text)

    assert (statement.account, statement.currency) == ("37040044/0532013000", "USD")
    assert [line.amount for line in statement.lines] == [Decimal(n) for n in ("7000", "6985.00", "7500.00", "-20.00")]
    first, second, third, _fee = statement.lines
    assert first.payer == "CITY OF SEOUL"
    assert first.payer_account == "KR001"
    assert (first.text, first.references) == ("Membership fee 2016-0001", ("2016-0001",))
    assert first.bank_reference == "B1"
    assert first.booked_on == date(2016, 5, 31)
    assert (second.charges, second.instructed_amount) == (Decimal("15.00"), Decimal("7000.00"))
    assert (second.payer, second.text, second.references) == ("Busan", "dues", ("2016-0002",))
    assert third.text == "two fees in one"


def test_mt940_booked_after_new_year_lies_in_the_next_year():
    text = MT940.replace(":61:1605310531C7000", ":61:1612310102C7000")
    text = text.replace("C160530", "C161230").replace("C160531", "C170102").replace(":61:160531", ":61:170102")
    text = text.replace("1701020531", "1701020102")

    assert read(text).lines[0].booked_on == date(2017, 1, 2)
    assert read(text).lines[0].value_on == date(2016, 12, 31)


def test_mt940_reversals_turn_the_sign():
    text = MT940.replace("D20,00", "RC20,00")

    assert read(text).lines[-1].amount == Decimal("-20.00")


def test_a_table_with_balances():
    statement = read(CSV)

    assert (statement.account, statement.opening, statement.closing) == (
        "KR-77",
        Decimal("1000.00"),
        Decimal("22465.00"),
    )
    assert statement.lines[0].references == ("2016-0001",)
    assert statement.lines[2].payer == "Two, fees"


def test_a_table_newest_first_has_the_same_balances():
    head, *rows = CSV.strip().split("\n")

    statement = read("\n".join([head, *rows[::-1]]))

    assert (statement.opening, statement.closing) == (Decimal("1000.00"), Decimal("22465.00"))


def test_a_table_by_a_layout_with_semicolons_and_decimal_commas():
    layout = Layout(
        names={"date": "Buchungstag", "amount": "Betrag", "currency": "Währung", "payer": "Name"}, account="A1"
    )
    table = "Buchungstag;Betrag;Währung;Name\n31.05.2016;7.000,00;EUR;Köln\n31.05.2016;-1.250;EUR;Bank\n"

    statement = read(table.encode("windows-1252"), layout=layout, encoding="windows-1252")

    assert [line.amount for line in statement.lines] == [Decimal("7000.00"), Decimal("-1250")]
    assert statement.lines[0].payer == "Köln"
    assert (statement.account, statement.opening) == ("A1", None)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('date,amount,currency\n2016-05-31,"1,234",USD\n', "thousands or decimal separators"),
        ("date;amount;currency\n2016-05-31;1,5;USD\n2016-05-31;1.5;USD\n", "both decimal comma and decimal point"),
        ("date,amount,currency\n05/06/2016,1.00,USD\n", "the day or the month first"),
        ("date,amount,currency\n31.02.2016,1.00,USD\n", "“31.02.2016” is not a valid date"),
        ("date,amount,currency\n2016-05-31,seven,USD\n", "“seven” is not an amount"),
        ("date,amount,currency\n2016-05-31,1.00,XQQ\n", "“XQQ” is not a currency"),
        ("date,amount,currency\n2016-05-31,1.00,USD\n2016-05-31,1.00,EUR\n", "EUR on an account in USD"),
        ("date,amount,currency\n2016-05-31,1.00\n", "2 cells where the header has 3"),
        ("date,amount,currency,colour\n2016-05-31,1.00,USD,red\n", "unknown column"),
        ("date,amount\n2016-05-31,1.00\n", "needs the columns date, amount, currency and has date, amount"),
        ("date,amount,currency\n", "contains no transactions"),
        ("date,amount,currency\n2016-05-31,1.001,USD\n2016-05-31,0.10,USD\n", "has more decimals than USD has"),
        ("date,amount,currency\n2016-05-31,,USD\n", "is empty"),
        (CSV.replace("6985.00,USD", "6895.00,USD"), "does not follow"),
        (CSV.replace("2016-05-31,,7500", "#2016-05-31,,7500"), "is not a valid date"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused(raw: str, expected: str):
    assert expected in refusal(raw, layout=Layout(account="A1"))


def test_a_line_cut_out_of_a_table_breaks_its_balances():
    lines = CSV.split("\n")

    assert ":3:" in refusal("\n".join(lines[:2] + lines[3:]))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (camt(closing="22466.00"), "a difference of 1.00"),
        (camt()[:1500], "is not complete XML"),
        (camt().replace(b"camt.053.001.02", b"camt.052.001.02"), "is an interim report"),
        (
            camt().replace(b'Ccy="USD">7000.00</Amt><CdtDbtInd>', b'Ccy="USX">7000.00</Amt><CdtDbtInd>'),
            "“USX” is not a currency",
        ),
        (camt().replace(b"CLBD", b"XXXX"), "has no closing balance"),
        (camt().replace(b"7000.00", b"7e3"), "“7e3” is not an amount"),
        (camt().replace(b"<CdtDbtInd>DBIT", b"<CdtDbtInd>"), "credit or debit"),
        (camt().replace(b"Membership", b"\xff\xfe"), "is not complete XML"),
        (camt().replace(b"<Document", b'<!DOCTYPE d [<!ENTITY a "b">]><Document', 1), "document type or entities"),
        (b"<a>" * 70, "more deeply"),
    ],
)
def test_camt_that_cannot_be_trusted_is_refused(raw: bytes, expected: str):
    assert expected in refusal(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (MT940.replace("22465,00", "22464,00"), "a difference of -1.00"),
        (MT940[: MT940.index(":62F:")], "cut off"),
        (WRAPPED[: WRAPPED.index("-}")], "cut off"),
        (MT940.replace("C160530USD", "C160530USX"), "“USX” is not a currency"),
        (MT940.replace(":61:1605310531C7000,", ":61:1605310531X7000,"), "is not a booking"),
        (MT940.replace(":61:160531", ":61:169931", 1), "“169931” is not a valid date"),
        (MT940.replace(":25:37040044/0532013000\n", ""), "which account"),
        (MT940.encode().replace(b"Membership", b"M\xe4"), "is not UTF-8"),
        (MT940.replace("Membership", "M\x00"), "U+0000"),
        (MT940.replace("Membership", "M\ufffd"), "U+FFFD"),
    ],
)
def test_mt940_that_cannot_be_trusted_is_refused(raw: bytes | str, expected: str):
    assert expected in refusal(raw)


def test_a_page_that_is_missing_is_named():
    second = MT940.replace("C160530USD1000,00", "C160531USD30000,00").replace("USD22465,00", "USD51465,00")

    assert "a page of account" in refusal(MT940 + second)


def test_a_line_that_stands_twice_counts_once_where_the_balance_says_so():
    lines = MT940.split("\n")
    twice = "\n".join(lines[:6] + lines[4:6] + lines[6:])

    statement = read(twice)

    assert facts_of(statement) == facts_of(read(MT940))


def test_equal_lines_that_the_balance_counts_are_kept_and_marked():
    lines = MT940.split("\n")
    twice = "\n".join(lines[:6] + lines[4:6] + lines[6:]).replace("22465,00", "29465,00")

    statement = read(twice)

    assert [line.is_repeated for line in statement.lines] == [False, True, False, False, False]
    assert len(set(facts_of(statement))) == 4


def test_equal_lines_of_a_table_without_balances():
    row = "2016-05-31,100.00,USD,{}\n"
    head = "date,amount,currency,bank_reference\n"
    layout = Layout(account="A1")

    named = read(head + row.format("B1") * 2, layout=layout)
    unnamed = read(head + row.format("") * 2, layout=layout)

    assert len(named.lines) == 1
    assert [line.is_repeated for line in unnamed.lines] == [False, True]


def test_the_same_booking_has_the_same_facts_in_every_file_that_holds_it():
    first = "date,amount,currency,reference\n2016-05-30,5.00,USD,a\n2016-05-31,5.00,USD,a\n2016-05-31,5.00,USD,a\n"
    later = "date;amount;currency;reference\n2016-05-31;5,00;USD;a\n2016-05-31;5,00;USD;a\n2016-06-01;5,00;USD;a\n"
    layout = Layout(account="A1")

    one, other = (set(facts_of(read(table, layout=layout))) for table in (first, later))

    assert len(one & other) == 1
    assert len(one | other) == 3


def test_formats_are_told_by_their_content():
    assert file_format(camt()) == "camt053"
    assert file_format(MT940.encode()) == "mt940"
    assert file_format(WRAPPED.encode()) == "mt940"
    assert file_format(CSV.encode()) == "csv"


@given(st.integers(0, len(MT940)))
def test_no_cut_of_mt940_is_taken_for_the_whole(cut: int):
    """Cut anywhere, the file is refused or says all that it said."""
    try:
        statements = statements_of(MT940[:cut])
    except FileRefused:
        return
    assert [len(statement.lines) for statement in statements] == [4]


@given(st.integers(0, len(CSV)))
def test_no_cut_of_a_table_with_balances_invents_money(cut: int):
    whole = read(CSV).lines
    try:
        statements = statements_of(CSV[:cut])
    except FileRefused:
        return
    for statement in statements:
        assert {line.amount for line in statement.lines} <= {line.amount for line in whole}


@given(st.binary(max_size=300), st.sampled_from([b"", b":20:", b"<Document>", b"date,amount,currency\n"]))
def test_any_bytes_are_read_or_refused(raw: bytes, prefix: bytes):
    with suppress(FileRefused):
        statements_of(prefix + raw)
