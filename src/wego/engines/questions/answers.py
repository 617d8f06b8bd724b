"""Checking answers: what was typed, sent or read from a file becomes a value that JSON can hold, or is refused."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from wego.engines.messages import Message, english
from wego.engines.questions.completeness import visible
from wego.engines.questions.definition import Question, QuestionnaireDefinition
from wego.engines.questions.kinds import DONT_KNOW, Answer, Kind, RowAnswers, is_special
from wego.engines.questions.messages import MESSAGES

Param = str | int | float | list[str] | Message

# Longer numbers are typing errors, and arithmetic on 1e999999 would hold up the server.
MOST_DIGITS = 18
MOST_REFERENCE_CHARACTERS = 200


class AnswerFault(Exception):
    """An answer was refused: a message code, its parameters (plain values), and the question's code."""

    def __init__(self, code: str, *, question: str, **params: Param) -> None:
        self.code = code
        self.question = question
        self.params: dict[str, Param] = params
        super().__init__(english(Message(code, {"question": question, **params}), MESSAGES))

    @property
    def said(self) -> Message:
        """What is said of the answer."""
        return Message(self.code, self.params)


def check_answer(question: Question, raw: object) -> Answer:
    """The answer that `raw` means, or None where it is empty. Accepts what forms send (text), what JSON and
    spreadsheets hold (numbers, flags, lists), and its own results. Raises AnswerFault."""
    if raw is None or raw == [] or raw == {} or (isinstance(raw, str) and not raw.strip()):
        return None
    if is_special(raw) and (raw in question.allowed_specials or question.kind not in (Kind.TEXT, Kind.FILE)):
        if raw in question.allowed_specials:
            return str(raw)
        if raw == DONT_KNOW:
            raise AnswerFault("answer.dont_know_not_offered", question=question.code)
        raise AnswerFault("answer.not_applicable_not_offered", question=question.code)
    return CHECKERS[question.kind](question, raw)


def _check_choice(question: Question, raw: object) -> str:
    options = question.option_by_code
    if isinstance(raw, str) and raw.strip() in options:
        return raw.strip()
    if isinstance(raw, int) and not isinstance(raw, bool) and str(raw) in options:  # a code of digits, from a sheet
        return str(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):  # the option's value on its scale stands for it
        for option in question.options:
            if option.value == raw:
                return option.code
    raise AnswerFault("choice.unknown", question=question.code, value=_typed(raw), options=list(options))


def _check_multiple(question: Question, raw: object) -> list[str]:
    if not isinstance(raw, list | tuple):
        raise AnswerFault("multiple.not_a_list", question=question.code)
    ticked = {_check_choice(question, item) for item in raw}
    for option in question.options:
        if option.is_exclusive and option.code in ticked and len(ticked) > 1:
            raise AnswerFault("multiple.exclusive", question=question.code, option=option.code)
    return [option.code for option in question.options if option.code in ticked]


def _typed(raw: object) -> str:
    """What was typed, as it was typed: flags and lists as JSON writes them, where they came from."""
    text = json.dumps(raw, ensure_ascii=False, default=str) if isinstance(raw, bool | list | tuple | dict) else str(raw)
    return text[:80]


def _check_number(question: Question, raw: object) -> int | float:
    value = _exact_number(raw)
    if value is None:
        raise AnswerFault("number.not_a_number", question=question.code, value=_typed(raw))
    if value != round(value, question.decimals):
        raise AnswerFault("number.too_many_decimals", question=question.code, decimals=question.decimals)
    if question.minimum is not None and value < question.minimum:
        raise AnswerFault("number.below_minimum", question=question.code, minimum=_plain(question.minimum))
    if question.maximum is not None and value > question.maximum:
        raise AnswerFault("number.above_maximum", question=question.code, maximum=_plain(question.maximum))
    return int(value) if question.decimals == 0 else float(value)


