"""Notes of figures that follow a pattern are in the reader's language; what a person wrote is marked as English."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from wego.records.source_notes import source_note

NETWORK = Path(__file__).parents[2] / "networks" / "wego"


@pytest.mark.parametrize(
    ("note", "korean", "chinese"),
    [
        ("mean of 1.4; 0.3", "1.4, 0.3의 평균", "1.4、0.3的平均值"),
        ("decimal logarithm of 53759.583 (actual)", "53759.583의 상용로그", "53759.583的常用对数"),
        ("45.1 less 50.2", "45.1 − 50.2", "45.1 − 50.2"),
        ("rank 13 of 193", "193개 중 13위", "在193个中排第13位"),
        ("country table", "국가별 표", "国家表"),
        ("table B.2", "표 B.2", "表B.2"),
        ("Capital of the <member>", *['<span lang="en">Capital of the &lt;member&gt;</span>'] * 2),
    ],
)
def test_a_note_is_said_in_the_readers_language(note: str, korean: str, chinese: str) -> None:
    for language, said in (("ko", korean), ("zh-hans", chinese), ("en", f'<span lang="en">{note}</span>')):
        with override(language):
            assert source_note(note) == said.replace("of the <member>", "of the &lt;member&gt;")


def test_most_notes_of_an_edition_follow_a_pattern() -> None:
    with (NETWORK / "index" / "pilot-2026" / "values.csv").open(encoding="utf-8", newline="") as file:
        notes = [row["note"] for row in csv.DictReader(file) if re.search(r"\d", row["note"])]

    with override("ko"):
        left = [note for note in notes if "<span" in source_note(note)]

    assert len(left) < len(notes) / 5
