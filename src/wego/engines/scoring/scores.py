"""Scoring one set of answers: the whole, each dimension, each aspect, each cell of the matrix, with the reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from wego.engines.messages import Message
from wego.engines.scoring.explanations import english, explain_items, explain_overall, explain_stage
from wego.engines.scoring.framework import FrameworkDefinition, Gate, Item
from wego.engines.scoring.ladders import NOT_APPLICABLE, Answer
from wego.engines.scoring.outcome import ScoringOutcome
from wego.engines.scoring.rules import PointTally

Answers: TypeAlias = Mapping[str, Answer]


@dataclass(frozen=True)
class PartStanding:
    """Where a part stands. `score` is 0 to 100 over the questions that count, None where none does; `stage` is None
    where too few are answered; `of` counts the questions that are asked and apply."""

    code: str
    score: float | None
    stage: str | None
    answered: int
    of: int
    explanation: tuple[Message, ...]


@dataclass(frozen=True)
class ScoringResult:
    """A scored set of answers. `cells` is the matrix: (dimension, aspect) to standing. `missing` are the scored
    questions that are asked and have no usable answer, in the framework's order."""

    framework: str
    version: str
    score: float | None
    stage: str | None
    explanation: tuple[Message, ...]
    dimensions: tuple[PartStanding, ...]
    aspects: tuple[PartStanding, ...]
    cells: Mapping[tuple[str, str], PartStanding]
    missing: tuple[str, ...]


def tally(
    items: Iterable[Item], answers: Answers, asked: Collection[str], *, missing_earns_nothing: bool
) -> PointTally:
    """Add up what the answers earn. Hidden questions and "not applicable" leave the sum; "don't know" and no answer
    are missing."""
    earned = possible = Fraction(0)
    answered = of = 0
    missing: list[str] = []
    for item in items:
        answer = answers.get(item.question)
        if item.question not in asked or answer == NOT_APPLICABLE:
            continue
        of += 1
        points = item.ladder.points(answer)  # None too for "don't know", which stands on no ladder
        if points is None:
            missing.append(item.question)
        else:
            answered += 1
            earned += item.weight * points
        if points is not None or missing_earns_nothing:
            possible += item.weight * item.ladder.top
    return PointTally(earned, possible, answered, of, tuple(missing))


def compute(framework: FrameworkDefinition, answers: Answers, asked: Collection[str]) -> ScoringOutcome:
    """The numbers without their reasons."""
    parts = {
        kind: {code: _tally_of(framework, items, answers, asked) for code, items in own.items()}
        for kind, own in framework.items_by_part.items()
    }
    return conclude(framework, parts["dimensions"], parts["aspects"])


def conclude(
    framework: FrameworkDefinition, dimensions: Mapping[str, PointTally], aspects: Mapping[str, PointTally]
) -> ScoringOutcome:
    """The whole out of its parts: the overall score, and the stage that thresholds and gates allow."""
    overall = framework.rule.overall([(dimensions[d.code], d.weight) for d in framework.dimensions])
    withheld = tuple(code for code, part in dimensions.items() if part.of and not has_enough(framework, part))
    gates = tuple(_closed_gates(framework, {"dimensions": dimensions, "aspects": aspects}))
    stage = None
    if overall is not None and not withheld:
        codes = framework.stage_codes
        reached = codes.index(framework.stage_at(overall).code)
        stage = framework.stages[min([reached, *(codes.index(gate.highest) for gate, _, _ in gates)])]
    return ScoringOutcome(overall, stage, dimensions, aspects, withheld, gates)


def _tally_of(
    framework: FrameworkDefinition, items: Iterable[Item], answers: Answers, asked: Collection[str]
) -> PointTally:
    return tally(items, answers, asked, missing_earns_nothing=framework.rule.missing_earns_nothing)


def has_enough(framework: FrameworkDefinition, part: PointTally) -> bool:
    """Whether enough is answered to speak of a stage."""
    return framework.rule.missing_earns_nothing or part.answered >= framework.minimum_answered * part.of


def _closed_gates(
    framework: FrameworkDefinition, parts: Mapping[str, Mapping[str, PointTally]]
) -> Iterable[tuple[Gate, str, Fraction]]:
    """Each gate that is closed, with the lowest part behind it."""
    for gate in framework.gates:
        low = [(part.score, code) for code, part in parts[gate.of].items() if part.score is not None]
        if low and min(low)[0] < gate.while_below:
            score, code = min(low, key=lambda pair: pair[0])
            yield gate, code, score


def score(framework: FrameworkDefinition, answers: Answers, *, asked: Collection[str]) -> ScoringResult:
    """Score checked answers. `asked` are the questions that are shown (`questions.visible`): what is hidden never
    counts. Answers to questions that the framework does not score are ignored."""
    outcome = compute(framework, answers, asked)

    def standings(kind: str, parts: Mapping[str, PointTally]) -> tuple[PartStanding, ...]:
        return tuple(
            _standing(
                framework,
                code,
                part,
                explain_items(framework, framework.items_by_part[kind][code], answers, asked),
            )
            for code, part in parts.items()
        )

    return ScoringResult(
        framework=framework.code,
        version=framework.version,
        score=None if outcome.score is None else float(outcome.score),
        stage=outcome.stage.code if outcome.stage else None,
        explanation=explain_overall(framework, outcome),
        dimensions=standings("dimensions", outcome.dimensions),
        aspects=standings("aspects", outcome.aspects),
        cells=_cells(framework, answers, asked),
        missing=tuple(question for part in outcome.dimensions.values() for question in part.missing),
    )


def _standing(
    framework: FrameworkDefinition, code: str, part: PointTally, reasons: tuple[Message, ...]
) -> PartStanding:
    is_enough = has_enough(framework, part)
    reached = part.score
    return PartStanding(
        code=code,
        score=None if reached is None else float(reached),
        stage=framework.stage_at(reached).code if reached is not None and is_enough else None,
        answered=part.answered,
        of=part.of,
        explanation=(*reasons, *explain_stage(framework, code, part, is_enough=is_enough)),
    )


def _cells(
    framework: FrameworkDefinition, answers: Answers, asked: Collection[str]
) -> dict[tuple[str, str], PartStanding]:
    cells = {}
    for dimension, items in framework.items_by_part["dimensions"].items():
        for aspect in framework.aspects:
            part = _tally_of(framework, [i for i in items if i.aspect == aspect.code], answers, asked)
            cells[dimension, aspect.code] = _standing(framework, aspect.code, part, ())
    return cells


def as_document(result: ScoringResult) -> dict[str, Any]:
    """The result as `wego assess score --json` prints it; dimensions first, then the aspects, in the same form."""
    return {
        "framework": result.framework,
        "version": result.version,
        "score": result.score,
        "stage": result.stage,
        "dimensions": [
            {
                "code": part.code,
                "score": part.score,
                "stage": part.stage,
                "answered": part.answered,
                "of": part.of,
                "explanation": [english(step) for step in part.explanation],
            }
            for part in (*result.dimensions, *result.aspects)
        ],
        "missing": list(result.missing),
    }
