"""A response as a workbook to be filled in offline: what is known filled in, drop-downs, notes, all else locked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wego.datafiles.workbooks import cell_name, cell_text, new_workbook
from wego.engines.questions import Kind, Question
from wego.questionnaires.sheets import AnswerSheet
from wego.questionnaires.spreadsheets.layout import ANSWER, CHOSEN, ID, REMARK, RowIdentity, is_in_cells, version_of
from wego.questionnaires.spreadsheets.words import choices_in_words, in_cell
from wego.questionnaires.wording import answer_text, response_text, special_text, text_of, unit_text

KEYS = (ID, "wego:number", "wego:question", ANSWER, "wego:expected", REMARK, "wego:known")
WIDTHS = (4, 6, 60, 32, 28, 32, 32)
LONGEST_NOTE = 1000  # characters: what a note shows without being scrolled
HEADS_ROW = 4


@dataclass
class _Row:
    """A line of the sheet; without an identity it is a heading, or is answered online."""

    cells: tuple[str, str, Any, str, str, str]  # number, question, answer, expected, remark, known
    identity: str = ""
    question: Question | None = None
    choices: list[str] = field(default_factory=list)
    note: str = ""
    is_heading: bool = False
    takes_remark: bool = False


def response_workbook(sheet: AnswerSheet, language: str) -> bytes:
    """The workbook of a response, in a language."""
    with translation.override(language):
        return _written(sheet, list(_rows(sheet, language)))


def _rows(sheet: AnswerSheet, language: str) -> Iterator[_Row]:
    number = 0
    for section in sheet.definition.sections:
        yield _Row(("", text_of(section.title), None, "", "", ""), is_heading=True)
        for question in section.questions:
            number += 1
            yield from _question_rows(sheet, question, str(number), language)


def _question_rows(sheet: AnswerSheet, question: Question, number: str, language: str) -> Iterator[_Row]:
    stored, offer = sheet.stored.get(question.code), sheet.offers.get(question.code)
    text = text_of(question.text)
    if not is_in_cells(question):
        yield _Row((number, text, None, _("Answer this question online."), "", ""))
        return
    is_open = question.code in sheet.open_offers
    value = offer.value if offer and is_open else stored.value if stored else None
    remark = stored.remark if stored else offer.remark if offer and is_open else ""
    base = stored.revision if stored else 0

    def identity(option: str = "") -> str:
        return RowIdentity(sheet.response.pk, version_of(sheet.response), language, question.code, option, base).signed

    note = "\n\n".join(part for part in (text_of(question.why), text_of(question.evidence)) if part)
    known = ""
    if offer:
        words = answer_text(question, offer.value)
        known = f"{words} ({offer.year or ' '.join((offer.source, offer.period)).strip()})"
    yield _Row(
        (number, text, in_cell(question, value), _expected(question), remark, known),
        identity(),
        question,
        choices_in_words(question),
        note,
        takes_remark=bool(question.evidence),
    )
    if question.kind is Kind.MULTIPLE:
        for option in question.options:
            mark = CHOSEN if isinstance(value, list) and option.code in value else None
            text = "    " + text_of(option.text)
            yield _Row(("", text, mark, "", "", ""), identity(option.code), question, [CHOSEN])


def _expected(question: Question) -> str:
    """What the cell takes, in a few words."""
    specials = [special_text(code, question) for code in question.allowed_specials]
    said = {
        Kind.SINGLE: _("choose one"),
        Kind.SCALE: _("choose one"),
        Kind.YES_NO: _("choose one"),
        Kind.MULTIPLE: _("mark below with x"),
        Kind.NUMBER: unit_text(question) or _("a number"),
        Kind.DATE: _("date, such as 2024-12-31"),
        Kind.TEXT: _("text, at most %(count)s characters") % {"count": question.max_length},
    }[question.kind]
    if question.kind in (Kind.SINGLE, Kind.SCALE, Kind.YES_NO):
        specials = []  # they are among the choices
    if question.show_if is not None:
        said += " · " + _("only if other answers ask for it")
    return " · ".join([said, *specials])


def _written(sheet: AnswerSheet, rows: list[_Row]) -> bytes:
    target = io.BytesIO()
    book = new_workbook(target)
    page, lists = book.add_worksheet(pgettext("sheet of a workbook", "Answers")[:31]), book.add_worksheet("Lists")
    lists.hide()
    looks = _looks(book)
    page.protect("", {"format_columns": True, "format_rows": True, "sort": False})
    for place, (key, width) in enumerate(zip(KEYS, WIDTHS, strict=True)):
        page.set_column(place, place, width, looks["locked"], {"hidden": True} if key == ID else {})
        page.write_string(0, place, key, looks["locked"])
    page.set_row(0, None, None, {"hidden": True})
    page.write_string(1, 1, cell_text(response_text(sheet.response)), looks["title"])
    page.write_string(2, 1, _("Fill in the white cells, save the file, and upload it on the page where you got it."))
    heads = ("", _("No."), _("Question"), _("Answer"), _("Expected"), _("Remark"), _("Known so far"))
    for place, head in enumerate(heads):
        page.write_string(HEADS_ROW - 1, place, head, looks["head"])
    page.freeze_panes(HEADS_ROW, 3)
    ranges: dict[tuple[str, ...], str] = {}
    for number, row in enumerate(rows, HEADS_ROW):
        _write_row(page, number, row, looks)
        if row.choices:
            choices = tuple(row.choices)
            if choices not in ranges:
                column = len(ranges)
                for place, choice in enumerate(choices):
                    lists.write_string(place, column, cell_text(choice))
                letter = cell_name(0, column)[:-1]
                ranges[choices] = f"=Lists!${letter}$1:${letter}${len(choices)}"
            offered = {"validate": "list", "source": ranges[choices], "ignore_blank": True}
            page.data_validation(number, 3, number, 3, offered)
        elif row.question and row.question.kind is Kind.NUMBER:
            page.data_validation(number, 3, number, 3, _limits(row.question))
    book.close()
    return target.getvalue()


def _write_row(page: Any, number: int, row: _Row, looks: dict[str, Any]) -> None:
    count, text, answer, expected, remark, known = row.cells
    look = looks["heading" if row.is_heading else "locked"]
    for place, words in ((1, count), (2, text), (4, expected), (6, known)):
        page.write_string(number, place, cell_text(words), look)
    if row.note:
        page.write_comment(number, 2, cell_text(row.note)[:LONGEST_NOTE], {"x_scale": 2.5, "y_scale": 2})
    if not row.identity or row.question is None:
        return
    page.write_string(number, 0, row.identity, looks["locked"])
    open_look = looks[{Kind.NUMBER: "number", Kind.DATE: "day"}.get(row.question.kind, "text")]
    if isinstance(answer, date):
        page.write_datetime(number, 3, answer, open_look)
    elif isinstance(answer, str):
        page.write_string(number, 3, cell_text(answer), looks["text"])
    elif answer is not None:
        page.write_number(number, 3, answer, open_look)
    else:
        page.write_blank(number, 3, None, open_look)
    if row.takes_remark:
        if remark:
            page.write_string(number, 5, cell_text(remark), looks["text"])
        else:
            page.write_blank(number, 5, None, looks["text"])


def _looks(book: Any) -> dict[str, Any]:
    wrapped = {"text_wrap": True, "valign": "top"}
    grey, line = {"bg_color": "#F2F2EF"}, {"border": 1, "border_color": "#BBBBBB"}
    return {
        "locked": book.add_format({**wrapped, **grey}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, **wrapped}),
        "heading": book.add_format({"bold": True, "font_size": 12, **wrapped, **grey}),
        "text": book.add_format({"locked": False, "num_format": "@", **wrapped, **line}),
        "number": book.add_format({"locked": False, **wrapped, **line}),
        "day": book.add_format({"locked": False, "num_format": "yyyy-mm-dd", **wrapped, **line}),
    }


def _limits(question: Question) -> dict[str, Any]:
    """A number out of range is warned of and not forbidden: "I don't know" may stand there too."""
    low, high = question.minimum, question.maximum
    told = {
        "validate": "decimal",
        "error_type": "warning",
        "error_message": _("This is not a number within the limits of the question."),
        "ignore_blank": True,
    }
    if low is not None and high is not None:
        return {**told, "criteria": "between", "minimum": float(low), "maximum": float(high)}
    if high is not None:
        return {**told, "criteria": "<=", "value": float(high)}
    return {**told, "criteria": ">=", "value": float(low) if low is not None else -1e18}
