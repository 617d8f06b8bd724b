"""A day of the secretariat: what waits, an application, a bank's file, a member found and noted, the e-mails sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.browsing import width_of

OFFICE = "/en/office/"
APPLICANT, PLACE, ADDRESS = "Demo Valley", "Daejeon, South Korea", "applicant-waiting@step-in.example"
MEMBER = "Ulaanbaatar"
PAYER, AMOUNT = "Somebody", "$12.50"
COLLEAGUE, HANDED = "Tomas Demo", "Do you know who this is?"
NOTE = "The mayor's office asked for the statutes; sent today."
TODAY = {"en": "Today", "ko": "오늘", "zh-hans": "今天"}


def work(page: Any) -> list[str]:
    """The day on a desk, from the first page on; answers the addresses of what was read."""
    page.get_by_role("link", name="New applications").last.click()
    page.get_by_role("row").filter(has_text=APPLICANT).get_by_role("link").first.click()
    application = page.url
    decide_on_application(page)
    preview_and_book(page)
    hand_over(page)
    member = find_and_note(page)
    return [path_of(address) for address in (OFFICE, application, member, f"{OFFICE}mails/")]


def path_of(address: str) -> str:
    """What follows the language: the same in each."""
    return address[address.index("/en/") + len("/en") :]


def decide_on_application(page: Any) -> None:
    """Answers first; then the place is searched and seen, and the e-mail read before it is sent."""
    page.get_by_role("heading", name="Answers and documents").wait_for()
    page.get_by_role("heading", name="Is it already in the register?").wait_for()
    page.get_by_role("link", name="Accept the application").click()
    page.locator("[data-place-map] svg").click(position={"x": 200, "y": 120})
    page.wait_for_url("**point=**")
    assert page.get_by_label("Latitude").input_value() != "36.35"
    page.get_by_label("Find a place").fill("대전")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=PLACE).click()
    page.locator("figcaption", has_text="36.35° N, 127.38° E").wait_for()
    page.get_by_role("button", name="Preview").click()
    page.get_by_text(f"E-mail to {ADDRESS}").wait_for()
    page.get_by_role("button", name="Accept the application").click()
    page.get_by_text("Accepted: associate member from today").wait_for()


def preview_and_book(page: Any) -> None:
    """What the bank's file will do is read before it does it."""
    day = datetime.now(UTC).date().isoformat()
    table = f"date,amount,currency,account,payer,reference\n{day},12.50,USD,DAY-1,{PAYER},A gift\n"
    page.goto(f"{OFFICE}money/bank/statements/")
    page.locator("[name=file]").set_input_files({"name": "day.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.get_by_role("button", name="Preview the file").click()
    page.get_by_text("Stays unmatched until someone matches it.").wait_for()
    page.get_by_role("button", name="Accept and record").click()
    page.get_by_text("Recorded as shown.").wait_for()
    page.get_by_role("link", name="Undo this file").wait_for()


def hand_over(page: Any) -> None:
    """What one cannot place goes to a colleague, with what there is to know."""
    page.goto(f"{OFFICE}money/bank/")
    page.get_by_role("row").filter(has_text=PAYER).get_by_role("link").first.click()
    page.get_by_role("link", name="Assign", exact=True).click()
    page.get_by_label("Assigned to").select_option(label=COLLEAGUE)
    page.get_by_label("Note").fill(HANDED)
    page.get_by_role("button", name="Assign").click()
    page.get_by_text("Assigned.", exact=True).wait_for()


def find_what_was_handed_over(page: Any) -> None:
    """On the colleague's first page, under the colleague's own work; the note stands where it leads to."""
    page.goto(OFFICE)
    page.get_by_role("region", name="My work").get_by_role("link", name=AMOUNT).click()
    page.get_by_text(HANDED).wait_for()


def find_and_note(page: Any) -> str:
    """A member is found by Ctrl-K, and what was said to it is noted on its page."""
    page.keyboard.press("Control+k")
    page.keyboard.type(MEMBER)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=MEMBER).first.click()
    page.get_by_role("heading", name="Timeline").wait_for()
    member = page.url
    page.get_by_label("Comment").fill(NOTE)
    page.get_by_role("button", name="Add comment").click()
    page.get_by_role("main").get_by_text(NOTE).first.wait_for()
    return str(member)


def read_on_a_phone(page: Any, paths: list[str], width: int) -> None:
    """What is read fits the narrowest phone, in each language."""
    for language, today in TODAY.items():
        for path in paths:
            page.goto(f"/{language}{path}")
            assert width_of(page) <= width, page.url
            assert page.locator("nav.breadcrumb, h1").first.inner_text().startswith(today), page.url
    assert page.get_by_role("main").get_by_text(ADDRESS).count(), "the e-mail of the decision is in the outbox"
