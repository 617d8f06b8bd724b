"""pyxform, another program, as the judge of the XLSForms that we write: it converts them, it does not evaluate."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from tests.engines.questions.questionnaires import LANGUAGES, questionnaires
from wego.datafiles import network_folder, read_yaml
from wego.datafiles.workbooks import SheetToWrite, write_workbook
from wego.engines.questions import QuestionnaireDefinition, read_questionnaire
from wego.engines.questions.workbooks import write_xlsform

SHIPPED = sorted(path.stem for path in (network_folder() / "questionnaires").glob("*.yaml"))


def judged(questionnaire: QuestionnaireDefinition) -> str:
    """The form as XForm, converted without a Java runtime."""
    from pyxform.xls2xform import convert

    sheets = write_xlsform(questionnaire, network_languages=LANGUAGES)
    content = write_workbook([SheetToWrite(sheet.title, sheet.columns, sheet.rows) for sheet in sheets])
    return str(convert(xlsform=io.BytesIO(content), validate=False, file_type=".xlsx").xform)


def test_every_kind_is_accepted(wide: QuestionnaireDefinition):
    xform = judged(wide)

    assert 'nodeset="/data/second/served"' in xform
    assert all(f'lang="{name}"' in xform for name in ("English (en)", "Korean (ko)", "Simplified Chinese (zh-hans)"))


@pytest.mark.whole
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_questionnaire_is_accepted(name: str):
    questionnaire = read_questionnaire(read_yaml(network_folder() / "questionnaires" / f"{name}.yaml").data)

    assert f"<h:title>{questionnaire.title['en']}</h:title>" in judged(questionnaire)


@pytest.mark.whole
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate], max_examples=10)
@given(questionnaires(is_xlsform=True))
def test_whatever_is_written_is_accepted(data: dict[str, Any]):
    assert judged(read_questionnaire(data))
