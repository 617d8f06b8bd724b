"""A questionnaire as it was read: frozen, ordered, and known to be sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from wego.engines.questions.conditions import Condition, questions_read
from wego.engines.questions.kinds import UNANSWERED_KINDS, Answer, Kind
from wego.engines.questions.values import ValueExpression, questions_in

Texts = Mapping[str, str]  # language code -> text


@dataclass(frozen=True)
class Option:
    """One possible answer. `value` orders options (scales); an exclusive option cannot be ticked with others."""

    code: str
    text: Texts
    value: Decimal | None = None
    is_exclusive: bool = False


@dataclass(frozen=True)
class MatrixRow:
    """One row of a matrix, answered by one of its options."""

    code: str
    text: Texts


@dataclass(frozen=True)
class Constraint:
    """A limit set by another question's answer; `relation` is `not_above` or `not_below`."""

    relation: str
    other: str


@dataclass(frozen=True)
class Question:
    """One question. Fields that its kind does not use stay at their defaults."""

    code: str
    kind: Kind
    text: Texts
    why: Texts
    evidence: Texts  # what counts as evidence; empty where none is needed
    section: str
    is_required: bool = False
    allowed_specials: tuple[str, ...] = ()
    show_if: Condition | None = None
    constraints: tuple[Constraint, ...] = ()
    indicator: str | None = None
    indicator_part: str = "value"  # or "period": the year of the figure
    replaces: str | None = None  # the question of an earlier version whose answers lead here
    options: tuple[Option, ...] = ()
    unit: Texts | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    max_length: int = 2000
    earliest: date | None = None
    latest: date | None = None
    accept: tuple[str, ...] = ()
    hint: Texts = field(default_factory=dict)  # how to answer; empty where nothing is said
    message: Texts = field(default_factory=dict)  # said where an answer is beyond its limits, in place of our words
    scale: str | None = None  # the scale's name, with words of its own for some of its options
    option_texts: Mapping[str, Texts] = field(default_factory=dict)
    rows: tuple[MatrixRow, ...] = ()  # of a matrix
    ranks: int | None = None  # of a ranking: so many are ranked; None: all
    questions: tuple[Question, ...] = ()  # of a repeated group
    minimum_rows: int = 0
    maximum_rows: int = 0
    value: ValueExpression | None = None  # of what is calculated
    repeat: str | None = None  # the repeated group in which the question stands

    @property
    def is_answerable(self) -> bool:
        return self.kind not in UNANSWERED_KINDS

    @cached_property
    def looks(self) -> Mapping[str, set[str]]:
        """The questions on which it depends directly whether this one is shown, and what it is worked out to be."""
        return {
            "show_if": set(questions_read(self.show_if)) if self.show_if else set(),
            "value": set(questions_in(self.value)) if self.value else set(),
        }

    @cached_property
    def option_by_code(self) -> Mapping[str, Option]:
        return {option.code: option for option in self.options}

    @property
    def takes_evidence(self) -> bool:
        """A document can bear the answer out; where the answer is a document, it does so itself."""
        return bool(self.evidence) and self.kind is not Kind.FILE

    def value_of(self, answer: Answer) -> Decimal | None:
        """An answer's place on its scale, or the number itself; None where it has neither."""
        if self.kind in (Kind.NUMBER, Kind.CALCULATED):
            is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
            return Decimal(str(answer)) if is_number else None
        option = self.option_by_code.get(answer) if isinstance(answer, str) else None
        return option.value if option else None


@dataclass(frozen=True)
class Section:
    code: str
    title: Texts
    intro: Texts | None
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class QuestionnaireDefinition:
    """A checked definition. `read_questionnaire` makes one, and refuses anything unsound."""

    code: str
    version: str
    languages: tuple[str, ...]
    title: Texts
    note: Texts
    sections: tuple[Section, ...]
    scales: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which they are asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def question_by_code(self) -> Mapping[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def row_question_by_code(self) -> Mapping[str, Question]:
        """The questions within repeated groups."""
        return {inner.code: inner for question in self.questions for inner in question.questions}

    @cached_property
    def _reads(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for question in self.questions:  # conditions look only back, so what they read is known already
            direct = set().union(*question.looks.values()) & set(found)  # rows of repeated groups count by their group
            found[question.code] = frozenset(direct.union(*(found[code] for code in direct)))
        return found

    def reads(self, code: str) -> frozenset[str]:
        """The questions on whose answers it depends whether this one is shown, directly or through others."""
        return self._reads[code]
