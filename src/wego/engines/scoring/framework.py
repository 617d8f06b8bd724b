"""A framework as it was read: what is scored, by which rule, and what the scores mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from wego.engines.scoring.bands import PointBand
from wego.engines.scoring.items import Item
from wego.engines.scoring.rules import ScoringRule

Texts = Mapping[str, str]  # language code -> text


class OptionLike(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def is_exclusive(self) -> bool: ...


class QuestionLike(Protocol):
    """What scoring needs to know of a question."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def options(self) -> Sequence[OptionLike]: ...
    @property
    def minimum(self) -> Decimal | None: ...
    @property
    def maximum(self) -> Decimal | None: ...
    @property
    def decimals(self) -> int: ...


class QuestionnaireLike(Protocol):
    """What scoring needs to know of a questionnaire; `wego.engines.questions.QuestionnaireDefinition` is one."""

    @property
    def code(self) -> str: ...
    @property
    def question_by_code(self) -> Mapping[str, QuestionLike]: ...
    def reads(self, code: str) -> frozenset[str]: ...


@dataclass(frozen=True)
class ScoredDimension:
    """A part of which the overall score is made; `group` is the heading that it stands under, if there are any."""

    code: str
    title: Texts
    weight: Fraction = Fraction(1)
    group: str | None = None


@dataclass(frozen=True)
class Group:
    """A heading over dimensions, with a score of its own; the overall score is not made of it."""

    code: str
    title: Texts


@dataclass(frozen=True)
class Aspect:
    """A second reading of the same questions, across the dimensions; the overall score is not made of it."""

    code: str
    title: Texts


@dataclass(frozen=True)
class Stage:
    """A stage holds from its threshold up to, not including, the next one's."""

    code: str
    title: Texts
    start: Fraction
    meaning: Texts


@dataclass(frozen=True)
class Gate:
    """While any dimension (or aspect) is below `while_below`, the overall stage is at most `highest`."""

    highest: str
    while_below: Fraction
    of: str  # "dimensions" or "aspects"
    reason: Texts
    among: tuple[str, ...] = ()  # only these; empty: all of them

    def concerns(self, code: str) -> bool:
        return not self.among or code in self.among


@dataclass(frozen=True)
class Advice:
    """What helps to take a step: for these kinds of question, and, where given, to the option with this code."""

    kinds: frozenset[str]
    option: str | None
    text: Texts


@dataclass(frozen=True)
class FrameworkDefinition:
    """A checked definition. `read_framework` makes one."""

    code: str
    version: str
    questionnaire: str
    rule: ScoringRule
    languages: tuple[str, ...]
    title: Texts
    note: Texts
    minimum_answered: Fraction
    dimensions: tuple[ScoredDimension, ...]
    aspects: tuple[Aspect, ...]
    items: tuple[Item, ...]
    stages: tuple[Stage, ...]
    gates: tuple[Gate, ...]
    step_count: int
    advice: tuple[Advice, ...]
    groups: tuple[Group, ...] = ()
    bands: tuple[PointBand, ...] = ()

    @cached_property
    def item_by_question(self) -> Mapping[str, Item]:
        return {item.question: item for item in self.items}

    @cached_property
    def items_by_part(self) -> Mapping[str, Mapping[str, tuple[Item, ...]]]:
        """The items of each dimension and of each aspect: `items_by_part["aspects"]["technology"]`."""
        dimensions = {d.code: tuple(i for i in self.items if i.dimension == d.code) for d in self.dimensions}
        aspects = {a.code: tuple(i for i in self.items if i.aspect == a.code) for a in self.aspects}
        return {"dimensions": dimensions, "aspects": aspects}

    @cached_property
    def dimensions_by_group(self) -> Mapping[str, tuple[ScoredDimension, ...]]:
        return {group.code: tuple(d for d in self.dimensions if d.group == group.code) for group in self.groups}

    @cached_property
    def stage_codes(self) -> tuple[str, ...]:
        return tuple(stage.code for stage in self.stages)

    def stage_at(self, score: Fraction) -> Stage:
        """The stage in which a score lies."""
        return [stage for stage in self.stages if stage.start <= score][-1]
