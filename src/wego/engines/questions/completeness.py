"""Which questions are asked, which are answered, and which still wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wego.engines.questions.conditions import holds
from wego.engines.questions.definition import Question, QuestionnaireDefinition
from wego.engines.questions.kinds import Answer, Kind, is_special
from wego.engines.questions.values import AnswerSource, Reading, worked_out

Answers = Mapping[str, Answer]


class AnswerReader:
    """Checked answers as conditions and calculations read them: what is hidden, special or unanswered is nothing, and
    what is calculated is worked out. `shown` grows while a questionnaire is gone through; a row of a repeated group
    reads the answers around it too."""

    def __init__(self, asked: Mapping[str, Question], answers: Mapping[str, Any], around: AnswerReader | None = None):
        self.questions, self.answers, self.around = asked, answers, around
        self.shown: set[str] = set()

    def __call__(self, code: str) -> Reading | None:
        question = self.questions.get(code)
        if question is None:
            return self.around(code) if self.around else None
        if code not in self.shown:
            return None
        answer = calculated(question, self) if question.value is not None else self.answers.get(code)
        if answer is None or is_special(answer):
            return None
        return answer, question.value_of(answer)

    def rows(self, code: str) -> list[AnswerSource]:
        question = self.questions.get(code)
        if question is None:
            return self.around.rows(code) if self.around else []
        rows = self.answers.get(code)
        if code not in self.shown or not isinstance(rows, list):
            return []
        return [self.row(question, row) for row in rows]

    def row(self, repeat: Question, answers: Mapping[str, Any]) -> AnswerReader:
        """One row of a repeated group, its own conditions settled."""
        inner = AnswerReader({question.code: question for question in repeat.questions}, answers, self)
        return inner.settled(repeat.questions)

    def settled(self, asked: Iterable[Question]) -> AnswerReader:
        """With what is shown: conditions look only back, so that one pass settles everything."""
        for question in asked:
            if question.show_if is None or holds(question.show_if, self):
                self.shown.add(question.code)
        return self


def reader_of(questionnaire: QuestionnaireDefinition, answers: Answers) -> AnswerReader:
    return AnswerReader(questionnaire.question_by_code, answers).settled(questionnaire.questions)


def visible(questionnaire: QuestionnaireDefinition, answers: Answers) -> set[str]:
    """The codes of the questions that are asked, given checked answers, and of the notes and calculated values that
    are shown. An answer to a hidden question is as if it were not given, also for the conditions that read it. Answers
    to unknown questions are ignored."""
    return reader_of(questionnaire, answers).shown


def visible_in_row(
    questionnaire: QuestionnaireDefinition, answers: Answers, repeat: Question, row: Mapping[str, Any]
) -> set[str]:
    """The same within one row of a repeated group."""
    return reader_of(questionnaire, answers).row(repeat, row).shown


def calculated(question: Question, read: AnswerSource) -> Answer:
    """What a calculated question comes to, rounded to its decimals; None where something is missing."""
    value = worked_out(question.value, read) if question.value is not None else None
    if isinstance(value, Decimal):
        rounded = round(value, question.decimals)
        return int(rounded) if question.decimals == 0 else float(rounded)
    return value.isoformat() if isinstance(value, date) else value


def calculations(questionnaire: QuestionnaireDefinition, answers: Answers) -> dict[str, Answer]:
    """Every calculated value that is shown and has what it needs, by its code."""
    read = reader_of(questionnaire, answers)
    found = {
        q.code: calculated(q, read) for q in questionnaire.questions if q.value is not None and q.code in read.shown
    }
    return {code: value for code, value in found.items() if value is not None}


@dataclass(frozen=True)
class Progress:
    """`answered` of `of` questions asked now. "Don't know" and "not applicable" are answers here: the person is done
    with the question."""

    answered: int
    of: int

    @property
    def is_complete(self) -> bool:
        return self.answered == self.of


@dataclass(frozen=True)
class ProgressReport:
    overall: Progress
    sections: Mapping[str, Progress]


def progress(questionnaire: QuestionnaireDefinition, answers: Answers) -> ProgressReport:
    """How far the answers have come, per section and overall. A section whose questions are all hidden is 0 of 0."""
    shown = visible(questionnaire, answers)
    sections = {
        section.code: _counted([q for q in section.questions if q.is_answerable and q.code in shown], answers)
        for section in questionnaire.sections
    }
    overall = Progress(sum(p.answered for p in sections.values()), sum(p.of for p in sections.values()))
    return ProgressReport(overall, sections)


def _counted(asked: list[Question], answers: Answers) -> Progress:
    return Progress(sum(answers.get(question.code) is not None for question in asked), len(asked))


def missing(questionnaire: QuestionnaireDefinition, answers: Answers) -> list[str]:
    """The required questions that are asked and not fully answered yet, in order. A matrix lacks something while one
    of its rows does, a repeated group while one of its rows lacks a required answer, or there are too few of them."""
    read = reader_of(questionnaire, answers)
    return [q.code for q in questionnaire.questions if q.code in read.shown and _lacks(q, answers.get(q.code), read)]


def _lacks(question: Question, answer: Answer, read: AnswerReader) -> bool:
    if question.kind is Kind.REPEAT and isinstance(answer, list):
        rows: list[Any] = answer
        return any(_row_lacks(question, row, read) for row in rows) or len(rows) < question.minimum_rows
    if question.is_required and question.kind is Kind.MATRIX and isinstance(answer, dict):
        return any(row.code not in answer for row in question.rows)
    return question.is_answerable and question.is_required and answer is None


def _row_lacks(repeat: Question, row: Mapping[str, Any], read: AnswerReader) -> bool:
    shown = read.row(repeat, row).shown
    return any(
        q.is_required and q.is_answerable and q.code in shown and row.get(q.code) is None for q in repeat.questions
    )
