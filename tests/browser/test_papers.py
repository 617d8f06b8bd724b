"""Each kind of page as a paper: no number of its tables is cut, nothing lies beyond the margins, and no heading stands
alone at the foot of a page."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP
from tests.public_pages import PUBLIC

pytestmark = pytest.mark.browser

QUICK = ["members/seoul/", "index/pilot-2024/", "activator/"]
REST = [path for path in PUBLIC if path not in QUICK]
OFFICE = [
    "",
    "organisations/",
    "organisations/1/",
    "money/",
    "money/invoices/",
    "money/overdue/",
    "money/ageing/",
    "money/journal/",
    "mails/",
    "dues/",
    "governance/bodies/",
    "diagnoses/regions/",
    "index-editions/",
]
# Of an officer of Seoul; a star stands for the first link of the page before that begins so.
MEMBER = ["", "money/", "money/invoices/*", "money/seoul/statement/", "dues/seoul/", "diagnosis/", "diagnosis/*report/"]
MARGIN = 16 / 25.4 * 72 - 1  # points: what the style gives, less a hair
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
# What stands in the cells of tables that a print shows.
CELLS = """() => [...document.querySelectorAll("main :is(td, tbody th)")]
  .filter(cell => cell.checkVisibility()).map(cell => cell.innerText)"""
HEADINGS = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, caption, figcaption)")]
  .filter(one => one.checkVisibility()).map(one => one.innerText)"""
FOOT = 18 / 25.4 * 72  # points: below this stand the page's number and the network's name
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


def wrong_on_paper(page: Any, path: str, folder: Path) -> list[str]:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    page.goto(path)
    page.emulate_media(media="print")
    headings = {"".join(words.split()) for words in page.evaluate(HEADINGS)}
    numbers = {number for cell in page.evaluate(CELLS) for number in NUMBER.findall(cell)}
    paper = folder / "paper.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    page.emulate_media(media="null")
    read = [reader, "-bbox", str(paper), "-"]
    sheets = PAGE.findall(subprocess.run(read, capture_output=True, text=True, check=True).stdout)
    found: set[str] = set()
    wrong = []
    for place, (width, height, words) in enumerate(sheets, 1):
        for left, top, right, bottom, word in WORD.findall(words):
            found |= set(NUMBER.findall(word))
            if float(left) < MARGIN or float(right) > float(width) - MARGIN:
                wrong.append(f"page {place}: “{word}” is beyond the margin")
            if float(top) < 0 or float(bottom) > float(height):
                wrong.append(f"page {place}: “{word}” is beyond the edge")
        if place < len(sheets) and (last := last_line(words, float(height) - FOOT)) in headings:
            wrong.append(f"page {place}: the heading “{last}” stands alone at its foot")
        if not re.search(rf">{place}</word>\s*<word [^>]*>/</word>\s*<word [^>]*>{len(sheets)}</word>", words):
            wrong.append(f"page {place} of {len(sheets)} says no number")
    return [*wrong[:5], *(f"{number} is cut or left out" for number in sorted(numbers - found)[:5])]


def last_line(words: str, foot: float) -> str:
    """The words of the lowest line of a page above its foot, without spaces."""
    found = [(float(bottom), float(left), word) for left, _, _, bottom, word in WORD.findall(words)]
    above = [one for one in found if one[0] < foot]
    lowest = max((bottom for bottom, _, _ in above), default=0.0)
    return html.unescape(
        "".join(word for bottom, _, word in sorted(above, key=lambda one: one[1]) if lowest - bottom < 4)
    )


@pytest.mark.parametrize("path", [*QUICK, *(pytest.param(path, marks=pytest.mark.whole) for path in REST)])
def test_a_public_page_as_a_paper(path: str, reader: Any, tmp_path: Path):
    assert wrong_on_paper(reader(DESKTOP), f"/en/{path}", tmp_path) == []


@pytest.mark.whole
@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_pages_of_members_and_the_office_as_papers(language: str, become: Any, new_page: Any, tmp_path: Path):
    wrong = []
    member = become(new_page(DESKTOP), "Seo-yeon Demo")
    for path in MEMBER:
        address = f"/{language}/my/{path}"
        if "*" in path:
            begun, rest = path.split("*")
            member.goto(f"/{language}/my/{begun.split('/')[0]}/" if rest == "" else f"/{language}/my/")
            links = member.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
            address = next(link for link in links if f"/my/{begun}" in link and link.endswith(rest or "/"))
        wrong += [f"{address}: {fault}" for fault in wrong_on_paper(member, address, tmp_path)]
    office = become(new_page(DESKTOP), "Sena Demo")
    for path in OFFICE:
        address = f"/{language}/office/{path}"
        wrong += [f"{address}: {fault}" for fault in wrong_on_paper(office, address, tmp_path)]

    assert wrong == []
