"""What the rules find in the facts that somebody gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import log10
from statistics import median

from wego.engines.checks.rules import EVERY, CheckKind, CheckOutcome, CheckSet, Rule

FEWEST_CHANGES = 4  # years of history, for a usual change that says anything
FEWEST_PEERS = 8
# The mean absolute deviation of a normal distribution times this is its standard deviation.
TO_DEVIATION = 1.4826
LEAST_SCALE = 0.02  # of logarithms: a series that never moves is not broken by five percent
SLIPS = (3, -3)  # powers of ten: thousands read as units, or units as thousands
SLIP_WIDTH = 0.25


@dataclass(frozen=True)
class CheckBasis:
    """What a fact is compared with: plausible limits, its own earlier values (oldest first), those of like cities."""

    values: Mapping[str, Decimal]  # by indicator: what is given, and what is known of others
    limits: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    history: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    # By indicator, or by indicator and what it is taken per.
    peers: Mapping[tuple[str, str], Sequence[Decimal]] = field(default_factory=dict)
    year: int = 9999  # in which it is said


@dataclass(frozen=True)
class CheckFinding:
    """A rule that a fact does not meet; `expected` is what it was compared with, where that is one number."""

    rule: Rule
    indicator: str
    value: Decimal
    expected: Decimal | None = None

    @property
    def is_refusal(self) -> bool:
        return self.rule.outcome is CheckOutcome.REFUSE


def find(checks: CheckSet, given: Sequence[str], evidence: CheckBasis) -> list[CheckFinding]:
    """What the rules find in the indicators that are `given`, each rule once, in their order."""
    found: list[CheckFinding] = []
    for rule in checks.rules:
        for indicator in given if rule.indicator == EVERY else [rule.indicator]:
            concerned = {indicator, *rule.reads} & set(given)
            if not concerned or indicator not in evidence.values:
                continue
            value = evidence.values[indicator]
            if (finding := _LOOKS[rule.kind](rule, indicator, value, evidence)) is not None:
                found.append(finding)
    return found


def _range(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    lowest, highest = evidence.limits.get(indicator, (None, None))
    lowest = rule.minimum if rule.minimum is not None else lowest
    highest = rule.maximum if rule.maximum is not None else highest
    if lowest is not None and value < lowest:
        return CheckFinding(rule, indicator, value, lowest)
    return CheckFinding(rule, indicator, value, highest) if highest is not None and value > highest else None


def _whole(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    return CheckFinding(rule, indicator, value) if value % 1 else None


def _year(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    is_year = not value % 1 and (rule.minimum or 1) <= value <= evidence.year
    return None if is_year else CheckFinding(rule, indicator, value, Decimal(evidence.year))


def _not_above(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    other = evidence.values.get(rule.other)
    return CheckFinding(rule, indicator, value, other) if other is not None and value > other else None


def _sum(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    parts = [evidence.values[code] for code in rule.parts if code in evidence.values]
    if len(parts) < len(rule.parts):
        return None
    total = sum(parts, Decimal(0))
    return CheckFinding(rule, indicator, value, total) if abs(value - total) > rule.tolerance else None


def _slip(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    """A value about a thousand times the last one, or a thousandth of it."""
    before = [one for one in evidence.history.get(indicator, ()) if one > 0]
    if not before or value <= 0:
        return None
    distance = log10(value) - log10(before[-1])
    is_slip = any(abs(distance - power) < SLIP_WIDTH for power in SLIPS)
    return CheckFinding(rule, indicator, value, before[-1]) if is_slip else None


def _history(rule: Rule, indicator: str, value: Decimal, evidence: CheckBasis) -> CheckFinding | None:
    """A change far from the usual ones, on a logarithmic scale; like cities stand in where the history is short."""
    before = [one for one in evidence.history.get(indicator, ()) if one > 0]
    if value <= 0:
        return None
    if len(before) > FEWEST_CHANGES:
        steps = [log10(later) - log10(earlier) for earlier, later in pairwise(before)]
        step = log10(value) - log10(before[-1])
        return CheckFinding(rule, indicator, value, before[-1]) if _is_far(step, steps, rule.times) else None
    peers = [one for one in evidence.peers.get((indicator, rule.per), ()) if one > 0]
    per = evidence.values.get(rule.per) if rule.per else Decimal(1)
    if len(peers) < FEWEST_PEERS or not per or per <= 0:
        return None
    is_far = _is_far(log10(value / per), [log10(one) for one in peers], rule.times)
    return CheckFinding(rule, indicator, value, Decimal(str(median(peers))) * per) if is_far else None


def _is_far(one: float, others: Sequence[float], times: Decimal) -> bool:
    """Beyond `times` the robust deviation of the others (median of absolute deviations)."""
    middle = median(others)
    deviation = TO_DEVIATION * median(abs(other - middle) for other in others)
    return abs(one - middle) > float(times) * max(deviation, LEAST_SCALE)


_LOOKS = {
    CheckKind.RANGE: _range,
    CheckKind.WHOLE: _whole,
    CheckKind.YEAR: _year,
    CheckKind.NOT_ABOVE: _not_above,
    CheckKind.SUM: _sum,
    CheckKind.SLIP: _slip,
    CheckKind.HISTORY: _history,
}
