"""Two versions of a questionnaire beside each other, and the way from old questions to new ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.factories import ask, everything, options, say
from wego.engines.definitions import DefinitionFaults
from wego.engines.questions import QuestionDifference, changes, question_map_over, read_questionnaire
from wego.engines.questions.normal_form import as_data
from wego.engines.questions.workbooks import read_sheets, write_form_workbook, write_xlsform

LANGUAGES = ("en", "ko", "zh-hans")


def _second() -> dict[str, Any]:
    """`staff` reads otherwise, `owner` has other options, `story` is asked no more, `mayor_name` is new, and
    `energy` asks what `share` asked."""
    data = everything()
    data["version"] = "2"
    first, second = (section["questions"] for section in data["sections"])
    first[1]["text"] = say("How many people work for the city?")
    first[2] = ask("energy", "number", unit="%", minimum=0, maximum=100, decimals=1, replaces="share")
    second[1]["options"] = [*options("mayor"), *options("parliament")]
    second[3] = ask("mayor_name", "text")
    return data


def test_what_changed_is_told_question_by_question():
    before, after = read_questionnaire(everything()), read_questionnaire(_second())

    found = changes(before, after)

    told = [
        (one.before.code if one.before else "", one.after.code if one.after else "", one.differences) for one in found
    ]
    assert told == [
        ("staff", "staff", (QuestionDifference.REWORDED,)),
        ("share", "energy", (QuestionDifference.REWORDED, QuestionDifference.EXPLANATION)),
        ("owner", "owner", (QuestionDifference.OPTIONS,)),
        ("", "mayor_name", ()),
        ("story", "", ()),
    ]
    assert [(one.code, bool(one.before), bool(one.after)) for one in found[2].options] == [
        ("parliament", False, True),
        ("council", True, False),
    ]
    assert changes(before, before) == []


def test_a_map_leads_over_several_versions():
    third = _second()
    third["sections"][0]["questions"][2] |= {"code": "power", "replaces": "energy"}
    versions = [read_questionnaire(data) for data in (everything(), _second(), third)]

    found = question_map_over(versions)

    assert found["power"] == "share"
    assert found["population"] == "population"
    assert "mayor_name" not in found


def test_what_is_still_asked_is_replaced_by_nothing():
    data = everything()
    data["sections"][0]["questions"][2]["replaces"] = "population"

    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(data)

    assert [(fault.key, fault.code) for fault in refusal.value.faults] == [
        ("sections[0].questions[2].replaces", "still_asked")
    ]


@pytest.mark.parametrize("write", [write_form_workbook, write_xlsform])
def test_a_workbook_keeps_what_a_question_replaces(write: Any):
    questionnaire = read_questionnaire(_second())
    from wego.datafiles.workbooks import SheetToWrite, read_workbook, write_workbook

    sheets = [
        SheetToWrite(one.title, one.columns, one.rows) for one in write(questionnaire, network_languages=LANGUAGES)
    ]

    reading = read_sheets(read_workbook(write_workbook(sheets)), languages=LANGUAGES, name="x")

    assert reading.faults == ()
    assert reading.questionnaire is not None
    assert as_data(reading.questionnaire) == as_data(questionnaire)
