"""Tables: days of fixed widths, amounts to the coin, a bank's own names of its columns."""

from __future__ import annotations

import pytest

from tests.engines.banking.made_up import line, reading, refusal, statement
from wego.engines.banking import Layout

HEAD = "date,amount,currency\n"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-04", "2026-05-04"),
        ("2026/05/04", "2026-05-04"),
        ("2026.05.04", "2026-05-04"),
        ("2026. 5. 4.", "2026-05-04"),
        ("20260504", "2026-05-04"),
        ("04.05.2026", "2026-05-04"),
        ("4.5.2026", "2026-05-04"),
        ("2026-05-04 13:45:10", "2026-05-04"),
        ("2026.05.04 13:45", "2026-05-04"),
        ("31/05/2026", "2026-05-31"),
        ("05/31/2026", "2026-05-31"),
        ("31-05-2026", "2026-05-31"),
    ],
)
def test_days_that_can_be_read_in_one_way(written: str, day: str):
    assert str(line(f"{HEAD}{written},1.00,USD\n").booked_on) == day


@pytest.mark.parametrize(
    "written",
    [
        "1052026", "105026", "260504", "04052026", "040526", "2026504", "04.05.26", "4.5.26", "26-05-04", "2569-05-04",
        "04.05.2569", "25690504", "1052-02-06", "0026-05-04", "2026-05-4x", "R8.5.4", "2026-02-30", "31.04.2026",
        "46146", "٢٠٢٦-٠٥-٠٤", "2026-05.04", "May 4 2026", "3026-05-04",
    ],
)  # fmt: skip
def test_days_that_would_have_to_be_guessed_are_refused(written: str):
    assert refusal(f"{HEAD}{written},1.00,USD\n").startswith("not_a_day")


def test_a_year_that_slipped_lies_far_from_the_other_lines():
    rows = "2026-05-04,1.00,USD\n" * 3 + "2062-05-04,2.00,USD\n"

    assert refusal(HEAD + rows).startswith("day_far_from_others")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1.0055", "USD", "too_many_decimals"),
        ("7000.5", "KRW", "too_many_decimals"),
        ("0.1255", "KWD", "too_many_decimals"),
        ("9999999999999.00", "USD", "amount_too_large"),
        ("1" * 5000, "USD", "not_an_amount"),
        ("1e5", "USD", "not_an_amount"),
        ("NaN", "USD", "not_an_amount"),
        ("--5.00", "USD", "not_an_amount"),
        ("²", "USD", "not_an_amount"),
        ("0.125", "KWD", "is read"),
        ("7000.00", "KRW", "is read"),
        ("12.50", "RSD", "is read"),
    ],
)
def test_amounts_are_whole_coins_of_their_currency(amount: str, currency: str, expected: str):
    assert refusal(f"{HEAD}2026-05-04,{amount},{currency}\n").startswith(expected)


@pytest.mark.parametrize("column", ["charges", "instructed_amount", "balance"])
def test_side_amounts_are_checked_too(column: str):
    head = f"date,amount,currency,{column}\n"

    assert refusal(f"{head}2026-05-04,1.00,USD,1.0055\n").startswith("too_many_decimals")
    assert refusal(f"{head}2026-05-04,1.00,USD,9999999999999.00\n").startswith("amount_too_large")


def test_a_table_in_a_bank_s_own_words():
    names = {"date": "거래일시", "credit": "입금액", "debit": "출금액", "payer": "적요", "balance": "잔액"}
    table = (
        "계좌번호: 123-456\n\n거래일시,적요,출금액,입금액,잔액,거래점\n"
        '2026.05.05 10:00:00,은행,500,0,"7,500",서울\n2026.05.04 09:00:00,서울특별시,0,"7,000","8,000",서울\n'
    )
    found = reading(table.encode("cp949"), encoding="cp949", layout=Layout(names, currency="KRW"))

    (one,) = found.statements
    assert [(str(each.amount), each.payer) for each in one.lines] == [("7000", "서울특별시"), ("-500", "은행")]
    assert (str(one.opening), str(one.closing), one.account) == ("1000", "7500", "")
    assert [note.code for note in found.notes] == ["left_aside", "columns_aside"]


def test_columns_are_named_where_they_are_not_known():
    assert refusal("Buchungstag;Betrag\n04.05.2026;1,00\n") == (
        "columns_missing: needs the columns date, amount, currency and has Buchungstag, Betrag"
    )
    layout = Layout({"date": "Tag"})
    assert "needs the columns Tag" in refusal("Buchungstag;Betrag\n04.05.2026;1,00\n", layout=layout)


@pytest.mark.parametrize(
    ("row", "expected"),
    [("5.00,5.00", "credit_and_debit"), (",", "cell_empty"), ("5.00,", "is read"), (",-5.00", "is read")],
)
def test_money_in_two_columns(row: str, expected: str):
    text = f"date,credit,debit,currency\n2026-05-04,{row},USD\n"

    assert refusal(text).startswith(expected)


def test_nothing_booked_is_left_out_with_a_note():
    found = reading(f"{HEAD}2026-05-04,0.00,USD\n2026-05-04,1.00,USD\n")

    assert [str(one.amount) for one in found.statements[0].lines] == ["1.00"]
    assert [note.code for note in found.notes] == ["zero_left_out"]


def test_lines_come_in_the_order_of_time():
    found = statement(f"{HEAD}2026-05-06,3.00,USD\n2026-05-05,2.00,USD\n2026-05-04,1.00,USD\n")

    assert [str(one.amount) for one in found.lines] == ["1.00", "2.00", "3.00"]
    assert [one.number for one in found.lines] == [4, 3, 2]


@pytest.mark.parametrize("encoding", ["cp949", "gb18030"])
def test_a_western_file_said_to_be_eastern_is_refused(encoding: str):
    table = f"{HEAD.strip()},payer\n2026-05-04,1.00,USD,Köln\n".encode("windows-1252")

    assert refusal(table, encoding=encoding).split(":")[0] in ("byte_not_of_encoding", "another_encoding")
    assert line(table, encoding="windows-1252").payer == "Köln"


def test_utf_16_of_both_orders_without_a_mark():
    table = f"{HEAD.strip()},payer\n2026-05-04,1.00,USD,서울\n"

    for codec in ("utf-16-le", "utf-16-be", "utf-16"):
        assert line(table.encode(codec), encoding="utf-16").payer == "서울"


def test_a_number_that_a_spreadsheet_keeps_as_a_formula():
    found = statement('date,amount,currency,account\n2026-05-04,1.00,USD,"=""0012345"""\n')

    assert found.account == "0012345"
