"""Journey 5: the treasurer's year, from the simulation to the closed books; every figure ties to the journal."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE
from tests.journeys import office_day
from tests.journeys.bank_files import MONEY, Billed, entry, open_line, statement_file, upload
from tests.journeys.books import amount, asked, cells, journal, table
from tests.journeys.joining import equip, sign_in_to_office
from tests.journeys.year_end import close_the_year

pytestmark = pytest.mark.browser

YEAR = 2017  # the year after the one that the demonstration has invoiced: figures of 2015, schedule of 2016
TREASURY = "treasury@first.example"
RATE = Decimal("1.25")


def test_the_treasurers_year(step_in: Any, new_page: Any, axe: Any, data_dir: Path, mail_to: Any):
    page = new_page(DESKTOP)
    step_in(page, "Sena Demo")

    simulate(page, axe)
    run_dues(page, axe, data_dir)
    invoices = issued(data_dir)
    send_all(page, axe, invoices[0], mail_to)
    bring_in(page, axe, data_dir, invoices)
    clear_the_queue(page, axe, invoices)
    pay_in_another_currency(page, invoices[4])
    for check in (trial_balance, overview, ageing, credit, statement):
        check(page, axe, data_dir, invoices)


def test_the_year_before_is_closed(step_in: Any, new_page: Any, axe: Any, data_dir: Path, mail_to: Any):
    page = new_page(DESKTOP)
    step_in(page, "Sena Demo")

    close_the_year(page, axe, data_dir, mail_to)


def test_a_day_in_the_office(step_in: Any, new_page: Any, data_dir: Path):
    page, colleague = new_page(DESKTOP), new_page(DESKTOP, javascript=False)
    equip(data_dir, "secretariat@step-in.example")
    sign_in_to_office(page, "secretariat@step-in.example")

    read = office_day.work(page)
    step_in(colleague, office_day.COLLEAGUE)
    office_day.find_what_was_handed_over(colleague)

    page.set_viewport_size(PHONE)
    office_day.read_on_a_phone(page, read, PHONE["width"])


# --- what the treasurer does ----------------------------------------------------------------------------------------
def simulate(page: Any, axe: Any) -> None:
    """What the figures of another year would change, by member and in total."""
    page.goto("/en/office/dues/simulator/")
    page.locator("[name=year]").fill(str(YEAR))
    for side, figures in (("before", "2014"), ("after", "2016")):
        page.locator(f"[name={side}_way]").select_option("2016:printed")
        page.locator(f"[name={side}_gdp]").select_option(figures)
    page.get_by_role("button", name="Simulate").click()
    said = page.get_by_text(re.compile("^Difference:")).inner_text()
    axe(page)

    rows = table(page, page.url + "&format=csv")
    difference, changed = re.search(r"Difference: (-?[\d,]+); (\d+) members", said).groups()  # type: ignore[union-attr]
    differences = [Decimal(row["difference"] or 0) for row in rows]
    assert sum(differences) == amount(difference)
    assert sum(bool(one) for one in differences) == int(changed) > 0


def run_dues(page: Any, axe: Any, data_dir: Path) -> None:
    """A run in the background, looked at before anything is issued."""
    page.goto("/en/office/dues/")
    page.locator("[name=year]").fill(str(YEAR))
    page.get_by_role("button", name="Calculate the fees").click()
    status(page, "Ready to check")
    axe(page)
    assert page.get_by_role("heading", name="Against last year’s invoices").count() == 1
    assert page.locator("table.listing").first.locator("tbody tr").count() > 0

    page.get_by_role("link", name="why").click()
    page.wait_for_url("**outcome=cannot")
    reasons = page.locator("table.listing").last.locator("tbody tr")
    assert reasons.count() > 0
    assert all("population" in row.lower() or "product" in row.lower() for row in reasons.all_inner_texts())
    before = asked(data_dir, "SELECT COUNT(*) FROM finance_invoice")[0][0]

    page.get_by_role("link", name=re.compile(r"^Issue \d+ invoices$")).click()
    page.get_by_role("button", name=re.compile(r"^Issue \d+ invoices$")).click()
    status(page, "Done")

    due = asked(data_dir, "SELECT COUNT(*) FROM dues_runquote WHERE outcome = 'due' AND run_id = ?", run_of(page))
    assert asked(data_dir, "SELECT COUNT(*) FROM finance_invoice")[0][0] - before == due[0][0] > 5


def send_all(page: Any, axe: Any, first: Billed, mail_to: Callable[[str], tuple[str, str]]) -> None:
    """Who has told where invoices go gets its mail; the others wait for an address."""
    page.goto(f"/en/my/money/{first.slug}/contact/")
    page.get_by_label("E-mail", exact=True).fill(TREASURY)
    page.get_by_role("button", name="Save billing contact").click()
    page.goto(f"{MONEY}unsent/")
    axe(page)
    page.get_by_role("button", name=re.compile(r"^Send all \d+ invoices$")).click()
    page.get_by_text("The invoices are being sent").wait_for()
    for _time in range(60):
        if first.number not in page.locator("table.listing").first.inner_text():
            break
        page.wait_for_timeout(500)
        page.reload()

    subject, text = mail_to(TREASURY)
    assert f"Invoice {first.number} for {YEAR}" in subject
    assert f"${first.total:,.2f}" in text


def bring_in(page: Any, axe: Any, data_dir: Path, invoices: list[Billed]) -> None:
    """The bank's files: what is certain is matched at once, and the same file twice adds nothing."""
    exact, part, double, unnamed, foreign = invoices
    dollars = [
        entry(exact.total, f"{exact.number} membership fee", exact.name),
        entry(part.total / 2, part.number, part.name),
        entry(double.total, double.number, double.name),
        entry(double.total, f"again {double.number}", double.name),
        entry(unnamed.total, "yearly contribution", f"Treasury of {unnamed.name}"),
        entry(Decimal("3.21"), "Interest", "The bank"),
    ]
    euros = [entry(foreign.total / RATE, f"{foreign.number} in euros", foreign.name, "EUR")]
    files = {"dollars.xml": statement_file(dollars, exact), "euros.xml": statement_file(euros, exact, "EUR")}

    page.goto(f"{MONEY}bank/statements/")
    axe(page)
    assert (
        upload(page, "dollars.xml", files["dollars.xml"])
        == "6 new transactions, 0 already known, 1 matched automatically."
    )
    assert (
        upload(page, "euros.xml", files["euros.xml"]) == "1 new transaction, 0 already known, 0 matched automatically."
    )
    before = journal(data_dir)
    for name, raw in files.items():
        assert upload(page, f"again-{name}", raw).startswith("0 new transactions, ")

    assert journal(data_dir) == before
    assert asked(data_dir, "SELECT COUNT(*) FROM finance_bankline") == [(7,)]


