"""The shipped pilot: whole, and the same numbers on the pages, by the API and on the command line."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from wego.cityindex.models import Edition, Score, Unit, Value
from wego.records.peers import values_of_members

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pilot")]

LANGUAGES = ("en", "ko", "zh-hans")
# What the shipped editions amount to: cities ranked, cities listed, indicators with their pillars.
EDITIONS = {"pilot-2022": (72, 134, 11 + 4), "pilot-2024": (72, 134, 12 + 4), "pilot-2026": (106, 100, 16 + 5)}
MOST_BYTES = 30 * 1024


def page(path: str, language: str = "en") -> str:
    response = Client().get(f"/{language}/index/{path}")
    assert response.status_code == 200, path
    return response.content.decode()


def test_nothing_but_the_editions_is_loaded(pilot: Any):
    assert (pilot.added, pilot.inconsistencies) == (2 * (1 + 72 + 134) + (1 + 106 + 100), [])
    assert set(Edition.objects.values_list("code", flat=True)) == set(EDITIONS)


@pytest.mark.parametrize("code", EDITIONS)
def test_it_is_whole(code: str):
    edition, (ranked, listed, elements) = Edition.objects.get(code=code), EDITIONS[code]

    assert (edition.status, edition.draws, edition.seed) == ("pilot", 1000, 0)
    assert edition.elements.count() == 1 + elements
    assert (edition.units.ranked().count(), edition.units.listed().count()) == (ranked, listed)
    own = Value.objects.filter(unit__rank__isnull=False, level="city")
    assert min(own.filter(unit=unit).count() for unit in edition.units.ranked()) >= 3
    assert not Value.objects.filter(observation=None).exists()


@pytest.mark.parametrize("code", ["pilot-2024", "pilot-2026"])
def test_the_command_of_the_page_gives_the_same_numbers_from_its_downloads(code: str, tmp_path: Path):
    shown = page(f"{code}/method/")
    for name in ("method.toml", "data.csv"):
        link = re.search(rf'href="([^"]+/files/{re.escape(name)})"', shown)
        assert link
        download = Client().get(link[1])
        assert f'<code class="small">{hashlib.sha256(download.content).hexdigest()}</code>' in shown
        (tmp_path / name).write_bytes(download.content)
    command = re.search(r"<pre[^>]*><code>(wego index build [^<]+)</code>", shown)
    assert command
    words = shlex.split(command[1])

    subprocess.run([sys.executable, "-m", "wego.config.command", *words[1:]], cwd=tmp_path, check=True, timeout=60)

    results = rows(tmp_path / "result/results.csv")
    spread = {row["unit"]: row for row in rows(tmp_path / "result/robustness.csv")}
    items = Client().get(f"/api/v1/index/editions/{code}/results?limit=1000").json()["items"]
    assert {item["unit"] for item in items} == {row["unit"] for row in results}
    by_unit = {item["unit"]: item for item in items}
    for row in results:
        item = by_unit[row["unit"]]
        assert item["rank"] == int(row["rank"])
        told = {code: float(row[code]) if row[code] else None for code in row if code not in ("unit", "rank")}
        assert item["scores"] == told
        interval = {name: float(spread[row["unit"]][f"rank_{name}"]) for name in item["rank_interval"]}
        assert item["rank_interval"] == interval
    for name in ("results.csv", "robustness.csv", "method.json"):
        kept = Client().get(f"/en/index/{code}/files/{name}").content
        assert kept == (tmp_path / "result" / name).read_bytes()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "",
        "pilot-2024/",
        "pilot-2024/?show=listed",
        "pilot-2024/method/",
        "pilot-2024/wellington/",
        "pilot-2024/seoul/",
        "pilot-2026/",
        "pilot-2026/method/",
        "pilot-2026/seoul/",
    ],
)
def test_every_page_says_pilot_weighs_little_and_runs_no_script(path: str, language: str):
    said = {"en": "Pilot, from public figures", "ko": "시범", "zh-hans": "试点"}[language]

    shown = page(path, language)

    assert said in shown
    assert len(gzip.compress(shown.encode())) <= MOST_BYTES
    assert "<script" not in shown
    assert " style=" not in shown


@pytest.mark.parametrize("code", ["pilot-2024", "pilot-2026"])
def test_the_points_of_every_city_sum_to_its_score(code: str):
    scores = Score.objects.filter(unit__edition__code=code, unit__rank__isnull=False).select_related("element")
    overall = {score.unit_id: score.score for score in scores if score.element.parent_id is None}
    points: dict[int, float] = dict.fromkeys(overall, 0)
    for score in scores:
        if score.element.indicator_id is not None:
            points[score.unit_id] += score.points

    assert len(overall) == EDITIONS[code][0]
    assert points == pytest.approx(overall, abs=1e-9)


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.slow)], ids=["every_seventh", "every"])
def test_every_city_has_its_page(step: int):
    client = Client()
    for slug in Unit.objects.filter(edition__code="pilot-2024").values_list("slug", flat=True)[::step]:
        assert client.get(f"/en/index/pilot-2024/{slug}/").status_code == 200, slug


def test_jeju_city_shows_its_interval_in_words_and_what_is_missing():
    shown = page("pilot-2024/jeju-city/")

    assert "Jeju City is between rank 1 and 3 in at least 90% of 1,000 simulations." in shown
    assert "missing: no source has this figure" in shown  # the United Nations did not assess its portal
    assert "29.26" in shown


def test_seoul_is_listed_with_the_reason_and_what_is_known():
    shown = page("pilot-2024/seoul/", "ko")

    assert "서울" in shown
    assert "해당 도시 자체의 수치가 세 개 미만입니다." in shown


def test_seoul_is_ranked_by_its_own_figures_and_its_page_says_what_is_missing():
    unit = Unit.objects.get(edition__code="pilot-2026", slug="seoul")
    shown = page("pilot-2026/seoul/")

    assert (unit.values.count(), unit.values.filter(level="city").count()) == (13, 5)
    assert f"Seoul is between rank {unit.interval[0]} and {unit.interval[1]} in at least 90%" in shown
    assert shown.count("missing: no source has this figure") == 3
    assert unit.edition == Edition.objects.first()  # the latest, to which the pages of the cities lead


def test_the_method_names_each_source_with_its_terms_and_warns_of_the_one_copy():
    shown = page("pilot-2026/method/")

    for terms in ("PDDL", "CC0 1.0", "copied and redistributed freely with citation"):
        assert terms in shown
    assert "read from a single copy" in shown


def test_the_page_of_seoul_has_its_rank_in_the_latest_edition_and_tells_what_is_also_known():
    shown = Client().get("/ko/members/seoul/").content.decode()
    record = Client().get("/en/members/seoul/?format=json").json()["record"]

    assert record["index"]["edition"] == "pilot-2026"
    assert "그 도시에 없다는 뜻이 아닙니다" in shown
    facts = {fact["indicator"]: (fact["value"], fact["period"]) for fact in record["also-known"]}
    assert facts == {
        "dateno.open_data_portal": ("1", "2026"),
        "nzt.climate_target_year": ("2050", "2022"),
        "worldbank.municipal_waste": ("3353985", "2012"),
    }
    assert not set(facts) & {figure["indicator"] for figure in record["figures"]}


def test_a_city_of_which_a_source_is_silent_is_not_said_to_have_none():
    record = Client().get("/en/members/baguio/?format=json").json()["record"]

    assert {fact["indicator"] for fact in record["also-known"]} == {"dateno.open_data_portal"}
    assert "also-known" not in Client().get("/en/members/jeju/?format=json").json()["record"]
    # Nor is it a finding of the front page how far apart such facts are.
    assert [indicator.code for indicator, _values in values_of_members() if indicator.background] == []


def test_a_member_inside_a_measured_area_leads_there_and_back():
    assert 'href="/en/index/pilot-2024/jeju-city/"' in page("pilot-2024/jeju/")
    assert 'href="/en/index/pilot-2024/jeju/"' in page("pilot-2024/jeju-city/")


def test_a_former_member_is_called_so():
    assert "former member" in page("pilot-2024/barcelona/")
    items = json.loads(b"".join(Client().get("/en/index/pilot-2024/?members=1&format=json").streaming_content))["items"]
    assert len(items) == 34
    assert "barcelona" not in {item["unit"] for item in items}


@pytest.mark.parametrize(
    "path", ["nowhere/", "pilot-2024/nowhere/", "pilot-2024/files/edition.yaml", "pilot-2024/busan/"]
)
def test_what_does_not_exist_is_404(path: str):
    assert Client().get(f"/en/index/{path}").status_code == 404
