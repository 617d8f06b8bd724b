"""What is done with banks' statements and their lines."""

from wego.finance.banking.services.imports import is_long, note_failure, run_import, stalled_imports
from wego.finance.banking.services.lines import (
    LineRefused,
    LineSettled,
    exclude_line,
    match_line,
    set_aside_line,
    take_up_line,
    unmatch_line,
)
from wego.finance.banking.services.plans import AnotherAccount
from wego.finance.banking.services.previews import (
    BooksChanged,
    accept_preview,
    begin_preview,
    drop_preview,
    drop_refused,
    forget_previews,
    keep_refused,
    note_preview_failure,
    preview_statement,
    run_preview,
    stalled_previews,
)
from wego.finance.banking.services.reversals import note_refund_returned, take_back
from wego.finance.banking.services.statements import Imported, StatementRefused, columns_in

__all__ = [
    "AnotherAccount",
    "BooksChanged",
    "Imported",
    "LineRefused",
    "LineSettled",
    "StatementRefused",
    "accept_preview",
    "begin_preview",
    "columns_in",
    "drop_preview",
    "drop_refused",
    "exclude_line",
    "forget_previews",
    "is_long",
    "keep_refused",
    "match_line",
    "note_failure",
    "note_preview_failure",
    "note_refund_returned",
    "preview_statement",
    "run_import",
    "run_preview",
    "set_aside_line",
    "stalled_imports",
    "stalled_previews",
    "take_back",
    "take_up_line",
    "unmatch_line",
]
