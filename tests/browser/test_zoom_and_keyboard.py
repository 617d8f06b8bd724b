"""Twice as large, and without a mouse: no page scrolls sideways, and everything is reached, seen and opened by keys."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.test_accessibility import BEYOND_THE_EDGE, OFFICE_LISTS, every_office_list
from tests.browsing import DESKTOP, PHONE
from tests.public_pages import PUBLIC

pytestmark = pytest.mark.browser

# What 1280 by 800 pixels are when a reader doubles them.
TWICE = {"width": 640, "height": 400}
MEMBER = ["", "money/", "dues/seoul/", "diagnosis/", "organisations/seoul/profile/", "organisations/seoul/colleagues/"]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# The element with the focus: what it is, whether it is within the window, and whether it is marked as focused.
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const name = one.getAttribute("aria-label") || one.innerText || one.name || one.id || one.tagName;
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
    && box.left < innerWidth;
  const marked = style.outlineStyle !== "none" || style.boxShadow !== "none";
  window.walked = window.walked || [];
  const again = window.walked.includes(one);
  window.walked.push(one);
  return {name: name.trim().slice(0, 40), seen, marked, again, tag: one.tagName};
}"""
# What a reader may act on, that is shown and not turned off; one of a group of radio buttons stands for all.
TO_REACH = """() => {
  const groups = new Set();
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  return [...all].filter(one => {
    if (!one.checkVisibility({visibilityProperty: true}) || !one.getBoundingClientRect().width) return false;
    if (one.disabled || one.type === "hidden" || one.tabIndex < 0) return false;
    if (one.type !== "radio") return true;
    const is_first = !groups.has(one.name);
    groups.add(one.name);
    return is_first;
  }).length;
}"""


def walk(page: Any, most: int = 400) -> list[str]:
    """Go through a page with the tabulator until it begins anew, and say what is reached but not seen."""
    page.evaluate("window.walked = []")
    wrong = []
    for _step in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["tag"] == "BODY" or at["again"]:
            break
        if not at["seen"]:
            wrong.append(f"{page.url}: “{at['name']}” has the focus and is out of sight")
        if not at["marked"]:
            wrong.append(f"{page.url}: “{at['name']}” has the focus and does not show it")
    expected, reached = page.evaluate(TO_REACH), page.evaluate("new Set(window.walked).size")
    if reached < min(expected, most):
        wrong.append(f"{page.url}: {expected} things to act on, {reached} reached by keys")
    return wrong


@pytest.mark.whole
@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_nothing_scrolls_sideways_at_twice_the_size(language: str, become: Any, new_page: Any):
    wrong = []
    visitor = new_page(TWICE)
    for path in PUBLIC:
        visitor.goto(f"/{language}/{path}")
        wrong += [visitor.url] if visitor.evaluate(TOO_WIDE) else []
    member = become(new_page(TWICE), "Seo-yeon Demo")
    for path in MEMBER:
        member.goto(f"/{language}/my/{path}")
        wrong += [member.url] if member.evaluate(TOO_WIDE) else []
    office = become(new_page(TWICE), "Sena Demo")
    for address in ["/en/office/", *every_office_list()]:
        office.goto(address.replace("/en/", f"/{language}/", 1))
        found = office.evaluate(BEYOND_THE_EDGE)
        wrong += [f"{office.url}: {one}" for one in ([*found, "the page"] if office.evaluate(TOO_WIDE) else found)]

    assert wrong == []


@pytest.mark.whole
@pytest.mark.parametrize(
    "path", ["", "members/", "index/pilot-2024/", "index/pilot-2024/weights/", "join/", "contact/"]
)
def test_a_public_page_is_walked_by_keys(path: str, reader: Any):
    page = reader(DESKTOP)
    page.goto(f"/en/{path}")

    assert walk(page) == []


@pytest.mark.whole
def test_pages_of_members_and_the_office_are_walked_by_keys(become: Any, new_page: Any):
    member = become(new_page(DESKTOP), "Seo-yeon Demo")
    wrong = []
    for path in MEMBER:
        member.goto(f"/en/my/{path}")
        wrong += walk(member)
    office = become(new_page(DESKTOP), "Sena Demo")
    for path in ["", "money/", *OFFICE_LISTS]:
        office.goto(f"/en/office/{path}")
        wrong += walk(office)

    assert wrong == []


@pytest.mark.whole
@pytest.mark.parametrize("path", ["members/map/", "index/pilot-2024/"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_cluster_of_the_map_is_opened_by_keys(path: str, viewport: Any, reader: Any):
    page = reader(viewport, javascript=False)
    page.goto(f"/en/{path}")
    cluster = page.locator(".map a.many:visible").first
    inside = cluster.locator("text.c").text_content()

    cluster.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "frame=" in page.url
    shown = page.locator(".map g:visible > a")
    counts = shown.evaluate_all("marks => marks.map(mark => Number(mark.querySelector('text.c')?.textContent || 1))")
    assert sum(counts) >= int(inside) > max(counts)


@pytest.mark.whole
def test_a_city_is_found_in_the_ranking_by_keys_and_without_scripts(reader: Any):
    page = reader(PHONE, javascript=False)
    page.goto("/en/index/pilot-2024/")

    page.get_by_role("searchbox", name=re.compile("Name")).focus()
    page.keyboard.type("빈")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q="))

    assert page.locator("table.ranking tbody th a").all_inner_texts() == ["Vienna"]
