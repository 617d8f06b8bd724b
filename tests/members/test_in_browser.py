"""The register in a real browser: journey 1 (a visitor on a phone, in Korean, no scripts), an officer's proposal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser


def test_a_visitor_finds_seoul_by_the_map_and_prints_it(reader: Callable[..., Any]):
    page = reader(PHONE, javascript=False)
    page.goto("/ko/")

    page.get_by_role("link", name="회원 지도").first.click()
    page.locator("#list").get_by_role("link", name="서울", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("서울")
    assert "정회원" in page.get_by_role("table", name="회원 지위의 변천").inner_text()
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    assert not page.get_by_role("link", name="전체 기록 내려받기").is_visible()
    page.get_by_role("heading", name="회원 현황").wait_for()
    assert page.pdf().startswith(b"%PDF")


def test_a_dot_is_reached_by_keyboard_and_leads_to_its_member(reader: Callable[..., Any]):
    page = reader(DESKTOP, javascript=False)
    page.goto("/en/members/map/?region=africa")

    page.get_by_role("link", name="Nairobi, Kenya").focus()
    page.keyboard.press("Enter")

    assert page.get_by_role("heading", level=1).inner_text().startswith("Nairobi")


def test_the_land_is_drawn_behind_the_dots(reader: Callable[..., Any]):
    page = reader(DESKTOP)
    with page.expect_response("**/world-land*.svg") as land:
        page.goto("/en/members/map/")

    box = page.locator("svg use.land").bounding_box()
    assert land.value.ok
    assert box["width"] > 1000
    assert box["height"] > 300


def test_a_search_in_another_script_is_narrowed_and_taken_as_a_file(reader: Callable[..., Any]):
    page = reader(PHONE, javascript=False)
    page.goto("/en/members/")

    page.get_by_label("Name, in any language or script").fill("首尔")
    page.get_by_label("Kind").select_option("Local government")
    page.get_by_role("button", name="Show").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()

    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert page.locator("table.cards-on-phone tbody tr").count() == 1
    assert [row.split(",")[0] for row in rows] == ["slug", "seoul"]


def test_an_officer_proposes_and_the_form_keeps_what_was_typed(
    new_page: Callable[..., Any], step_in: Callable[..., None]
):
    page = new_page(PHONE, javascript=False)
    step_in(page, "Seo-yeon Demo")
    page.goto("/ko/my/organisations/seoul/profile/")

    page.get_by_label("누리집").fill("not a site")
    page.get_by_label("영어 소개").fill("A city of ten million.")
    page.get_by_role("button", name="변경 제안").click()

    page.locator("#id_website_error").wait_for()
    assert page.get_by_label("영어 소개").input_value() == "A city of ten million."
