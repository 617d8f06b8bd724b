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
    "constraint.not_above": gettext_noop("%(value)s is more than %(limit)s, the answer to “%(other)s”. Correct one."),
    "constraint.not_below": gettext_noop("%(value)s is less than %(limit)s, the answer to “%(other)s”. Correct one."),
}


def fault_text(fault: AnswerFault, definition: questions.QuestionnaireDefinition) -> str:
    """Why an answer was refused, in the language in force."""
    question = definition.question_by_code.get(fault.question)
    return in_words(fault.said, SENTENCES, lambda name, value: _parameter(name, value, question, definition))


def _parameter(name: str, value: Any, question: Question | None, definition: questions.QuestionnaireDefinition) -> str:
    if name == "other":
        return pick(dict(definition.question_by_code[str(value)].text))
    if name == "option" and question:
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
            return joined_clauses(option_text(question, code) for code in ticked)
        case Kind.NUMBER:
            unit = unit_text(question)
            return f"{number_text(value)} {unit}".strip()
        case Kind.DATE:
            return _day(str(value))
        case Kind.FILE:
            return file_name or _("a file")
    return str(value)


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
