"""What is made of the shipped pilot as a whole: its report in three languages, its bundle, its workbook."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.cityindex.test_bundle import unpacked
from tests.cityindex.test_report import text_of
from tests.cityindex.test_report_workbook import workbook
from wego.cityindex.models import Edition, EditionFile
from wego.cityindex.report import report_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pilot")]


@pytest.fixture(autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """A data directory of the test's own: the key that signs is made in it."""
    settings.WEGO_DATA_DIR = tmp_path_factory.mktemp("data")


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [
        ("en", b"en", ["At a glance", "How to read this report", "Copenhagen", "Rotterdam", "Compute it yourself"]),
        ("ko", b"ko-KR", ["한눈에 보기", "이 보고서를 읽는 법", "코펜하겐", "로테르담", "시범"]),
        ("zh-hans", b"zh-CN", ["概览", "如何阅读本报告", "哥本哈根", "鹿特丹", "试点"]),
    ],
)
def test_the_report_of_the_pilot_is_whole_in_three_languages(language: str, code: bytes, said: list[str]):
    edition = Edition.objects.get(code="pilot-2024")

    response = Client().get(f"/{language}/index/pilot-2024/report.pdf")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f'inline; filename="pilot-2024-report-{language}.pdf"'
    assert re.search(rb"/Lang\s*\(" + code, response.content)
    assert b"pdfuaid" in response.content
    text = re.sub(r"\s+", "", text_of(response.content))
    for words in [*said, edition.sha256, "--draws1000--seed0"]:
        assert words.replace(" ", "") in text
    with translation.override(language):
        for unit in edition.units.select_related("organisation", "place"):
            assert re.sub(r"\s+", "", unit.name) in text


def test_every_ranked_city_and_every_ranked_member_is_in_it_once():
    edition = Edition.objects.get(code="pilot-2024")

    data = report_data(edition)

    assert len(data["ranking"]) == 72
    members = [row["name"] for row in data["ranking"] if row["is_member"]]
    assert [city["name"] for city in data["members"]] == members
    assert len(members) == 34
    assert sum(len(group["cities"]) for group in data["listed"]) == 134
    assert len(data["sources"]) == 4


def test_what_moved_since_the_edition_before_is_a_chapter_and_a_sheet():
    edition, before = (Edition.objects.get(code=code) for code in ("pilot-2024", "pilot-2022"))

    changes = report_data(edition)["changes"]

    assert report_data(before)["changes"] is None
    assert (len(changes["rows"]), len(changes["slopes"])) == (72, 72)
    assert "New in the method: Local Online Service Index." in changes["told"]
    assert any(said.startswith("Biggest gains: Baguio (43 → 30), ") for said in changes["told"])
    assert changes["rows"][0][:5] == ["1", "Copenhagen", "Denmark", "2", "up 1"]
    sheet = workbook("pilot-2024", "en")["changes"]
    assert len(sheet) == 1 + 72
    assert sheet[0][:3] == ("unit", "name", "country")
    assert "changes" not in workbook("pilot-2022", "en")


def test_the_bundle_of_the_pilot_recomputes_with_the_command_in_it(tmp_path: Path):
    for name, content in unpacked(Client().get("/en/index/pilot-2024/bundle.zip").content).items():
        (tmp_path / name).write_bytes(content)
    readme = (tmp_path / "README.txt").read_text()
    (command,) = [line.strip() for line in readme.splitlines() if line.strip().startswith("wego index build ")]

    run = [sys.executable, "-m", "wego.config.command", *shlex.split(command)[1:]]
    subprocess.run(run, cwd=tmp_path, check=True, timeout=60)

    for name in ("results.csv", "robustness.csv", "method.json"):
        assert (tmp_path / "result" / name).read_bytes() == (tmp_path / name).read_bytes()
    assert (
        EditionFile.objects.get(edition__code="pilot-2024", name="results.csv").text.encode()
        == (tmp_path / "result/results.csv").read_bytes()
    )


def test_names_stand_in_the_reader_s_language():
    edition = Edition.objects.get(code="pilot-2024")

    book = workbook("pilot-2024", "ko")

    assert len(book["ranking"]) == 1 + edition.ranked_count
    assert len(book["listed"]) == 1 + edition.listed_count
    assert "코펜하겐" in {row[1] for row in book["ranking"]}
