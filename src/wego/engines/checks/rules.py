"""The rules of a network as they are written, checked on reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wego.engines.definitions import Cursor, DefinitionFaults

EVERY = "*"  # a rule of every indicator
LANGUAGES = ("en", "ko", "zh-hans")


class CheckOutcome(StrEnum):
    REFUSE = "refuse"
    COMMENT = "comment"


class CheckKind(StrEnum):
    RANGE = "range"  # from `minimum` to `maximum`; without them, what the indicator declares as plausible
    WHOLE = "whole"
    YEAR = "year"  # a calendar year, not after the one in which it is said
    NOT_ABOVE = "not_above"  # `other`
    SUM = "sum"  # of `parts`, within `tolerance` of the whole
    SLIP = "slip"  # about a thousand times more or less than before
    HISTORY = "history"  # a change beyond `times` the usual one; where the history is short, against like cities


OWN_KEYS: Mapping[CheckKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    CheckKind.RANGE: ((), ("minimum", "maximum")),
    CheckKind.WHOLE: ((), ()),
    CheckKind.YEAR: ((), ("minimum",)),
    CheckKind.NOT_ABOVE: (("other",), ()),
    CheckKind.SUM: (("parts",), ("tolerance",)),
    CheckKind.SLIP: ((), ()),
    CheckKind.HISTORY: ((), ("times", "per")),
}


@dataclass(frozen=True)
class Rule:
    """One rule. What its kind does not use stays at its default."""

    code: str
    kind: CheckKind
    indicator: str
    outcome: CheckOutcome
    text: Mapping[str, str]
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    other: str = ""
    parts: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)
    times: Decimal = Decimal(5)
    per: str = ""  # like cities are compared per unit of this indicator

    @property
    def reads(self) -> tuple[str, ...]:
        """The other indicators that it looks at."""
        return tuple(code for code in (self.other, self.per, *self.parts) if code)


@dataclass(frozen=True)
class CheckSet:
    """All rules of a network, in their order."""

    rules: tuple[Rule, ...]

    @property
    def indicators(self) -> set[str]:
        """All indicators that the rules name."""
        return {code for one in self.rules for code in (one.indicator, *one.reads)}

    def of(self, indicator: str) -> list[Rule]:
        """The rules that look at an indicator, its own and those that compare another with it."""
        return [one for one in self.rules if indicator in (one.indicator, *one.reads) or one.indicator == EVERY]


def read_checks(data: object) -> CheckSet:
    """The rules that plain data describes. Raises DefinitionFaults with every fault and its key path."""
    root = Cursor(data)
    root.is_mapping(required=("checks",), optional=("version",))
    rules: list[Rule] = []
    for item in root.at("checks").items():
        rule = _read_rule(item)
        if rule and any(one.code == rule.code for one in rules):
            item.at("code").fault("duplicate", f"the check {rule.code!r} appears twice", "give each its own code")
        if rule:
            rules.append(rule)
    if root.faults:
        raise DefinitionFaults(root.faults)
    return CheckSet(tuple(rules))


def _read_rule(item: Cursor) -> Rule | None:
    name = item.at("kind").one_of([kind.value for kind in CheckKind])
    if not name:
        return None
    kind = CheckKind(name)
    required, optional = OWN_KEYS[kind]
    item.is_mapping(required=("code", "kind", "indicator", "outcome", "text", *required), optional=optional)
    outcome = item.at("outcome").one_of([one.value for one in CheckOutcome])
    numbers = {
        key: item.at(key).number()
        for key in ("minimum", "maximum", "tolerance", "times")
        if item.has(key) and key in optional
    }
    given = {key: value for key, value in numbers.items() if value is not None}
    indicator = item.at("indicator").string()
    if indicator == EVERY and kind in (CheckKind.NOT_ABOVE, CheckKind.SUM):
        item.at("indicator").fault("too_many", "this kind compares one indicator with others", "name the indicator")
    return Rule(
        code=item.at("code").code(),
        kind=kind,
        indicator=indicator,
        outcome=CheckOutcome(outcome or CheckOutcome.COMMENT),
        text=dict(item.at("text").texts(LANGUAGES)),
        other=item.at("other").string() if item.has("other") else "",
        per=item.at("per").string() if item.has("per") else "",
        parts=tuple(part.string() for part in item.at("parts").items()) if item.has("parts") else (),
        **given,
    )
