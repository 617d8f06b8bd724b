"""Which questions are asked, which are answered, and which still wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wego.engines.questions.conditions import Reading, holds
from wego.engines.questions.definition import Question, QuestionnaireDefinition
from wego.engines.questions.kinds import Answer, is_special

Answers = Mapping[str, Answer]


def visible(questionnaire: QuestionnaireDefinition, answers: Answers) -> set[str]:
    """The codes of the questions that are asked, given checked answers. An answer to a hidden question is as if it
    were not given, also for the conditions that read it. Answers to unknown questions are ignored."""
    shown: set[str] = set()

    def read(code: str) -> Reading | None:
        answer = answers.get(code)
        if code not in shown or answer is None or is_special(answer):
            return None
        return answer, questionnaire.question_by_code[code].value_of(answer)

    for question in questionnaire.questions:  # conditions look only back: one pass settles everything
        if question.show_if is None or holds(question.show_if, read):
            shown.add(question.code)
    return shown


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
        section.code: _counted([q for q in section.questions if q.code in shown], answers)
        for section in questionnaire.sections
    }
    overall = Progress(sum(p.answered for p in sections.values()), sum(p.of for p in sections.values()))
    return ProgressReport(overall, sections)


def _counted(asked: list[Question], answers: Answers) -> Progress:
    return Progress(sum(answers.get(question.code) is not None for question in asked), len(asked))


def missing(questionnaire: QuestionnaireDefinition, answers: Answers) -> list[str]:
    """The required questions that are asked and have no answer yet, in order."""
    shown = visible(questionnaire, answers)
    return [
        q.code for q in questionnaire.questions if q.is_required and q.code in shown and answers.get(q.code) is None
    ]
