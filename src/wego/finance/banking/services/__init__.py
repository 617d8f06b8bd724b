"""What is done with banks' statements and their lines."""

from wego.finance.banking.services.lines import (
    LineRefused,
    LineSettled,
    match_certain,
    match_line,
    set_aside_line,
    take_up_line,
    unmatch_line,
)
from wego.finance.banking.services.reversals import note_refund_returned, take_back
from wego.finance.banking.services.statements import Imported, StatementRefused, import_statement

__all__ = [
    "Imported",
    "LineRefused",
    "LineSettled",
    "StatementRefused",
    "import_statement",
    "match_certain",
    "match_line",
    "note_refund_returned",
    "set_aside_line",
    "take_back",
    "take_up_line",
    "unmatch_line",
]
