"""The index in a real browser: journeys 1 (visitor) and 10 (researcher)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, wego

pytestmark = pytest.mark.browser


def test_a_visitor_finds_why_seoul_has_no_rank_on_a_phone_without_scripts(new_page: Callable[..., Any]):
    page = new_page(PHONE, javascript=False)
    page.goto("/ko/members/seoul/")

    page.locator("#index").get_by_role("link", name="알려진 수치와 순위가 없는 이유").click()

    assert page.get_by_role("heading", level=1).inner_text() == "서울"
    assert "이 도시 자신의 수치가 세 개에 못 미친다." in page.locator("main").inner_text()


def test_a_visitor_narrows_and_sorts_without_scripts(new_page: Callable[..., Any]):
    page = new_page(DESKTOP, javascript=False)
    page.goto("/en/index/pilot-2024/")

    page.get_by_label("Membership").select_option("Members only")
    page.get_by_label("Sort by").select_option("Green city")
    page.get_by_role("button", name="Show").click()

    rows = page.locator("table.ranking tbody tr")
    green = [float(text) for text in rows.locator("td[data-label='Green city']").all_inner_texts()]
    assert rows.count() == 34
    assert green == sorted(green, reverse=True)


def test_a_researcher_recomputes_changes_a_weight_and_compares(new_page: Callable[..., Any], tmp_path: Path):
    page = new_page(DESKTOP)
    page.goto("/en/index/pilot-2024/method/")
    for name in ("method.toml", "data.csv", "results.csv"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        download.value.save_as(tmp_path / name)
    method, data = tmp_path / "method.toml", tmp_path / "data.csv"

    wego("index", "build", str(method), str(data), "--out", str(tmp_path / "same"), "--draws", "1000", "--seed", "0")
    text = method.read_text()
    changed = re.sub(r'(code = "green"\nparent = "index"\n)', r"\1weight = 2.0\n", text)
    assert changed != text
    method.write_text(changed)
    wego("index", "build", str(method), str(data), "--out", str(tmp_path / "greener"))
    compared = json.loads(wego("index", "compare", str(tmp_path / "same"), str(tmp_path / "greener"), "--json").stdout)

    assert (tmp_path / "same/results.csv").read_bytes() == (tmp_path / "results.csv").read_bytes()
    assert compared["mean_absolute_change"] > 0
    assert compared["movers"]
