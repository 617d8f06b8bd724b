"""Each kind of page as a paper: no number of its tables is cut, nothing lies beyond the margins, no buttons."""

from __future__ import annotations

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
OFFICE = ["organisations/", "money/invoices/", "money/overdue/", "mails/"]
MARGIN = 16 / 25.4 * 72 - 1  # points: what the style gives, less a hair
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
# What stands in the cells of tables that a print shows.
CELLS = """() => [...document.querySelectorAll("main :is(td, tbody th)")]
  .filter(cell => cell.checkVisibility()).map(cell => cell.innerText)"""
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


def wrong_on_paper(page: Any, path: str, folder: Path) -> list[str]:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    page.goto(path)
    page.emulate_media(media="print")
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
        if not re.search(rf">{place}</word>\s*<word [^>]*>/</word>\s*<word [^>]*>{len(sheets)}</word>", words):
            wrong.append(f"page {place} of {len(sheets)} says no number")
    return [*wrong[:5], *(f"{number} is cut or left out" for number in sorted(numbers - found)[:5])]


@pytest.mark.parametrize("path", [*QUICK, *(pytest.param(path, marks=pytest.mark.whole) for path in REST)])
def test_a_public_page_as_a_paper(path: str, reader: Any, tmp_path: Path):
    assert wrong_on_paper(reader(DESKTOP), f"/en/{path}", tmp_path) == []


@pytest.mark.whole
@pytest.mark.parametrize("path", OFFICE)
def test_a_list_of_the_office_as_a_paper(path: str, become: Any, new_page: Any, tmp_path: Path):
    office = become(new_page(DESKTOP), "Sena Demo")

    assert wrong_on_paper(office, f"/en/office/{path}", tmp_path) == []
