"""The reasons behind a score, step by step: codes with parameters, and the same in English sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from math import ceil

from wego.engines import messages
from wego.engines.messages import Message, message
from wego.engines.scoring.framework import FrameworkDefinition, ScoredDimension
from wego.engines.scoring.items import Item, NoPoints
from wego.engines.scoring.ladders import Answer, AnsweredLadder, BenchmarkLadder, RangeLadder
from wego.engines.scoring.messages import MESSAGES
from wego.engines.scoring.outcome import ScoringOutcome, gap_of, to_be_of
from wego.engines.scoring.rules import GapTally, PointTally


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
    steps: list[Message] = []
    for item in items:
        points = item.points(answers, asked)
        if points is not NoPoints.HIDDEN:
            steps += _explain_item(item, answers, points, framework.rule.missing_earns_nothing)
    return tuple(steps)


def _explain_item(
    item: Item, answers: Mapping[str, Answer], points: Fraction | NoPoints, missing_earns_nothing: bool
) -> Iterable[Message]:
    if isinstance(points, NoPoints):
        yield _explain_absence(item, points, missing_earns_nothing)
        return
    figure = item.figure(answers)
    shown = float(figure) if isinstance(figure, Fraction) else figure
    if item.over is not None:
        parts = {"numerator": answers[item.question], "denominator": answers[item.over], "per": float(item.per)}
        yield message("ratio", question=item.question, **parts, value=shown)
    facts: dict[str, object] = {"question": item.question, "answer": shown, "weight": float(item.weight)}
    share = float(100 * points / item.ladder.top)
    ladder = item.ladder_for(answers)
    match ladder:
        case BenchmarkLadder():
            performance = ladder.performance(figure)
            yield message(
                "to_benchmark",
                **facts,
                benchmark=float(ladder.benchmark or 0),
                performance=100.0 if performance is None else float(performance),
                points=float(points),
                top=float(ladder.top),
            )
        case RangeLadder():
            yield message("in_range", **facts, points=share, worst=float(ladder.worst), best=float(ladder.best))
        case AnsweredLadder():
            yield message("reported", question=item.question, weight=float(item.weight))
        case _:
            yield message("answer", **facts, rung=item.ladder.rung(figure), rungs=item.ladder.rungs, points=share)
    if item.to_be is not None:
        wanted = answers.get(item.to_be)
        rung = item.ladder.rung(wanted)
        if rung is None:
            yield message("no_aim", question=item.question)
        else:
            yield message("aim", question=item.question, answer=wanted, rung=rung, rungs=item.ladder.rungs)


def _explain_absence(item: Item, absence: NoPoints, missing_earns_nothing: bool) -> Message:
    if absence is NoPoints.NO_BENCHMARK:
        return message("no_benchmark", question=item.question)
    if absence is NoPoints.NOT_APPLICABLE:
        return message("not_applicable", question=item.question)
    if missing_earns_nothing:
        return message("earns_nothing", question=item.question, weight=float(item.weight))
    return message("dont_know" if absence is NoPoints.DONT_KNOW else "not_answered", question=item.question)


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
    gap = (_explain_gap(code, part.gap),) if part.gap else ()
    return reached, *gap, _explain_level(framework, code, part.score, [part])


def _explain_gap(code: str, gap: GapTally) -> Message:
    scores = {"as_is": float(gap.as_is_score), "to_be": float(gap.to_be_score), "gap": float(gap.gap)}
    return message("gap", part=code, **scores, count=gap.pairs)


def _explain_level(framework: FrameworkDefinition, code: str, score: Fraction, parts: Iterable[PointTally]) -> Message:
    """The stage by its threshold, or by the targets that every question meets."""
    if framework.rule.stage_by != "targets":
        return _threshold(framework, score)
    lowest = min(part.lowest for part in parts if part.lowest is not None)
    return message("targets", part=code, stage=framework.stages[lowest].code)


def explain_group(
    framework: FrameworkDefinition,
    code: str,
    dimensions: Iterable[ScoredDimension],
    outcome: ScoringOutcome,
    score: Fraction | None,
) -> tuple[Message, ...]:
    """How a heading's dimensions make its score."""
    steps = [_explain_dimension(d, outcome.dimensions[d.code]) for d in dimensions]
    if score is None:
        return (*steps, message("nothing_counts", part=code))
    return (*steps, message("group", part=code, score=float(score)))


def _explain_dimension(dimension: ScoredDimension, part: PointTally) -> Message:
    if part.score is None:
        return message("dimension_left_out", part=dimension.code)
    return message("dimension", part=dimension.code, score=float(part.score), weight=float(dimension.weight))


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
    steps += [_explain_dimension(dimension, part) for dimension, part in tallies]
    if framework.rule.weighs_dimensions:
        count = sum(part.score is not None for _, part in tallies)
        steps.append(message("mean", count=count, score=float(outcome.score)))
    else:
        sums = {name: float(sum(getattr(part, name) for _, part in tallies)) for name in ("earned", "possible")}
        steps.append(message("pooled", **sums, score=float(outcome.score)))
    gap, to_be = gap_of(framework, outcome), to_be_of(framework, outcome)
    if gap is not None and to_be is not None:
        steps.append(message("gap_overall", as_is=float(to_be - gap), to_be=float(to_be), gap=float(gap)))
    if outcome.withheld_by:
        return (*steps, message("withheld", parts=list(outcome.withheld_by)))
    parts = outcome.dimensions.values()
    steps.append(_explain_level(framework, framework.code, outcome.score, parts))
    if framework.rule.stage_by == "targets":
        reached = min(part.lowest for part in parts if part.lowest is not None)
    else:
        reached = framework.stage_codes.index(framework.stage_at(outcome.score).code)
    for gate, code, low in outcome.gates:
        if framework.stage_codes.index(gate.highest) < reached:
            params: dict[str, object] = {"part": code, "score": float(low), "highest": gate.highest}
            place = framework.gates.index(gate)  # pages show the gate's own reason
            steps.append(message("gate", **params, while_below=float(gate.while_below), gate=place))
    return tuple(steps)
