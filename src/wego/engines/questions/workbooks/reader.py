"""A workbook read by its layout: XLSForm has a sheet `survey`, our own has `questions`."""

from __future__ import annotations

from collections.abc import Sequence

from wego.engines.messages import say
from wego.engines.questions.workbooks.drafts import WorkbookReading
from wego.engines.questions.workbooks.tables import Sheet, SheetFault
from wego.engines.questions.workbooks.workbook_reader import is_form_workbook, read_form_workbook
from wego.engines.questions.workbooks.xlsform_reader import is_xlsform, read_xlsform


def read_sheets(sheets: Sequence[Sheet], *, languages: Sequence[str], name: str) -> WorkbookReading:
    """The questionnaire of a workbook. `languages` are the network's; `name` is the file's, for forms without one."""
    if is_xlsform(sheets):
        return read_xlsform(sheets, languages=languages, name=name)
    if is_form_workbook(sheets):
        return read_form_workbook(sheets, languages=languages)
    found = ", ".join(sheet.title for sheet in sheets) or "none"
    fault = SheetFault(
        "workbook",
        "",
        say("is no questionnaire (its sheets: %(found)s)", found=found),
        "an XLSForm has a sheet 'survey', our own layout a sheet 'questions'",
    )
    return WorkbookReading(None, {}, (fault,), ())
