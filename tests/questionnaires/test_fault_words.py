"""Each fault of a questionnaire's workbook is said in the officer's language, with its facts."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.engine_messages import names_in
from tests.fault_sentences import sentences
from wego.datafiles.workbooks import SheetToWrite, read_workbook, write_workbook
from wego.engines.messages import say
from wego.engines.questions.workbooks import read_sheets
from wego.questionnaires.fault_words import WORDS, as_stored, in_reader_words

FACTS = {"most": 5, "count": 2}


def test_every_sentence_of_a_fault_has_words_and_none_is_in_vain() -> None:
    assert set(WORDS) == sentences()


@pytest.mark.parametrize("language", ["ko", "zh-hans"])
def test_a_sentence_keeps_its_facts_in_every_language(language: str) -> None:
    wanting = []
    with translation.override(language):
        for sentence, english in WORDS.items():
            words = translation.gettext(english)
            if words == english or names_in(words) != names_in(sentence):
                wanting.append(sentence)

    assert wanting == []


def test_a_workbook_is_faulted_in_korean() -> None:
    sheet = SheetToWrite("questions", ["section", "code", "kind", "text::English (en)"], [["a", "b", "c", "d"]])

    reading = read_sheets(read_workbook(write_workbook([sheet])), languages=("en", "ko"), name="x")

    with translation.override("ko"):
        said = [(one.place, in_reader_words(as_stored(one.message))) for one in reading.faults]
    assert ("questionnaire", "시트가 없습니다: 'questionnaire'") in said
    assert ("questions!D1", "열이 없습니다: 'text::Korean (ko)'") in said


def test_a_sentence_within_another_is_said_too() -> None:
    made = say("made from %(given)r", given="a b")
    stored = as_stored(say("the form is called %(plain)r, %(whence)s", plain="a-b", whence=made))

    with translation.override("zh-hans"):
        assert in_reader_words(stored) == "表单名称为'a-b'，由'a b'生成"
    assert in_reader_words(as_stored("something else, 100 % of it")) == "something else, 100 % of it"
