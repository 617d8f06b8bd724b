"""An edition of the index from the draft to a critic: the office, a city on a phone, the public, a stranger."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, wego, width_of
from tests.journeys.answering import PDF

# Two editions are computed on the way, which takes a minute; tests/cityindex goes each step alone.
pytestmark = [pytest.mark.browser, pytest.mark.whole]

MailTo = Callable[[str], tuple[str, str]]
Look = Callable[[Any], None]
EDITIONS = "/en/office/index-editions/"
CODE, NAME = "index-next", "Next index"
DRAFT = f"{EDITIONS}drafts/{CODE}/"
BINA = "officer-middling@step-in.example"  # of Kathmandu, of which no source has a figure of its own
CITY, SLUG, INDICATOR = "Kathmandu", "kathmandu", "un.losi"


def test_an_edition_from_the_draft_to_a_critics_computer(
    new_page: Any, step_in: Any, mail_to: MailTo, axe: Any, data_dir: Path, tmp_path: Path
):
    office, city, scripted = new_page(DESKTOP), new_page(PHONE, javascript=False), new_page(PHONE)
    office.context.set_default_timeout(90_000)  # an edition is computed while the office waits

    def look(page: Any) -> None:
        """The page fits a phone and breaks no rule of accessibility (a tool that wants scripts)."""
        assert width_of(page) <= PHONE["width"], page.url
        scripted.context.clear_cookies()
        scripted.context.add_cookies(page.context.cookies())
        scripted.goto(page.url)
        axe(scripted)

    step_in(office, "Sena Demo")
    step_in(city, "Bina Demo")

    draft(office, axe)
    invite(office, axe)
    take_part(city, look, mail_to, tmp_path)
    answer(office, axe)
    assert_answered(city, mail_to)
    lay_out(office)
    assert_previewed(city, look, mail_to)
    publish(office)
    rank = assert_public(new_page(PHONE, javascript=False), look)
    assert_told(city, look, mail_to, rank)
    withdraw(office, axe)
    assert_withdrawn(new_page(PHONE, javascript=False), data_dir, rank)
    correct(office)
    assert_beside(new_page(DESKTOP), axe)
    for code in (CODE, f"{CODE}-2"):
        recompute(new_page(DESKTOP), code, tmp_path)


# --- the office drafts ------------------------------------------------------------------------------------------------
def draft(page: Any, axe: Any) -> None:
    """From the framework of the edition that is out; what is in the way is named and mended."""
    page.goto(EDITIONS)
    axe(page)
    page.get_by_role("link", name="Start a draft").click()
    page.locator("[name=code]").fill(CODE)
    page.locator("[name=figures_of]").fill("2024")
    page.locator("[name=name_en]").fill(NAME)
    page.locator("[name=based_on]").select_option(label="Pilot index 2024, from public figures")
    axe(page)
    page.get_by_role("button", name="Start draft").click()
    page.get_by_text("Draft started.").wait_for()

    page.get_by_role("heading", name="Problems to fix first").wait_for()
    axe(page)
    assert page.get_by_role("button", name="Build the edition").count() == 0
    fill_basics(page, days=(-7, 30), name_ko="다음 지수", name_zh="下一期指数", own_values="1")
    assert page.get_by_role("heading", name="Problems to fix first").count() == 0

    # What is missing, correlated and skewed, each in a table of its own.
    missing = page.get_by_role("table", name="Missing values by indicator").locator("tbody tr")
    assert missing.count() == 12
    assert page.get_by_text("outliers").count() >= 1
    pairs = page.get_by_role("table", name="Relationships between parts").locator("tbody tr")
    assert "nearly the same" in " ".join(pairs.all_inner_texts())
    assert page.get_by_role("table", name="Missing values by city").locator("tbody tr").count() > 10

    page.get_by_role("link", name="Framework", exact=True).first.click()
    axe(page)
    row = page.locator(f"tr:has(input[value='{INDICATOR}'])")
    row.locator("input[name$=-weight]").fill("2")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()


def fill_basics(page: Any, *, days: tuple[int, int], **cells: str) -> None:
    """Names and the days for corrections, counted from today."""
    page.goto(f"{DRAFT}basics/")
    for name, text in cells.items():
        page.locator(f"[name={name}]").fill(text)
    for name, distance in zip(("corrections_from", "corrections_until"), days, strict=True):
        page.locator(f"[name={name}]").fill((date.today() + timedelta(days=distance)).isoformat())
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()


def invite(page: Any, axe: Any) -> None:
    """Every city that has an officer, in one act; who is in is not asked again."""
    page.goto(DRAFT)
    page.get_by_role("link", name=re.compile("^0 invited")).click()
    axe(page)
    page.get_by_role("button", name="Invite all 3 cities").click()
    page.get_by_text("E-mails to 3 cities are being sent.").wait_for()
    sent(page)
    assert page.get_by_role("button", name=re.compile("^Invite all")).count() == 0
    page.goto(f"{DRAFT}cities/?state=silent")
    assert CITY in page.get_by_role("table", name="Invited cities").inner_text()
    axe(page)


def sent(page: Any) -> None:
    """Wait until the worker has sent what was asked for."""
    for _time in range(60):
        if page.get_by_text(re.compile("waiting to be sent")).count() == 0:
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the worker sends nothing")


# --- the city takes part ----------------------------------------------------------------------------------------------
def take_part(page: Any, look: Look, mail_to: MailTo, folder: Path) -> None:
    """On a phone, without scripts: from the mail to a request with its document."""
    subject, text = mail_to(BINA)
    assert subject == f"[WeGO] {NAME}: {CITY} is invited to participate"
    page.goto(link_in(text, f"/en/my/index/{CODE}/{SLUG}/"))
    look(page)
    page.get_by_role("button", name="Participate").click()
    page.get_by_text("Your city is participating.").wait_for()
    page.get_by_role("button", name="Confirm figures").click()
    page.get_by_text("Figures confirmed.").wait_for()
    look(page)

    page.locator(f"a[href$='/correct/{INDICATOR}/']").click()
    look(page)
    page.get_by_role("button", name="Request correction").click()
    page.get_by_text("This field is required.").nth(2).wait_for()  # the form says what is missing, and stays
    page.get_by_label("Correct value").fill("0.75")
    page.get_by_label("Of the year").fill("2024")
    page.get_by_label("What is wrong, and how the value was determined").fill("Made up: the portal was assessed again.")
    evidence = folder / "assessment.pdf"
    evidence.write_bytes(PDF)
    page.get_by_label("Supporting document").set_input_files(evidence)
    page.get_by_role("button", name="Request correction").click()
    page.get_by_text("Correction requested. The secretariat will reply with a reason.").wait_for()
    look(page)


def link_in(text: str, path: str) -> str:
    """The link of a mail to that page."""
    found = re.search(rf"http://localhost:\d+{re.escape(path)}\S*", text)
    assert found, text
    return found.group()


def answer(page: Any, axe: Any) -> None:
    """The office reads the document and answers with its reason."""
    page.goto(f"{EDITIONS}corrections/")
    axe(page)
    row = page.get_by_role("table", name="Awaiting reply").get_by_role("row").filter(has_text=NAME)
    row.get_by_role("link", name=CITY).click()
    axe(page)
    document = page.context.request.get(page.get_by_role("link", name="assessment.pdf").get_attribute("href"))
    assert document.body() == PDF
    page.get_by_label("Accept: replace the value in the data register").check()
    page.get_by_label("Reason, as shown to the city").fill("The document says so.")
    page.get_by_role("button", name="Reply to the city").click()
    page.get_by_text("Reply saved. The person who requested the correction is notified by e-mail.").wait_for()


def assert_answered(page: Any, mail_to: MailTo) -> None:
    _subject, text = mail_to(BINA)
    assert "The document says so." in text
    page.goto(link_in(text, f"/en/my/index/{CODE}/{SLUG}/"))
    assert page.get_by_text("The document says so.").count() == 1
    page.get_by_text("Figures have changed since you confirmed them. Please check them again.").wait_for()
    page.get_by_role("button", name="Confirm figures").click()
    page.get_by_text("Figures confirmed.").wait_for()


# --- laid out, shown, published ---------------------------------------------------------------------------------------
def lay_out(page: Any) -> None:
    page.goto(DRAFT)
    page.get_by_role("button", name="Build the edition").click()
    page.get_by_text("Edition built. Only the secretariat can see it.").wait_for()
    page.goto(f"{DRAFT}cities/")
    page.get_by_role("button", name="Notify participants that their preview is available").click()
    page.get_by_text("E-mails to 1 city are being sent.").wait_for()
    sent(page)


def assert_previewed(page: Any, look: Look, mail_to: MailTo) -> None:
    """The city sees its own rank with its interval, and nobody sees the edition."""
    subject, text = mail_to(BINA)
    assert subject == f"[WeGO] {NAME}: {CITY} can see its preliminary rank"
    page.goto(link_in(text, f"/en/my/index/{CODE}/{SLUG}/"))
    look(page)
    assert int(page.locator("dl.keys dd").first.inner_text()) > 0
    assert page.goto(f"/en/index/{CODE}/").status == 404


def publish(page: Any) -> None:
    """Not while cities may still ask."""
    page.goto(DRAFT)
    page.get_by_text("Cities can still request corrections: publish after the last day, or change it.").wait_for()
    assert page.get_by_role("button", name="Publish the edition").count() == 0
    fill_basics(page, days=(-7, -1))
    page.get_by_role("link", name="Publish the edition").click()
    page.get_by_label("Publish as").select_option("published")
    page.get_by_role("button", name="Publish the edition").click()
    page.get_by_text("Edition published; its figures are frozen.").wait_for()
    page.goto(f"{DRAFT}cities/")
    sent(page)


def assert_public(page: Any, look: Look) -> int:
    """A stranger finds the city with its rank and interval."""
    page.goto("/en/index/")
    look(page)
    page.get_by_role("main").get_by_role("link", name=NAME).first.click()
    look(page)
    page.goto(f"/en/index/{CODE}/{SLUG}/")
    look(page)
    return int(page.locator("dl.keys dd").first.inner_text())


def assert_told(page: Any, look: Look, mail_to: MailTo, rank: int) -> None:
    subject, text = mail_to(BINA)
    assert subject == f"[WeGO] {NAME} is published"
    assert f"{CITY} has rank {rank} of " in text
    page.goto(link_in(text, f"/en/my/index/{CODE}/{SLUG}/"))
    look(page)
    page.get_by_role("link", name="Your city’s page in the edition").click()
    page.wait_for_url(f"**/en/index/{CODE}/{SLUG}/")


# --- withdrawn, corrected ---------------------------------------------------------------------------------------------
def withdraw(page: Any, axe: Any) -> None:
    page.goto(f"{EDITIONS}edition/{CODE}/")
    axe(page)
    page.get_by_role("link", name="Withdraw a city").click()
    axe(page)
    page.get_by_label("City", exact=True).select_option(label=CITY)
    page.get_by_label("Reason, as shown on the public page").fill("The city asked for it.")
    page.get_by_role("button", name="Withdraw the city").click()
    page.get_by_text("City withdrawn from the public pages.").wait_for()


def assert_withdrawn(page: Any, data_dir: Path, rank: int) -> None:
    """Off the pages, with the reason; not out of the files nor the audit."""
    page.goto(f"/en/index/{CODE}/")
    assert page.locator("table.ranking").get_by_role("link", name=CITY, exact=True).count() == 0
    page.goto(f"/en/index/{CODE}/{SLUG}/")
    page.get_by_text("The city asked for it.").wait_for()
    assert f"\n{SLUG}," in page.context.request.get(f"/en/index/{CODE}/files/data.csv").text()
    with closing(sqlite3.connect(data_dir / "wego.sqlite3")) as database:
        kept = database.execute(
            "SELECT json_extract(before, '$.rank'), json_extract(after, '$.reason') FROM core_auditentry"
            " WHERE action = 'unit.withdrawn'"
        ).fetchall()
    assert kept == [(rank, "The city asked for it.")]


def correct(page: Any) -> None:
    """A corrected version beside the old one, from the record as it is now."""
    page.goto(f"{EDITIONS}edition/{CODE}/")
    page.get_by_role("button", name="Start a corrected version").click()
    page.get_by_text("Draft of a corrected version started.").wait_for()
    page.get_by_role("button", name="Build the edition").click()
    page.get_by_text("Edition built").wait_for()
    page.get_by_role("link", name="Publish the edition").click()
    page.get_by_label("Publish as").select_option("published")
    page.get_by_role("button", name="Publish the edition").click()
    page.get_by_text("Edition published; its figures are frozen.").wait_for()


def assert_beside(page: Any, axe: Any) -> None:
    """Each of the two leads to the other; who was withdrawn stays so."""
    page.goto(f"/en/index/{CODE}/")
    page.locator(f"main a[href='/en/index/{CODE}-2/']").first.click()
    axe(page)
    assert page.locator(f"main a[href='/en/index/{CODE}/']").count() >= 1
    assert page.locator("table.ranking").get_by_role("link", name=CITY, exact=True).count() == 0


# --- recomputed by a stranger -----------------------------------------------------------------------------------------
def recompute(page: Any, code: str, folder: Path) -> None:
    """The bundle's own command gives the bundle's own results, to the byte."""
    page.goto(f"/en/index/{code}/method/")
    address = page.locator("main a[href$='bundle.zip']").first.get_attribute("href")
    bundle = folder / code
    with zipfile.ZipFile(io.BytesIO(page.context.request.get(address).body())) as archive:
        archive.extractall(bundle)
    found = next(bundle.rglob("method.toml")).parent
    options = re.search(r"wego index build method.toml data.csv --out result(.*)", (found / "README.txt").read_text())
    assert options

    wego(
        "index", "build", str(found / "method.toml"), str(found / "data.csv"), "--out", str(found / "result"),
        *options[1].split(),
    )  # fmt: skip

    for name in ("results.csv", "robustness.csv"):
        assert (found / "result" / name).read_bytes() == (found / name).read_bytes(), name