def clear_the_queue(page: Any, axe: Any, invoices: list[Billed]) -> None:
    """Each line that is not certain gets its place: confirmed, credit, or set aside with a reason."""
    _exact, part, double, unnamed, foreign = invoices
    page.goto(f"{MONEY}bank/")
    axe(page)
    assert page.get_by_role("row").count() == 1 + 6
    assert page.get_by_text("another transaction has the same content: paid twice?").count() >= 2
    for one in (part, double, unnamed):
        row = page.get_by_role("row").filter(has_text=one.name).first
        row.get_by_role("button", name=f"Confirm for {one.number}").click()
        page.get_by_text("Payment recorded and matched.").wait_for()

    for one in (double, foreign):  # paid twice, and in another currency: both are the member's credit
        open_line(page, one.name)
        page.get_by_label("Or credit to").select_option(label=one.name)
        page.get_by_role("button", name="Preview").click()
        page.get_by_text(f"become credit of {one.name}; no invoice is paid").wait_for()
        page.get_by_role("button", name="Record and match").click()
        page.get_by_text("Payment recorded and matched.").wait_for()
    open_line(page, "Interest")
    axe(page)
    page.get_by_label("Reason").fill("Interest of the account")
    page.get_by_role("button", name="Exclude for this reason").click()
    page.get_by_text("Nothing to do.").wait_for()


def pay_in_another_currency(page: Any, foreign: Billed) -> None:
    """Credit in euros pays an invoice in dollars by the recorded rate of the day on which it arrived."""
    page.goto(f"{MONEY}invoices/{foreign.number}/")
    use = page.get_by_role("button", name=re.compile("^Use the member’s credit of €"))
    use.click()
    page.get_by_text("First record the value of 1 EUR in USD").wait_for()
    page.goto(f"{MONEY}settings/")
    for name, value in (("base", "EUR"), ("quote", "USD")):
        page.locator(f"[name=rate-{name}]").select_option(value)
    for name, value in (("on", foreign.issued_on), ("rate", str(RATE))):
        page.locator(f"[name=rate-{name}]").fill(value)
    page.locator("[name=rate-source]").fill("Made up for this test")
    page.get_by_role("button", name="Record this rate").click()
    page.get_by_text("Rate recorded.").wait_for()
    page.goto(f"{MONEY}invoices/{foreign.number}/")
    use.click()
    page.get_by_text("Credit used for this invoice.").wait_for()
    page.get_by_text("$0.00 of").wait_for()


