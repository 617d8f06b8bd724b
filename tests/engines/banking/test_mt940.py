"""MT940 in the dialects of banks: nothing is read away, nothing is taken for what it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.engines.banking.made_up import line, mt940, reading, refusal, statement

ENTRY = ":61:2605040504C7000,00NTRFNONREF//B1"


@pytest.mark.parametrize(
    ("details", "text"),
    [
        # Lines of the payer's that look like fields are the payer's.
        (":86:FEE\r\n:12:30 UHR\r\n2026-0001", "FEE :12:30 UHR 2026-0001"),
        (":86:FEE\r\n:20:15 UHR\r\n2026-0001", "FEE :20:15 UHR 2026-0001"),
        (":86:FEE\r\n:25: MAI\r\n2026-0001", "FEE :25: MAI 2026-0001"),
        (":86:FEE\r\n:61:ST STREET\r\n2026-0001", "FEE :61:ST STREET 2026-0001"),
        (":86:FEE\r\n:62F:LOOR\r\n2026-0001", "FEE :62F:LOOR 2026-0001"),
        (":86:FEE\r\n:60F:LOOR\r\n2026-0001", "FEE :60F:LOOR 2026-0001"),
        (":86:FEE\r\n- 20 DISCOUNT\r\n2026-0001", "FEE - 20 DISCOUNT 2026-0001"),
        # Some banks begin every line of field 86 anew.
        (":86:FEE\r\n:86:2026-0001", "FEE 2026-0001"),
        (":86:/REMI/INVOICE 2026-\r\n0001", "INVOICE 2026-0001"),
        (":86:INVOICE 2026-\r\n0001", "INVOICE 2026-0001"),
        # A line that fills its width was cut there.
        (f":86:{'X' * 60} 2026\r\n-0001", f"{'X' * 60} 2026-0001"),
    ],
)
def test_lines_that_look_like_fields_are_text(details: str, text: str):
    assert line(mt940(ENTRY, details)).text == text


@pytest.mark.parametrize(
    ("details", "text", "payer", "ultimate", "account", "references"),
    [
        # German: subfields of 27 letters; a shorter one is a line of its own.
        ("166?00GUTSCHRIFT?20EREF+2026-0001?21SVWZ+DUES?22FOR 2026?31DE00TEST?32CITY OF?33ANYWHERE",
         "DUES FOR 2026", "CITY OF ANYWHERE", "", "DE00TEST", ("2026-0001",)),
        ("166?20SVWZ+MEMBERSHIP FEES INVOIC?21E 2026-0001?32CITY", "MEMBERSHIP FEES INVOICE 2026-0001", "CITY", "", "",
         ()),
        ("166?20SVWZ+DUES?21ABWA+CITY OF ANYWHERE?32TREASURY", "DUES", "TREASURY", "CITY OF ANYWHERE", "", ()),
        ("166?20XYZW+WHAT IS THIS?21SVWZ+DUES", "XYZW+WHAT IS THIS DUES", "", "", "", ()),
        ("166?20DUES? YES?21 2026-0001?32CITY?60MORE", "DUES? YES 2026-0001 MORE", "CITY", "", "", ()),
        # Polish: other signs, the account in 38.
        ("020~00UZNANIE~20SKLADKA 2026-0001~32MIASTO~33GDANSK~38PL00TEST", "SKLADKA 2026-0001", "MIASTO GDANSK", "",
         "PL00TEST", ()),
        ("020<00UZNANIE<20SKLADKA<21 2026-0001<32MIASTO", "SKLADKA 2026-0001", "MIASTO", "", "", ()),
        # Dutch and SWIFT's own code words.
        ("/TRTP/SEPA/IBAN/NL00TEST/BIC/TESTNL2A/NAME/CITY/REMI/FEE 2026-0001/EREF/E1/ULTD/NAME OF ANOTHER",
         "FEE 2026-0001", "CITY", "NAME OF ANOTHER", "NL00TEST", ("E1",)),
        ("/NAME/CITY/ABCD/WHAT IS THIS/REMI/FEE", "FEE /ABCD/WHAT IS THIS", "CITY", "", "", ()),
        ("/REMI/FEE FOR/OSLO/2026-0001", "FEE FOR/OSLO/2026-0001", "", "", "", ()),
        ("/ORDP//NAME/A/S CITY/REMI/STRD/CUR/2026-0001", "", "A/S CITY", "", "", ("2026-0001",)),
        ("FEE 2026-0001 CITY/COUNTY", "FEE 2026-0001 CITY/COUNTY", "", "", "", ()),
    ],
)  # fmt: skip
def test_field_86_in_every_dialect(
    details: str, text: str, payer: str, ultimate: str, account: str, references: tuple[str, ...]
):
    one = line(mt940(ENTRY, f":86:{details}"))

    assert (one.text, one.payer, one.ultimate_payer) == (text, payer, ultimate)
    assert (one.payer_account, one.references) == (account, references)


@pytest.mark.parametrize(
    ("entry", "amount", "is_reversal"),
    [
        (":61:2605040504C7000,00NTRFNONREF", "7000.00", False),
        (":61:2605040504D7000,00NTRFNONREF", "-7000.00", False),
        (":61:2605040504RC7000,00NTRFNONREF", "-7000.00", True),
        (":61:2605040504RD7000,00NTRFNONREF", "7000.00", True),
        (":61:2605040504RCD7000,00NTRFNONREF", "-7000.00", True),
        (":61:2605040504D7000,00NRTINONREF", "-7000.00", True),
        (":61:2605040504C7000,00NTRFNONREF\r\n:86:159?00RETOURE?20SVWZ+REFUND", "7000.00", True),
        (":61:2605040504D7000,00NTRFNONREF\r\n:86:109?20SVWZ+X?34911", "-7000.00", True),
        (":61:2605040504C7000,00NTRFNONREF\r\n:86:166?20SVWZ+X?34997", "7000.00", False),
        (":61:2605040504C7000,00NTRFNONREF\r\n:86:/RTRN/AC04/REMI/REFUND", "7000.00", True),
    ],
)
def test_a_reversal_is_a_fact_beside_the_sign(entry: str, amount: str, is_reversal: bool):
    closing = f"{8000 + Decimal(amount):.2f}".replace(".", ",")
    one = line(mt940(entry, opening="8000,00", closing=closing))

    assert (str(one.amount), one.is_reversal) == (amount, is_reversal)


@pytest.mark.parametrize(
    ("entry", "booked_on", "value_on"),
    [
        (":61:260504C7000,00NTRFNONREF", "2026-05-04", "2026-05-04"),
        (":61:260504    C7000,00NTRFNONREF", "2026-05-04", "2026-05-04"),
        (":61:2604300504C7000,00NTRFNONREF", "2026-05-04", "2026-04-30"),
        (":61:2602300504C7000,00NTRFNONREF", "2026-05-04", "2026-02-28"),
    ],
)
def test_days(entry: str, booked_on: str, value_on: str):
    one = line(mt940(entry))

    assert (str(one.booked_on), str(one.value_on)) == (booked_on, value_on)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (mt940(":61:2505040504C7000,00NTRFNONREF"), "day_outside_statement"),  # last year's
        (mt940(":61:6905040504C7000,00NTRFNONREF"), "day_outside_statement"),  # Buddhist, without its century
        (mt940(":61:2605320504C7000,00NTRFNONREF"), "not_a_day"),
        (mt940(":61:2605040230C7000,00NTRFNONREF"), "not_a_day"),
        (mt940(":61:26054C7000,00NTRFNONREF"), "not_a_booking"),
        (mt940(":61:2605040504C7000NTRFNONREF"), "not_a_booking"),
        (mt940(":61:2605040504C7000,005NTRFNONREF", closing="8000,00"), "too_many_decimals"),
        (mt940(":61:2605040504C9999999999999,00NTRFNONREF"), "amount_too_large"),
        (mt940(":61:2605040504C7000,00NTRFNONREF\r\n/OCMT/EUR6400,005/"), "too_many_decimals"),
        (mt940(":61:2605040504C7000,00NTRFNONREF\r\n/CHGS/USX15,00/"), "no_currency"),
        (mt940(opening="1000,00", closing="8000,001"), "too_many_decimals"),
        (mt940(currency="KRW"), "is read"),
        (mt940(":61:2605040504C7000,50NTRFNONREF", currency="KRW", closing="8000,50"), "too_many_decimals"),
        (mt940(closing="8000,01"), "balance"),
        (mt940().replace(":60F:", ":34F:USD0,00\r\n:60X:"), "mt942"),
        (mt940().replace(":60F:C", ":90D:0USD0,00\r\n:60F:C"), "mt941"),
        ("\x01{1:F01X}{2:I940X}{4:\r\n" + mt940().removesuffix("-\r\n"), "cut_off_block"),
        (mt940(":61:2605040504C7000,00NTRFNONREF", ":86:" + "X\r\n" * 20_000), "field_too_long"),
    ],
)
def test_what_cannot_be_trusted_is_refused(text: str, expected: str):
    assert refusal(text).startswith(expected)


def test_dinars_have_three_decimals():
    one = line(mt940(":61:2605040504C7000,125NTRFNONREF", currency="KWD", closing="8000,125"))

    assert str(one.amount) == "7000.125"


def test_messages_in_one_frame_after_another():
    block = "\x01{{1:F01X}}{{2:I940X}}{{4:\r\n{}-}}{{5:{{CHK:0}}}}\x03"
    pages = [mt940(number="101/1"), mt940(number="102/1", opening="8000,00", closing="15000,00")]
    text = "".join(block.format(page.removesuffix("-\r\n")) for page in pages)

    assert [one.number for one in reading(text).statements] == ["101/1", "102/1"]


def test_a_brace_in_the_text_ends_no_message():
    text = "{1:F01X}{2:I940X}{4:\n" + mt940(ENTRY, ":86:FEE (A-} B) 2026-0001").removesuffix("-\r\n") + "-}"

    assert line(text).text == "FEE (A-} B) 2026-0001"


def test_statements_come_in_the_order_of_time():
    first = mt940(number="101/1")
    second = mt940(number="102/1", opening="8000,00", closing="15000,00")
    third = mt940(":61:2605050505C1,00NTRFNONREF", number="103/1", opening="15000,00", closing="15001,00",
                  opened="260504", closed="260505")  # fmt: skip

    for text in (first + second + third, third + second + first, second + third + first):
        assert [one.number for one in reading(text).statements] == ["101/1", "102/1", "103/1"]


def test_pages_of_one_statement_and_the_one_that_is_missing():
    first = mt940(tags=("60F", "62M"), number="101/1")
    second = mt940(tags=("60M", "62F"), number="101/2", opening="8000,00", closing="15000,00")
    third = mt940(tags=("60M", "62F"), number="101/3", opening="9000,00", closing="16000,00")

    assert len(reading(second + first).statements) == 2
    assert refusal(first + third).startswith("page_missing")


def test_a_gap_between_statements_of_one_day_is_noted():
    notes = reading(mt940() + mt940(number="103/1", opening="9000,00", closing="16000,00")).notes

    assert [note.code for note in notes] == ["gap"]


def test_a_statement_that_stands_in_the_file_twice_counts_once():
    found = reading(mt940() * 2)

    assert [note.code for note in found.notes] == ["statement_twice"]
    assert len(found.statements) == 1


def test_equal_payments_of_two_statements_of_one_day_are_both_there():
    found = reading(mt940(ENTRY.removesuffix("//B1")) + mt940(ENTRY.removesuffix("//B1"), number="102/1",
                                                              opening="8000,00", closing="15000,00"))  # fmt: skip

    assert [len(one.lines) for one in found.statements] == [1, 1]
    assert not any(one.is_repeated for two in found.statements for one in two.lines)


def test_the_second_line_of_field_61_is_kept():
    one = line(mt940(f"{ENTRY}\r\nINVOICE 2026-0001", ":86:FEE"))
    other = line(mt940(f"{ENTRY}\r\n2026-0001", ":86:FEE"))

    assert one.text == "FEE INVOICE 2026-0001"
    assert other.references == ("2026-0001",)


def test_what_was_sent_and_kept():
    one = line(mt940(f"{ENTRY}\r\n/OCMT/EUR6400,//CHGS/USD15,00/", ":86:FEE"))

    assert (one.instructed_amount, one.instructed_currency, one.charges) == (Decimal("6400.00"), "EUR", Decimal("15"))


def test_the_account_loses_its_currency_and_a_line_is_left_aside_with_a_note():
    found = reading("SOME BANK OF SOMEWHERE\r\n" + mt940(account="1234567890USD"))

    assert found.statements[0].account == "1234567890"
    assert [(note.code, note.line) for note in found.notes] == [("left_aside", 1)]


def test_a_booking_after_new_year():
    text = mt940(":61:2512310102C7000,00NTRFNONREF", opened="251230", closed="260102")

    assert statement(text).lines[0].booked_on == date(2026, 1, 2)


def test_what_the_bank_says_of_the_whole_statement_is_noted():
    found = reading(mt940().replace("-\r\n", ":86:NOTE OF THE BANK\r\n-\r\n"))

    assert [(note.code, note.params["text"]) for note in found.notes] == [("left_aside", "NOTE OF THE BANK")]
    assert found.statements[0].lines[0].text == "FEE 2026-0001"
