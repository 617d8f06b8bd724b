"""Journey 1: a visitor on a phone, in Korean, reads what Seoul is in the network, its figures and its place; prints."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browsing import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(reading_site: str) -> str:
    return reading_site


def test_a_visitor_on_a_phone_reads_about_seoul_and_prints_it(reader: Any):
    page = reader(PHONE, javascript=False)

    page.goto("/ko/")
    page.get_by_role("link", name="회원 지도").first.click()
    page.locator("#list").get_by_role("link", name="서울", exact=True).click()

    # What Seoul is in the network.
    assert page.get_by_role("heading", level=1).inner_text().startswith("서울")
    assert "정회원" in page.get_by_role("table", name="회원 지위의 변천").inner_text()
    # Its figures, each with its source: its own apart from its country's.
    own = page.get_by_role("table", name="도시 자체의 수치")
    own.get_by_role("row", name="지방 온라인서비스지수").get_by_text("0.875").wait_for()
    sources = page.locator("#figures td[data-label=출처], section:has(> #figures-title) td[data-label=출처]")
    assert sources.count() > 10
    assert all(text.strip() for text in sources.all_inner_texts())
    profile = page.url

    # What is also known of it.
    assert "2050" in page.get_by_role("row", name="기후 목표 연도").inner_text()

    # Its place in the index with the interval, and why.
    page.get_by_role("link", name="값 하나하나까지, 그 순위인 이유").click()
    assert page.get_by_role("heading", level=1).inner_text() == "서울"
    assert "시범, 공개 통계 기반" in page.get_by_role("main").inner_text()
    assert "시뮬레이션 1,000회 가운데 90% 이상에서" in page.get_by_role("main").inner_text()
    page.get_by_role("row", name="지방 온라인서비스지수").get_by_text("0.8750").wait_for()

    # And why it had no rank while there was less to go by.
    page.goto("/ko/index/pilot-2024/seoul/")
    page.get_by_text("해당 도시 자체의 수치가 세 개 미만입니다.").wait_for()

    page.goto(profile)
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    assert not page.locator("nav.breadcrumb").is_visible()
    assert not page.locator("footer.site").is_visible()
    page.get_by_role("table", name="회원 지위의 변천").wait_for()
    # The numbers beside the picture, which are folded away on the screen.
    page.get_by_role("cell", name="16,788.673").wait_for()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_ranked_city_shows_its_rank_with_interval_and_why(reader: Any):
    page = reader(PHONE, javascript=False)

    page.goto("/ko/")
    page.get_by_role("link", name="도시 지수").first.click()
    page.get_by_role("main").get_by_role("link", name="2024 시범 지수").first.click()
    first = page.locator("table.ranking tbody tr").first
    city = first.get_by_role("link").first.inner_text()
    interval = first.locator("td.interval-of").inner_text()
    first.get_by_role("link").first.click()

    assert page.get_by_role("heading", level=1).inner_text() == city
    page.locator("dl.keys").get_by_text(interval).wait_for()
    page.get_by_role("heading", name="이유: 각 값에서 종합 점수까지").wait_for()
    values = page.locator("section, main").locator("td[data-label=출처]")
    assert values.count() >= 12
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    page.locator("table.ranking.neighbours").wait_for()
