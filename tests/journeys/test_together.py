"""Several people answer one response: two browsers in one section, a connection that goes away, somebody outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, last_mail
from tests.journeys.answering import save

pytestmark = [pytest.mark.browser, pytest.mark.whole]

POPULATION = "input[name=city_population]"


def test_two_browsers_in_one_section_lose_nothing_and_somebody_outside_answers(
    step_in: Any, new_page: Any, axe: Any, data_dir: Path
):
    officer, colleague = new_page(DESKTOP), new_page(PHONE)
    step_in(officer, "Seo-yeon Demo")
    step_in(colleague, "Chae-won Demo")
    overview = begin(officer)
    section = overview + "sections/city/"

    both_save(officer, colleague, section, axe)
    offline(officer, section)
    link = ask_outside(officer, overview, data_dir, axe)
    colleague.goto(link)  # looked at where scripts run, as axe needs them
    axe(colleague)
    somebody_outside(officer, new_page(PHONE, javascript=False), overview, link)


def begin(page: Any) -> str:
    """The address of this year's answers of Seoul."""
    page.goto("/en/my/diagnosis/")
    begun = page.get_by_role("link", name=re.compile(r"^Continue \d{4}$"))
    if begun.count():
        begun.first.click()
    else:
        page.get_by_role("button", name=re.compile(r"^Start \d{4}$")).first.click()
    page.wait_for_url(re.compile(r"/diagnosis/\d+/$"))
    return re.sub(r"^https?://[^/]+", "", page.url)


def both_save(officer: Any, colleague: Any, section: str, axe: Any) -> None:
    """Different numbers for one question: who is second sees both beside each other, and chooses."""
    officer.goto(section)
    colleague.goto(section)
    officer.locator(POPULATION).fill("9400000")
    colleague.locator(POPULATION).fill("9500000")
    save(officer, "Save and return later")
    save(colleague, "Save and return later")
    colleague.get_by_text("Keep your colleague’s answer").wait_for()
    axe(colleague)
    colleague.get_by_label(re.compile("Save mine instead")).check()
    save(colleague, "Save and return later")
    officer.goto(section)
    assert officer.locator(POPULATION).input_value() == "9500000"


def offline(page: Any, section: str) -> None:
    """What is typed without a connection is kept on the device, and saved once it is back."""
    page.goto(section)
    page.context.set_offline(True)
    page.locator(POPULATION).fill("9600000")
    page.get_by_role("button", name="Save and return later").click()
    page.get_by_text("There is no connection.").wait_for()
    with page.expect_navigation():
        page.context.set_offline(False)
    page.goto(section)
    assert page.locator(POPULATION).input_value() == "9600000"
    page.locator(POPULATION).fill("9700000")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(section)  # left without saving
    page.get_by_text("Answers that you typed on this device were not saved.").wait_for()
    page.get_by_role("button", name="Put them back").click()
    assert page.locator(POPULATION).input_value() == "9700000"
    save(page, "Save and return later")


def ask_outside(officer: Any, overview: str, data_dir: Path, axe: Any) -> str:
    """The link by which the water utility may answer one question."""
    officer.goto(overview + "people/")
    axe(officer)
    officer.get_by_role("link", name="Ask someone outside").click()
    officer.locator("input[value=city_population]").check()
    for label, value in {
        "Name of the person": "Min Lee",
        "Organisation of the person": "Water Utility",
        "E-mail address": "min@water.example",
    }.items():
        officer.get_by_label(label, exact=True).fill(value)
    officer.get_by_label("Language of the person").select_option("en")
    officer.get_by_role("button", name="Ask someone outside").click()
    officer.get_by_text("Sent. The answer appears here once it comes.").wait_for()

    text = last_mail(data_dir, "min@water.example").get_body(("plain",)).get_content()
    return re.search(r"https?://\S+/answers/\S+", text)[0]


def somebody_outside(officer: Any, guest: Any, overview: str, link: str) -> None:
    """The utility answers on a phone and without scripts; the city accepts."""
    guest.goto(link)
    guest.locator(POPULATION).fill("9800000")
    with guest.expect_navigation():
        guest.get_by_role("button", name="Send answers").click()
    guest.get_by_text("Thank you.").wait_for()

    officer.goto(overview + "people/")
    officer.get_by_text("Min Lee, Water Utility").wait_for()
    officer.get_by_role("link", name="Accept answers").click()
    officer.get_by_role("button", name="Accept answers").click()
    officer.get_by_text("Accepted.").wait_for()
    officer.goto(overview + "sections/city/")
    officer.get_by_text("given by Min Lee, Water Utility").wait_for()
