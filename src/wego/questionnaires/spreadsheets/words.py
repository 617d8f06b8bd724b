"""Options, yes and no, and "I don't know" as a cell writes them, and what they mean in whatever language they come."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wego.core import languages
from wego.core.numbers import plain_number
from wego.engines.questions import Kind, Question
from wego.questionnaires.spreadsheets.layout import CHOSEN
from wego.questionnaires.wording import special_text, text_of

_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D*")
_MARKS = frozenset({CHOSEN, "✓", "✔", "✗", "1", "true"})


def choices_in_words(question: Question) -> list[str]:
    """What the drop-down of a cell offers, in the language in force. Options that read alike carry their code."""
    if question.kind is Kind.MULTIPLE:
        return [special_text(code, question) for code in question.allowed_specials]
    if question.kind is Kind.YES_NO:
        texts = [_("Yes"), _("No")]
    else:
        texts = [option_in_words(question, option.code) for option in question.options]
    return [*texts, *(special_text(code, question) for code in question.allowed_specials)]


def option_in_words(question: Question, code: str) -> str:
    text = text_of(question.option_by_code[code].text)
    return f"{text} [{code}]" if Counter(text_of(one.text) for one in question.options)[text] > 1 else text


def in_cell(question: Question, value: Any) -> Any:
    """A stored answer as its cell holds it; of several choices only what stands instead of them."""
    if value is None:
        return None
    if special := special_text(value, question):
        return special
    match question.kind:
        case Kind.MULTIPLE:
            return None
        case Kind.SINGLE | Kind.SCALE:
            return option_in_words(question, value) if value in question.option_by_code else value
        case Kind.YES_NO:
            return _("Yes") if value else _("No")
        case Kind.DATE:
            return date.fromisoformat(value)
    return value


def meant_by(question: Question, cell: Any) -> Any:
    """What a cell says, as `check_answer` takes it; what is not understood stays as it is, to be refused there."""
    if isinstance(cell, str):
        cell = cell.strip()
        if special := _special_meant(question, cell):
            return special
    match question.kind:
        case Kind.SINGLE | Kind.SCALE:
            return _option_meant(question, _plain(cell))
        case Kind.YES_NO:
            return _flag_meant(cell)
        case Kind.NUMBER:
            return typed_number(cell) if isinstance(cell, str) else cell
        case Kind.DATE if isinstance(cell, str) and (found := _DAY.fullmatch(cell)):
            year, month, day = found.groups()
            return f"{year}-{int(month):02}-{int(day):02}"
        case Kind.TEXT:
            return _plain(cell)
    return cell


def is_chosen(cell: Any) -> bool | None:
    """Whether an option's row is marked; None where the mark is not understood."""
    if cell is None or cell == "" or cell is False:
        return False
    if cell is True or cell == 1:
        return True
    said = _folded(str(cell))
    if said in _MARKS or said in _words("Yes"):
        return True
    return False if said in _words("No") else None


def typed_number(text: str) -> str:
    """A number that a cell holds as text, with either decimal mark: of two marks the last one is the decimal mark."""
    typed = "".join(unicodedata.normalize("NFKC", text).split()).rstrip("%")
    comma, point = typed.rfind(","), typed.rfind(".")
    if comma > point > -1 or typed.count(".") > 1:  # 1.250,5 and 1.250.000
        return typed.replace(".", "").replace(",", ".")
    plain = plain_number(typed)
    return plain.replace(",", ".") if plain.count(",") == 1 and point == -1 else plain


def _option_meant(question: Question, said: str) -> str:
    if said in question.option_by_code:
        return said
    folded = _folded(said)
    codes = {one.code for one in question.options if folded in {_folded(text) for text in one.text.values()}}
    if not codes and (marked := re.fullmatch(r".*\[([^\[\]]+)\]", said)):
        return marked[1]
    return codes.pop() if len(codes) == 1 else said


def _flag_meant(cell: Any) -> Any:
    if isinstance(cell, bool):
        return cell
    said = _folded(str(cell)) if cell is not None else ""
    if said in _words("Yes"):
        return True
    return False if said in _words("No") else cell


def _special_meant(question: Question, said: str) -> str:
    folded = _folded(said)
    for language in languages.codes():
        with translation.override(language):
            for code in question.allowed_specials:
                if folded in (code, _folded(special_text(code, question))):
                    return code
    return ""


def _words(word: str) -> set[str]:
    """“Yes” or “No” in every language."""
    return set(_said(word)) | {word.casefold()}


def _said(word: str) -> Iterator[str]:
    for language in languages.codes():
        with translation.override(language):
            yield _folded(_("Yes") if word == "Yes" else _("No"))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def _plain(cell: Any) -> Any:
    """A cell as text: 2019 and not 2019.0."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    return str(cell) if isinstance(cell, int | float | timedelta) else ("" if cell is None else cell)
