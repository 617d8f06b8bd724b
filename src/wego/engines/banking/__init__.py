"""Banks' statements: ISO 20022 camt.053, SWIFT MT940 and plain tables, to the coin or refused; pure, without Django."""

from wego.engines.banking.amounts import amount_text, decimals_of
from wego.engines.banking.delimited import COLUMNS, IN_TWO, KNOWN, REQUIRED, SAMPLE, Layout, columns_of
from wego.engines.banking.document import as_document
from wego.engines.banking.faults import FileFault, FileRefused, Note
from wego.engines.banking.file_reader import FORMATS, file_format, read_file
from wego.engines.banking.messages import english, english_note
from wego.engines.banking.overlap import KeptLine, KeptStatement, New, new_lines
from wego.engines.banking.statements import (
    FileReading,
    Statement,
    StatementLine,
    account_key,
    facts_key,
    hashed,
    statement_count,
)
from wego.engines.banking.text import ENCODINGS

__all__ = [
    "COLUMNS",
    "ENCODINGS",
    "FORMATS",
    "IN_TWO",
    "KNOWN",
    "REQUIRED",
    "SAMPLE",
    "FileFault",
    "FileReading",
    "FileRefused",
    "KeptLine",
    "KeptStatement",
    "Layout",
    "New",
    "Note",
    "Statement",
    "StatementLine",
    "account_key",
    "amount_text",
    "as_document",
    "columns_of",
    "decimals_of",
    "english",
    "english_note",
    "facts_key",
    "file_format",
    "hashed",
    "new_lines",
    "read_file",
    "statement_count",
]
