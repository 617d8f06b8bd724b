"""Answers and refusals in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from wego.core.engine_messages import in_words
from wego.core.money import babel_locale
from wego.core.punctuation import joined_clauses
from wego.core.texts import pick
from wego.engines import questions
from wego.engines.questions import DONT_KNOW, NOT_APPLICABLE, AnswerFault, Kind, Question
from wego.questionnaires.models import Response

NO_ANSWER = "–"
# What each refusal of the engine says to people; the engine's own sentences are for programs and the command line.
SENTENCES: dict[str, str] = {
    "question.unknown": gettext_noop("This question does not exist. Reload the page."),
    "answer.dont_know_not_offered": gettext_noop("“I don't know” is not offered for this question."),
    "answer.not_applicable_not_offered": gettext_noop("“Does not apply to us” is not offered for this question."),
    "choice.unknown": gettext_noop("Choose one of the answers given."),
    "multiple.not_a_list": gettext_noop("Choose from the answers given."),
    "multiple.exclusive": gettext_noop("“%(option)s” cannot be combined with other choices. Keep one of the two."),
    "number.not_a_number": gettext_noop("“%(value)s” is not a number. Use digits, such as 1250 or 12.5."),
    "number.too_many_decimals": gettext_noop("Enter at most %(decimals)s decimal places."),
    "number.below_minimum": gettext_noop("The number must be %(minimum)s or more."),
    "number.above_maximum": gettext_noop("The number must be %(maximum)s or less."),
    "yes_no.not_yes_or_no": gettext_noop("Answer yes or no."),
    "text.not_text": gettext_noop("Enter some text."),
    "text.too_long": gettext_noop("The text has %(length)s characters; the maximum is %(maximum)s. Shorten it."),
    "text.control_character": gettext_noop("The text contains a character that cannot be stored. Enter it again."),
    "date.not_a_date": gettext_noop("“%(value)s” is not a date. Enter year, month and day, such as 2024-12-31."),
    "date.before_earliest": gettext_noop("The date cannot be before %(earliest)s."),
    "date.after_latest": gettext_noop("The date cannot be after %(latest)s."),
    "file.not_a_reference": gettext_noop("Choose the file again."),
    "question.not_asked": gettext_noop("This is calculated from other answers and cannot be typed."),
    "ranking.twice": gettext_noop("“%(option)s” has two ranks. Give each answer one."),
    "ranking.count": gettext_noop("You ranked %(count)s. Rank %(wanted)s."),
    "matrix.not_rows": gettext_noop("Choose one answer in each row."),
    "matrix.unknown_row": gettext_noop("There is no row “%(value)s”. Reload the page."),
    "repeat.not_rows": gettext_noop("Fill in the rows again."),
    "repeat.unknown_question": gettext_noop("Row %(row)s: there is no question “%(value)s”. Reload the page."),
    "repeat.in_row": gettext_noop("Row %(row)s, “%(inner)s”: %(said)s"),
    "repeat.too_many": gettext_noop("There are %(count)s rows. Keep at most %(maximum)s."),
    "constraint.not_above": gettext_noop("%(value)s is more than %(limit)s, the answer to “%(other)s”. Correct one."),
    "constraint.not_below": gettext_noop("%(value)s is less than %(limit)s, the answer to “%(other)s”. Correct one."),
}


# Refusals for which a question may have words of its own.
LIMITS: tuple[str, ...] = (
    "number.below_minimum",
    "number.above_maximum",
    "text.too_long",
    "date.before_earliest",
    "date.after_latest",
)
LIMITS += ("constraint.not_above", "constraint.not_below")


def fault_text(fault: AnswerFault, definition: questions.QuestionnaireDefinition) -> str:
    """Why an answer was refused, in the language in force."""
    question = definition.question_by_code.get(fault.question)
    if question and question.message and fault.code in LIMITS:
        return text_of(question.message)
    return in_words(fault.said, SENTENCES, lambda name, value: _parameter(name, value, question, definition))


def _parameter(name: str, value: Any, question: Question | None, definition: questions.QuestionnaireDefinition) -> str:
    if name == "other":
        return pick(dict(definition.question_by_code[str(value)].text))
    if name == "inner":
        return text_of(definition.row_question_by_code[str(value)].text)
    if name == "option" and question and question.kind is not Kind.REPEAT:
        return pick(dict(question.option_by_code[str(value)].text))
    if name in ("value", "limit") and question and question.kind is Kind.DATE:
        return _day(str(value))
    if name in ("earliest", "latest"):
        return _day(str(value))
    return number_text(value) if isinstance(value, int | float) else str(value)


def answer_text(question: Question, value: questions.Answer, *, file_name: str = "") -> str:
    """An answer as people read it; a dash where there is none."""
    if value is None:
        return NO_ANSWER
    if special := special_text(value, question):
        return special
    match question.kind:
        case Kind.YES_NO:
            return _("Yes") if value else _("No")
        case Kind.SINGLE | Kind.SCALE:
            return option_text(question, str(value))
        case Kind.MULTIPLE:
            ticked = value if isinstance(value, list) else [str(value)]
            return joined_clauses(option_text(question, str(code)) for code in ticked)
        case Kind.NUMBER:
            return _amount(question, value)
        case Kind.CALCULATED if isinstance(value, int | float) and not isinstance(value, bool):
            return _amount(question, value)
        case Kind.CALCULATED:
            return (_("Yes") if value else _("No")) if isinstance(value, bool) else _day(str(value))
        case Kind.RANKING:
            ranked = value if isinstance(value, list) else []
            return joined_clauses(f"{n}. {option_text(question, str(code))}" for n, code in enumerate(ranked, 1))
        case Kind.MATRIX:
            return joined_clauses(
                labelled(text_of(row.text), option_text(question, value[row.code]))
                for row in question.rows
                if isinstance(value, dict) and row.code in value
            )
        case Kind.REPEAT:
            rows: list[Any] = value if isinstance(value, list) else []
            return "\n".join(f"{n}. {_row_text(question, row)}" for n, row in enumerate(rows, 1))
        case Kind.DATE:
            return _day(str(value))
        case Kind.FILE:
            return file_name or _("a file")
    return str(value)


def labelled(label: str, words: str) -> str:
    """`Water: planned`, in the reader's punctuation."""
    return _("%(label)s: %(words)s") % {"label": label, "words": words}


