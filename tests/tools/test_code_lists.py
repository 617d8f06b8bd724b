"""The script that compares our code lists with the official artefacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import code_lists

# Made up, in the form of the artefacts.
RULE = '<assert test="contains(\' {codes} \', x)" id="{rule}">words</assert>'
TWICE = "<assert test=\"contains(' 380 ', x) or contains(' 381 ', x)\" id=\"BR-CL-01\">words</assert>"
ARTEFACTS = {
    "bis": "Last update: 2026 May release 3.0.21.\n<let name=\"eaid\" value=\"tokenize('0088 0192', '\\s')\"/>",
    "en16931": TWICE
    + "".join(
        RULE.format(rule=rule, codes=codes)
        for rule, codes in (
            ("BR-CL-04", "USD EUR"),
            ("BR-CL-11", "0088 0241"),
            ("BR-CL-14", "1A KR DE XI"),
            ("BR-CL-16", "30"),
            ("BR-CL-17", "O"),
            ("BR-CL-22", "VATEX-EU-O"),
            ("BR-CL-23", "C62"),
        )
    ),
    "schemes": '<participant-identifier-schemes version="9.7">'
    '<one iso6523="0088" country="international" scheme-name="A \n number" state="active"/>'
    '<one iso6523="0192" country="NO" scheme-name="B" state="active"/>'
    '<one iso6523="0205" country="IT" scheme-name="C" state="active"/>'
    '<one iso6523="9956" country="BE" scheme-name="D" state="removed" removal-date="2023-12-31"/>'
    "</participant-identifier-schemes>",
    "eas": '<CodeList xmlns="x"><Code><Id>0154</Id><Name>"E"</Name></Code></CodeList>',
    "icd": '<CodeList xmlns="x"><Code><Id>0088</Id><Name>F</Name></Code></CodeList>',
    "iban": '# generated from iban-registry-v101.txt\nNO country="Norway" bban="4!n6!n1!n"\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in code_lists.lists_from(ARTEFACTS).items():
        (tmp_path / f"{name}.csv").write_text(text)
    (tmp_path / "editions.csv").write_text("artefact,edition\nbis,3.0.21\nschemes,9.7\niban,101\n")
    return tmp_path


def test_lists_are_read_from_the_artefacts():
    made = {name: text.splitlines()[1:] for name, text in code_lists.lists_from(ARTEFACTS).items()}

    assert made["eas"] == [
        "0088,A number,,current,",
        "0154,E,,removed,",
        "0192,B,NO,current,",
        "0205,C,IT,not_taken,",
        "9956,D,BE,removed,2023-12-31",
    ]
    assert made["icd"] == ["0088,F", "0241,"]
    assert made["iban"] == ["NO,15"]
    assert made["countries"] == ["DE", "KR"]
    assert (made["invoice_types"], made["credit_note_types"]) == (["380"], ["381"])


def test_nothing_differs_where_nothing_has_changed(folder: Path):
    assert code_lists.differences(ARTEFACTS, folder) == []


def test_what_a_new_edition_adds_and_takes_away_is_said(folder: Path):
    newer = ARTEFACTS | {
        "bis": "Last update: 2026 November release 3.0.22.\n<let name=\"eaid\" value=\"tokenize('0088', '\\s')\"/>",
        "en16931": ARTEFACTS["en16931"].replace("USD EUR", "USD"),
    }

    found = code_lists.differences(newer, folder)

    assert "-0192,B,NO,current," in found
    assert "+0192,B,NO,not_taken," in found
    assert "-EUR" in found
    assert found[-1] == "editions.csv says 3.0.21 of bis; the artefact is 3.0.22"


def test_a_scheme_without_a_name_is_refused():
    unnamed = ARTEFACTS | {"bis": ARTEFACTS["bis"].replace("0192", "0193")}

    with pytest.raises(SystemExit, match="no name for 0193"):
        code_lists.lists_from(unnamed)
