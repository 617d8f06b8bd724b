"""Journey 2: an officer of a small city, on a phone, without scripts: from the invitation to a printed report."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import PHONE, width_of
from tests.journeys.answering import PDF, fill_all_sections, fill_section, save
from tests.journeys.joining import invite, join, sign_in

pytestmark = pytest.mark.browser

ADDRESS = "aza.officer@magas.example"


def test_from_the_invitation_to_the_report(
    new_page: Any, become: Any, mail_to: Callable[[str], tuple[str, str]], tmp_path: Path
):
    evidence = tmp_path / "Smart city strategy.pdf"
    evidence.write_bytes(PDF)
    invite(become(new_page(PHONE, javascript=False), "Ama Demo"), ADDRESS)
    page = new_page(PHONE, javascript=False)
    join(page, ADDRESS, mail_to)

    # First sitting.
    page.get_by_role("link", name="Start the diagnosis").click()
    page.get_by_role("button", name=re.compile(r"^Start \d{4}$")).click()
    page.get_by_role("link", name="Continue with “About the city”").click()
    page.get_by_text("Known from GeoNames geographical database. Saving confirms it.").wait_for()
    fill_section(page, evidence)
    save(page, "Save and return later")
    page.get_by_text("Saved. You can continue here at any time, on any device.").wait_for()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").click()

    # Second sitting, on another device.
    page = new_page(PHONE, javascript=False)
    page.goto("/en/accounts/login/")
    sign_in(page, ADDRESS)
    page.get_by_role("link", name="Continue answering").click()
    assert not page.get_by_role("progressbar").evaluate("bar => bar.value === 0")
    page.get_by_role("link", name=re.compile("^Continue with “(?!About the city)")).click()
    page.wait_for_url("**/sections/**")
    fill_all_sections(page, evidence)
    page.get_by_text("Smart city strategy.pdf").first.wait_for()
    page.get_by_label(re.compile(r"^Submit before the end of \d{4}$")).check()
    page.get_by_role("button", name="Submit diagnosis").click()

    # The report, with its reasons, and the same on paper.
    page.get_by_text("Diagnosis submitted. This is your report.").wait_for()
    keys = page.locator("dl.keys")
    stage, score = (keys.locator("dd").nth(place).inner_text() for place in (0, 1))
    assert re.fullmatch(r"\d{1,2}\.\d", score)
    page.get_by_role("heading", name="Why this stage").wait_for()
    assert page.locator("ol.steps > li").count() == 3
    assert width_of(page) <= PHONE["width"]
    paper = page.context.request.get(page.get_by_role("link", name="Report as PDF").get_attribute("href"))
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        words = subprocess.run([reader, "-", "-"], input=paper.body(), capture_output=True, check=True).stdout.decode()
        assert stage in words
        assert score in words
