"""The steps of a result in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wego.core.engine_messages import in_words
from wego.core.formats import figure
from wego.core.punctuation import joined
from wego.engines import questions, scoring
from wego.engines.messages import Message
from wego.questionnaires.wording import answer_text, number_text, text_of

# What each step of the engine says to people; the engine's own sentences are for programs and the command line.
SENTENCES: dict[str, str] = {
    "not_answered": gettext_noop("unanswered: left out of the score"),
    "dont_know": gettext_noop("“I don't know” counts as unanswered: left out of the score"),
    "earns_nothing": gettext_noop("unanswered questions earn nothing"),
    "ratio": gettext_noop("%(per)s × %(numerator)s ÷ %(denominator)s is %(value)s"),
    "to_benchmark": gettext_noop(
        "%(answer)s against the benchmark %(benchmark)s is %(performance)s%% and earns %(points)s of %(top)s points"
    ),
    "in_range": gettext_noop("%(answer)s between %(worst)s and %(best)s earns %(points)s of 100"),
    "reported": gettext_noop("answered"),
    "aim": gettext_noop("the aim is %(answer)s, step %(rung)s of %(rungs)s"),
    "no_aim": gettext_noop("no aim is given: left out of the gap"),
    "no_benchmark": gettext_noop("no benchmark is set: left out of the score"),
    "not_applicable": gettext_noop("does not apply: left out of the score"),
    "score": gettext_noop("%(part)s: the weighted mean over %(answered)s of %(of)s questions is %(score)s."),
    "nothing_counts": gettext_noop("%(part)s: no answer counts yet, so there is no score."),
    "too_few": gettext_noop(
        "%(part)s: %(answered)s of %(of)s questions are answered; a stage needs at least %(needed)s."
    ),
    "stage": gettext_noop("%(score)s is from %(start)s to below %(end)s: stage “%(stage)s”."),
    "last_stage": gettext_noop("%(score)s is %(start)s or more: stage “%(stage)s”."),
    "dimension": gettext_noop("%(part)s: %(score)s, weight %(weight)s."),
    "dimension_left_out": gettext_noop("%(part)s: no score, left out."),
    "mean": gettext_noop("The weighted mean of %(count)s fields is %(score)s."),
    "pooled": gettext_noop("%(earned)s of %(possible)s points are %(score)s of 100."),
    "group": gettext_noop("%(part)s: these fields together are %(score)s of 100."),
    "gap": gettext_noop(
        "%(part)s: from %(as_is)s today to %(to_be)s is a gap of %(gap)s, over %(count)s questions with both answers."
    ),
    "gap_overall": gettext_noop("From %(as_is)s today to %(to_be)s the overall gap is %(gap)s."),
    "targets": gettext_noop(
        "%(part)s: every answered indicator meets the targets of stage “%(stage)s”, not all those of the next."
    ),
    "withheld": gettext_noop("There is no stage yet: too few questions are answered in %(parts)s."),
    "gate": gettext_noop("%(part)s is at %(score)s, below %(while_below)s, so the stage is at most “%(highest)s”."),
}
_SCORES = ("score", "earned", "possible", "as_is", "to_be", "gap")
_LIMITS = (
    *("start", "end", "while_below", "weight", "answered", "of", "needed", "count", "per", "numerator", "denominator"),
    *("value", "benchmark", "performance", "points", "top", "worst", "best", "rung", "rungs"),
)


class Words:
    """Names of a framework's parts and its questions in the language in force."""

    def __init__(self, framework: scoring.FrameworkDefinition, definition: questions.QuestionnaireDefinition) -> None:
        self.framework, self.definition = framework, definition
        self._parts = {framework.code: text_of(framework.title)}
        self._parts |= {dimension.code: text_of(dimension.title) for dimension in framework.dimensions}
        self._parts |= {aspect.code: text_of(aspect.title) for aspect in framework.aspects}
        self._parts |= {group.code: text_of(group.title) for group in framework.groups}
        self._stages = {stage.code: text_of(stage.title) for stage in framework.stages}

    def part(self, code: str) -> str:
        return self._parts.get(code, code)

    def stage(self, code: str | None) -> str:
        """A stage's name; words where there is none yet."""
        return self._stages.get(code, code) if code else _("no stage yet")

    def stage_number(self, code: str | None) -> int | None:
        return self.framework.stage_codes.index(code) + 1 if code in self.framework.stage_codes else None

    def question(self, code: str) -> str:
        question = self.definition.question_by_code.get(code)
        return text_of(question.text) if question else code

    def answer(self, code: str, value: questions.Answer) -> str:
        question = self.definition.question_by_code.get(code)
        return answer_text(question, value) if question else str(value)

    def sentence(self, step: Mapping[str, Any]) -> str:
        """One step of an explanation."""
        return in_words(Message(step["code"], step["params"]), SENTENCES, self._shown)

    def sentences(self, steps: Iterable[Mapping[str, Any]]) -> list[str]:
        return [self.sentence(step) for step in steps if step["code"] != "answer" and "question" not in step["params"]]

    def _shown(self, name: str, value: Any) -> str:
        if name == "part":
            return self.part(value)
        if name == "parts":
            return joined(self.part(code) for code in value)
        if name in ("stage", "highest"):
            return self.stage(value)
        if name in _SCORES:
            return score_text(value)
        return number_text(value) if name in _LIMITS else str(value)


def score_text(value: float | None) -> str:
    """A score with one decimal, in page, print and PDF alike; a dash where there is none."""
    return figure(value, 1)


def change_text(value: float | None, former: float | None) -> str:
    """The difference of two scores as they are shown, so that a reader who subtracts gets the same."""
    if value is None or former is None:
        return "–"
    difference = _shown(value) - _shown(former)
    if difference == 0:
        return "±" + score_text(0.0)
    return ("+" if difference > 0 else "−") + score_text(float(abs(difference)))


def _shown(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
