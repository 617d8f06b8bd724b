"""Questionnaires as workbooks: our own layout, and the declared subset of XLSForm. Pure: sheets are rows of values."""

from wego.engines.questions.workbooks.drafts import WorkbookReading
from wego.engines.questions.workbooks.reader import read_sheets
from wego.engines.questions.workbooks.tables import Sheet, SheetFault, SheetNote, SheetText
from wego.engines.questions.workbooks.workbook_writer import write_form_workbook
from wego.engines.questions.workbooks.xlsform_writer import write_xlsform

__all__ = [
    "Sheet",
    "SheetFault",
    "SheetNote",
    "SheetText",
    "WorkbookReading",
    "read_sheets",
    "write_form_workbook",
    "write_xlsform",
]
