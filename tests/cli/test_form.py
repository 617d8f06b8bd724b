"""`wego form` on files: what it says, what it writes, and how it refuses, to the cell."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook

from wego.config.command import main

ACTIVATOR = Path(__file__).parents[2] / "networks" / "wego" / "questionnaires" / "activator.yaml"
LABELS = ("label::English (en)", "label::Korean (ko)", "label::Chinese (zh)")
Sheets = dict[str, list[list[Any]]]


@pytest.fixture(autouse=True)
def _shipped_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGO_NETWORK", raising=False)


def foreign() -> Sheets:
    """A form as another program writes it: no columns of ours, names of its own, numbers as numbers."""
    return {
        "survey": [
            ["type", "name", *LABELS, "required", "relevant", "constraint"],
            ["integer", "Age", "Age?", "나이?", "年龄？", "yes", None, ". > 0 and . <= 120"],
            ["select_one sex", "sex", "Sex?", "성별?", "性别？", None, "${Age} >= 18", None],
            ["select_multiple means", "means", "How?", "수단?", "方式？", None, "${sex} = 1 or ${sex} = '02'", None],
            ["decimal", "km", "How far?", "거리?", "多远？", None, "selected(${means}, 'NA')", None],
        ],
        "choices": [
            ["list_name", "name", *LABELS],
            ["sex", 1, "One", "하나", "一"],
            ["sex", "02", "Two", "둘", "二"],
            ["means", "NA", "None", "없음", "无"],
            ["means", "true", "True", "참", "真"],
        ],
        "settings": [["form_title", "form_id", "version"], ["Trips", "trips", 2024]],
    }


def saved(path: Path, sheets: Sheets) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_the_shipped_questionnaires_go_into_workbooks_and_come_back(tmp_path: Path):
    first, second, book = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "a.xlsx"

    assert main(["form", "convert", str(ACTIVATOR), "--to", "yaml", "--out", str(first)]) == 0
    for target in ("xlsx", "xlsform"):
        assert main(["form", "convert", str(first), "--to", target, "--out", str(book)]) == 0
        assert main(["form", "convert", str(book), "--to", "yaml", "--out", str(second)]) == 0
        assert second.read_bytes() == first.read_bytes()


def test_a_check_says_what_the_file_is(capsys: pytest.CaptureFixture[str]):
    assert main(["form", "check", str(ACTIVATOR), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["code"], said["version"], said["languages"]) == ("activator", "1.0", ["en", "ko", "zh-hans"])
    assert said["notes"] == []


def test_a_form_of_another_program_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, out = saved(tmp_path / "f.xlsx", foreign()), tmp_path / "f.yaml"

    assert main(["form", "convert", str(path), "--to", "yaml", "--out", str(out)]) == 0

    text = out.read_text(encoding="utf-8")
    assert "code: trips\nversion: '2024'" in text
    assert "- code: '1'" in text
    assert "- code: '02'" in text
    assert "- code: NA\n" in text
    assert "- code: 'true'" in text
    assert text.count("- code: questions\n") == 1
    assert "minimum: 1\n" in text
    assert "the title stands for every language" in capsys.readouterr().err
    assert main(["form", "check", str(out)]) == 0


def change(sheet: str, row: int, column: int, value: Any) -> Callable[[Sheets], None]:
    def apply(sheets: Sheets) -> None:
        sheets[sheet][row][column] = value

    return apply


def add_column(sheet: str, head: Any, *values: Any) -> Callable[[Sheets], None]:
    def apply(sheets: Sheets) -> None:
        for row, value in zip(sheets[sheet], (head, *values), strict=False):
            row.append(value)

    return apply


REFUSED: list[tuple[Callable[[Sheets], Any], str, str]] = [
    (change("survey", 2, 3, None), "survey!D3", "ko is missing"),
    (change("choices", 1, 4, " "), "choices!E2", "zh-hans is missing"),
    (change("survey", 0, 3, "label"), "survey!D1", "says no language"),
    (change("survey", 0, 3, "label::Korean"), "survey!D1", "by its code"),
    (change("survey", 0, 3, "label::French (fr)"), "survey!D1", "no language of the network"),
    (add_column("survey", "apearance", "x"), "survey!I1", "is not known here"),
    (add_column("survey", None, None, "a thought"), "survey!I3", "column without a head"),
    (add_column("survey", "default", "5"), "survey!I2", "not among what is read"),
    (change("survey", 1, 0, "geopoint"), "survey!A2", "geopoint"),
    (change("survey", 2, 0, "select_one sexes"), "survey!A3", "no list 'sexes'"),
    (change("survey", 2, 0, "select_one sex or_other"), "survey!A3", "or_other"),
    (change("survey", 2, 6, "${Agee} > 5"), "survey!G3", "no question 'Agee'"),
    (change("survey", 2, 6, "${Age} ="), "survey!G3", "the expression ends"),
    (change("survey", 3, 6, "${sex} = '3'"), "survey!G4", "no option '3'"),
    (change("survey", 1, 6, "${km} > 5"), "survey!G2", "depends on itself"),
    (change("survey", 1, 7, "regex(., '[0-9]+')"), "survey!H2", "not read"),
    (change("survey", 1, 5, "perhaps"), "survey!F2", "neither yes nor no"),
    (change("survey", 2, 1, "Age"), "survey!B3", "appears twice"),
    (change("survey", 2, 1, "my age"), "survey!B3", "is not a code"),
    (change("choices", 2, 1, 1), "choices!B3", "appears twice"),
    (change("survey", 1, 2, "=1+1"), "survey!C2", "the formula has no value"),
    (change("settings", 0, 1, "form_ids"), "settings!B1", "did you mean 'form_id'"),
]


@pytest.mark.parametrize(("spoil", "cell", "words"), REFUSED, ids=[f"{cell}-{words}" for _, cell, words in REFUSED])
def test_a_fault_of_a_workbook_is_told_at_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Sheets], Any], cell: str, words: str
):
    sheets = foreign()
    spoil(sheets)
    path, out = saved(tmp_path / "f.xlsx", sheets), tmp_path / "out.yaml"

    assert main(["form", "convert", str(path), "--to", "yaml", "--out", str(out)]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith(f"{path}: {cell}: ") and words in line for line in lines), lines
    assert not out.exists()


def test_what_is_put_right_is_told_and_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    sheets = foreign()
    sheets["survey"][1][1] = " Age "
    sheets["survey"][3][6] = "${sex} = ‘02’"
    sheets["survey"][0].append("calculation")
    sheets["survey"].append(["calculate", "double", *[None] * 6, "${km} * 2"])
    sheets["lists"] = [["what else"]]
    path = saved(tmp_path / "f.xlsx", sheets)

    assert main(["form", "check", str(path)]) == 0

    said = capsys.readouterr().err
    assert "survey!B2: spaces around 'Age' are taken away" in said
    assert "survey!G4: curly quotation marks are made straight" in said
    assert "survey!B6: a value without label is called by its name" in said
    assert "lists: the sheet is left aside" in said


def test_merged_cells_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = saved(tmp_path / "f.xlsx", foreign())
    book = load_workbook(path)
    book["survey"].merge_cells("C2:D2")
    book.save(path)

    assert main(["form", "check", str(path)]) == 1
    assert "survey!C2:D2: the cells are merged" in capsys.readouterr().err


def test_our_own_workbook_is_refused_by_cell_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.xlsx"
    main(["form", "convert", str(ACTIVATOR), "--to", "xlsx", "--out", str(path)])
    book = load_workbook(path)
    sheet = book["questions"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(4, heads.index("text::Korean (ko)") + 1).value = None
    sheet.cell(5, heads.index("kind") + 1).value = "numbre"
    book.save(path)

    assert main(["form", "check", str(path)]) == 1

    said = capsys.readouterr().err
    assert "questions!" in said
    assert "the text in ko is missing" in said
    assert "did you mean 'number'?" in said


@pytest.mark.parametrize("name", ["form.csv", "form.tsv", "form.xls", "form"])
def test_other_files_are_refused_with_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str):
    path = tmp_path / name
    path.write_text("type,name\n", encoding="utf-8")

    assert main(["form", "check", str(path)]) == 1
    assert "is read from YAML" in capsys.readouterr().err


def test_faults_of_yaml_are_told_with_line_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.yaml"
    path.write_text(ACTIVATOR.read_text(encoding="utf-8").replace("kind: number", "kind: numbre", 1), encoding="utf-8")

    assert main(["form", "check", str(path)]) == 1

    said = capsys.readouterr().err
    assert f"{path}:" in said
    assert "sections[0].questions[0].kind: 'numbre'" in said


def test_what_a_target_cannot_say_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = """
code: count
version: "1"
languages: [en]
title: {en: Count}
note: {}
sections:
- code: all
  title: {en: All}
  questions:
  - code: things
    kind: repeat
    text: {en: Things}
    why: {}
    questions:
    - {code: size, kind: number, text: {en: Size}, why: {}, unit: m}
  - code: large
    kind: calculated
    text: {en: Large ones}
    why: {}
    value: {count: things, where: {question: size, at_least: 5}}
