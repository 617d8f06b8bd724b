"""A questionnaire goes into a workbook and comes back as the same bytes, in three languages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings

from tests.engines.questions.questionnaires import LANGUAGES, questionnaires
from wego.datafiles.structured import yaml_text
from wego.datafiles.workbooks import SheetToWrite, read_workbook, write_workbook
from wego.engines.questions import QuestionnaireDefinition, read_questionnaire
from wego.engines.questions.normal_form import as_data
from wego.engines.questions.workbooks import read_sheets, write_form_workbook, write_xlsform

# A questionnaire has hundreds of parts: making a counterexample smaller takes minutes, reading it does not.
unshrunk = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])


def bytes_of(sheets: list[Any]) -> bytes:
    return write_workbook([SheetToWrite(sheet.title, sheet.columns, sheet.rows) for sheet in sheets])


def back(content: bytes) -> str:
    reading = read_sheets(read_workbook(content), languages=LANGUAGES, name="file")
    assert reading.faults == ()
    assert reading.questionnaire is not None
    return yaml_text(as_data(reading.questionnaire))


@unshrunk
@given(questionnaires())
def test_the_normal_form_is_read_as_the_same(data: dict[str, Any]):
    normal = as_data(read_questionnaire(data))

    assert as_data(read_questionnaire(normal)) == normal


@unshrunk
@given(questionnaires())
def test_our_workbook_comes_back_as_the_same_bytes(data: dict[str, Any]):
    questionnaire = read_questionnaire(data)

    content = bytes_of(write_form_workbook(questionnaire, network_languages=LANGUAGES))

    assert back(content) == yaml_text(as_data(questionnaire))


@unshrunk
@given(questionnaires(is_xlsform=True))
def test_an_xlsform_comes_back_as_the_same_bytes(data: dict[str, Any]):
    questionnaire = read_questionnaire(data)

    content = bytes_of(write_xlsform(questionnaire, network_languages=LANGUAGES))

    assert back(content) == yaml_text(as_data(questionnaire))


@pytest.mark.parametrize(("operator", "turned"), [("equals", "equals"), ("above", "below"), ("at_most", "at_least")])
def test_a_number_named_before_the_answer_is_the_same_condition(
    operator: str, turned: str, wide: QuestionnaireDefinition
):
    data = as_data(wide)
    questions = [question for section in data["sections"] for question in section["questions"]]
    number = next(question["code"] for question in questions if question["kind"] == "number")
    asked = questions[-1]
    assert asked["code"] != number
    asked["show_if"] = {"value": 5, operator: {"answer": number}}
    said = as_data(read_questionnaire(data))

    asked["show_if"] = {"value": {"answer": number}, turned: 5}

    assert as_data(read_questionnaire(data)) == said


@pytest.mark.parametrize("write", [write_form_workbook, write_xlsform])
def test_every_kind_comes_back_and_the_same_file_is_written_again(wide: QuestionnaireDefinition, write: Any):
    content = bytes_of(write(wide, network_languages=LANGUAGES))

    assert back(content) == yaml_text(as_data(wide))
    assert bytes_of(write(wide, network_languages=LANGUAGES)) == content
