"""What each fault and note says in English, and what would be right; apps have words of their own."""

from __future__ import annotations

from wego.engines import messages
from wego.engines.banking.faults import FileFault, Note

FETCH = "fetch the file from the bank again"
FETCH_WHOLE = "fetch the whole file from the bank again"
MISSING = "lines are missing or stand twice: fetch the file from the bank again"
STATEMENT = "export the end-of-day statement (camt.053)"
WRITE_AMOUNTS = "write every amount with two decimals, such as 1234.00"
WRITE_DAYS = "write dates as year-month-day, such as 2016-10-12"
ENCODING = "choose the encoding in which the bank wrote it"

# code -> what is wrong, what would be right; the names in brackets are the facts that come with the code
FAULTS: dict[str, tuple[str, str]] = {
    "empty": ("is empty", FETCH_WHOLE),
    "too_long": ("holds more than a file may hold", "send the statements in smaller parts"),
    # --- encodings, XML
    "byte_not_of_encoding": ("byte %(byte)s is not %(encoding)s", ENCODING),
    "another_encoding": ("is written in %(found)s, not in %(said)s", ENCODING),
    "no_letter": ("holds a character that no text has (%(code)s)", FETCH_WHOLE),
    "document_type": (
        "declares a document type or entities",
        "banks send none: fetch the file from the bank again",
    ),
    "too_deep": (
        "elements stand in each other deeper than in any statement",
        "send a statement",
    ),
    "not_whole_xml": (
        "is not whole XML: %(why)s",
        "the file is cut off or in another encoding: fetch it from the bank again",
    ),
    "xml_encoding": ("is not whole XML: %(why)s", "send UTF-8"),
    # --- which message it is
    "no_statement": ("holds no statement", FETCH),
    "not_camt053": ("is “%(what)s”, not a camt.053 statement", STATEMENT),
    "interim_report": (
        "is an interim report (%(what)s): its entries may still change",
        STATEMENT,
    ),
    "notification": (
        "is a notification of single entries (%(what)s), not a statement",
        STATEMENT,
    ),
    "mt941": (
        "is a report of balances (MT941), not a statement",
        "export the end-of-day statement (MT940)",
    ),
    "mt942": (
        "is an interim report (MT942): its entries may still change",
        "export the end-of-day statement (MT940)",
    ),
    "cut_off_block": ("is cut off: the message has no end", FETCH),
    "field_too_long": ("a field is longer than any statement's", FETCH),
    # --- accounts, balances, pages
    "no_account": ("does not say which account it is of", FETCH),
    "no_opening_balance": ("has no opening balance", FETCH),
    "no_closing_balance": ("is cut off: it has no closing balance", FETCH),
    "balances_differ": ("opens in %(one)s and closes in %(other)s", FETCH),
    "not_a_balance": ("“%(text)s” is no balance", FETCH),
    "balance": (
        (
            "the lines do not make the closing balance of account %(account)s: %(opening)s and the lines are "
            "%(total)s, the file says %(closing)s, a difference of %(difference)s"
        ),
        MISSING,
    ),
    "page_missing": (
        "a page of account %(account)s is missing: one closes at %(closing)s, the next opens at %(opening)s",
        FETCH_WHOLE,
    ),
    "two_currencies": (
        "%(currency)s on an account in %(account)s",
        "one account has one currency",
    ),
    # --- amounts
    "no_currency": (
        "“%(code)s” is no currency",
        "write its ISO 4217 code, such as USD",
    ),
    "no_amount": ("has no amount", FETCH),
    "not_an_amount": ("“%(text)s” is no amount", WRITE_AMOUNTS),
    "amount_too_large": (
        "the amount is too large",
        "at most twelve digits before the point",
    ),
    "too_many_decimals": (
        "%(amount)s has more decimals than %(currency)s has",
        "amounts are whole coins: at most %(decimals)s decimals",
    ),
    "below_zero": ("is below zero", "only the amount itself may have a minus"),
    "credit_or_debit": ("does not say whether it is credit or debit", FETCH),
    "credit_and_debit": (
        "says both that money came in and that it went out",
        "one of the two columns is empty in every line",
    ),
    "not_a_booking": ("“%(text)s” is no booking", FETCH),
    # --- days
    "not_a_day": ("“%(text)s” is no date, or none that can be", WRITE_DAYS),
    "no_day": ("does not say on which day it was booked", FETCH),
    "day_or_month_first": ("“%(text)s” can be read with the day or with the month first", WRITE_DAYS),
    "day_outside_statement": (
        "%(day)s lies outside the statement, which goes from %(first)s to %(last)s",
        "look at the year; fetch the file from the bank again",
    ),
    "day_far_from_others": (
        "%(day)s lies far from the other lines, around %(middle)s",
        "look at the year, or send a shorter period",
    ),
    "value_day_far": (
        "the value day %(value)s lies far from the booking day %(day)s",
        "look at the year; fetch the file from the bank again",
    ),
    "day_to_come": (
        "%(day)s is still to come",
        "only what is booked can be brought in",
    ),
    # --- tables
    "columns_missing": (
        "needs the columns %(needs)s and has %(has)s",
        "rename the columns, or say which of them holds what",
    ),
    "unknown_column": ("unknown column", "the columns are %(columns)s"),
    "column_twice": ("stands twice in the header", "keep one"),
    "cells_differ": (
        "has %(cells)s cells where the header has %(columns)s",
        "the file is cut off here, or a cell that holds the delimiter is not quoted",
    ),
    "not_csv": ("is not CSV: %(why)s", FETCH_WHOLE),
    "no_row": ("holds no line", "choose a period in which something was booked"),
    "cell_empty": ("is empty", "every line needs it"),
    "balance_missing": ("is empty", "give the balance in every line or in none"),
    "balance_does_not_follow": (
        "the balance %(after)s does not follow from %(before)s and this amount",
        MISSING,
    ),
    "several_accounts": (
        "holds lines of several accounts: %(accounts)s",
        "one file for each account",
    ),
    "decimal_signs_mixed": (
        "amounts are written with decimal comma and with decimal point",
        WRITE_AMOUNTS,
    ),
    "decimal_sign_unclear": ("“%(text)s” can be read as thousands or as decimals", WRITE_AMOUNTS),
}
NOTES: dict[str, str] = {
    "zero_left_out": "An entry of nothing on %(day)s is left out: %(text)s",
    "statement_twice": "Statement %(number)s of account %(account)s stands in the file twice; it counts once.",
    "gap": (
        "A statement of account %(account)s seems to be missing before %(day)s: one closes at %(closing)s, "
        "the next opens at %(opening)s."
    ),
    "not_booked": "An entry that is not booked (%(status)s) is left out.",
    "batch_whole": "A batch of %(count)s payments stays whole: its parts do not make its amount.",
    "sent_in": "%(amount)s %(currency)s were sent.",
    "left_aside": "This belongs to no booking and is left aside: %(text)s",
    "columns_aside": "Columns left aside: %(columns)s",
}
MESSAGES: dict[str, str] = {code: what for code, (what, _remedy) in FAULTS.items()} | NOTES
REMEDIES: dict[str, str] = {code: remedy for code, (_what, remedy) in FAULTS.items()}


def english(fault: FileFault) -> tuple[str, str]:
    """What is wrong and what would be right."""
    return messages.english(fault.said, MESSAGES), messages.english(fault.said, REMEDIES)


def english_note(note: Note) -> str:
    """The note as a sentence, with the line of the file where it has one."""
    said = messages.english(note.said, MESSAGES)
    return f"line {note.line}: {said}" if note.line else said