# --- every figure ties to the journal -------------------------------------------------------------------------------
def trial_balance(page: Any, axe: Any, data_dir: Path, _invoices: list[Billed]) -> None:
    page.goto(f"{MONEY}journal/")
    axe(page)
    shown: dict[tuple[str, str], Decimal] = {}
    for currency, account, _kind, debit, credit_, balance in cells(page, 6):
        assert amount(debit) - amount(credit_) == amount(balance)
        shown[account, currency] = amount(balance)
    booked = journal(data_dir)
    names = {
        "Bank": "bank",
        "Receivable from members": "receivable",
        "Member credit": "prepayments",
        "Income from membership fees": "dues_income",
        "Charges taken by banks": "bank_charges",
        "Exchange between currencies": "exchange",
    }
    assert {(names[account], currency): sum_ for (account, currency), sum_ in shown.items()} == booked
    for currency in ("USD", "EUR"):
        assert sum(sum_ for (_account, code), sum_ in booked.items() if code == currency) == 0
    lines = asked(data_dir, "SELECT amount FROM finance_bankline WHERE status = 'matched' AND currency = 'EUR'")
    assert booked["bank", "EUR"] == sum(Decimal(str(one)) for (one,) in lines)


def overview(page: Any, axe: Any, data_dir: Path, _invoices: list[Billed]) -> None:
    page.goto(MONEY)
    axe(page)
    open_ = journal(data_dir)["receivable", "USD"]
    invoiced = asked(data_dir, "SELECT SUM(amount) FROM finance_posting WHERE debit = 'receivable' AND"
                     " credit = 'dues_income' AND currency = 'USD'")[0][0]  # fmt: skip
    assert amount(page.locator("table.listing tbody th").first.inner_text()) == open_
    for way in ("year", "region", "kind"):
        rows = table(page, f"{MONEY}?by={way}&format=csv")
        assert sum(Decimal(row["open"]) for row in rows) == open_, way
        assert sum(Decimal(row["invoiced"]) for row in rows) == Decimal(str(invoiced)), way


def ageing(page: Any, axe: Any, data_dir: Path, _invoices: list[Billed]) -> None:
    page.goto(f"{MONEY}ageing/")
    axe(page)
    ((_currency, count, *buckets, total),) = cells(page, 8)
    open_ = asked(data_dir, "SELECT COUNT(*), SUM(open) FROM finance_invoicebalance WHERE open > 0")[0]
    assert amount(total) == sum(map(amount, buckets)) == journal(data_dir)["receivable", "USD"]
    assert (int(count), amount(total)) == (open_[0], Decimal(str(open_[1])))
    assert amount(buckets[0]) > 0, "what was issued today is not due"
    assert amount(buckets[-1]) > 0, "what is open of 2016 is long due"


def credit(page: Any, axe: Any, data_dir: Path, invoices: list[Billed]) -> None:
    """What was paid twice is the member's credit, and said to be double."""
    page.goto(f"{MONEY}credits/")
    axe(page)
    ((name, _day, _arrived, unused, _next),) = [row for row in cells(page, 5) if "$" in row[3]]
    assert name == invoices[2].name
    assert amount(unused) == -journal(data_dir)["prepayments", "USD"] == invoices[2].total
    assert page.get_by_text("Possible duplicate payment").count() == 1


def statement(page: Any, axe: Any, data_dir: Path, invoices: list[Billed]) -> None:
    """The member's own page says what the journal says of it."""
    for one in invoices[1:3]:
        address = f"/en/my/money/{one.slug}/statement/?start=2016-01-01&end={one.issued_on}"
        page.goto(address)
        axe(page)
        closing_ = Decimal(table(page, f"{address}&format=csv")[-1]["balance"])
        owed = asked(
            data_dir,
            "SELECT SUM((debit IN ('receivable', 'prepayments')) * amount - (credit IN ('receivable', 'prepayments'))"
            " * amount) FROM finance_posting JOIN members_organisation o ON o.id = organisation_id WHERE slug = ?",
            one.slug,
        )
        assert closing_ == Decimal(str(owed[0][0])), one
        assert amount(page.locator("dl.keys dd").first.inner_text()) == closing_


# --- runs and what they issued ---------------------------------------------------------------------------------------
def issued(data_dir: Path) -> list[Billed]:
    """Five invoices of the run whose members owe nothing else, each of another amount than the rest."""
    rows = asked(
        data_dir,
        "SELECT i.number, i.total, o.sort_en, o.slug, i.issued_on FROM finance_invoice i JOIN members_organisation o"
        " ON o.id = i.organisation_id WHERE i.year = ? AND NOT EXISTS (SELECT 1 FROM finance_invoice f JOIN"
        " finance_invoicebalance b ON b.invoice_id = f.id WHERE f.organisation_id = o.id AND f.year < i.year AND"
        " b.open > 0) ORDER BY i.id",
        YEAR,
    )
    return [Billed(number, Decimal(str(total)), *rest) for number, total, *rest in rows[:5]]


def status(page: Any, word: str) -> None:
    """Wait until the run is so; its page asks again by itself."""
    page.locator("p[role=status] strong").get_by_text(word, exact=True).wait_for(timeout=90_000)


def run_of(page: Any) -> int:
    return int(re.search(r"/dues/(\d+)/", page.url).group(1))  # type: ignore[union-attr]
