"""Journeys 2 and, as far as it stands, 3: an officer answers the Activator in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, width_of
from tests.journeys.answering import PDF, fill_all_sections, fill_section, save

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(own_site: str) -> str:
    return own_site


def test_officer_of_a_small_city_answers_by_phone_without_scripts_in_two_sittings(
    new_page: Callable[..., Any], step_in: Callable[[Any, str], None], axe: Callable[[Any], None], tmp_path: Path
) -> None:
    evidence = tmp_path / "Smart city strategy.pdf"
    evidence.write_bytes(PDF)
    page = new_page(PHONE, javascript=False)
    step_in(page, "Ama Demo")

    page.goto("/en/my/diagnosis/")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Continue with “About the city”").click()
    fill_section(page, evidence)
    staff = page.locator("#q-city_staff")
    staff.get_by_text("Attach evidence or add a remark").click()
    staff.get_by_label("Evidence").set_input_files(evidence)
    staff.get_by_label("Remark").fill("Without the fire brigade.")
    save(page, "Save and return later")
    page.get_by_text("Saved. You can continue here at any time").wait_for()
    page.goto(page.url + "answers/")
    page.get_by_text("Without the fire brigade.").wait_for()
    document = page.context.request.get(page.get_by_role("link", name=evidence.name).get_attribute("href"))
    assert (document.status, document.body()) == (200, PDF)
    page.context.clear_cookies()

    step_in(page, "Ama Demo")
    page.goto("/en/my/diagnosis/")
    for _page in ("the diagnosis", "its first section with open questions"):
        with page.expect_navigation():
            page.locator("main a.button.primary").click()
    fill_all_sections(page, evidence)
    page.get_by_label(re.compile(r"^Submit before the end of \d{4}$")).check()
    page.get_by_role("button", name="Submit diagnosis").click()

    page.get_by_text("Diagnosis submitted. This is your report.").wait_for()
    assert page.locator(".made-up").inner_text().startswith("Sample data")
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
    for tick in page.get_by_label("仍然属实").all():
        tick.check()
    page.get_by_role("button", name="保存并继续").click()

    page.goto(diagnosis + "sections/safety/")
    for tick in page.get_by_label("仍然属实").all():
        tick.check()
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

    assert page.locator("#q-gov_strategy_on .error").inner_text() == "The date cannot be before January 1, 1990."
    assert adopted_on.locator("input[type=date]").input_value() == "1980-01-01"
    axe(page)
