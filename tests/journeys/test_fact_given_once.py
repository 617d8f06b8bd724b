"""A fact given once: typed in the Activator, it is in the dues record, in a draft of the index and in another form."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, width_of
from tests.journeys.answering import PDF, fill_all_sections

# A whole diagnosis is answered and a draft begun on the way; tests/questionnaires/test_crosswalk.py and
# tests/records/test_figures.py go each step alone.
pytestmark = [pytest.mark.browser, pytest.mark.whole]

CITY, TYPED, YEAR = "magas", "61234", "2023"
SHOWN = "61,234"


def test_what_is_typed_in_the_activator_is_known_everywhere(
    new_page: Any, step_in: Any, axe: Any, data_dir: Path, tmp_path: Path
):
    officer, office = new_page(PHONE), new_page(DESKTOP)
    step_in(officer, "Ama Demo")
    step_in(office, "Sena Demo")

    answer_the_activator(officer, tmp_path)
    assert_in_dues(officer)
    assert_in_draft(officer, office)
    assert_put_forward_in_an_application(officer, axe, data_dir)


def answer_the_activator(page: Any, folder: Path) -> None:
    """The population with its year, then whatever else is asked."""
    strategy = folder / "Strategy.pdf"
    strategy.write_bytes(PDF)
    page.goto("/en/my/diagnosis/")
    page.get_by_role("button", name=re.compile(r"^Start \d{4}$")).first.click()
    page.wait_for_url(re.compile(r"/diagnosis/\d+/$"))
    page.goto(page.url + "sections/city/")
    page.locator("input[name=city_population]").fill(TYPED)
    page.locator("input[name=city_population_year]").fill(YEAR)
    fill_all_sections(page, strategy)
    for caution in page.get_by_label(re.compile(r"^Submit (before|with) ")).all():
        caution.check()
    page.get_by_role("button", name="Submit diagnosis").click()
    page.get_by_text("Diagnosis submitted. This is your report.").wait_for()


def assert_in_dues(page: Any) -> None:
    page.goto(f"/en/my/dues/{CITY}/")
    figures = page.locator("section[aria-labelledby=figures]").inner_text()
    assert SHOWN in figures
    assert YEAR in figures


def assert_in_draft(officer: Any, office: Any) -> None:
    """In a draft whose framework has the population, the city sees the very figure, as its own."""
    office.goto("/en/office/index-editions/")
    office.get_by_role("link", name="Start a draft").click()
    office.locator("[name=code]").fill("index-next")
    office.locator("[name=figures_of]").fill("2024")
    office.locator("[name=name_en]").fill("Next index")
    office.locator("[name=based_on]").select_option(label="Pilot index 2024, from public figures")
    office.get_by_role("button", name="Start draft").click()
    office.get_by_text("Draft started.").wait_for()
    draft = office.url
    office.get_by_role("link", name="Framework", exact=True).first.click()
    parent = office.locator("tr:has(input[value='un.losi']) input[name$=-parent]").input_value()
    row = office.locator("tbody tr:has(input[name$=-code]:not([value]))").first
    for name, text in {"code": "place.population", "parent": parent, "weight": "1", "period": YEAR}.items():
        row.locator(f"input[name$=-{name}]").fill(text)
    office.get_by_role("button", name="Save").click()
    office.get_by_text("Saved.").wait_for()
    office.goto(f"{draft.rstrip('/')}/basics/")
    for name, distance in (("corrections_from", -7), ("corrections_until", 30)):
        office.locator(f"[name={name}]").fill((date.today() + timedelta(days=distance)).isoformat())
    office.locator("[name=name_ko]").fill("다음 지수")
    office.locator("[name=name_zh]").fill("下一期指数")
    office.get_by_role("button", name="Save").click()
    office.get_by_text("Saved.").wait_for()

    officer.goto(f"/en/my/index/index-next/{CITY}/")
    figure = officer.locator("section[aria-labelledby=figures] tr:has-text('Population')").inner_text()
    assert SHOWN in figure
    assert "Statements by members" in figure


def assert_put_forward_in_an_application(page: Any, axe: Any, data_dir: Path) -> None:
    """A city that left applies again: the form has the figure and what differs, and asks only whether it is so."""
    with closing(sqlite3.connect(data_dir / "wego.sqlite3", timeout=20)) as database, database:
        database.execute("UPDATE members_organisation SET standing = 'former' WHERE slug = ?", (CITY,))
    page.goto("/en/my/membership/")
    page.get_by_role("button", name="Apply for membership").click()
    page.wait_for_url(re.compile(r"/membership/\d+/$"))
    page.goto(page.url + "confirm/")
    line = page.locator("tr:has(#confirm-population)")
    words = line.inner_text()
    assert SHOWN in words
    assert f"Statements by members, {YEAR}" in words
    assert "The application asks for the area that you administer, with a document; check the year." in words
    assert YEAR in page.locator("tr:has(#confirm-population_year)").inner_text()
    assert width_of(page) <= PHONE["width"]
    axe(page)

    for code in ("population", "population_year"):
        page.locator(f"#confirm-{code}").check()
    page.get_by_role("button", name="Confirm the ticked answers").click()
    page.wait_for_load_state()
    page.goto(re.sub(r"/membership/(\d+)/.*", r"/membership/\1/confirm/", page.url))
    assert page.locator("#confirm-population").count() == 0
