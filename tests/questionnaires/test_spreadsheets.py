"""A response as a spreadsheet: there and back without loss, cell by cell, keyed by codes, every fault named."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.members.factories import make_organisation
from tests.questionnaires.factories import (
    COMPLETE,
    NOW,
    everything,
    make_member,
    make_person,
    make_response,
    make_secretary,
)
from wego.accounts.models import User
from wego.core.files import MEDIA_TYPES
from wego.engines.questions import read_questionnaire
from wego.questionnaires.models import Response
from wego.questionnaires.queries import answers_in_force, values_of
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.responses import submit_response
from wego.questionnaires.sheets import AnswerSheet, read_sheet
from wego.questionnaires.spreadsheets.comparison import CellRefused, FilePreview, preview_of, value_in
from wego.questionnaires.spreadsheets.layout import RowIdentity, identity_in
from wego.questionnaires.spreadsheets.reader import FileRow, SpreadsheetRefused, read_answer_file
from wego.questionnaires.spreadsheets.words import typed_number
from wego.questionnaires.spreadsheets.writer import response_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.questionnaires.survey")]
SignIn = Callable[[Any], Client]
ANSWERS, REMARKS = "D", "F"


@pytest.fixture
def response() -> Response:
    return make_response()


@pytest.fixture
def kim(response: Response) -> User:
    return make_member(response.organisation)


def give(response: Response, by: User, **given: Any) -> None:
    response.refresh_from_db()
    save_answers(response_id=response.pk, given=given, base_revision=response.revision, by=by, at=NOW)


def values(response: Response) -> dict[str, Any]:
    return values_of(answers_in_force(response).values())


class Book:
    """A downloaded workbook, opened by another program and written into by the codes of its rows."""

    def __init__(self, response: Response, language: str = "en") -> None:
        self.book = load_workbook(io.BytesIO(response_workbook(read_sheet(response), language)))
        self.page = self.book.worksheets[0]

    def row(self, code: str, option: str = "") -> int:
        for number, (cell,) in enumerate(self.page.iter_rows(max_col=1, values_only=True), 1):
            found = identity_in(str(cell or ""))
            if found and (found.question, found.option) == (code, option):
                return number
        raise LookupError(code)

    def __setitem__(self, code: str, value: Any) -> None:
        question, _slash, option = code.partition("/")
        self.page[f"{ANSWERS}{self.row(question, option)}"].value = value

    def __getitem__(self, code: str) -> Any:
        question, _slash, option = code.partition("/")
        return self.page[f"{ANSWERS}{self.row(question, option)}"].value

    @property
    def content(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def preview(response: Response, content: bytes, ending: str = "xlsx") -> FilePreview:
    response.refresh_from_db()
    return preview_of(response, read_answer_file(content, ending))


def states(found: FilePreview) -> dict[str, str]:
    return {change.question.code: change.state for change in found.changes}


def text_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


# --- there ------------------------------------------------------------------------------------------------------------
def test_the_workbook_holds_what_is_known_with_lists_notes_and_locks(response: Response, kim: User) -> None:
    give(response, kim, **COMPLETE)
    book = Book(response)

    assert (book["population"], book["signals"], book["law"]) == (1000, "Regular", "Yes")
    assert (book["channels/office"], book["channels/nothing"], book["channels"]) == ("x", None, None)
    assert book["signals_on"].date() == date(2020, 3, 1)
    page, row = book.page, book.row("signals")
    assert page.protection.sheet
    assert (page[f"{ANSWERS}{row}"].protection.locked, page[f"C{row}"].protection.locked) == (False, True)
    assert "Why signals" in page[f"C{row}"].comment.text
    [rule] = [rule for rule in page.data_validations.dataValidation if f"{ANSWERS}{row}" in rule.sqref]
    options = [cell.value for (cell,) in book.book["Lists"][rule.formula1.partition("!")[2].replace("$", "")]]
    assert rule.type == "list"
    assert options == ["None", "Planned", "Regular", "I don't know", "Does not apply to us"]
    assert page.column_dimensions["A"].hidden


def test_the_workbook_is_in_the_chosen_language(response: Response, kim: User) -> None:
    give(response, kim, signals="regular", law=True)

    korean = Book(response, "ko")

    assert (korean["signals"], korean["law"]) == ("Regular (ko)", "예")


# --- and back ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_what_comes_back_untouched_changes_nothing(language: str, response: Response, kim: User) -> None:
    give(response, kim, **COMPLETE | {"share": "dont_know"})

    found = preview(response, Book(response, language).content)

    assert set(states(found).values()) == {"unchanged"}
    assert found.faults == []


def test_every_state_is_told_cell_by_cell(response: Response, kim: User) -> None:
    park = make_member(response.organisation, "park@city.example")
    give(response, kim, population=1000, staff=10, share=5, story="Then", signals="regular")
    book = Book(response)
    book["law"], book["staff"], book["share"], book["story"] = "No", 12, "half", None
    book["population"] = 1200
    give(response, park, population=1100, signals="planned")

    found = preview(response, book.content)

    told = states(found)
    assert told == {
        "population": "conflict",
        "law": "new",
        "staff": "changed",
        "story": "removed",
        "share": "refused",
        "signals": "online",
    } | dict.fromkeys(set(told) - {"population", "law", "staff", "story", "share", "signals"}, "unchanged")
    refused = next(change for change in found.changes if change.state == "refused")
    assert refused.place == f"Answers!{ANSWERS}{book.row('share')}"
    assert refused.reason == "“half” is not a number. Use digits, such as 1250 or 12.5."


def test_a_carried_over_answer_is_confirmed_and_not_by_itself(kim: User, response: Response) -> None:
    last = make_response(response.questionnaire, response.organisation, year=2024)
    give(last, kim, **COMPLETE)
    submit_response(response_id=last.pk, by=kim, at=NOW)
    book = Book(response)
    book["staff"] = 13

    found = preview(response, book.content)

    told = states(found)
    assert (told["population"], told["staff"]) == ("confirmed", "changed")
    assert [change.is_ticked for change in found.changes if change.question.code == "population"] == [False]


def test_what_is_not_asked_or_breaks_a_limit_is_refused_with_its_reason(response: Response) -> None:
    book = Book(response)
    book["population"], book["staff"], book["signals"] = 10, 2000, "None"
    book["signals_on"] = date(2020, 1, 1)

    found = preview(response, book.content)

    reasons = {change.question.code: change.reason for change in found.changes if change.state == "refused"}
    assert set(reasons) == {"staff", "signals_on"}
    assert "is more than 10" in reasons["staff"]


def test_a_file_is_uploaded_looked_at_and_taken_over_in_part(response: Response, kim: User, signed_in: SignIn) -> None:
    client, url = signed_in(kim), f"/en/survey/{response.pk}/spreadsheet/"
    download = client.get(f"/en/survey/{response.pk}/spreadsheet.xlsx?language=ko")
    book = Book(response)
    book["population"], book["staff"], book["share"] = 1000, 12, 5

    looked = client.post(url, {"file": SimpleUploadedFile("a.xlsx", book.content, MEDIA_TYPES["xlsx"])})
    signed = re.findall(r'name="preview" value="([^"]+)"', looked.content.decode())[0]
    before = values(response)
    park = make_member(response.organisation, "park@city.example")
    give(response, park, staff=11)
    done = client.post(url, {"preview": signed, "take": ["population", "staff"]}, follow=True)
    forged = client.post(url, {"preview": signed + "x", "take": ["share"]})

    assert download["Content-Disposition"].endswith('everything-2025-ko.xlsx"')
    assert "Ask share?" in text_of(looked)
    assert before == {}
    assert "1 answer saved." in text_of(done)
    assert "These were changed online in the meantime" in text_of(done)
    assert values(response) == {"population": 1000, "staff": 11}
    assert forged.status_code == 422


def test_only_who_answers_gets_and_brings_the_file(response: Response, signed_in: SignIn) -> None:
    paths = [f"/en/survey/{response.pk}/spreadsheet{end}" for end in ("/", ".xlsx")]

    lee, stranger = signed_in(make_secretary()), signed_in(make_person("b@x.example"))
    assert [lee.get(path).status_code for path in paths] == [403, 403]
    assert [stranger.get(path).status_code for path in paths] == [404, 404]


# --- what people and programs do to a sheet ---------------------------------------------------------------------------
def test_moved_and_deleted_rows_and_added_columns_change_nothing(response: Response, kim: User) -> None:
    give(response, kim, population=1000)
    book = Book(response)
    book["staff"] = 12
    first, last = book.row("population"), book.row("story")
    cells = [[cell.value for cell in book.page[number]] for number in (first, last)]
    for number, row in zip((last, first), cells, strict=True):
        for place, value in enumerate(row, 1):
            book.page.cell(number, place).value = value
    book.page.delete_rows(book.row("share"))
    book.page.insert_cols(2)
    book.page.insert_rows(3)

    found = preview(response, book.content)

    assert {code: state for code, state in states(found).items() if state != "unchanged"} == {"staff": "new"}
    assert "share" not in states(found)


def test_every_fault_is_named_by_sheet_and_cell(response: Response, kim: User) -> None:
    other = make_response(response.questionnaire, make_organisation("Busan"))
    book, foreign = Book(response), Book(other)
    row = {code: book.row(code) for code in ("population", "staff", "share", "story", "law", "served")}
    book["share"] = "=1/0"
    book.page.merge_cells(f"{ANSWERS}{row['law']}:{ANSWERS}{row['law'] + 1}")
    book.page[f"A{row['population']}"].value = "changed"
    book.page[f"A{row['story']}"].value = book.page[f"A{row['staff']}"].value
    book.page[f"A{row['served']}"].value = foreign.page[f"A{foreign.row('served')}"].value
    book["channels/office"] = "perhaps"

    found = preview(response, book.content)

    told = {change.place: change.reason for change in found.changes if change.reason} | dict(found.faults)
    assert "formula without its result" in told[f"Answers!{ANSWERS}{row['share']}"]
    assert "merged with others" in told[f"Answers!{ANSWERS}{row['law']}"]
    assert "mark of this row was changed" in told[f"Answers!A{row['population']}"]
    assert "more than once" in told[f"Answers!{ANSWERS}{row['staff']}"]
    assert "another year or another organisation" in told[f"Answers!{ANSWERS}{row['served']}"]
    assert "“perhaps” is not a mark" in told[f"Answers!{ANSWERS}{book.row('channels', 'office')}"]
    assert "Busan" not in str(told)


@pytest.mark.parametrize(
    ("separator", "encoding", "notice"),
    [(",", "utf-8", ""), (";", "utf-8-sig", "separator “;”"), ("\t", "utf-16", "UTF-16"), (";", "cp1252", "CP1252")],
)
def test_a_csv_file_is_read_whatever_its_separator_and_encoding(
    separator: str, encoding: str, notice: str, response: Response
) -> None:
    book = Book(response)
    book["population"], book["story"], book["share"] = 1000, "Où ; alors", "12,5"
    lines = [
        separator.join('"' + str("" if value is None else value).replace('"', '""') + '"' for value in row)
        for row in book.page.iter_rows(values_only=True)
    ]

    found = preview(response, "\r\n".join(lines).encode(encoding, "replace"), "csv")

    changed = {change.question.code: change.value for change in found.changes if change.state == "new"}
    assert changed == {"population": 1000, "story": "Où ; alors", "share": 12.5}
    assert notice in "".join(found.notices)


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2", b"PK nothing", b"\xff\xfe\x00"])
def test_a_file_without_row_marks_is_refused(content: bytes) -> None:
    with pytest.raises(SpreadsheetRefused):
        read_answer_file(content, "csv" if not content.startswith(b"PK") else "xlsx")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1 250,5", "1250.5"),
        ("12,5", "12.5"),
        ("1,250", "1250"),
        ("1.250.000", "1250000"),
        ("12.5%", "12.5"),
        ("-3", "-3"),
        ("many", "many"),
    ],
)
def test_numbers_as_text_are_read_with_either_decimal_mark(text: str, number: str) -> None:
    assert typed_number(text) == number


# --- laws -------------------------------------------------------------------------------------------------------------
CODES = ("alpha", "beta", "gamma", "delta", "epsilon")


def question_with(kind: str, codes: tuple[str, ...], renamed: bool) -> Any:
    data = everything()
    texts = {code: ("New " if renamed else "Old ") + code for code in codes}
    options = [{"code": code, "text": {"en": text, "ko": text, "zh-hans": text}} for code, text in texts.items()]
    data["sections"][0]["questions"][5] = {**data["sections"][0]["questions"][5], "kind": kind, "options": options}
    return read_questionnaire(data)


@given(
    before=st.permutations(CODES).flatmap(lambda codes: st.integers(2, 5).map(lambda n: tuple(codes[:n]))),
    after=st.permutations(CODES).flatmap(lambda codes: st.integers(2, 5).map(lambda n: tuple(codes[:n]))),
    chosen=st.sets(st.sampled_from(CODES)),
    renamed=st.booleans(),
)
@settings(deadline=None)
def test_options_renamed_moved_added_or_removed_never_shift(
    before: tuple[str, ...], after: tuple[str, ...], chosen: set[str], renamed: bool
) -> None:
    """Written by one version and read by another, an option is itself or is refused; it is never another one."""
    old, new = question_with("multiple", before, False), question_with("multiple", after, renamed)
    ticked = [code for code in before if code in chosen]
    rows = rows_of(old, {"channels": ticked})
    question = new.question_by_code["channels"]

    if set(ticked) <= set(after):
        assert set(value_in(question, rows, before=None) or []) == set(ticked)
    else:
        with pytest.raises(CellRefused, match="no longer in the questionnaire"):
            value_in(question, rows, before=None)


def composed(text: str) -> str:
    """As every answer is kept, however it was typed."""
    return unicodedata.normalize("NFC", text)


@given(
    number=st.one_of(st.none(), st.integers(0, 10**9)),
    share=st.one_of(st.none(), st.just("dont_know"), st.integers(0, 1000).map(lambda tenths: tenths / 10)),
    story=st.one_of(
        st.none(), st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40).map(composed)
    ),
    signals=st.sampled_from([None, "none", "planned", "regular", "dont_know", "not_applicable"]),
    law=st.sampled_from([None, True, False]),
    day=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)),
    channels=st.sampled_from([None, ["office"], ["office", "phone"], ["nothing"], "dont_know"]),
    language=st.sampled_from(["en", "ko", "zh-hans"]),
)
@settings(deadline=None)
def test_the_round_trip_is_lossless(language: str, **said: Any) -> None:
    names = {"number": "staff", "day": "signals_on"}
    given = {names.get(name, name): value for name, value in said.items() if value is not None}
    if given.get("story") in ("dont_know", "not_applicable"):
        del given["story"]
    definition = read_questionnaire(everything())

    rows = rows_of(definition, given, language)

    back = {}
    for code in {row.identity.question for row in rows}:
        own = [row for row in rows if row.identity.question == code]
        back[code] = value_in(definition.question_by_code[code], own, before=None)
    assert {code: value for code, value in back.items() if value is not None} == given


class _Stored:
    """An answer as the writer looks at it, without a database."""

    def __init__(self, value: Any) -> None:
        self.value, self.remark, self.revision, self.evidence, self.is_settled = value, "", 1, None, True


class _Paper:
    """A response as the writer looks at it."""

    pk, year, organisation = 1, 2025, "Seoul"

    class questionnaire:  # noqa: N801
        sha256, titles = "0" * 64, {"en": "Everything"}


def rows_of(definition: Any, given: dict[str, Any], language: str = "en") -> list[FileRow]:
    """What the rows say after a workbook was written and read."""
    stored: Any = {code: _Stored(value) for code, value in given.items()}
    paper: Any = _Paper()
    sheet = AnswerSheet(paper, definition, stored, {})
    return read_answer_file(response_workbook(sheet, language), "xlsx").rows


def test_an_identity_that_was_changed_is_none() -> None:
    own = RowIdentity(1, "abc", "en", "staff", "", 3)

    assert identity_in(own.signed) == own
    assert identity_in(own.signed.replace("staff", "share")) is None
    assert identity_in("") is None