"""
    path, out = tmp_path / "a.yaml", tmp_path / "a.xlsx"
    path.write_text(source, encoding="utf-8")

    assert main(["form", "convert", str(path), "--to", "xlsform", "--out", str(out)]) == 1
    assert "sections[0].questions[1].value: XLSForm cannot say how many rows" in capsys.readouterr().err
    assert not out.exists()
    assert main(["form", "convert", str(path), "--to", "xlsx", "--out", str(out)]) == 0
    assert main(["form", "convert", str(path), "--to", "pdf", "--out", str(out), "--language", "ko"]) == 1
    assert "it is in en" in capsys.readouterr().err


def test_a_blank_form_is_printed_and_written_in_a_language(tmp_path: Path):
    pdf, docx, again = tmp_path / "a.pdf", tmp_path / "a.docx", tmp_path / "b.docx"

    assert main(["form", "convert", str(ACTIVATOR), "--to", "pdf", "--out", str(pdf), "--language", "ko"]) == 0
    for path in (docx, again):
        assert main(["form", "convert", str(ACTIVATOR), "--to", "docx", "--out", str(path), "--language", "zh"]) == 0

    assert pdf.read_bytes().startswith(b"%PDF-")
    assert docx.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(docx) as archive:
        text = archive.read("word/document.xml").decode()
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    assert "Activator 智慧城市诊断" in text
    assert "城市概况" in text
    assert "☐ 尚未开展" in text
    assert "About the city" not in text


SHARED = """
code: who
title: {en: Who, ko: 담당자, zh-hans: 联系人}
questions:
- {code: name, kind: text, text: {en: Name, ko: 이름, zh-hans: 姓名}, why: {}}
"""
USING = """
code: short
version: "1"
title: {en: Short, ko: 간단, zh-hans: 简短}
note: {}
sections:
- {use: who}
"""


def test_a_section_of_several_questionnaires_stands_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "sections").mkdir()
    shared, path, out = tmp_path / "sections" / "who.yaml", tmp_path / "short.yaml", tmp_path / "out.yaml"
    shared.write_text(SHARED, encoding="utf-8")
    path.write_text(USING, encoding="utf-8")

    assert main(["form", "convert", str(path), "--to", "yaml", "--out", str(out)]) == 0
    assert "- code: name\n" in out.read_text(encoding="utf-8")

    shared.write_text(SHARED.replace("kind: text", "kind: txt"), encoding="utf-8")
    assert main(["form", "check", str(path)]) == 1
    assert f"{shared}:5: questions[0].kind: 'txt'" in capsys.readouterr().err

    path.write_text(USING.replace("use: who", "use: whom"), encoding="utf-8")
    assert main(["form", "check", str(path)]) == 1
    assert f"{path}:7: sections[0].use: there is no shared section 'whom' (known in sections/: who)" in (
        capsys.readouterr().err
    )