def _exact_number(raw: object) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        return None
    text = str(raw).strip()
    if len(text) > 2 * MOST_DIGITS or "_" in text:  # Decimal would read 1_000
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or not -MOST_DIGITS < value.adjusted() < MOST_DIGITS:
        return Decimal(0) if value.is_zero() else None
    return value


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _check_yes_no(question: Question, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in ("yes", "no"):
        return raw.strip().lower() == "yes"
    raise AnswerFault("yes_no.not_yes_or_no", question=question.code)


def _check_text(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        raise AnswerFault("text.not_text", question=question.code)
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t" for character in text):
        raise AnswerFault("text.control_character", question=question.code)
    if len(text) > question.max_length:
        raise AnswerFault("text.too_long", question=question.code, length=len(text), maximum=question.max_length)
    return text


def _check_date(question: Question, raw: object) -> str:
    value = raw.date() if isinstance(raw, datetime) else raw
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        with suppress(ValueError):  # 2021-02-29
            value = date.fromisoformat(value.strip())
    if not isinstance(value, date):
        raise AnswerFault("date.not_a_date", question=question.code, value=_typed(raw))
    if question.earliest and value < question.earliest:
        raise AnswerFault("date.before_earliest", question=question.code, earliest=question.earliest.isoformat())
    if question.latest and value > question.latest:
        raise AnswerFault("date.after_latest", question=question.code, latest=question.latest.isoformat())
    return value.isoformat()


def _check_file(question: Question, raw: object) -> str:
    if isinstance(raw, str) and raw.isprintable() and len(raw.strip()) <= MOST_REFERENCE_CHARACTERS:
        return raw.strip()
    raise AnswerFault("file.not_a_reference", question=question.code)


def _check_ranking(question: Question, raw: object) -> list[str]:
    """Codes in order of rank; as many as are asked for."""
    if not isinstance(raw, list | tuple):
        raise AnswerFault("multiple.not_a_list", question=question.code)
    ranked = [_check_choice(question, item) for item in raw]
    if len(set(ranked)) < len(ranked):
        twice = next(code for code in ranked if ranked.count(code) > 1)
        raise AnswerFault("ranking.twice", question=question.code, option=twice)
    wanted = question.ranks or len(question.options)
    if len(ranked) != wanted:
        raise AnswerFault("ranking.count", question=question.code, count=len(ranked), wanted=wanted)
    return ranked


def _check_matrix(question: Question, raw: object) -> dict[str, str]:
    """The option of each row that is answered."""
    if not isinstance(raw, Mapping):
        raise AnswerFault("matrix.not_rows", question=question.code)
    rows = {row.code for row in question.rows}
    for code in raw:
        if code not in rows:
            raise AnswerFault("matrix.unknown_row", question=question.code, value=_typed(code))
    given = {row.code: raw.get(row.code) for row in question.rows}
    return {code: _check_choice(question, answer) for code, answer in given.items() if answer not in (None, "")}


def _check_repeat(question: Question, raw: object) -> Answer:
    """Every row with its answers; a row without any is left out."""
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        raise AnswerFault("repeat.not_rows", question=question.code)
    inner = {one.code: one for one in question.questions if one.is_answerable}
    rows: list[RowAnswers] = []
    for number, row in enumerate(raw, 1):
        answers: RowAnswers = {}
        for code in row:
            if code not in inner:
                raise AnswerFault("repeat.unknown_question", question=question.code, value=_typed(code), row=number)
        for code, one in inner.items():
            try:
                answer = check_answer(one, row.get(code))
            except AnswerFault as fault:
                said = Message(fault.code, {**fault.params, "question": code})
                raise AnswerFault("repeat.in_row", question=question.code, row=number, inner=code, said=said) from None
            if answer is not None:
                answers[code] = answer  # type: ignore[assignment]  # kinds that hold others are refused within rows
        if answers:
            rows.append(answers)
    if len(rows) > question.maximum_rows:
        raise AnswerFault("repeat.too_many", question=question.code, count=len(rows), maximum=question.maximum_rows)
    return rows or None


def _refuse_answer(question: Question, raw: object) -> Answer:
    raise AnswerFault("question.not_asked", question=question.code)


CHECKERS: dict[Kind, Callable[[Question, object], Answer]] = {
    Kind.SINGLE: _check_choice,
    Kind.SCALE: _check_choice,
    Kind.MULTIPLE: _check_multiple,
    Kind.NUMBER: _check_number,
    Kind.YES_NO: _check_yes_no,
    Kind.TEXT: _check_text,
    Kind.DATE: _check_date,
    Kind.FILE: _check_file,
    Kind.RANKING: _check_ranking,
    Kind.MATRIX: _check_matrix,
    Kind.REPEAT: _check_repeat,
    Kind.CALCULATED: _refuse_answer,
    Kind.NOTE: _refuse_answer,
}


@dataclass(frozen=True)
class AnswersReport:
    """A whole set of answers, checked: `values` of what is sound, `faults` of what is not."""

    values: Mapping[str, Answer]
    faults: tuple[AnswerFault, ...]


def check_answers(questionnaire: QuestionnaireDefinition, raw: Mapping[str, object]) -> AnswersReport:
    """Check every answer and, among the questions asked, the constraints between them. Unknown questions are faults;
    empty answers are left out of `values`; answers to hidden questions are kept (they count for nothing)."""
    values: dict[str, Answer] = {}
    faults: list[AnswerFault] = []
    for code, given in raw.items():
        question = questionnaire.question_by_code.get(code)
        try:
            if question is None:
                raise AnswerFault("question.unknown", question=str(code)[:80])
            value = check_answer(question, given)
        except AnswerFault as fault:
            faults.append(fault)
        else:
            if value is not None:
                values[code] = value
    faults.extend(check_constraints(questionnaire, values))
    return AnswersReport(values, tuple(faults))


def check_constraints(questionnaire: QuestionnaireDefinition, answers: Mapping[str, Answer]) -> list[AnswerFault]:
    """The constraints that checked answers break. A constraint holds as long as either answer is missing."""
    shown = visible(questionnaire, answers)
    faults = []
    for question in questionnaire.questions:
        for constraint in question.constraints:
            value, limit = answers.get(question.code), answers.get(constraint.other)
            if value is None or limit is None or is_special(value) or is_special(limit):
                continue
            if not {question.code, constraint.other} <= shown:
                continue
            # both are numbers or both ISO dates (held on reading), which order as they stand
            is_broken = value > limit if constraint.relation == "not_above" else value < limit  # type: ignore[operator]
            if is_broken:
                params: dict[str, Any] = {"value": value, "limit": limit, "other": constraint.other}
                if constraint.relation == "not_above":
                    faults.append(AnswerFault("constraint.not_above", question=question.code, **params))
                else:
                    faults.append(AnswerFault("constraint.not_below", question=question.code, **params))
    return faults
