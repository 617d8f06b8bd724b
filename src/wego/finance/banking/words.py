"""Words for what the engine says of a bank's file: why it is refused, what would be right, what is worth knowing."""

from __future__ import annotations

from django.utils.translation import gettext_noop

FETCH = gettext_noop("download the file from the bank again")
FETCH_WHOLE = gettext_noop("download the whole file from the bank again")
MISSING = gettext_noop("transactions are missing or appear twice: download the file from the bank again")
STATEMENT = gettext_noop("export the end-of-day statement (camt.053)")
WRITE_AMOUNTS = gettext_noop("write every amount with two decimals, such as 1234.00")
WRITE_DAYS = gettext_noop("write dates as year-month-day, such as 2016-10-12")
ENCODING = gettext_noop("choose the encoding used by the bank")

# code -> what is wrong, what would be right; the names in brackets are the facts that come with the code
FAULTS: dict[str, tuple[str, str]] = {
    "empty": (gettext_noop("is empty"), FETCH_WHOLE),
    "too_long": (gettext_noop("is larger than allowed"), gettext_noop("send the statements in smaller parts")),
    # --- encodings, XML
    "byte_not_of_encoding": (gettext_noop("byte %(byte)s is not %(encoding)s"), ENCODING),
    "another_encoding": (gettext_noop("is written in %(found)s, not in %(said)s"), ENCODING),
    "no_letter": (gettext_noop("contains an invalid character (%(code)s)"), FETCH_WHOLE),
    "document_type": (
        gettext_noop("declares a document type or entities"),
        gettext_noop("banks do not send any: download the file from the bank again"),
    ),
    "too_deep": (
        gettext_noop("elements are nested more deeply than in any statement"),
        gettext_noop("send a statement"),
    ),
    "not_whole_xml": (
        gettext_noop("is not complete XML: %(why)s"),
        gettext_noop("the file is cut off or in another encoding: download it from the bank again"),
    ),
    "xml_encoding": (gettext_noop("is not complete XML: %(why)s"), gettext_noop("send UTF-8")),
    # --- which message it is
    "no_statement": (gettext_noop("contains no statement"), FETCH),
    "not_camt053": (gettext_noop("is “%(what)s”, not a camt.053 statement"), STATEMENT),
    "interim_report": (
        gettext_noop("is an interim report (%(what)s): its entries may still change"),
        STATEMENT,
    ),
    "notification": (
        gettext_noop("is a notification of single entries (%(what)s), not a statement"),
        STATEMENT,
    ),
    "mt941": (
        gettext_noop("is a report of balances (MT941), not a statement"),
        gettext_noop("export the end-of-day statement (MT940)"),
    ),
    "mt942": (
        gettext_noop("is an interim report (MT942): its entries may still change"),
        gettext_noop("export the end-of-day statement (MT940)"),
    ),
    "cut_off_block": (gettext_noop("is cut off: the message has no end"), FETCH),
    "field_too_long": (gettext_noop("a field is longer than allowed in a statement"), FETCH),
    # --- accounts, balances, pages
    "no_account": (gettext_noop("does not say which account it is of"), FETCH),
    "no_opening_balance": (gettext_noop("has no opening balance"), FETCH),
    "no_closing_balance": (gettext_noop("is cut off: it has no closing balance"), FETCH),
    "balances_differ": (gettext_noop("opens in %(one)s and closes in %(other)s"), FETCH),
    "not_a_balance": (gettext_noop("“%(text)s” is not a balance"), FETCH),
    "balance": (
        gettext_noop(
            "the transactions do not add up to the closing balance of account %(account)s: %(opening)s and the "
            "transactions are %(total)s, the file says %(closing)s, a difference of %(difference)s"
        ),
        MISSING,
    ),
    "page_missing": (
        gettext_noop(
            "a page of account %(account)s is missing: one closes at %(closing)s, the next opens at %(opening)s"
        ),
        FETCH_WHOLE,
    ),
    "two_currencies": (
        gettext_noop("%(currency)s on an account in %(account)s"),
        gettext_noop("one account has one currency"),
    ),
    # --- amounts
    "no_currency": (
        gettext_noop("“%(code)s” is not a currency"),
        gettext_noop("write its ISO 4217 code, such as USD"),
    ),
    "no_amount": (gettext_noop("has no amount"), FETCH),
    "not_an_amount": (gettext_noop("“%(text)s” is not an amount"), WRITE_AMOUNTS),
    "amount_too_large": (
        gettext_noop("the amount is too large"),
        gettext_noop("at most twelve digits before the point"),
    ),
    "too_many_decimals": (
        gettext_noop("%(amount)s has more decimals than %(currency)s has"),
        gettext_noop("use at most %(decimals)s decimals"),
    ),
    "below_zero": (gettext_noop("is below zero"), gettext_noop("only the amount itself may have a minus")),
    "credit_or_debit": (gettext_noop("does not say whether it is credit or debit"), FETCH),
    "credit_and_debit": (
        gettext_noop("is both incoming and outgoing"),
        gettext_noop("one of the two columns is empty in every row"),
    ),
    "not_a_booking": (gettext_noop("“%(text)s” is not a booking"), FETCH),
    # --- days
    "not_a_day": (gettext_noop("“%(text)s” is not a valid date"), WRITE_DAYS),
    "no_day": (gettext_noop("does not say on which date it was booked"), FETCH),
    "day_or_month_first": (gettext_noop("“%(text)s” could have the day or the month first"), WRITE_DAYS),
    "day_outside_statement": (
        gettext_noop("%(day)s is outside the statement period, %(first)s to %(last)s"),
        gettext_noop("check the year; download the file from the bank again"),
    ),
    "day_far_from_others": (
        gettext_noop("%(day)s is far from the other transactions, around %(middle)s"),
        gettext_noop("check the year, or send a shorter period"),
    ),
    "value_day_far": (
        gettext_noop("the value date %(value)s is far from the booking date %(day)s"),
        gettext_noop("check the year; download the file from the bank again"),
    ),
    "day_to_come": (
        gettext_noop("%(day)s is in the future"),
        gettext_noop("only booked entries can be imported"),
    ),
    # --- tables
    "columns_missing": (
        gettext_noop("needs the columns %(needs)s and has %(has)s"),
        gettext_noop("rename the columns, or state what each contains"),
    ),
    "unknown_column": (gettext_noop("unknown column"), gettext_noop("the columns are %(columns)s")),
    "column_twice": (gettext_noop("appears twice in the header"), gettext_noop("keep one")),
    "cells_differ": (
        gettext_noop("has %(cells)s cells where the header has %(columns)s"),
        gettext_noop("the file is cut off here, or a cell containing the delimiter is not quoted"),
    ),
    "not_csv": (gettext_noop("is not CSV: %(why)s"), FETCH_WHOLE),
    "no_row": (gettext_noop("contains no transactions"), gettext_noop("choose a period in which something was booked")),
    "cell_empty": (gettext_noop("is empty"), gettext_noop("every line needs it")),
    "balance_missing": (gettext_noop("is empty"), gettext_noop("give the balance in every row or in none")),
    "balance_does_not_follow": (
        gettext_noop("the balance %(after)s does not follow from %(before)s and this amount"),
        MISSING,
    ),
    "several_accounts": (
        gettext_noop("contains transactions of several accounts: %(accounts)s"),
        gettext_noop("one file for each account"),
    ),
    "decimal_signs_mixed": (
        gettext_noop("amounts use both decimal comma and decimal point"),
        WRITE_AMOUNTS,
    ),
    "decimal_sign_unclear": (gettext_noop("“%(text)s” could use thousands or decimal separators"), WRITE_AMOUNTS),
}
NOTES: dict[str, str] = {
    "zero_left_out": gettext_noop("A zero entry on %(day)s is ignored: %(text)s"),
    "statement_twice": gettext_noop(
        "Statement %(number)s of account %(account)s appears twice in the file; it is counted once."
    ),
    "gap": gettext_noop(
        "A statement of account %(account)s may be missing before %(day)s: one closes at %(closing)s, the "
        "next opens at %(opening)s."
    ),
    "not_booked": gettext_noop("An entry that is not booked (%(status)s) is ignored."),
    "batch_whole": gettext_noop("A batch of %(count)s payments is not split: its parts do not add up to its amount."),
    "sent_in": gettext_noop("%(amount)s %(currency)s were sent."),
    "left_aside": gettext_noop("Not part of any booking and ignored: %(text)s"),
    "columns_aside": gettext_noop("Ignored columns: %(columns)s"),
}
# code of the engine -> source text, for one sentence each
WORDS: dict[str, str] = {code: what for code, (what, _remedy) in FAULTS.items()} | NOTES
REMEDIES: dict[str, str] = {code: remedy for code, (_what, remedy) in FAULTS.items()}
