"""The steps of an explanation in English, by code; `%(name)s` are the facts."""

from __future__ import annotations

# code -> sentence; numbers are shown with at most two decimals
MESSAGES: dict[str, str] = {
    "answer": "%(question)s: %(answer)s is step %(rung)s of %(rungs)s and earns %(points)s of 100, weight %(weight)s.",
    "ratio": "%(question)s: %(per)s × %(numerator)s ÷ %(denominator)s is %(value)s.",
    "to_benchmark": (
        "%(question)s: %(answer)s against the benchmark %(benchmark)s is %(performance)s per cent "
        "and earns %(points)s of %(top)s points."
    ),
    "in_range": ("%(question)s: %(answer)s between %(worst)s and %(best)s earns %(points)s of 100, weight %(weight)s."),
    "reported": "%(question)s: answered, weight %(weight)s.",
    "aim": "%(question)s: the aim is %(answer)s, step %(rung)s of %(rungs)s.",
    "no_aim": "%(question)s: no aim is given; left out of the gap.",
    "no_benchmark": "%(question)s: no benchmark is set; left out.",
    "not_answered": "%(question)s: not answered; left out.",
    "dont_know": "%(question)s: “don't know” counts as not answered; left out.",
    "earns_nothing": "%(question)s: not answered, earns nothing, weight %(weight)s.",
    "not_applicable": "%(question)s: does not apply; left out.",
    "score": "%(part)s: the weighted mean over %(answered)s of %(of)s answers is %(score)s.",
    "nothing_counts": "%(part)s: no answer counts yet, so there is no score.",
    "too_few": "%(part)s: %(answered)s of %(of)s are answered; a stage needs %(needed)s.",
    "stage": "%(score)s is from %(start)s to below %(end)s: stage %(stage)s.",
    "last_stage": "%(score)s is %(start)s or more: stage %(stage)s.",
    "dimension": "%(part)s: %(score)s, weight %(weight)s.",
    "dimension_left_out": "%(part)s: no score; left out.",
    "mean": "The weighted mean of %(count)s dimensions is %(score)s.",
    "pooled": "%(earned)s of %(possible)s points are %(score)s of 100.",
    "group": "%(part)s: these parts together are %(score)s of 100.",
    "gap": "%(part)s: from %(as_is)s to %(to_be)s is a gap of %(gap)s, over %(count)s questions with both answers.",
    "gap_overall": "From %(as_is)s to %(to_be)s the overall gap is %(gap)s.",
    "targets": "%(part)s: every answered indicator meets the targets of stage %(stage)s, not all those of the next.",
    "withheld": "There is no stage yet: too few answers in %(parts)s.",
    "gate": "%(part)s is at %(score)s, below %(while_below)s: the stage is at most %(highest)s.",
}
