"""Two versions of a questionnaire beside each other: what is added, removed and changed, and which old question leads
to which new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wego.engines.questions.definition import Option, Question, QuestionnaireDefinition


class QuestionDifference(StrEnum):
    """In what a question differs from the one that it was."""

    REWORDED = "reworded"
    OPTIONS = "options"
    KIND = "kind"
    UNIT = "unit"
    LIMITS = "limits"
    CONDITION = "condition"
    REQUIRED = "required"
    EXPLANATION = "explanation"  # why, hint, evidence, the words of a refusal
    ROWS = "rows"  # of a matrix or a repeated group
    VALUE = "value"  # how it is worked out
    INDICATOR = "indicator"
    SECTION = "section"


@dataclass(frozen=True)
class OptionChange:
    """An option that only one of two versions has, or that reads otherwise."""

    code: str
    before: Option | None
    after: Option | None


@dataclass(frozen=True)
class QuestionChange:
    """A question as it was and as it is; without one of the two it is new, or asked no more."""

    before: Question | None
    after: Question | None
    differences: tuple[QuestionDifference, ...] = ()
    options: tuple[OptionChange, ...] = ()

    @property
    def question(self) -> Question:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def is_renamed(self) -> bool:
        return bool(self.before and self.after and self.before.code != self.after.code)


def changes(before: QuestionnaireDefinition, after: QuestionnaireDefinition) -> list[QuestionChange]:
    """What is not the same, in the order of the newer version; what is asked no more comes last."""
    origin = question_map(before, after)
    found = []
    for question in after.questions:
        old = before.question_by_code.get(origin.get(question.code, ""))
        if old is None:
            found.append(QuestionChange(None, question))
            continue
        options = tuple(_option_changes(old.options, question.options))
        differences = tuple(_differences(old, question, has_other_options=bool(options)))
        if differences or old.code != question.code:
            found.append(QuestionChange(old, question, differences, options))
    led_on = set(origin.values())
    return [*found, *(QuestionChange(old, None) for old in before.questions if old.code not in led_on)]


def question_map(before: QuestionnaireDefinition, after: QuestionnaireDefinition) -> dict[str, str]:
    """Of each question of the newer version the one of the older whose answers lead to it: of the same code, or the
    one that it replaces."""
    found = {}
    for question in after.questions:
        if question.code in before.question_by_code:
            found[question.code] = question.code
        elif question.replaces in before.question_by_code:
            found[question.code] = str(question.replaces)
    return found


def question_map_over(versions: Sequence[QuestionnaireDefinition]) -> dict[str, str]:
    """The same over several versions, the oldest first: from the questions of the last to those of the first."""
    found: Mapping[str, str] = {question.code: question.code for question in versions[-1].questions}
    for before, after in zip(reversed(versions[:-1]), reversed(versions[1:]), strict=True):
        step = question_map(before, after)
        found = {code: step[old] for code, old in found.items() if old in step}
    return dict(found)


def _option_changes(before: Sequence[Option], after: Sequence[Option]) -> list[OptionChange]:
    old, new = ({option.code: option for option in options} for options in (before, after))
    return [
        OptionChange(code, old.get(code), new.get(code))
        for code in dict.fromkeys([*new, *old])
        if old.get(code) != new.get(code)
    ]


def _differences(before: Question, after: Question, *, has_other_options: bool) -> list[QuestionDifference]:
    def of(question: Question) -> dict[QuestionDifference, object]:
        return {
            QuestionDifference.REWORDED: question.text,
            QuestionDifference.KIND: question.kind,
            QuestionDifference.UNIT: question.unit or {},
            QuestionDifference.LIMITS: (
                question.minimum,
                question.maximum,
                question.decimals,
                question.max_length,
                question.earliest,
                question.latest,
                question.accept,
                question.constraints,
                question.ranks,
                question.minimum_rows,
                question.maximum_rows,
                question.allowed_specials,
            ),
            QuestionDifference.CONDITION: question.show_if,
            QuestionDifference.REQUIRED: question.is_required,
            QuestionDifference.EXPLANATION: (question.why, question.hint, question.evidence, question.message),
            QuestionDifference.ROWS: (question.rows, question.questions),
            QuestionDifference.VALUE: question.value,
            QuestionDifference.INDICATOR: (question.indicator, question.indicator_part),
            QuestionDifference.SECTION: question.section,
        }

    old, new = of(before), of(after)
    found = [kind for kind in QuestionDifference if old.get(kind) != new.get(kind)]
    is_reordered = [option.code for option in before.options] != [option.code for option in after.options]
    if has_other_options or is_reordered:
        found.append(QuestionDifference.OPTIONS)
    return [kind for kind in QuestionDifference if kind in found]
