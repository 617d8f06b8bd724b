"""The kinds of question, and the two answers that are not an answer."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

# A checked answer: only what JSON can hold, so that it can be stored and sent as it is.
# single, scale: option code; multiple: list of option codes in the order of the options; number: int or float;
# yes_no: bool; text, date (ISO 8601), file (a reference that the caller gave): str; ranking: codes, the first first;
# matrix: option code by the row's code; repeat: one mapping a row, by the codes of its questions; None: not answered.
RowAnswers: TypeAlias = dict[str, str | bool | int | float | list[str]]
Answer: TypeAlias = str | bool | int | float | list[str] | dict[str, str] | list[RowAnswers] | None

DONT_KNOW = "dont_know"
NOT_APPLICABLE = "not_applicable"
SPECIAL_ANSWERS = (DONT_KNOW, NOT_APPLICABLE)


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"
    FILE = "file"
    RANKING = "ranking"
    MATRIX = "matrix"
    REPEAT = "repeat"
    CALCULATED = "calculated"
    NOTE = "note"


# Kinds that nobody answers: what is worked out, and what is only said.
UNANSWERED_KINDS = frozenset({Kind.CALCULATED, Kind.NOTE})


def is_special(answer: object) -> bool:
    """Whether this is "don't know" or "not applicable" and not a value."""
    return isinstance(answer, str) and answer in SPECIAL_ANSWERS
