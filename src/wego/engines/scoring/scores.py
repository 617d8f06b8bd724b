"""Scoring one set of answers: the whole, each dimension, each aspect, each cell of the matrix, with the reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from wego.engines.messages import Message
from wego.engines.scoring.explanations import english, explain_group, explain_items, explain_overall, explain_stage
from wego.engines.scoring.framework import FrameworkDefinition, Gate
from wego.engines.scoring.items import OUT_OF_THE_SUM, Item, NoPoints
from wego.engines.scoring.ladders import Answer
from wego.engines.scoring.outcome import ScoringOutcome, gap_of, to_be_of
from wego.engines.scoring.rules import GapTally, PointTally

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
    to_be: float | None = None
    gap: float | None = None


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
    groups: tuple[PartStanding, ...] = ()
    to_be: float | None = None
    gap: float | None = None


def tally(
    items: Iterable[Item], answers: Answers, asked: Collection[str], *, missing_earns_nothing: bool
) -> PointTally:
    """Add up what the answers earn. Hidden questions, "not applicable" and what has no benchmark leave the sum; "don't
    know" and no answer are missing."""
    return add_up(
        [(item, item.points(answers, asked)) for item in items], answers, missing_earns_nothing=missing_earns_nothing
    )


def add_up(
    judged: Iterable[tuple[Item, Fraction | NoPoints]], answers: Answers, *, missing_earns_nothing: bool
) -> PointTally:
    """The tally of questions whose points are known."""
    earned = possible = as_is = to_be = of_pairs = Fraction(0)
    answered = of = pairs = 0
    missing: list[str] = []
    lowest: int | None = None
    for item, points in judged:
        if isinstance(points, NoPoints):
            if points not in OUT_OF_THE_SUM:
                of += 1
                missing.append(item.question)
                possible += item.full if missing_earns_nothing else 0
            continue
        of += 1
        answered += 1
        earned += points if item.has_plain_weight else item.weight * points
        possible += item.full
        if item.has_targets:
            rung = item.ladder.rung(item.figure(answers)) or 0
            lowest = rung if lowest is None else min(lowest, rung)
        if item.to_be is not None:
            wanted = item.ladder.points(answers.get(item.to_be))
            if wanted is not None:
                pairs += 1
                as_is, to_be = as_is + item.weight * points, to_be + item.weight * wanted
                of_pairs += item.full
    gap = GapTally(as_is, to_be, of_pairs, pairs) if pairs else None
    return PointTally(earned, possible, answered, of, tuple(missing), lowest, gap)


def compute(framework: FrameworkDefinition, answers: Answers, asked: Collection[str]) -> ScoringOutcome:
    """The numbers without their reasons."""
    judged = {item.question: (item, item.points(answers, asked)) for item in framework.items}
    nothing = framework.rule.missing_earns_nothing
    parts = {
        kind: {
            code: add_up([judged[item.question] for item in items], answers, missing_earns_nothing=nothing)
            for code, items in own.items()
        }
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
        reached = _place_reached(framework, overall, dimensions.values())
        stage = framework.stages[min([reached, *(codes.index(gate.highest) for gate, _, _ in gates)])]
    return ScoringOutcome(overall, stage, dimensions, aspects, withheld, gates)


def _place_reached(framework: FrameworkDefinition, score: Fraction, parts: Iterable[PointTally]) -> int:
    """The place of the stage that thresholds give: by the score, or by the targets that every question meets."""
    if framework.rule.stage_by == "targets":
        return min(part.lowest for part in parts if part.lowest is not None)
    return framework.stage_codes.index(framework.stage_at(score).code)


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
        low = [
            (part.score, code)
            for code, part in parts[gate.of].items()
            if part.score is not None and gate.concerns(code)
        ]
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
        groups=tuple(_group_standing(framework, group.code, outcome) for group in framework.groups),
        to_be=_float(to_be_of(framework, outcome)),
        gap=_float(gap_of(framework, outcome)),
    )


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _group_standing(framework: FrameworkDefinition, code: str, outcome: ScoringOutcome) -> PartStanding:
    """A heading's score, by the same rule as the whole, over its own dimensions."""
    dimensions = framework.dimensions_by_group[code]
    tallies = [outcome.dimensions[dimension.code] for dimension in dimensions]
    reached = framework.rule.overall([(part, d.weight) for part, d in zip(tallies, dimensions, strict=True)])
    has_stage = reached is not None and all(has_enough(framework, part) for part in tallies)
    place = _place_reached(framework, reached, tallies) if has_stage and reached is not None else None
    return PartStanding(
        code=code,
        score=_float(reached),
        stage=None if place is None else framework.stages[place].code,
        answered=sum(part.answered for part in tallies),
        of=sum(part.of for part in tallies),
        explanation=explain_group(framework, code, dimensions, outcome, reached),
    )


def _standing(
    framework: FrameworkDefinition, code: str, part: PointTally, reasons: tuple[Message, ...]
) -> PartStanding:
    is_enough = has_enough(framework, part)
    reached = part.score
    has_stage = reached is not None and is_enough
    return PartStanding(
        code=code,
        score=_float(reached),
        stage=framework.stages[_place_reached(framework, reached, [part])].code
        if has_stage and reached is not None
        else None,
        answered=part.answered,
        of=part.of,
        explanation=(*reasons, *explain_stage(framework, code, part, is_enough=is_enough)),
        to_be=_float(part.gap.to_be_score) if part.gap else None,
        gap=_float(part.gap.gap) if part.gap else None,
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
    """The result as `wego assess score --json` prints it; dimensions first, then the aspects and the headings, in the
    same form. Where a framework asks for as-is and to-be, each has `to_be` and `gap` too."""
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
                **_gap_document(part),
            }
            for part in (*result.dimensions, *result.aspects, *result.groups)
        ],
        "missing": list(result.missing),
        **_gap_document(result),
    }


def _gap_document(part: PartStanding | ScoringResult) -> dict[str, float]:
    return {} if part.to_be is None or part.gap is None else {"to_be": part.to_be, "gap": part.gap}
