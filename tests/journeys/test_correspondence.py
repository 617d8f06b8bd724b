"""The secretariat's correspondence: a mailing to every member with what comes back, a prospect led to membership, a
member's year."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE
from tests.journeys.books import asked
from tests.scripts import finish, run

pytestmark = [pytest.mark.browser, pytest.mark.whole]

MEMBERS = 179
SUBJECTS = {
    "en": "Who speaks for {organisation}?",
    "ko": "{organisation} 담당자 확인",
    "zh": "请确认{organisation}的联系人",
}
TEXTS = {
    "en": "{salutation},\n\nwho will it be?",
    "ko": "{salutation}\n\n알려 주십시오.",
    "zh": "{salutation}：\n\n请告知。",
}
# Somebody to write to at every member: a third reads Korean, a third Chinese.
PEOPLE = """
from django.utils import timezone
from wego.correspondence.services.contacts import add_contact
from wego.members.models import Affiliation, Organisation
known = set(Affiliation.objects.values_list("organisation", flat=True))
for number, one in enumerate(Organisation.objects.filter(standing="unstated").order_by("pk")):
    if one.pk not in known:
        add_contact(name=f"Officer {number}", kind="officer", language=("en", "ko", "zh-hans")[number % 3],
            email=f"officer-{number}@{one.slug}.example", organisation=one, title={"en": "Officer"}, by=None,
            at=timezone.now(), is_demonstration=True)
