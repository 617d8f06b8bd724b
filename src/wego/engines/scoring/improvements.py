"""What to do next: the single steps that lift the result most, tried one by one; and where points are lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

from wego.engines.scoring.framework import FrameworkDefinition, Texts
from wego.engines.scoring.items import Item, NoPoints
from wego.engines.scoring.ladders import Answer
from wego.engines.scoring.outcome import ScoringOutcome
from wego.engines.scoring.scores import Answers, compute, conclude, tally


@dataclass(frozen=True)
class Improvement:
    """One question, one step up, and what scoring again gives."""

    question: str
    dimension: str
    aspect: str | None
    before: Answer
    after: Answer
    score_before: float
    score_after: float
    stage_before: str | None
    stage_after: str | None
    dimension_score_before: float
    dimension_score_after: float
    advice: Texts | None


def next_steps(
    framework: FrameworkDefinition, answers: Answers, k: int | None = None, *, asked: Collection[str]
) -> tuple[Improvement, ...]:
    """The `k` single steps (the framework's count if left out) that lift the overall stage, then the overall score,
    most. Every answered question is tried one rung up, and the whole is scored anew. Equal gains: the weaker
    dimension first, then the framework's order."""
    before = compute(framework, answers, asked)
    tried = []
    for place, item in enumerate(framework.items):
        better = item.next_up(answers) if isinstance(item.points(answers, asked), Fraction) else None
        if better is None:
            continue
        after = _raised(framework, before, item, (answers, {**answers, item.question: better}), asked)
        gain = _stage_place(framework, after) - _stage_place(framework, before), _exact(after) - _exact(before)
        weakness = before.dimensions[item.dimension].score or Fraction(0)
        tried.append(((-gain[0], -gain[1], weakness, place), item, better, after))
    tried.sort(key=lambda row: row[0])
    count = framework.step_count if k is None else k
    return tuple(
        _improvement(framework, item, answers.get(item.question), better, before, after)
        for _, item, better, after in tried[:count]
    )


def _raised(
    framework: FrameworkDefinition,
    before: ScoringOutcome,
    item: Item,
    answers: tuple[Answers, Answers],
    asked: Collection[str],
) -> ScoringOutcome:
    """The outcome with one answer raised (answers before, after). Only the parts that the question belongs to change:
    what is asked does not depend on scored answers (held on reading)."""
    earned = [item.points(given, asked) for given in answers]
    more = item.weight * sum((sign * p for sign, p in zip((-1, 1), earned, strict=True) if isinstance(p, Fraction)))
    dimensions, aspects = dict(before.dimensions), dict(before.aspects)
    by_targets = framework.rule.stage_by == "targets"
    for kind, parts, code in (("dimensions", dimensions, item.dimension), ("aspects", aspects, item.aspect)):
        if code is not None and by_targets:
            items = framework.items_by_part[kind][code]
            parts[code] = tally(items, answers[1], asked, missing_earns_nothing=framework.rule.missing_earns_nothing)
        elif code is not None:
            parts[code] = replace(parts[code], earned=parts[code].earned + more)
    return conclude(framework, dimensions, aspects)


def _stage_place(framework: FrameworkDefinition, outcome: ScoringOutcome) -> int:
    return framework.stages.index(outcome.stage) if outcome.stage else -1


def _exact(outcome: ScoringOutcome) -> Fraction:
    return outcome.score if outcome.score is not None else Fraction(0)


def _improvement(
    framework: FrameworkDefinition,
    item: Item,
    answer: Answer,
    better: Answer,
    before: ScoringOutcome,
    after: ScoringOutcome,
) -> Improvement:
    return Improvement(
        question=item.question,
        dimension=item.dimension,
        aspect=item.aspect,
        before=answer,
        after=better,
        score_before=float(_exact(before)),
        score_after=float(_exact(after)),
        stage_before=before.stage.code if before.stage else None,
        stage_after=after.stage.code if after.stage else None,
        dimension_score_before=float(before.dimensions[item.dimension].score or 0),
        dimension_score_after=float(after.dimensions[item.dimension].score or 0),
        advice=advice_for(framework, item, better),
    )


def advice_for(framework: FrameworkDefinition, item: Item, answer: Answer) -> Texts | None:
    """What the framework says of stepping up to this answer: the first advice for the question's kind and option."""
    for advice in framework.advice:
        if item.kind in advice.kinds and advice.option in (None, answer):
            return advice.text
    return None


@dataclass(frozen=True)
class ScoreGap:
    """An answered question that is not at its top: its points of 100, and what the top would add to the overall
    score."""

    question: str
    dimension: str
    aspect: str | None
    answer: Answer
    points: float
    lost: float


def gaps(framework: FrameworkDefinition, answers: Answers, *, asked: Collection[str]) -> tuple[ScoreGap, ...]:
    """Where points are lost, most first, equal ones in the framework's order."""
    before = compute(framework, answers, asked)
    found: list[tuple[Fraction, ScoreGap]] = []
    for item in framework.items:
        answer = answers.get(item.question)
        points = item.points(answers, asked)
        if isinstance(points, NoPoints) or points == item.ladder.top:
            continue
        lost = _lost(framework, item, item.ladder.top - points, before)
        share = float(100 * points / item.ladder.top)
        found.append((-lost, ScoreGap(item.question, item.dimension, item.aspect, answer, share, float(lost))))
    found.sort(key=lambda pair: pair[0])
    return tuple(gap for _, gap in found)


def _lost(framework: FrameworkDefinition, item: Item, points: Fraction, outcome: ScoringOutcome) -> Fraction:
    """The overall score that these points of one question would add."""
    if not framework.rule.weighs_dimensions:
        return 100 * item.weight * points / sum((part.possible for part in outcome.dimensions.values()), Fraction(0))
    weights = {d.code: d.weight for d in framework.dimensions if outcome.dimensions[d.code].score is not None}
    share = weights[item.dimension] / sum(weights.values(), Fraction(0))
    return 100 * share * item.weight * points / outcome.dimensions[item.dimension].possible
