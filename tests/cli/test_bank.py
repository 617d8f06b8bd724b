"""`wego bank check` as INTERFACES fixes it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.banking.made_up import camt, mt940
from wego.config.command import main

TABLE = "Buchungstag;Betrag;Währung;Name\n04.05.2026;7.000,00;EUR;Köln\n05.05.2026;-20,50;EUR;Bank\n"


def checked(capsys: pytest.CaptureFixture[str], folder: Path, content: str | bytes, *words: str) -> dict[str, object]:
    path = folder / "statement.dat"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert main(["bank", "check", str(path), *words, "--json"]) == 0
    answer = capsys.readouterr()
    assert answer.err == ""
    return json.loads(answer.out)


def test_one_document_with_every_key(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert checked(capsys, tmp_path, mt940()) == {
        "format": "mt940",
        "statements": [
            {
                "account": "1234567890",
                "currency": "USD",
                "number": "101/1",
                "from": "2026-05-01",
                "to": "2026-05-04",
                "opening": "1000.00",
                "closing": "8000.00",
                "lines": [
                    {
                        "booked_on": "2026-05-04",
                        "valued_on": "2026-05-04",
                        "amount": "7000.00",
                        "currency": "USD",
                        "is_reversal": False,
                        "payer": None,
                        "ultimate_payer": None,
                        "account": None,
                        "references": ["B1"],
                        "text": "FEE 2026-0001",
                    }
                ],
            }
        ],
        "notes": [],
    }


def test_a_table_by_its_own_names(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    words = ["--columns", "date=Buchungstag,amount=Betrag,currency=Währung,payer=Name", "--encoding", "cp1252"]

    found = checked(capsys, tmp_path, TABLE.encode("cp1252"), *words)

    assert found["format"] == "csv"
    (statement,) = found["statements"]  # type: ignore[misc]
    assert (statement["account"], statement["opening"], statement["number"]) == (None, None, None)
    assert [(line["amount"], line["payer"], line["valued_on"]) for line in statement["lines"]] == [
        ("7000.00", "Köln", None),
        ("-20.50", "Bank", None),
    ]


def test_a_camt_forced_and_noted(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    pending = camt().replace("<Cd>BOOK</Cd></Sts>", "<Cd>PDNG</Cd></Sts>", 1).replace("8000.00", "1000.00")

    found = checked(capsys, tmp_path, pending, "--format", "camt053")

    assert found["notes"] == ["line 1: An entry that is not booked (PDNG) is ignored."]


@pytest.mark.parametrize(
    ("content", "words", "expected"),
    [
        (TABLE.encode(), [], "needs the columns date, amount, currency and has Buchungstag, Betrag, Währung, Name"),
        (mt940(closing="8000,01").encode(), [], "do not add up to the closing balance"),
        (mt940().encode(), ["--format", "camt053"], "is not complete XML"),
        (b"", [], "is empty"),
        (b"\xff\xff", [], "is not UTF-8"),
    ],
)
def test_what_is_refused_exits_1_with_its_line(
    content: bytes, words: list[str], expected: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    path = tmp_path / "statement.dat"
    path.write_bytes(content)

    assert main(["bank", "check", str(path), *words]) == 1
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.startswith(str(path))
    assert expected in answer.err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]):
    assert main(["bank", "check", "/nowhere/at/all.sta"]) == 1
    assert "all.sta" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--encoding", "klingon"], ["--columns", "colour=Farbe"], ["--columns", "date"], ["--format", "pdf"]],
)
def test_wrong_usage_exits_2(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["bank", "check", "x.sta", *words])

    assert ended.value.code == 2


def test_people_read_it_too(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    path = tmp_path / "statement.sta"
    path.write_text(mt940())

    assert main(["bank", "check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "1234567890 USD, 2026-05-01 to 2026-05-04, number 101/1" in shown
    assert "7000.00  FEE 2026-0001 · B1" in shown


def test_it_needs_no_django():
    code = "import sys, wego.cli.bank; sys.exit(any(name.partition('.')[0] == 'django' for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
