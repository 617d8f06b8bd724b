"""The end of a treasurer's year: the bank's own tables, a reversal, a checklist with nothing left, the year typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.browsing import DESKTOP, PHONE, width_of
from tests.engines.banking.made_up import mt940
from tests.journeys.bank_files import MONEY, Billed
from tests.journeys.books import asked

YEAR = 2016  # what the demonstration has invoiced and, for the most part, been paid
CHECKLIST = f"{MONEY}years/{YEAR}/close/"
ACCOUNT = "110-2016-0001"
PAYERS_TREASURY = "treasury@second.example"
# The bank's words for our columns.
COLUMNS = {
    "date": "거래일자",
    "credit": "입금액",
    "debit": "출금액",
    "balance": "거래후잔액",
    "payer": "의뢰인",
    "text": "적요",
    "bank_reference": "거래번호",
}
Row = tuple[str, Decimal, str, str]  # day, amount, payer, text


def close_the_year(page: Any, axe: Any, data_dir: Path, mail_to: Callable[[str], tuple[str, str]]) -> None:
    """From the bank's own tables to twelve closed months; the checklist says at each step what is left."""
    part, over, back, *others = owed(data_dir)
    page.goto(f"/en/my/money/{over.slug}/contact/")
    page.get_by_label("E-mail", exact=True).fill(PAYERS_TREASURY)
    page.get_by_role("button", name="Save billing contact").click()

    first = [
        ("2016-12-01", part.total / 2, part.name, part.number),
        ("2016-12-02", over.total + 50, over.name, over.number),
        ("2016-12-05", back.total, back.name, back.number),
        *(("2016-12-06", one.total, one.name, one.number) for one in others),
        ("2016-12-09", Decimal("1.25"), "Bank", "이자"),
    ]
    balance = Decimal(5000)
    raw, after = own_table(first, balance)
    matched = 1 + len(others)
    bring_in_own_table(
        page, raw, COLUMNS, f"{len(first)} new transactions, 0 already known, {matched} matched automatically"
    )
    look_at_what_stops(page, axe, waiting=3)
    confirm(page, part.number)
    confirm(page, over.number)
    page.get_by_role("row").filter(has_text="이자").get_by_role("link").first.click()
    page.get_by_label("Reason").fill("Interest of the account")
    page.get_by_role("button", name="Exclude for this reason").click()
    page.get_by_text("Nothing to do.").wait_for()
    subject, _text = mail_to(PAYERS_TREASURY)
    assert re.search(r"Receipt R?\d{4}-\d+", subject), subject

    taken_back = mt940(
        f":61:1612121212RC{back.total:.2f}NTRFNONREF//T1".replace(".", ","),
        f":86:RETURN {back.name}",
        opening=f"{after:.2f}".replace(".", ","),
        closing=f"{after - back.total:.2f}".replace(".", ","),
        account=ACCOUNT,
        opened="161209",
        closed="161212",
    )
    bring_in(page, "december.sta", taken_back.encode(), "1 new transaction, 0 already known, 0 matched automatically")
    page.goto(f"{MONEY}bank/")
    page.get_by_role("link", name=re.compile("^View transaction")).click()  # the one that waits
    page.get_by_role("button", name="Undo this payment").click()
    page.get_by_text("Payment undone; its invoices are open again.").wait_for()

    last = [
        ("2016-12-20", part.total / 2, part.name, part.number),
        ("2016-12-21", back.total, back.name, back.number),
        ("2016-12-30", Decimal("-15.00"), "Bank", "수수료"),
    ]
    raw, _after = own_table(last, after - back.total)
    page.goto(f"{MONEY}bank/statements/")
    # The columns are known by now, and so is the account.
    page.locator("[name=known_account]").select_option(label=f"{ACCOUNT} (USD)")
    send(page, "late.csv", raw, "3 new transactions, 0 already known, 2 matched automatically", encoding="cp949")
    give_back_what_is_too_much(page, over)
    type_the_year(page, axe)

    assert page.get_by_role("link", name=re.compile("^Close the year")).count() == 0
    assert page.get_by_role("button", name=re.compile("^Close")).count() == 0
    assert page.get_by_text("not over yet").count() == 1
    closed = asked(data_dir, "SELECT month FROM finance_closedperiod ORDER BY month")
    assert closed == [(f"{YEAR}-{month:02}",) for month in range(1, 13)]


def owed(data_dir: Path) -> list[Billed]:
    """What is open of the year, the largest first."""
    rows = asked(
        data_dir,
        "SELECT i.number, b.open, o.sort_en, o.slug, i.issued_on FROM finance_invoice i JOIN finance_invoicebalance b"
        " ON b.invoice_id = i.id JOIN members_organisation o ON o.id = i.organisation_id WHERE i.year = ? AND"
        " b.open > 0 ORDER BY b.open DESC, i.id",
        YEAR,
    )
    return [Billed(number, Decimal(str(total)), *rest) for number, total, *rest in rows]


