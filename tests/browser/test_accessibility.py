"""Every public and member page in three languages: no rule of accessibility broken, no page wider than a phone.

The quick run asks axe about each page in English, on a light phone and on a dark desk, and measures the other
languages; the whole run asks in every language. Pages of accounts are looked at in tests/accounts/test_in_browser.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver

from tests.browsing import DESKTOP, PHONE
from tests.public_pages import PUBLIC
from wego.core.listings import LISTINGS

pytestmark = pytest.mark.browser

# The same pages with other things on them: one look each.
VARIANTS = [
    "members/?q=서울",
    "members/?country=KR&kind=local_government",
    "members/?country=XX",
    "members/?q=nosuchmember",
    "members/?kind=corporation",
    "members/kathmandu/",
    "members/map/?region=africa",
    "index/pilot-2024/?show=listed",
    "index/pilot-2024/?region=africa",
    "index/pilot-2024/wellington/",
    "no-such-page/",
]
OFFICERS = [
    "my/",
    "my/organisations/seoul/colleagues/",
    "my/organisations/seoul/profile/",
    "my/money/seoul/contact/",
    "my/diagnosis/",
    "my/diagnosis/{draft}/",
    "my/diagnosis/{draft}/sections/city/",
    "my/diagnosis/{draft}/sections/mobility/",
    "my/diagnosis/{draft}/questions/city_population/",
    "my/diagnosis/{draft}/check/",
    "my/diagnosis/{submitted}/report/",
]
OTHERS = [
    ("Ines Demo", "my/"),  # of an institution, which answers no diagnosis
    ("Ines Demo", "my/diagnosis/"),
    ("Dawei Demo", "my/"),  # a delegate
    ("Julia Demo", "my/"),  # a juror
    ("Taro Demo", "my/"),  # a trainee
]
# Lists of the office with boxes to choose rows, filters, sums, long texts, buttons in each row.
OFFICE_LISTS = ["organisations/", "money/invoices/", "mails/", "money/overdue/"]
# What sticks out of a page, or makes a part of it scroll sideways; the office hides what is beyond the edge.
BEYOND_THE_EDGE = """() => {
  const edge = document.documentElement.clientWidth, found = [];
  for (const one of document.querySelectorAll("main :is(table, th, td, select, input, .button, p)"))
    if (one.checkVisibility() && one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().right > edge + 1)
      found.push(`${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
  for (const one of document.querySelectorAll("[role=region].scroll"))
    if (one.scrollWidth > one.clientWidth) found.push(`${one.getAttribute("aria-label")} scrolls sideways`);
  return found;
}"""
# Each page on a phone and on a desk, in every language, in light and in dark.
LOOKS = [("en", PHONE, "light"), ("ko", DESKTOP, "light"), ("zh-hans", PHONE, "dark")]
NAMES = ["en-phone-light", "ko-desktop-light", "zh-phone-dark"]
LOOK = ("language", "viewport", "colours")
# Words that make a sentence English and occur in no name, title or source.
ENGLISH = re.compile(r"\b(is|are|was|were|you|your|this|that|which|it|its|they|their|has|have|can|will|not|what)\b")
# Texts whose nearest language is the page's own: what is marked as another language is meant.
OWN_TEXTS = """() => {
  const language = document.documentElement.lang, found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("[lang]").lang === language && !element.closest("script, style, code, pre"))
      found.push(walker.currentNode.textContent.trim());
  }
  return found.filter(text => text);
}"""


def look(page: Any, axe: Callable[[Any], None], path: str, language: str) -> list[str]:
    """All that is wrong with a page."""
    answer = page.goto(f"/{language}/{path}")
    assert answer.status == (404 if path == "no-such-page/" else 200), path
    wrong = []
    try:
        axe(page)
    except AssertionError as error:
        wrong.append(str(error))
    if page.locator("h1").count() != 1:
        wrong.append("not one heading of the first rank")
    if page.locator("html").get_attribute("lang") != language:
        wrong.append("the page does not say its language")
    # After a full-width bracket Chinese leaves no space.
    if not re.fullmatch(r".+(?: |(?<=[）》”]))· WeGO", page.title()):
        wrong.append(f"title: {page.title()}")
    if language != "en":
        wrong += not_translated(page)
    page.set_viewport_size(PHONE)
    return [f"/{language}/{path}: {words}" for words in wrong + too_wide(page)]


def not_translated(page: Any) -> list[str]:
    return [f"not translated: {text[:120]}" for text in page.evaluate(OWN_TEXTS) if len(ENGLISH.findall(text)) > 1]


def too_wide(page: Any) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url} is {wide} pixels wider than a phone"] if wide else []


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(path: str, reader: Any, axe: Any):
    page = reader(PHONE)
    wrong = look(page, axe, path, "en")
    reader(DESKTOP, colours="dark")
    page.reload()  # no colour on its way to another
    axe(page)
    reader(PHONE)
    for language in ("ko", "zh-hans"):
        page.goto(f"/{language}/{path}")
        wrong += too_wide(page) + not_translated(page)

    assert wrong == []


@pytest.mark.whole
@pytest.mark.parametrize(LOOK, LOOKS, ids=NAMES)
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_in_every_language(path: str, language: str, viewport: Any, colours: str, reader: Any, axe: Any):
    page = reader(viewport, colours=colours)

    assert look(page, axe, path, language) == []


@pytest.mark.parametrize("path", VARIANTS)
def test_public_pages_with_other_things_on_them(path: str, reader: Any, axe: Any):
    page = reader(PHONE)

    assert look(page, axe, path, "ko") == []


@pytest.fixture
def seoul(become: Callable[[Any, str], Any], new_page: Callable[..., Any]) -> Callable[..., tuple[Any, dict[str, str]]]:
    """An officer of Seoul with this year's diagnosis begun: the page and the numbers of the diagnoses."""

    def open_page(viewport: Any, colours: str) -> tuple[Any, dict[str, str]]:
        page = become(new_page(viewport, colours=colours), "Seo-yeon Demo")
        page.goto("/en/my/diagnosis/")
        begin = page.get_by_role("button", name=re.compile(r"^Start \d{4}$"))
        if begin.count():
            begin.click()
            page.goto("/en/my/diagnosis/")
        draft = page.get_by_role("link", name=re.compile(r"^Continue \d{4}$")).get_attribute("href")
        report = page.get_by_role("link", name=re.compile("PDF")).first.get_attribute("href")
        return page, {"draft": draft.split("/")[-2], "submitted": report.split("/")[-2]}

    return open_page


@pytest.mark.parametrize(
    LOOK,
    [LOOKS[0], *(pytest.param(*look, marks=pytest.mark.whole) for look in LOOKS[1:])],
    ids=NAMES,
)
def test_an_officers_pages(language: str, viewport: Any, colours: str, seoul: Any, axe: Any):
    page, numbers = seoul(viewport, colours)

    wrong = []
    for path in OFFICERS:
        page.set_viewport_size(viewport)
        wrong += look(page, axe, path.format(**numbers), language)

    assert wrong == []


def test_an_answer_that_is_refused(seoul: Any, axe: Any):
    page, numbers = seoul(PHONE, "light")
    page.goto("/ko/my/diagnosis/{draft}/sections/city/".format(**numbers))
    page.locator("[name=city_population]").fill("-5")

    page.locator("button[value=next]").click()

    axe(page)
    page.get_by_role("alert").wait_for()
    page.locator("#q-city_population .error").wait_for()
    assert page.locator("[name=city_population]").input_value() == "-5"
    assert page.locator("[name=city_population]").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("colours", ["light", pytest.param("dark", marks=pytest.mark.whole)])
def test_an_offices_list_is_a_column_of_cards_on_a_phone(colours: str, become: Any, new_page: Any, axe: Any):
    office = become(new_page(PHONE, colours=colours), "Sena Demo")

    wrong = []
    for path in OFFICE_LISTS:
        office.goto(f"/en/office/{path}")
        wrong += too_wide(office) + [f"{path}: {one}" for one in office.evaluate(BEYOND_THE_EDGE)]
    assert wrong == []

    office.goto(f"/en/office/{OFFICE_LISTS[0]}")
    axe(office)
    row = office.locator("table.listing tbody tr").first

    assert row.locator("[name=row]").bounding_box()["y"] < row.locator("td[data-label]").first.bounding_box()["y"]
    assert row.get_by_role("link").first.is_visible()
    assert office.get_by_role("link", name="Standing").is_visible()  # what sorts stays within reach

    assert not office.get_by_role("navigation", name="Office").is_visible()  # until it is asked for
    office.get_by_text("Menu", exact=True).click()
    assert office.get_by_role("navigation", name="Office").get_by_role("link", name="Organisations").is_visible()
    axe(office)

    office.set_viewport_size(DESKTOP)
    office.emulate_media(color_scheme="dark")
    office.goto("/en/office/money/")
    assert office.get_by_role("navigation", name="Office").get_by_role("link", name="Invoices").is_visible()
    axe(office)


# Bars, lines and words of charts with less than three times the contrast to the page behind them.
FAINT = """() => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(one => one / 255)
      .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = light(getComputedStyle(document.documentElement).backgroundColor), found = new Set();
  for (const one of document.querySelectorAll(".chart-picture svg :is(.mark-rect path, .mark-symbol path, text)")) {
    const colour = getComputedStyle(one).fill;
    if (!colour.startsWith("rgb(") || one.getBBox().width === 0) continue;
    const [more, less] = [light(colour), behind].sort((a, b) => b - a);
    if ((more + 0.05) / (less + 0.05) < 3) found.add(`${colour} ${one.textContent}`);
  }
  return [...found];
}"""


@pytest.mark.whole
@pytest.mark.parametrize("path", ["office/money/", "index/pilot-2024/vienna/", "index/pilot-2024/explore/?city=vienna"])
def test_charts_are_seen_in_the_dark(path: str, become: Any, new_page: Any):
    page = become(new_page(DESKTOP, colours="dark"), "Sena Demo")
    page.goto(f"/en/{path}")

    assert page.locator(".chart-picture svg, .strip-of-values").count()
    assert page.evaluate(FAINT) == []


@pytest.mark.whole
def test_no_list_of_the_office_is_wider_than_a_phone(become: Any, new_page: Any):
    office = become(new_page(PHONE), "Sena Demo")

    wrong = []
    for path in every_office_list():
        office.goto(path)
        wrong += too_wide(office) + [f"{path}: {one}" for one in office.evaluate(BEYOND_THE_EDGE)]

    assert wrong == []


def every_office_list() -> list[str]:
    assert get_resolver().url_patterns  # a list is declared where addresses lead to it
    return sorted(listing.url for listing in LISTINGS.values() if listing.address and listing.is_office)


@pytest.mark.parametrize(("person", "path"), OTHERS)
def test_other_peoples_pages(person: str, path: str, become: Any, new_page: Any, axe: Any):
    page = become(new_page(PHONE), person)

    assert look(page, axe, path, "ko") == []


def test_the_page_of_roles(reader: Any, axe: Any):
    assert look(reader(PHONE), axe, "step-in/", "ko") == []


def test_the_description_of_the_api(desktop: Any, axe: Any):
    desktop.goto("/api/v1/docs")
    desktop.get_by_text("/api/v1/organisations", exact=True).first.wait_for()

    assert "WeGO" in desktop.title()


@pytest.mark.parametrize("path", ["", "members/", "index/pilot-2024/", "members/seoul/"])
def test_the_keyboard_goes_first_to_the_content(path: str, reader: Any):
    desktop = reader(DESKTOP)
    desktop.goto(f"/en/{path}")

    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")

    assert desktop.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["members/?q=seo&country=KR", "index/pilot-2024/seoul/", "members/map/"])
def test_another_language_keeps_the_page(path: str, reader: Any):
    phone = reader(PHONE)
    phone.goto(f"/en/{path}")

    phone.locator("header summary").click()
    phone.get_by_role("navigation", name="Language").get_by_role("link", name="한국어").click()

    assert phone.url.endswith(f"/ko/{path}")
