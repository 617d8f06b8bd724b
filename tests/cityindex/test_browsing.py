"""The index in a real browser: journeys 1 (visitor) and 10 (researcher)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE, wego, width_of

pytestmark = pytest.mark.browser


def test_a_visitor_finds_seouls_rank_and_why_it_had_none_on_a_phone_without_scripts(reader: Callable[..., Any]):
    page = reader(PHONE, javascript=False)
    page.goto("/ko/members/seoul/")

    page.locator("#index").get_by_role("link", name="값 하나하나까지, 그 순위인 이유").click()
    assert page.url.endswith("/index/pilot-2026/seoul/")
    page.goto("/ko/index/pilot-2024/seoul/")

    assert page.get_by_role("heading", level=1).inner_text() == "서울"
    assert "해당 도시 자체의 수치가 세 개 미만입니다." in page.locator("main").inner_text()


def test_a_visitor_narrows_and_sorts_without_scripts(reader: Callable[..., Any]):
    page = reader(DESKTOP, javascript=False)
    page.goto("/en/index/pilot-2024/")

    page.get_by_label("Membership").select_option("Members only")
    page.get_by_label("Sort by").select_option("Green city")
    page.get_by_role("button", name="Show").click()

    rows = page.locator("table.ranking tbody tr")
    green = [float(text) for text in rows.locator("td[data-label='Green city']").all_inner_texts()]
    assert rows.count() == 34
    assert green == sorted(green, reverse=True)


def test_a_visitor_finds_why_a_city_rose_on_a_phone_without_scripts(reader: Callable[..., Any]):
    page = reader(PHONE, javascript=False)
    page.goto("/ko/index/pilot-2024/")

    page.get_by_role("link", name="순위 변동").click()
    page.locator("[aria-labelledby=rose] a").first.click()
    moved = page.locator("#moved")
    page.get_by_role("link", name="모든 도시 가운데에서 보기").click()

    assert moved.count() == 0
    assert page.url.endswith("/changes/?city=baguio")
    assert "바기오" in page.locator(".chart-sentence").inner_text()
    page.go_back()
    assert "43위(구간 30–49)에서 30위로" in page.locator("main").inner_text()


def test_a_researcher_recomputes_changes_a_weight_and_compares(reader: Callable[..., Any], tmp_path: Path):
    page = reader(DESKTOP)
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


def _shown(page: Any) -> list[tuple[str, str]]:
    rows = page.locator("table.reweighted tbody tr")
    slugs = rows.evaluate_all("rows => rows.map((row) => row.dataset.unit)")
    return list(zip(slugs, rows.locator(".rank").all_inner_texts(), strict=True))


def test_moving_a_weight_ranks_as_the_server_and_the_command_line_do(
    new_page: Callable[..., Any], axe: Callable[[Any], None], tmp_path: Path
) -> None:
    page = new_page(DESKTOP)
    asked: list[str] = []
    page.goto("/en/index/pilot-2024/")
    page.get_by_role("link", name="Set your own weights").click()
    axe(page)
    page.on("request", lambda request: None if "/static/" in request.url else asked.append(request.url))

    page.get_by_label("Digital government").first.fill("70")
    page.get_by_text("And within each of these").click()
    page.get_by_label("Human Capital Index").first.fill("0")
    there = _shown(page)

    assert asked == [], "the browser computes it alone"
    assert "digital=70" in page.url
    assert "un.hci=0" in page.url
    without = new_page(PHONE, javascript=False)
    without.goto(page.url)
    assert _shown(without) == there
    assert width_of(without) <= PHONE["width"]

    for name in ("method.toml", "data.csv"):
        (tmp_path / name).write_bytes(page.context.request.get(f"/en/index/pilot-2024/files/{name}").body())
    text = (tmp_path / "method.toml").read_text()
    for code, parent, weight in (("digital", "index", 2.8), ("un.hci", "people", 0.0)):
        entry = f'code = "{code}"\nparent = "{parent}"\n'
        assert entry in text
        text = text.replace(entry, f"{entry}weight = {weight}\n")
    (tmp_path / "method.toml").write_text(text)
    wego("index", "build", str(tmp_path / "method.toml"), str(tmp_path / "data.csv"), "--out", str(tmp_path / "out"))
    with (tmp_path / "out/results.csv").open() as file:
        built = {row["unit"]: row["rank"] for row in csv.DictReader(file)}
    assert dict(there) == built


def test_a_slider_moves_its_number(reader: Callable[..., Any]) -> None:
    page = reader(DESKTOP)
    page.goto("/ko/index/pilot-2024/weights/")

    page.locator("#w-green + input[type=range]").fill("100")

    assert page.locator("#w-green").input_value() == "100"
    assert json.loads(page.locator("#weighing").text_content())["starts"]["green"] == 25
    assert page.locator(".shift[data-way='1']").count() > 0
