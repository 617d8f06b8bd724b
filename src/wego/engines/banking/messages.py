"""What each fault and note says in English, and what would be right; apps have words of their own."""

from __future__ import annotations

from wego.engines import messages
from wego.engines.banking.faults import FileFault, Note

FETCH = "download the file from the bank again"
FETCH_WHOLE = "download the whole file from the bank again"
MISSING = "transactions are missing or appear twice: download the file from the bank again"
STATEMENT = "export the end-of-day statement (camt.053)"
WRITE_AMOUNTS = "write every amount with two decimals, such as 1234.00"
WRITE_DAYS = "write dates as year-month-day, such as 2016-10-12"
ENCODING = "choose the encoding used by the bank"

# code -> what is wrong, what would be right; the names in brackets are the facts that come with the code
FAULTS: dict[str, tuple[str, str]] = {
    "empty": ("is empty", FETCH_WHOLE),
    "too_long": ("is larger than allowed", "send the statements in smaller parts"),
    # --- encodings, XML
    "byte_not_of_encoding": ("byte %(byte)s is not %(encoding)s", ENCODING),
    "another_encoding": ("is written in %(found)s, not in %(said)s", ENCODING),
    "no_letter": ("contains an invalid character (%(code)s)", FETCH_WHOLE),
    "document_type": (
        "declares a document type or entities",
        "banks do not send any: download the file from the bank again",
    ),
    "too_deep": (
        "elements are nested more deeply than in any statement",
        "send a statement",
    ),
    "not_whole_xml": (
        "is not complete XML: %(why)s",
        "the file is cut off or in another encoding: download it from the bank again",
    ),
    "xml_encoding": ("is not complete XML: %(why)s", "send UTF-8"),
    # --- which message it is
    "no_statement": ("contains no statement", FETCH),
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
    "field_too_long": ("a field is longer than allowed in a statement", FETCH),
    # --- accounts, balances, pages
    "no_account": ("does not say which account it is of", FETCH),
    "no_opening_balance": ("has no opening balance", FETCH),
    "no_closing_balance": ("is cut off: it has no closing balance", FETCH),
    "balances_differ": ("opens in %(one)s and closes in %(other)s", FETCH),
    "not_a_balance": ("“%(text)s” is not a balance", FETCH),
    "balance": (
        (
            "the transactions do not add up to the closing balance of account %(account)s: %(opening)s and "
            "the transactions are %(total)s, the file says %(closing)s, a difference of %(difference)s"
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
        "“%(code)s” is not a currency",
        "write its ISO 4217 code, such as USD",
    ),
    "no_amount": ("has no amount", FETCH),
    "not_an_amount": ("“%(text)s” is not an amount", WRITE_AMOUNTS),
    "amount_too_large": (
        "the amount is too large",
        "at most twelve digits before the point",
    ),
    "too_many_decimals": (
        "%(amount)s has more decimals than %(currency)s has",
        "use at most %(decimals)s decimals",
    ),
    "below_zero": ("is below zero", "only the amount itself may have a minus"),
    "credit_or_debit": ("does not say whether it is credit or debit", FETCH),
    "credit_and_debit": (
        "is both incoming and outgoing",
        "one of the two columns is empty in every row",
    ),
    "not_a_booking": ("“%(text)s” is not a booking", FETCH),
    # --- days
    "not_a_day": ("“%(text)s” is not a valid date", WRITE_DAYS),
    "no_day": ("does not say on which date it was booked", FETCH),
    "day_or_month_first": ("“%(text)s” could have the day or the month first", WRITE_DAYS),
    "day_outside_statement": (
        "%(day)s is outside the statement period, %(first)s to %(last)s",
        "check the year; download the file from the bank again",
    ),
    "day_far_from_others": (
        "%(day)s is far from the other transactions, around %(middle)s",
        "check the year, or send a shorter period",
    ),
    "value_day_far": (
        "the value date %(value)s is far from the booking date %(day)s",
        "check the year; download the file from the bank again",
    ),
    "day_to_come": (
        "%(day)s is in the future",
        "only booked entries can be imported",
    ),
    # --- tables
    "columns_missing": (
        "needs the columns %(needs)s and has %(has)s",
        "rename the columns, or state what each contains",
    ),
    "unknown_column": ("unknown column", "the columns are %(columns)s"),
    "column_twice": ("appears twice in the header", "keep one"),
    "cells_differ": (
        "has %(cells)s cells where the header has %(columns)s",
        "the file is cut off here, or a cell containing the delimiter is not quoted",
    ),
    "not_csv": ("is not CSV: %(why)s", FETCH_WHOLE),
    "no_row": ("contains no transactions", "choose a period in which something was booked"),
    "cell_empty": ("is empty", "every line needs it"),
    "balance_missing": ("is empty", "give the balance in every row or in none"),
    "balance_does_not_follow": (
        "the balance %(after)s does not follow from %(before)s and this amount",
        MISSING,
    ),
    "several_accounts": (
        "contains transactions of several accounts: %(accounts)s",
        "one file for each account",
    ),
    "decimal_signs_mixed": (
        "amounts use both decimal comma and decimal point",
        WRITE_AMOUNTS,
    ),
    "decimal_sign_unclear": ("“%(text)s” could use thousands or decimal separators", WRITE_AMOUNTS),
}
NOTES: dict[str, str] = {
    "zero_left_out": "A zero entry on %(day)s is ignored: %(text)s",
    "statement_twice": "Statement %(number)s of account %(account)s appears twice in the file; it is counted once.",
    "gap": (
        "A statement of account %(account)s may be missing before %(day)s: one closes at %(closing)s, "
        "the next opens at %(opening)s."
    ),
    "not_booked": "An entry that is not booked (%(status)s) is ignored.",
    "batch_whole": "A batch of %(count)s payments is not split: its parts do not add up to its amount.",
    "sent_in": "%(amount)s %(currency)s were sent.",
    "left_aside": "Not part of any booking and ignored: %(text)s",
    "columns_aside": "Ignored columns: %(columns)s",
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
