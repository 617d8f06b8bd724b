"""The reasons behind a score, step by step: codes with parameters, and the same in English sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from math import ceil

from wego.engines import messages
from wego.engines.messages import Message, message
from wego.engines.scoring.framework import FrameworkDefinition, Item
from wego.engines.scoring.ladders import DONT_KNOW, NOT_APPLICABLE, Answer
from wego.engines.scoring.messages import MESSAGES
from wego.engines.scoring.outcome import ScoringOutcome
from wego.engines.scoring.rules import PointTally


def english(step: Message) -> str:
    """A step as the command line tells it."""
    return messages.english(step, MESSAGES, _shown)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def explain_items(
    framework: FrameworkDefinition, items: Iterable[Item], answers: Mapping[str, Answer], asked: Collection[str]
) -> tuple[Message, ...]:
    """What each question brings. Hidden questions are not mentioned."""
    return tuple(
        _explain_item(item, answers.get(item.question), framework.rule.missing_earns_nothing)
        for item in items
        if item.question in asked
    )


def _explain_item(item: Item, answer: Answer, missing_earns_nothing: bool) -> Message:
    points, rung = item.ladder.points(answer), item.ladder.rung(answer)
    weight = float(item.weight)
    if answer == NOT_APPLICABLE:
        return message("not_applicable", question=item.question)
    if points is None or rung is None:
        if missing_earns_nothing:
            return message("earns_nothing", question=item.question, weight=weight)
        return message("dont_know" if answer == DONT_KNOW else "not_answered", question=item.question)
    return message(
        "answer",
        question=item.question,
        answer=answer,
        rung=rung,
        rungs=item.ladder.rungs,
        points=float(100 * points / item.ladder.top),
        weight=weight,
    )


def explain_stage(
    framework: FrameworkDefinition, code: str, part: PointTally, *, is_enough: bool
) -> tuple[Message, ...]:
    """How a part's sum becomes its score and its stage."""
    if part.score is None:
        return (message("nothing_counts", part=code),)
    counts: dict[str, object] = {"part": code, "answered": part.answered, "of": part.of}
    reached = message("score", **counts, score=float(part.score))
    if not is_enough:
        return reached, message("too_few", **counts, needed=ceil(framework.minimum_answered * part.of))
    return reached, _threshold(framework, part.score)


def _threshold(framework: FrameworkDefinition, score: Fraction) -> Message:
    stage = framework.stage_at(score)
    place = framework.stages.index(stage)
    params: dict[str, object] = {"score": float(score), "start": float(stage.start), "stage": stage.code}
    if place + 1 == len(framework.stages):
        return message("last_stage", **params)
    return message("stage", **params, end=float(framework.stages[place + 1].start))


def explain_overall(framework: FrameworkDefinition, outcome: ScoringOutcome) -> tuple[Message, ...]:
    """How the dimensions make the whole, which threshold it meets, and what holds the stage down."""
    if outcome.score is None:
        return (message("nothing_counts", part=framework.code),)
    steps: list[Message] = []
    tallies = [(dimension, outcome.dimensions[dimension.code]) for dimension in framework.dimensions]
    for dimension, part in tallies:
        if part.score is None:
            steps.append(message("dimension_left_out", part=dimension.code))
        else:
            weight = float(dimension.weight)
            steps.append(message("dimension", part=dimension.code, score=float(part.score), weight=weight))
    if framework.rule.weighs_dimensions:
        count = sum(part.score is not None for _, part in tallies)
        steps.append(message("mean", count=count, score=float(outcome.score)))
    else:
        sums = {name: float(sum(getattr(part, name) for _, part in tallies)) for name in ("earned", "possible")}
        steps.append(message("pooled", **sums, score=float(outcome.score)))
    if outcome.withheld_by:
        return (*steps, message("withheld", parts=list(outcome.withheld_by)))
    steps.append(_threshold(framework, outcome.score))
    reached = framework.stage_codes.index(framework.stage_at(outcome.score).code)
    for gate, code, low in outcome.gates:
        if framework.stage_codes.index(gate.highest) < reached:
            params: dict[str, object] = {"part": code, "score": float(low), "highest": gate.highest}
            place = framework.gates.index(gate)  # pages show the gate's own reason
            steps.append(message("gate", **params, while_below=float(gate.while_below), gate=place))
    return tuple(steps)