def _amount(question: Question, value: Any) -> str:
    return f"{number_text(value)} {unit_text(question)}".strip()


def _row_text(question: Question, row: Mapping[str, Any]) -> str:
    inner = [one for one in question.questions if one.code in row]
    return joined_clauses(labelled(text_of(one.text), answer_text(one, row[one.code])) for one in inner)


def response_text(response: Response) -> str:
    """Whose answers to what, of which year."""
    return f"{response.organisation}: {pick(response.questionnaire.titles)} {response.year}"


def special_text(value: object, question: Question | None = None) -> str:
    """ "I don't know" and "does not apply" in words; empty for any other answer."""
    if question and not (isinstance(value, str) and value in question.allowed_specials):
        return ""
    return {DONT_KNOW: _("I don't know"), NOT_APPLICABLE: _("Does not apply to us")}.get(str(value), "")


def option_text(question: Question, code: str) -> str:
    option = question.option_by_code.get(code)
    return pick(dict(option.text)) if option else code


def unit_text(question: Question) -> str:
    return pick(dict(question.unit)) if question.unit else ""


def text_of(texts: Mapping[str, str] | None) -> str:
    """A definition's text in the language in force."""
    return pick(dict(texts)) if texts else ""


def number_text(value: Any) -> str:
    """A number with the reader's separators; below 10,000 without, so that a year stays a year."""
    exact = Decimal(str(value))
    pattern = "#,##0.######" if abs(exact) >= 10_000 else "0.######"
    return format_decimal(exact, format=pattern, locale=babel_locale(get_language() or "en"))


def _day(iso: str) -> str:
    try:
        return format_date(date.fromisoformat(iso), "long", locale=babel_locale(get_language() or "en"))
    except ValueError:
        return iso