def own_table(rows: Sequence[Row], balance: Decimal) -> tuple[bytes, Decimal]:
    """A table as the bank makes it, in its words and encoding, and the balance that it ends with."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS.values())
    for place, (day, sum_, payer, text) in enumerate(rows):
        balance += sum_
        sides = (f"{sum_:.2f}", "") if sum_ > 0 else ("", f"{-sum_:.2f}")
        writer.writerow([day, *sides, f"{balance:.2f}", payer, text, f"{day}/{place}"])
    return made.getvalue().encode("cp949"), balance


def bring_in_own_table(page: Any, raw: bytes, columns: dict[str, str], said: str) -> None:
    """Refused in the bank's own words, until the columns are named; what was typed is there still."""
    page.goto(f"{MONEY}bank/statements/")
    page.locator("[name=account]").fill(ACCOUNT)
    page.locator("[name=currency]").select_option("USD")
    send(page, "bank.csv", raw, "needs the columns date, amount and has 거래일자", encoding="cp949")
    for name, of_bank in columns.items():
        page.locator(f"[name=column-{name}]").fill(of_bank)
    send(page, "bank.csv", raw, said, encoding="cp949")


def bring_in(page: Any, name: str, raw: bytes, said: str) -> None:
    page.goto(f"{MONEY}bank/statements/")
    send(page, name, raw, said)


def send(page: Any, name: str, raw: bytes, said: str, *, encoding: str = "utf-8") -> None:
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": raw})
    page.locator("[name=encoding]").select_option(encoding)
    with page.expect_navigation():
        page.get_by_role("button", name="Preview the file").click()
    if (accept := page.get_by_role("button", name="Accept and record")).count():
        accept.click()
        page.get_by_text("Recorded as shown.").wait_for()
    page.get_by_text(said).first.wait_for()


def look_at_what_stops(page: Any, axe: Any, *, waiting: int) -> None:
    """The checklist leads to the lines of the year, and offers no field to close it."""
    page.goto(CHECKLIST)
    page.get_by_text("1 item prevents closing.").wait_for()
    axe(page)
    assert page.locator("[name=typed]").count() == 0
    page.get_by_role("link", name="Bank transactions to match").click()
    page.get_by_text(f"{waiting} transactions to match").wait_for()


def confirm(page: Any, number: str) -> None:
    page.get_by_role("button", name=f"Confirm for {number}").first.click()
    page.get_by_text("Payment recorded and matched.").wait_for()


def give_back_what_is_too_much(page: Any, over: Billed) -> None:
    """The checklist leads to the credit; what was paid beyond the invoice goes back."""
    page.goto(CHECKLIST)
    page.get_by_text("Nothing prevents closing.").wait_for()
    assert states(page) == {"Unused credit": "To check"}
    page.get_by_role("link", name="Unused credit").click()
    row = page.get_by_role("row").filter(has_text=over.name)
    row.get_by_role("link", name="Decide the refund").click()
    page.get_by_label("Reason").fill("Paid beyond the invoice")
    page.get_by_role("button", name="Decide the refund").click()
    page.get_by_role("link", name="Record as paid out").click()
    page.get_by_role("button", name="Record as paid out").click()
    page.get_by_text("Refund paid out.").wait_for()


def type_the_year(page: Any, axe: Any) -> None:
    """On a phone: everything is in order, a wrong year is refused beside the field, the right one closes."""
    page.set_viewport_size(PHONE)
    page.goto(CHECKLIST)
    page.get_by_text("Everything is in order.").wait_for()
    assert states(page) == {}
    assert width_of(page) <= PHONE["width"]
    close = page.get_by_role("button", name=f"Close the year {YEAR}")
    page.locator("[name=typed]").fill("2015")
    close.click()
    page.get_by_text("This is not the year to be closed. Enter 2016, or go back.").wait_for()
    axe(page)
    page.locator("[name=typed]").fill(str(YEAR))
    close.click()
    page.get_by_text("Year closed. No more entries can be booked into it.").wait_for()
    page.set_viewport_size(DESKTOP)


def states(page: Any) -> dict[str, str]:
    """What the checklist does not call in order."""
    rows = page.get_by_role("table", name="To check before closing").locator("tbody tr").all()
    found = {row.locator("th").inner_text().strip(): row.locator("td").last.inner_text().strip() for row in rows}
    assert len(found) == 12
    return {name: state for name, state in found.items() if state != "In order"}