print("done")
"""


def test_a_mailing_to_every_member_and_what_comes_back(step_in: Any, new_page: Any, axe: Any, data_dir: Path):
    assert finish(run(data_dir, PEOPLE)).strip() == "done"
    writer, approver = new_page(DESKTOP), new_page(DESKTOP)
    step_in(writer, "Priya Demo")
    step_in(approver, "Sena Demo")

    begin(writer, axe)
    write(writer, axe)
    submit(writer)
    address = writer.url
    approve(approver, axe, address)
    all_gone(approver, data_dir)
    sent = asked(
        data_dir,
        "SELECT r.language, COUNT(*) FROM correspondence_mailingrecipient r JOIN core_mail m ON"
        " m.id = r.mail_id WHERE m.status = 'sent' AND m.subject NOT LIKE '%{%' GROUP BY 1",
    )
    assert sum(count for _language, count in sent) >= MEMBERS - 5
    assert {language for language, _count in sent} == {"en", "ko", "zh-hans"}

    three_come_back(approver, data_dir)
    board(writer, axe, address)


def begin(page: Any, axe: Any) -> None:
    page.goto("/en/office/mailings/begin/")
    axe(page)
    page.locator("[name=title]").fill("Contact persons of all members")
    page.locator("[name=kind]").select_option(label="Request for information")
    page.locator("[name=audience]").select_option("members")
    page.get_by_role("button", name="New mailing").click()
    page.locator("[name=standing]").select_option("unstated")
    page.get_by_role("button", name="Filter").click()
    axe(page)
    page.get_by_role("button", name=re.compile("^Write to these")).click()


def write(page: Any, axe: Any) -> None:
    page.get_by_role("link", name="Write the text").first.click()
    for language, words in SUBJECTS.items():
        page.locator(f"[name=subject_{language}]").fill(words)
    for language, words in TEXTS.items():
        page.locator(f"[name=body_{language}]").fill(words)
    page.locator("[name=reply_due_on]").fill("2099-01-31")
    axe(page)
    page.get_by_role("button", name="Write the text").click()
    page.get_by_text("Text saved.").wait_for()


def submit(page: Any) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    until(page, "Awaiting approval")


def until(page: Any, state: str) -> None:
    """The work in the background comes to this state; the page asks for itself again."""
    page.locator("[data-progress]").get_by_text(state, exact=True).wait_for(timeout=60_000)


def approve(page: Any, axe: Any, address: str) -> None:
    page.goto(address)
    axe(page)
    page.locator("table.listing tbody a").first.click()
    page.get_by_role("heading", level=2).wait_for()
    page.go_back()
    page.get_by_role("link", name=re.compile("^Approve and send")).click()
    page.get_by_role("button", name=re.compile("^Approve and send")).click()
    until(page, "Sent")


def all_gone(page: Any, data_dir: Path) -> None:
    waiting = (
        "SELECT COUNT(*) FROM core_mail WHERE kind = 'correspondence/mailing' AND status IN ('waiting', 'sending')"
    )
    for _time in range(120):
        if asked(data_dir, waiting) == [(0,)]:
            return
        page.wait_for_timeout(500)
    raise AssertionError("mails still wait")


def three_come_back(page: Any, data_dir: Path) -> None:
    mails = asked(
        data_dir,
        "SELECT m.id FROM core_mail m JOIN correspondence_mailingrecipient r ON r.mail_id = m.id"
        " WHERE r.contact_id IS NOT NULL ORDER BY m.id LIMIT 3",
    )
    for (number,) in mails:
        page.goto(f"/en/office/mails/{number}/")
        page.get_by_role("link", name="Mark as returned").or_(
            page.get_by_role("button", name="Mark as returned")
        ).first.click()
        if page.locator("[name=reason]").count():
            page.locator("[name=reason]").fill("no such user")
            page.get_by_role("button", name="Mark as returned").click()


def board(page: Any, axe: Any, address: str) -> None:
    page.goto(f"{address}?recipients-reply=returned")
    assert page.locator("table.listing tbody tr").count() == 3
    page.goto(f"{address}?recipients-reply=missing")
    axe(page)
    page.get_by_role("link", name="Record reply").first.click()
    page.locator("[name=reply]").fill("It is me")
    page.get_by_role("button", name="Record reply").click()
    page.get_by_text(re.compile(r"^1 of \d+ have replied\.$")).wait_for()
    page.get_by_role("button", name="Draft a reminder").click()
    page.get_by_text("Recipients: those who have not replied").wait_for()


def test_a_prospect_becomes_a_member_and_has_its_ninety_days(step_in: Any, new_page: Any, axe: Any):
    page = new_page(DESKTOP)
    step_in(page, "Sena Demo")
    page.goto("/en/office/partners/add/")
    page.locator("[name=name_en]").fill("City of Lima")
    page.locator("[name=relation]").select_option("prospect")
    page.locator("[name=kind]").select_option("local_government")
    page.get_by_role("button", name="Add an organisation").click()
    page.get_by_role("link", name="Has become a member").click()
    axe(page)
    page.locator("[name=organisation]").select_option(label="Kathmandu")
    page.get_by_role("button", name="Has become a member").click()
    page.get_by_role("link", name="Kathmandu").click()
    page.get_by_role("link", name="Start a plan").click()
    axe(page)
    page.get_by_role("button", name="Start a plan").click()
    page.get_by_text("Start the Activator diagnosis together").first.wait_for()


def test_a_members_year_on_a_phone_and_printed(step_in: Any, new_page: Any, axe: Any):
    page = new_page(PHONE)
    step_in(page, "Seo-yeon Demo")
    page.goto("/ko/my/rights/seoul/")
    page.get_by_role("link", name=re.compile("이용 내역")).click()
    axe(page)
    paper = page.request.get(page.get_by_role("link", name="PDF").get_attribute("href"))
    assert paper.body().startswith(b"%PDF-")


def test_a_numbered_letter_is_drafted_reviewed_approved_by_the_director_and_downloaded(
    step_in: Any, new_page: Any, axe: Any, data_dir: Path
):
    with closing(sqlite3.connect(data_dir / "wego.sqlite3", timeout=20)) as database, database:
        database.execute("UPDATE accounts_networkrole SET role = 'director' WHERE role = 'auditor'")
    writer, director = new_page(DESKTOP), new_page(DESKTOP)
    step_in(writer, "Priya Demo")
    step_in(director, "Aiko Demo")

    writer.goto("/en/office/letters/write/")
    axe(writer)
    writer.locator("[name=contact]").fill("Kang")
    writer.locator("[name=subject]").fill("Invitation to the assembly")
    writer.locator("[name=body]").fill("We invite you.\n\nPlease reply by May.")
    writer.get_by_role("button", name="Write a letter").click()
    writer.get_by_text("Draft saved.").wait_for()
    address = writer.url
    writer.get_by_role("button", name="Submit for review").click()
    writer.get_by_text("Submitted for review.").wait_for()
    assert not writer.get_by_role("link", name="Approve").count(), "nobody approves an own letter"

    director.goto(address)
    axe(director)
    director.get_by_role("link", name="Return to the writer").click()
    director.locator("[name=remark]").fill("Name the day.")
    director.get_by_role("button", name="Return to the writer").click()
    writer.goto(address)
    writer.get_by_text("Name the day.").wait_for()
    writer.get_by_role("link", name="Change").click()
    assert writer.locator("[name=contact]").input_value().startswith("Haneul Kang")
    writer.locator("[name=body]").fill("We invite you on 4 June.\n\nPlease reply by May.")
    writer.get_by_role("button", name="Change").click()
    writer.get_by_role("button", name="Submit for review").click()
    director.goto(address)
    director.get_by_role("link", name="Approve").click()
    director.get_by_role("button", name="Approve").click()
    director.get_by_text("Letter approved.").wait_for()

    number = re.search(r"WeGO-\d{4}-\d{4}", director.get_by_role("heading", level=1).inner_text()).group()  # type: ignore[union-attr]
    paper = director.request.get(director.get_by_role("link", name="Letter as PDF").get_attribute("href"))
    assert paper.body().startswith(b"%PDF-")
    assert f"{number}.pdf" in paper.headers["content-disposition"]
    director.goto("/en/office/letters/?status=approved")
    director.get_by_role("row").filter(has_text=number).wait_for()
