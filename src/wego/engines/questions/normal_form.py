"""A questionnaire as plain data in its normal form: the same questionnaire is the same data, in the same order.

Keys come in the order of the reference, what is left unsaid is left out, and of two ways to say a condition one is
taken: a list of options that is the upper end of a scale is `at_least`, one option is `equals`, every option is
`answered`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wego.engines.questions.conditions import (
    AllConditions,
    AnswerComparison,
    AnyCondition,
    Condition,
    Negation,
    ValueComparison,
)
from wego.engines.questions.definition import Option, Question, QuestionnaireDefinition, Section, Texts
from wego.engines.questions.kinds import Kind
from wego.engines.questions.questionnaire_reader import (
    ROWS_UNLESS_SAID,
    WITHOUT_DEFAULT_SPECIALS,
)
from wego.engines.questions.values import (
    Alternative,
    AnswerValue,
    Arithmetic,
    DaysBetween,
    Literal,
    Rounded,
    RowCount,
    RowSum,
    TickCount,
    ValueExpression,
    YearOf,
)

TEXT_UNLESS_SAID = 2000  # characters
Known = Mapping[str, Question]


def as_data(questionnaire: QuestionnaireDefinition) -> dict[str, Any]:
    """The questionnaire as plain data that `read_questionnaire` reads as the same."""
    allow = common_specials(questionnaire)
    known = {**questionnaire.row_question_by_code, **questionnaire.question_by_code}
    data: dict[str, Any] = {
        "code": questionnaire.code,
        "version": questionnaire.version,
        "languages": list(questionnaire.languages),
        "title": dict(questionnaire.title),
        "note": dict(questionnaire.note),
    }
    if allow:
        data["allow"] = list(allow)
    if questionnaire.scales:
        data["scales"] = {name: [_option(one) for one in options] for name, options in questionnaire.scales.items()}
    data["sections"] = [_section(section, allow, known) for section in questionnaire.sections]
    return data


def common_specials(questionnaire: QuestionnaireDefinition) -> tuple[str, ...]:
    """What most questions offer beside their answers; of equally many the one that comes first."""
    counted = Counter(q.allowed_specials for q in questionnaire.questions if takes_common_specials(q))
    return min(counted, key=lambda one: (-counted[one], one)) if counted else ()


def takes_common_specials(question: Question) -> bool:
    return question.is_answerable and question.kind not in WITHOUT_DEFAULT_SPECIALS


def _section(section: Section, allow: tuple[str, ...], known: Known) -> dict[str, Any]:
    data: dict[str, Any] = {"code": section.code, "title": dict(section.title)}
    if section.intro:
        data["intro"] = dict(section.intro)
    data["questions"] = [_question(question, allow, known) for question in section.questions]
    return data


def _question(question: Question, allow: tuple[str, ...], known: Known) -> dict[str, Any]:
    data: dict[str, Any] = {"code": question.code, "kind": str(question.kind), "text": dict(question.text)}
    if question.kind is not Kind.NOTE:
        data["why"] = dict(question.why)
    for key, texts in (("hint", question.hint), ("evidence", question.evidence)):
        if texts:
            data[key] = dict(texts)
    if question.is_required:
        data["required"] = True
    default = allow if takes_common_specials(question) and question.repeat is None else ()
    if question.allowed_specials != default:
        data["allow"] = list(question.allowed_specials)
    if question.show_if is not None:
        data["show_if"] = condition_data(question.show_if, known)
    if question.indicator:
        data["indicator"] = question.indicator
        if question.indicator_part != "value":
            data["indicator_part"] = question.indicator_part
    if question.replaces:
        data["replaces"] = question.replaces
    data |= _own_keys(question, known)
    if question.message:
        data["message"] = dict(question.message)
    return data


def _own_keys(question: Question, known: Known) -> dict[str, Any]:
    """What only its kind has."""
    data: dict[str, Any] = {}
    if question.kind is Kind.MATRIX:
        data["rows"] = [{"code": row.code, "text": dict(row.text)} for row in question.rows]
    if question.scale:
        data["scale"] = question.scale
        if question.option_texts:
            texts = question.option_texts
            data["option_texts"] = {o.code: dict(texts[o.code]) for o in question.options if o.code in texts}
    elif question.options:
        data["options"] = [_option(option) for option in question.options]
    if question.ranks is not None:
        data["ranks"] = question.ranks
    if question.kind is Kind.CALCULATED and question.value is not None:
        data["value"] = value_data(question.value, known)
    if question.unit or question.kind is Kind.NUMBER:
        data["unit"] = unit_data(question.unit or {})
    for key, number in (("minimum", question.minimum), ("maximum", question.maximum)):
        if number is not None:
            data[key] = plain_number(number)
    if question.decimals:
        data["decimals"] = question.decimals
    for key, day in (("earliest", question.earliest), ("latest", question.latest)):
        if day is not None:
            data[key] = day.isoformat()
    if question.kind is Kind.TEXT and question.max_length != TEXT_UNLESS_SAID:
        data["max_length"] = question.max_length
    if question.accept:
        data["accept"] = list(question.accept)
    if question.constraints:
        data["constraints"] = [{one.relation: one.other} for one in question.constraints]
    if question.kind is Kind.REPEAT:
        if question.minimum_rows:
            data["minimum_rows"] = question.minimum_rows
        if question.maximum_rows != max(ROWS_UNLESS_SAID, question.minimum_rows):
            data["maximum_rows"] = question.maximum_rows
        data["questions"] = [_question(inner, (), known) for inner in question.questions]
    return data


def _option(option: Option) -> dict[str, Any]:
    data: dict[str, Any] = {"code": option.code}
    if option.value is not None:
        data["value"] = plain_number(option.value)
    data["text"] = dict(option.text)
    if option.is_exclusive:
        data["exclusive"] = True
    return data


def unit_data(unit: Texts) -> Any:
    """One symbol where all languages have the same."""
    return next(iter(unit.values())) if len(set(unit.values())) == 1 else dict(unit)


def plain_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def condition_data(condition: Condition, known: Known) -> dict[str, Any]:
    return _condition(simplified(condition, known), known)


def _condition(condition: Condition, known: Known) -> dict[str, Any]:
    match condition:
        case AllConditions(parts=parts):
            return {"all": [_condition(part, known) for part in parts]}
        case AnyCondition(parts=parts):
            return {"any": [_condition(part, known) for part in parts]}
        case Negation(part=part):
            return {"not": _condition(part, known)}
        case ValueComparison():
            value, operand = value_data(condition.value, known), value_data(condition.operand, known)
            return {"value": value, condition.operator: operand}
        case AnswerComparison(operand=operand):
            return {"question": condition.question, condition.operator: _operand(condition, operand, known)}


def _operand(condition: AnswerComparison, operand: object, known: Known) -> Any:
    if isinstance(operand, tuple):
        return list(operand)
    if isinstance(operand, Decimal):
        question = known[condition.question]
        option = next((option for option in question.options if option.value == operand), None)
        return option.code if option else plain_number(operand)
    return operand


def simplified(condition: Condition, known: Known) -> Condition:
    """The one way in which a condition is said of several that mean the same."""
    match condition:
        case AllConditions(parts=parts) | AnyCondition(parts=parts):
            inner = tuple(simplified(part, known) for part in parts)
            if len(inner) == 1:
                return inner[0]
            if isinstance(condition, AnyCondition) and (codes := _alternatives(inner)):
                first = inner[0]
                assert isinstance(first, AnswerComparison)
                return _among(known[first.question], codes)
            return type(condition)(inner)
        case Negation(part=part):
            return Negation(simplified(part, known))
        case AnswerComparison(operator="one_of", operand=tuple(codes)):
            return _among(known[condition.question], codes)
        case AnswerComparison(operator="at_least" | "at_most" | "equals", operand=Decimal()):
            question = known[condition.question]
            if question.options:
                return _among(question, _codes_of(condition, question))
            return condition
        case ValueComparison():
            return _plain_comparison(condition, known)
    return condition


def _alternatives(parts: Sequence[Condition]) -> tuple[str, ...]:
    """The options of one question of which any is meant; nothing where the parts say something else."""
    codes = []
    for part in parts:
        if not isinstance(part, AnswerComparison) or part.question != getattr(parts[0], "question", None):
            return ()
        if part.operator != "equals" or not isinstance(part.operand, str):
            return ()
        codes.append(part.operand)
    return tuple(codes)


def _codes_of(condition: AnswerComparison, question: Question) -> tuple[str, ...]:
    limit = condition.operand
    assert isinstance(limit, Decimal)
    meets = {"at_least": lambda v: v >= limit, "at_most": lambda v: v <= limit, "equals": lambda v: v == limit}
    test = meets[condition.operator]
    return tuple(option.code for option in question.options if option.value is not None and test(option.value))


def _among(question: Question, codes: Sequence[str]) -> AnswerComparison:
    """That the answer is one of these options, in the shortest way."""
    options = [option.code for option in question.options]
    wanted = [code for code in options if code in codes]
    if len(wanted) == 1:
        return AnswerComparison(question.code, "equals", wanted[0])
    if wanted == options:
        return AnswerComparison(question.code, "answered", True)
    values = {option.code: option.value for option in question.options if option.value is not None}
    if len(values) == len(options) and wanted:
        if wanted == options[-len(wanted) :]:
            return AnswerComparison(question.code, "at_least", values[wanted[0]])
        if wanted == options[: len(wanted)]:
            return AnswerComparison(question.code, "at_most", values[wanted[-1]])
    return AnswerComparison(question.code, "one_of", tuple(wanted))


def _plain_comparison(condition: ValueComparison, known: Known) -> Condition:
    """A comparison of one answer with a fixed value is one of the question."""
    value, operand = condition.value, condition.operand
    if not isinstance(value, AnswerValue) or not isinstance(operand, Literal):
        return condition
    kind = known[value.question].kind
    plain = condition.operator in ("equals", "at_least", "at_most")
    if kind is Kind.NUMBER and plain and isinstance(operand.value, Decimal):
        return AnswerComparison(value.question, condition.operator, operand.value)
    if kind is Kind.YES_NO and isinstance(operand.value, bool):
        return AnswerComparison(value.question, "equals", operand.value)
    return condition


def value_data(expression: ValueExpression, known: Known) -> Any:
    match expression:
        case Literal(value=date() as day):
            return {"date": day.isoformat()}
        case Literal(value=Decimal() as number):
            return plain_number(number)
        case Literal(value=flag):
            return flag
        case AnswerValue():
            return {"answer": expression.question}
        case Arithmetic():
            return {expression.operator: [value_data(part, known) for part in expression.parts]}
        case Rounded(decimals=0):
            return {"round": value_data(expression.part, known)}
        case Rounded():
            return {"round": value_data(expression.part, known), "decimals": expression.decimals}
        case DaysBetween():
            return {"days": [value_data(expression.start, known), value_data(expression.end, known)]}
        case YearOf():
            return {"year": value_data(expression.part, known)}
        case RowCount(where=None):
            return {"count": expression.repeat}
        case RowCount():
            assert expression.where is not None
            return {"count": expression.repeat, "where": condition_data(expression.where, known)}
        case RowSum():
            return {"sum": expression.question}
        case TickCount():
            return {"ticked": expression.question}
        case Alternative():
            return {
                "if": condition_data(expression.condition, known),
                "then": value_data(expression.then, known),
                "else": value_data(expression.otherwise, known),
            }
