"""Journeys 2 and, as far as it stands, 3: an officer answers the Activator in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, width_of

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def fill_section(page: Any, evidence: Path) -> None:
    """Answer every question on the page as an officer would: a middling practice, a number, the file at hand."""
    for question in page.locator("fieldset.question:not([hidden])").all():
        radios, boxes = question.locator("input[type=radio]"), question.locator("div[id] input[type=checkbox]")
        if question.locator("input[type=file]").count():
            question.locator("input[type=file]").set_input_files(evidence)
        elif radios.count():
            radios.nth(min(2, radios.count() - 1)).check()
        elif question.locator("textarea").count():
            question.locator("textarea").fill("We lack people.")
        elif question.locator("input[type=date]").count():
            question.locator("input[type=date]").fill("2021-05-04")
        elif question.locator("input[type=text]").count():
            field = question.locator("input[type=text]")
            is_year = "(year)" in question.inner_text()
            field.fill(field.input_value() or ("2024" if is_year else "9"))
        else:
            boxes.first.check()


def test_officer_of_a_small_city_answers_by_phone_without_scripts_in_two_sittings(
    new_page: Callable[..., Any], step_in: Callable[[Any, str], None], axe: Callable[[Any], None], tmp_path: Path
) -> None:
    evidence = tmp_path / "Smart city strategy.pdf"
    evidence.write_bytes(PDF)
    page = new_page(PHONE, javascript=False)
    step_in(page, "Ama Demo")

    page.goto("/en/my/diagnosis/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Continue with “About the city”").click()
    fill_section(page, evidence)
    page.get_by_role("button", name="Save and return later").click()
    page.get_by_text("Saved. You can go on here at any time").wait_for()
    page.context.clear_cookies()

    step_in(page, "Ama Demo")
    page.goto("/en/my/diagnosis/")
    page.locator("main a.button.primary").click()
    page.locator("main a.button.primary").click()
    for _page in range(30):  # sections, some of them twice where answers open more questions
        if "/sections/" not in page.url:
            break
        fill_section(page, evidence)
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Submit diagnosis").click()

    page.get_by_text("Diagnosis submitted. This is your report.").wait_for()
    assert page.locator(".made-up").inner_text().startswith("Made up for the demonstration")
    assert page.locator("ol.stages li.reached").count() == 1
    assert page.locator("ol.steps > li").count() == 3
    assert width_of(page) <= PHONE["width"]
    pdf = page.context.request.get(page.get_by_role("link", name="Report as PDF").get_attribute("href"))
    assert pdf.body().startswith(b"%PDF")


def test_the_pages_of_a_diagnosis_are_accessible(
    new_page: Callable[..., Any], step_in: Callable[[Any, str], None], axe: Callable[[Any], None]
) -> None:
    page = new_page(DESKTOP)
    step_in(page, "Bina Demo")
    page.goto("/en/my/diagnosis/")
    axe(page)
    page.locator("main a.button.primary").click()
    axe(page)
    for language in ("ko", "zh-hans"):
        page.goto(f"/{language}/activator/")
        axe(page)


def test_officer_of_a_large_city_confirms_last_years_answers_in_chinese(
    new_page: Callable[..., Any], step_in: Callable[[Any, str], None], axe: Callable[[Any], None]
) -> None:
    page = new_page(DESKTOP)
    step_in(page, "Seo-yeon Demo")
    page.goto("/zh-hans/my/diagnosis/")
    page.locator("main form button.primary, main a.button.primary").first.click()
    page.wait_for_load_state()
    diagnosis = page.url
    axe(page)

    page.goto(diagnosis + "sections/mobility/")
    axe(page)
    assert page.get_by_text("保存即表示确认。").count() == 8
    page.get_by_role("button", name="保存并继续").click()

    page.goto(diagnosis + "sections/safety/")
    page.locator("[name=saf_warning]").first.check()
    page.get_by_role("button", name="保存并稍后继续").click()
    page.locator("ol.sections .badge.good").first.wait_for()
    page.goto(diagnosis + "check/")
    axe(page)


def test_with_scripts_an_answer_opens_and_closes_its_questions_at_once(
    new_page: Callable[..., Any], step_in: Callable[[Any, str], None], axe: Callable[[Any], None]
) -> None:
    page = new_page(PHONE)
    step_in(page, "Chae-won Demo")
    page.goto("/en/my/diagnosis/")
    page.locator("main form button.primary, main a.button.primary").first.click()
    page.goto(page.url + "sections/governance/")
    adopted_on = page.locator("#q-gov_strategy_on")

    page.locator("[name=gov_strategy][value=none]").check()
    assert adopted_on.is_hidden()
    page.locator("[name=gov_strategy][value=adopted]").check()
    adopted_on.wait_for()
    adopted_on.locator("input[type=date]").fill("1980-01-01")
    page.get_by_role("button", name="Save and continue").click()

    assert page.locator("#q-gov_strategy_on .error").inner_text() == "The date must not be before January 1, 1990."
    assert adopted_on.locator("input[type=date]").input_value() == "1980-01-01"
    axe(page)
