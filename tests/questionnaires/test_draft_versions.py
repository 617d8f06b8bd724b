"""A questionnaire made in the office: uploaded, looked at by cell, tried, compared, published, taken out again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import make_secretary
from tests.questionnaires.factories import NOW, ask, everything, make_person, make_questionnaire, make_response, say
from wego.core.definitions.services import Publication, Written, publish_files
from wego.core.files import UploadRefused
from wego.core.loading import LoadReport
from wego.core.models import AuditEntry
from wego.datafiles.workbooks import SheetToWrite, read_workbook, write_text_sheets, write_workbook
from wego.engines.questions import read_questionnaire
from wego.engines.questions.normal_form import as_data
from wego.engines.questions.workbooks import read_sheets, write_form_workbook, write_xlsform
from wego.questionnaires.models import DraftVersion, Questionnaire, Response, TrialResponse
from wego.questionnaires.services.draft_versions import (
    DraftChanged,
    DraftRefused,
    begin_draft,
    publish_draft,
    remove_draft,
    remove_trial,
    save_trial,
    upload_draft,
)
from wego.questionnaires.workbook_files import NoQuestionnaireFile, read_upload, workbook_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ko", "zh-hans")
LATER = NOW + timedelta(hours=1)


def upload(data: dict[str, Any], name: str = "form.xlsx", write: Any = write_form_workbook) -> SimpleUploadedFile:
    sheets = write(read_questionnaire(data), network_languages=LANGUAGES)
    return SimpleUploadedFile(name, write_text_sheets(sheets))


def sheets_of(data: dict[str, Any]) -> list[Any]:
    return list(write_form_workbook(read_questionnaire(data), network_languages=LANGUAGES))


def spoilt(change: Any) -> SimpleUploadedFile:
    """A workbook of which a cell is changed: `change(title, heads, row)`."""
    found = [
        SheetToWrite(one.title, one.columns, [change(one.title, one.columns, list(row)) for row in one.rows])
        for one in sheets_of(everything() | {"version": "2"})
    ]
    return SimpleUploadedFile("form.xlsx", write_workbook(found))


def without_korean(title: str, heads: Any, row: list[Any]) -> list[Any]:
    if title == "questions" and "staff" in row:
        row[list(heads).index("text::Korean (ko)")] = ""
    return row


def begun(data: dict[str, Any] | None = None, **fields: Any) -> DraftVersion:
    person = fields.pop("by", None) or make_person("lee@network.example")
    return begin_draft(file=upload(data or everything() | {"version": "2"}), by=person, at=NOW)


# --- what is taken in and what is refused -----------------------------------------------------------------------------
@pytest.mark.parametrize("write", [write_form_workbook, write_xlsform])
def test_a_workbook_in_either_layout_becomes_a_draft(write: Any) -> None:
    person = make_person()

    draft = begin_draft(file=upload(everything(), write=write), by=person, at=NOW)

    assert (draft.code, draft.version, draft.faults) == ("everything", "1", [])
    assert draft.definition == as_data(read_questionnaire(everything()))
    assert AuditEntry.objects.filter(action="questionnaire_draft.begun").count() == 1


def test_a_fault_is_kept_with_its_sheet_and_cell() -> None:
    draft = begin_draft(file=spoilt(without_korean), by=make_person(), at=NOW)

    heads = list(next(one for one in sheets_of(everything()) if one.title == "questions").columns)
    column = chr(65 + heads.index("text::Korean (ko)"))
    assert draft.definition is None
    assert [(fault["sheet"], fault["cell"]) for fault in draft.faults] == [("questions", f"{column}3")]


def test_a_circle_and_a_code_that_stands_twice_are_told_by_cell() -> None:
    def change(title: str, heads: Any, row: list[Any]) -> list[Any]:
        if title == "questions" and "staff" in row:
            row[list(heads).index("show_if")] = "${staff} > 1"
        if title == "questions" and "law" in row:
            row[list(heads).index("code")] = "share"
        return row

    found = read_upload(spoilt(change)).faults

    assert all(fault["sheet"] == "questions" and fault["cell"] for fault in found)
    assert any("share" in str(fault["message"]) for fault in found)


def _archive(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


BOMB = _archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b" " * 250_000_000})


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("form.csv", b"a,b", UploadRefused),
        ("form.xlsm", b"PK\x03\x04", UploadRefused),
        ("form.xlsx", b"no archive", UploadRefused),
        ("form.xlsx", _archive(**{"xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}), UploadRefused),
        ("form.xlsx", write_workbook([SheetToWrite("Sheet1", ["a"], [["b"]])]), NoQuestionnaireFile),
        ("form.xlsx", BOMB, NoQuestionnaireFile),
    ],
    ids=["csv", "macros", "no archive", "macros inside", "other sheets", "bomb"],
)
def test_what_is_no_questionnaire_leaves_nothing(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        begin_draft(file=SimpleUploadedFile(name, content), by=make_person(), at=NOW)

    assert not DraftVersion.objects.exists()


# --- two officers -----------------------------------------------------------------------------------------------------
def test_of_one_questionnaire_there_is_one_draft() -> None:
    begun()

    with pytest.raises(DraftRefused, match="by Lee"):
        begin_draft(file=upload(everything()), by=make_person(), at=LATER)

    assert DraftVersion.objects.count() == 1


def test_the_second_of_two_officers_is_told() -> None:
    draft = begun()
    other = make_person()
    upload_draft(draft_id=draft.pk, file=upload(everything() | {"version": "3"}), revision=1, by=other, at=LATER)

    for act, facts in (
        (upload_draft, {"file": upload(everything() | {"version": "4"})}),
        (publish_draft, {}),
        (remove_draft, {}),
    ):
        with pytest.raises(DraftChanged):
            act(draft_id=draft.pk, revision=1, by=draft.begun_by, at=LATER, **facts)

    draft.refresh_from_db()
    assert (draft.version, draft.revision, draft.changed_by) == ("3", 2, other)


def test_a_workbook_with_faults_leaves_the_last_sound_one() -> None:
    draft = begun()

    changed = upload_draft(draft_id=draft.pk, file=spoilt(without_korean), revision=1, by=draft.begun_by, at=LATER)

    assert changed.faults
    assert changed.definition == draft.definition
    with pytest.raises(DraftRefused):
        publish_draft(draft_id=draft.pk, revision=2, by=draft.begun_by, at=LATER)


def test_another_questionnaire_does_not_go_into_a_draft() -> None:
    draft = begun()

    with pytest.raises(DraftRefused, match="other"):
        upload_draft(
            draft_id=draft.pk, file=upload(everything() | {"code": "other"}), revision=1, by=draft.begun_by, at=LATER
        )


# --- publishing -------------------------------------------------------------------------------------------------------
def test_a_published_version_is_in_force_with_an_audit_line_and_comes_out_again_the_same() -> None:
    before = make_questionnaire()
    response = make_response(before)
    draft = begun()
    save_trial(draft_id=draft.pk, said={"population": 5}, by=draft.begun_by, at=NOW)

    published = publish_draft(draft_id=draft.pk, revision=1, by=draft.begun_by, at=LATER)

    before.refresh_from_db()
    assert (published.version, published.is_in_force, published.published_by) == ("2", True, draft.begun_by)
    assert (before.is_in_force, before.superseded_by) == (False, published)
    assert Response.objects.get(pk=response.pk).questionnaire == before
    assert not TrialResponse.objects.exists()
    assert AuditEntry.objects.filter(action="questionnaire.published").count() == 1
    content = workbook_of(read_questionnaire(published.definition))
    reading = read_sheets(read_workbook(content), languages=LANGUAGES, name="x")
    assert as_data(reading.questionnaire) == published.definition  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": "1", "note": say("Another note")}, "has different content"),
        ({"version": "1"}, "is in force"),
    ],
)
def test_a_version_that_is_published_already_is_refused(change: dict[str, Any], says: str) -> None:
    make_questionnaire()
    draft = begun(everything() | change)

    with pytest.raises(DraftRefused, match=says):
        publish_draft(draft_id=draft.pk, revision=1, by=draft.begun_by, at=LATER)

    assert Questionnaire.objects.count() == 1


def test_what_replaces_a_question_that_was_never_asked_is_refused() -> None:
    make_questionnaire()
    data = everything() | {"version": "2"}
    data["sections"][1]["questions"].append(ask("new", "text", replaces="nonsense"))
    draft = begun(data)

    with pytest.raises(DraftRefused, match="nonsense"):
        publish_draft(draft_id=draft.pk, revision=1, by=draft.begun_by, at=LATER)


def test_a_file_loaded_again_does_not_take_back_what_the_office_published() -> None:
    data = everything()
    written = Written(Publication("everything", data, "1", {"titles": data["title"]}), None)  # type: ignore[arg-type]
    publish_files(Questionnaire, [written], LoadReport(), at=NOW)
    draft = begun()
    published = publish_draft(draft_id=draft.pk, revision=1, by=draft.begun_by, at=LATER)

    report = LoadReport()
    publish_files(Questionnaire, [written], report, at=LATER)

    assert Questionnaire.objects.get(is_in_force=True) == published
    assert (report.added, report.changed, report.left) == (0, 0, 1)


# --- trying it --------------------------------------------------------------------------------------------------------
def test_trial_answers_are_kept_apart_and_removed() -> None:
    draft = begun()
    save_trial(draft_id=draft.pk, said={"population": 5}, by=draft.begun_by, at=NOW)
    save_trial(draft_id=draft.pk, said={"population": 6}, by=draft.begun_by, at=LATER)

    assert TrialResponse.objects.get().said == {"population": 6}
    assert not Response.objects.exists()
    remove_trial(draft_id=draft.pk, by=draft.begun_by, at=LATER)
    assert not TrialResponse.objects.exists()


@pytest.fixture
def office(signed_in: Any) -> Client:
    return signed_in(make_secretary())


def test_an_officer_uploads_tries_and_publishes_by_the_pages(office: Client) -> None:
    make_questionnaire()
    data = everything() | {"version": "2"}
    data["sections"][1]["questions"][0]["text"] = say("Is there a law?")

    answer = office.post(reverse("office_questionnaires:draft_begin"), {"file": upload(data)}, follow=True)

    draft = DraftVersion.objects.get()
    page = answer.content.decode()
    assert "Is there a law?" in page
    assert "before: Ask law?" in page
    section = reverse("office_questionnaires:trial_section", args=[draft.pk, "first"])
    given = {"asked": ["population", "signals"], "revision": "0", "population": "12", "signals": "none", "then": "next"}
    sent = office.post(section, given)
    assert sent.status_code == 302
    assert TrialResponse.objects.get().said == {"population": 12, "signals": "none"}
    assert (
        "belongs to no member" in office.get(reverse("office_questionnaires:trial", args=[draft.pk])).content.decode()
    )
    wrong = office.post(section, {**given, "population": "many"})
    assert wrong.status_code == 422
    office.post(reverse("office_questionnaires:draft_publish", args=[draft.pk]), {"revision": 1})
    assert Questionnaire.objects.get(is_in_force=True).version == "2"


def test_everybody_reads_what_changed_and_takes_a_version_out(client: Client) -> None:
    make_questionnaire(is_in_force=False)
    data = everything() | {"version": "2"}
    data["sections"][1]["questions"][3] = ask("report", "text", replaces="story")
    second = make_questionnaire(data)
    Questionnaire.objects.filter(pk=second.pk).update(published_at=LATER)

    page = client.get("/ko/questionnaires/everything/").content.decode()
    file = client.get(reverse("questionnaire_versions:workbook", args=["everything", second.pk])).content

    assert "Ask report? (ko)" in page
    assert "Ask story? (ko)" in page
    reading = read_sheets(read_workbook(file), languages=LANGUAGES, name="x")
    assert as_data(reading.questionnaire) == as_data(read_questionnaire(data))  # type: ignore[arg-type]
    assert client.get("/en/questionnaires/nothing/").status_code == 404
