"""`wego dues quote` as INTERFACES fixes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wego.config.command import main

CITY = ["--schedule", "2016", "--kind", "local_government", "--gdp", "35379", "--population", "970000"]


def quoted(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["dues", "quote", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_document_with_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    found = quoted(capsys, *CITY)

    explanation = found.pop("explanation")
    assert found == {
        "schedule": "2016",
        "kind": "local_government",
        "fee": "7000.00",
        "currency": "USD",
        "row": "20000+",
        "column": "600-999",
        "reading": "printed",
        "ambiguous": False,
        "alternatives": {},
    }
    assert isinstance(explanation, list)
    assert "Population 970,000 persons: band 600-999 (bands in thousands)." in explanation


def test_an_ambiguous_cell_gives_every_reading(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--schedule", "2023", "--kind", "local_government", "--gdp", "500", "--population", "250000"]

    found = quoted(capsys, *words)

    assert found["ambiguous"] is True
    assert found["reading"] == "continuity"
    assert found["alternatives"] == {"ko": "500.00", "zh": "400.00", "continuity": "400.00"}
    assert quoted(capsys, *words, "--reading", "ko")["fee"] == "500.00"


def test_a_table_of_one_dimension_has_no_column(capsys: pytest.CaptureFixture[str]) -> None:
    found = quoted(capsys, "--schedule", "2023", "--kind", "corporation", "--class", "mnc", "--staff", "2000")

    assert (found["fee"], found["row"], found["column"]) == ("8000.00", "2000+", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--schedule", "2016", "--kind", "corporation", "--class", "mnc", "--staff", "600"],
            "no table for corporation",
        ),
        (["--schedule", "2023", "--kind", "corporation", "--class", "mnc", "--staff", "499"], "no band holds a staff"),
        (["--schedule", "2023", "--kind", "corporation", "--staff", "20"], "the class is not given"),
        (
            ["--schedule", "2016", "--kind", "local_government", "--gdp", "1"],
            "--population: the population is not known",
        ),
        (["--schedule", "2016", "--kind", "local_government", "--gdp", "-1", "--population", "1"], "a number from 0"),
        (
            ["--schedule", "2016", "--kind", "local_government", "--gdp", "35,379", "--population", "1"],
            "is not a number",
        ),
        (["--schedule", "2016", "--kind", "local_government", "--gdp", "nan", "--population", "1"], "is not a number"),
        (["--schedule", "2016", "--kind", "local_government", "--gdp", "１２", "--population", "1"], "is not a number"),
        (["--schedule", "1999", "--kind", "local_government"], "there is no 1999"),
        ([*CITY, "--reading", "ko"], "no reading 'ko'"),
    ],
)
def test_what_is_refused_says_why_and_prints_nothing_else(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["dues", "quote", *words, "--json"])

    answer = capsys.readouterr()
    assert (status, answer.out) == (1, "")
    assert said in answer.err


def test_an_unknown_kind_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dues", "quote", "--schedule", "2016", "--kind", "village"])

    assert ended.value.code == 2


def test_a_broken_schedule_is_refused_with_file_line_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = Path(__file__).parents[2] / "networks" / "wego" / "fees" / "2016.yaml"
    (tmp_path / "fees").mkdir()
    (tmp_path / "fees" / "2016.yaml").write_text(shipped.read_text().replace('"0-999": [400, 400,', '"0-999": [400,'))
    monkeypatch.setenv("WEGO_NETWORK", str(tmp_path))

    status = main(["dues", "quote", *CITY])

    assert status == 1
    assert "2016.yaml:39: tables[0].fees.0-999: 7 fees for 8 columns" in capsys.readouterr().err
