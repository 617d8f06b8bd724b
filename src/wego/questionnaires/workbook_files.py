"""A questionnaire's workbook as the office takes it in and hands it out: read with every fault, written as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from wego.core import languages
from wego.core.exports import XLSX
from wego.core.files import check_upload
from wego.core.rules import RuleError
from wego.datafiles.workbooks import WorkbookRefused, read_workbook, write_text_sheets
from wego.engines.questions import QuestionnaireDefinition
from wego.engines.questions.normal_form import as_data
from wego.questionnaires.fault_words import as_stored


class NoQuestionnaireFile(RuleError):
    """Nothing in the file can be a questionnaire; the message says why."""


@dataclass(frozen=True)
class ReadWorkbook:
    """What a workbook says: `definition` in its normal form, or `faults`, as they are stored."""

    file_name: str
    code: str
    version: str
    titles: Mapping[str, str]
    definition: Mapping[str, Any] | None
    faults: Sequence[Mapping[str, Any]]
    notes: Sequence[Mapping[str, Any]]


def read_upload(file: UploadedFile) -> ReadWorkbook:
    """Read a workbook in our layout or an XLSForm. Raises UploadRefused or NoQuestionnaireFile where it is none."""
    from wego.engines.questions.workbooks import read_sheets

    checked = check_upload(file, ["xlsx"])
    file.seek(0)
    try:
        sheets = read_workbook(file.read())
    except WorkbookRefused:
        refusal = _(
            "The file cannot be read as a workbook. Open it, save it as XLSX without macros or password, and try again."
        )
        raise NoQuestionnaireFile(refusal) from None
    titles = {sheet.title.strip().lower() for sheet in sheets}
    if titles.isdisjoint({"survey", "questions"}):
        refusal = _(
            "The workbook holds no questionnaire: it has neither a sheet “questions” (our layout) nor a sheet “survey” "
            "(XLSForm). Start from a downloaded questionnaire."
        )
        raise NoQuestionnaireFile(refusal)
    reading = read_sheets(sheets, languages=languages.of_files(), name=PurePath(checked.name).stem)
    data = reading.data
    return ReadWorkbook(
        checked.name,
        _plain(data.get("code"), 60),
        _plain(data.get("version"), 40),
        reading.questionnaire.title if reading.questionnaire else _titles(data.get("title")),
        as_data(reading.questionnaire) if reading.questionnaire else None,
        [
            {
                "sheet": fault.sheet,
                "cell": fault.cell,
                "message": as_stored(fault.message),
                "remedy": as_stored(fault.remedy),
            }
            for fault in reading.faults
        ],
        [{"place": note.place, "message": as_stored(note.message)} for note in reading.notes],
    )


def workbook_of(definition: QuestionnaireDefinition) -> bytes:
    """The questionnaire as a workbook in our layout, which is read as the same questionnaire."""
    from wego.engines.questions.workbooks import write_form_workbook

    return write_text_sheets(write_form_workbook(definition, network_languages=languages.of_files()))


def workbook_download(definition: QuestionnaireDefinition, name: str) -> HttpResponse:
    """The workbook as an answer that a browser saves."""
    answer = HttpResponse(workbook_of(definition), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]+", "-", name)}.xlsx"'
    return answer


def _plain(value: object, length: int) -> str:
    return value[:length] if isinstance(value, str) else ""


def _titles(value: object) -> dict[str, str]:
    return {str(code): text for code, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}
