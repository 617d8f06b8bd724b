"""The reasons behind a score, step by step: codes with parameters, and the same in English sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from wego.engines.scoring.framework import Framework, Item
from wego.engines.scoring.ladders import DONT_KNOW, NOT_APPLICABLE, Answer
from wego.engines.scoring.outcome import Outcome
from wego.engines.scoring.rules import Tally

# code -> sentence; the names in braces are the step's parameters, numbers shown with at most two decimals
STEPS: dict[str, str] = {
    "answer": "{question}: {answer} is step {rung} of {rungs} and earns {points} of 100, weight {weight}.",
    "not_answered": "{question}: not answered; left out.",
    "dont_know": "{question}: “don't know” counts as not answered; left out.",
    "earns_nothing": "{question}: no answer earns nothing, weight {weight}.",
    "not_applicable": "{question}: does not apply; left out.",
    "score": "{part}: the weighted mean over {answered} of {of} answers is {score}.",
    "nothing_counts": "{part}: no answer counts yet, so there is no score.",
    "too_few": "{part}: {answered} of {of} are answered; a stage needs {needed}.",
    "stage": "{score} lies from {start} to below {end}: stage {stage}.",
    "last_stage": "{score} is {start} or more: stage {stage}.",
    "dimension": "{part}: {score}, weight {weight}.",
    "dimension_left_out": "{part}: no score; left out.",
    "mean": "The weighted mean of {count} dimensions is {score}.",
    "pooled": "{earned} of {possible} points are {score} of 100.",
    "withheld": "There is no stage yet: too few answers in {parts}.",
    "gate": "{part} is at {score}, below {while_below}: the stage is at most {highest}.",
}

Param = str | int | float | bool | list[str] | None


@dataclass(frozen=True)
class Step:
    """One step of an explanation. Pages translate `code` and show `params`; `english` does so for the command line."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


def english(step: Step) -> str:
    return STEPS[step.code].format(**{name: _shown(value) for name, value in step.params.items()})


def _shown(value: Param) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return ", ".join(value) if isinstance(value, list) else str(value)


def explain_items(
    framework: Framework, items: Iterable[Item], answers: Mapping[str, Answer], asked: Collection[str]
) -> tuple[Step, ...]:
    """What each question brings. Hidden questions are not mentioned."""
    return tuple(
        _explain_item(item, answers.get(item.question), framework.rule.missing_earns_nothing)
        for item in items
        if item.question in asked
    )


def _explain_item(item: Item, answer: Answer, missing_earns_nothing: bool) -> Step:
    points, rung = item.ladder.points(answer), item.ladder.rung(answer)
    weight = float(item.weight)
    if answer == NOT_APPLICABLE:
        return Step("not_applicable", {"question": item.question})
    if points is None or rung is None:
        if missing_earns_nothing:
            return Step("earns_nothing", {"question": item.question, "weight": weight})
        return Step("dont_know" if answer == DONT_KNOW else "not_answered", {"question": item.question})
    return Step(
        "answer",
        {
            "question": item.question,
            "answer": answer,
            "rung": rung,
            "rungs": item.ladder.rungs,
            "points": float(100 * points / item.ladder.top),
            "weight": weight,
        },
    )


def explain_stage(framework: Framework, code: str, part: Tally, *, is_enough: bool) -> tuple[Step, ...]:
    """How a part's sum becomes its score and its stage."""
    if part.score is None:
        return (Step("nothing_counts", {"part": code}),)
    counts: dict[str, Param] = {"part": code, "answered": part.answered, "of": part.of}
    reached = Step("score", {**counts, "score": float(part.score)})
    if not is_enough:
        return reached, Step("too_few", {**counts, "needed": ceil(framework.minimum_answered * part.of)})
    return reached, _threshold(framework, part.score)


def _threshold(framework: Framework, score: Fraction) -> Step:
    stage = framework.stage_at(score)
    place = framework.stages.index(stage)
    params: dict[str, Param] = {"score": float(score), "start": float(stage.start), "stage": stage.code}
    if place + 1 == len(framework.stages):
        return Step("last_stage", params)
    return Step("stage", {**params, "end": float(framework.stages[place + 1].start)})


def explain_overall(framework: Framework, outcome: Outcome) -> tuple[Step, ...]:
    """How the dimensions make the whole, which threshold it meets, and what holds the stage down."""
    if outcome.score is None:
        return (Step("nothing_counts", {"part": framework.code}),)
    steps: list[Step] = []
    tallies = [(dimension, outcome.dimensions[dimension.code]) for dimension in framework.dimensions]
    for dimension, part in tallies:
        if part.score is None:
            steps.append(Step("dimension_left_out", {"part": dimension.code}))
        else:
            weight = float(dimension.weight)
            steps.append(Step("dimension", {"part": dimension.code, "score": float(part.score), "weight": weight}))
    if framework.rule.weighs_dimensions:
        count = sum(part.score is not None for _, part in tallies)
        steps.append(Step("mean", {"count": count, "score": float(outcome.score)}))
    else:
        sums = {name: float(sum(getattr(part, name) for _, part in tallies)) for name in ("earned", "possible")}
        steps.append(Step("pooled", {**sums, "score": float(outcome.score)}))
    if outcome.withheld_by:
        return (*steps, Step("withheld", {"parts": list(outcome.withheld_by)}))
    steps.append(_threshold(framework, outcome.score))
    reached = framework.stage_codes.index(framework.stage_at(outcome.score).code)
    for gate, code, low in outcome.gates:
        if framework.stage_codes.index(gate.highest) < reached:
            params: dict[str, Param] = {"part": code, "score": float(low), "highest": gate.highest}
            place = framework.gates.index(gate)  # pages show the gate's own reason
            steps.append(Step("gate", {**params, "while_below": float(gate.while_below), "gate": place}))
    return tuple(steps)
