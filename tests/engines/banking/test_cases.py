"""Files as banks, spreadsheets and other programs really write them; what each must give stands with them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from wego.engines.banking import ENCODINGS, FileReading, FileRefused, StatementLine, english, english_note, read_file

CASES = Path(os.environ.get("WEGO_REFERENCE_DATA", Path(__file__).parents[4] / "shared" / "data")) / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"the reference data is missing: {CASES}")

SEOUL = "서울특별시"
THAI = "กรุงเทพมหานคร İSTANBUL"
# file -> what its one line says
READ: dict[str, dict[str, Any]] = {
    "01-mt940-bank-header-lines/statement.sta": {},
    "01-mt940-bank-header-lines/statement-ing.sta": {},
    "02-mt940-soh-etx-framing/statement.sta": {},
    "02-mt940-soh-etx-framing/statement-bare.sta": {},
    "03-mt940-blank-entry-date/statement.sta": {"booked_on": "2026-05-04"},
    "06-mt940-thirtieth-of-february/statement.sta": {"value_on": "2026-02-28", "booked_on": "2026-03-02"},
    "06-mt940-thirtieth-of-february/feb29.sta": {"value_on": "2026-02-28", "booked_on": "2026-03-02"},
    "07-zero-amount-entry/statement.sta": {"note": "A zero entry on 2026-05-04 is ignored"},
    "07-zero-amount-entry/statement.xml": {"note": "A zero entry on 2026-05-04 is ignored"},
    "08-mt940-reference-with-slashes/statement.sta": {"bank_reference": "O/341241774"},
    "10-mt940-type-S-and-no-reference/statement.sta": {"amount": "653.00"},
    "11-mt940-amount-forms/comma-no-decimals.sta": {},
    **{f"17-camt053-versions/v{number}.xml": {"payer": "CITY OF ANYWHERE"} for number in
       ("02", "03", "04", "06", "08", "10", "13")},
    "19-foreign-currency-details/instructed-eur.xml": {"instructed_amount": "6400.00", "instructed_currency": "EUR"},
    "19-foreign-currency-details/batch-eur.xml": {"note": "A batch of 2 payments is not split"},
    "21-number-over-two-ustrd/statement.xml": {"has": "2026-0001"},
    "25-pending-entries/statement.xml": {"note": "not booked (PDNG)"},
    "26-xml-encodings/bom.xml": {},
    "26-xml-encodings/utf16.xml": {},
    "26-xml-encodings/prefixed.xml": {"payer": "CITY OF ANYWHERE"},
    "26-xml-encodings/latin1.xml": {"payer": "CITY OF SÃO JOÃO"},
    "33-csv-saved-by-excel/sep-line.csv": {"payer": SEOUL},
    "33-csv-saved-by-excel/cr-only.csv": {"payer": SEOUL},
    "33-csv-saved-by-excel/blank-lines-first.csv": {"payer": SEOUL},
    "36-mt940-unknown-code-words/abn.sta": {"payer": "CITY OF ANYWHERE", "payer_account": "NL00TEST0123456789"},
    "36-mt940-unknown-code-words/ing.sta": {"payer": "CITY OF ANYWHERE", "payer_account": "NL00TEST0123456789"},
    "36-mt940-unknown-code-words/rabo.sta": {"payer": "CITY OF ANYWHERE", "payer_account": ""},
    "38-mt940-long-references/fints.sta": {"bank_reference": "2026050416391534000"},
    "38-mt940-long-references/wise.sta": {"has": "510151a4-4ead-46c5-05ab-99b88521063c"},
}  # fmt: skip
REFUSED = {
    "11-mt940-amount-forms/no-comma.sta": "is not a booking",
    "16-interim-reports-wrongly-uploaded/camt052.xml": "interim report (camt.052",
    "16-interim-reports-wrongly-uploaded/camt054.xml": "notification of single entries (camt.054",
    "16-interim-reports-wrongly-uploaded/mt942.sta": "interim report (MT942)",
    "26-xml-encodings/newline-before.xml": "is not complete XML",
    "26-xml-encodings/euckr.xml": "is not complete XML",
    "33-csv-saved-by-excel/trailing-delimiters.csv": "unknown column",
    "33-csv-saved-by-excel/trailing-row-delimiter.csv": "8 cells where the header has 7",
}
# file -> the encoding in which it is written, the name in it
WRITTEN = {
    "15-encoding-said-is-not-encoding/utf8.sta": ("utf-8", "VILLE DE MONTRÉAL"),
    "15-encoding-said-is-not-encoding/utf8-korean.sta": ("utf-8", SEOUL),
    "15-encoding-said-is-not-encoding/cp949-korean.sta": ("cp949", SEOUL),
    "32-csv-encodings/cp949.csv": ("cp949", SEOUL),
    "32-csv-encodings/gb18030.csv": ("gb18030", "北京市"),
    "32-csv-encodings/utf8-bom.csv": ("utf-8", SEOUL),
    "32-csv-encodings/utf8-thai-turkish.csv": ("utf-8", THAI),
    "32-csv-encodings/utf16-tab.csv": ("utf-16", SEOUL),
    "32-csv-encodings/utf16-no-bom-le.csv": ("utf-16", SEOUL),
}
# Both are double bytes without a mark: nothing in the file tells which.
CANNOT_BE_TOLD = {"cp949", "gb18030"}


def reading_of(name: str, **options: Any) -> FileReading:
    return read_file((CASES / name).read_bytes(), **options)


def only_line(reading: FileReading) -> StatementLine:
    (statement,) = reading.statements
    (line,) = statement.lines
    return line


@pytest.mark.parametrize("name", READ)
def test_a_good_file_is_read(name: str):
    expected = {"amount": "7000.00", **READ[name]}
    reading = reading_of(name)
    line = only_line(reading)

    note, has = expected.pop("note", None), expected.pop("has", "")
    assert {key: str(getattr(line, key)) for key in expected} == expected
    assert has in " ".join([line.text, *line.references])
    assert note is None or any(note in english_note(one) for one in reading.notes)
    if name.endswith((".sta", ".xml")):
        (statement,) = reading.statements
        assert statement.opening is not None
        assert statement.closing == statement.opening + line.amount


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_statement_is_refused_by_name(name: str):
    with pytest.raises(FileRefused) as refusal:
        reading_of(name)

    fault = refusal.value.faults[0]
    assert REFUSED[name] in english(fault)[0]
    assert fault.line


def test_a_table_with_semicolons_and_decimal_commas():
    (statement,) = reading_of("33-csv-saved-by-excel/semicolon-decimal-comma.csv").statements

    assert [str(line.amount) for line in statement.lines] == ["7000.00", "-20.50"]


@pytest.mark.parametrize("said", ENCODINGS)
@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_is_read_in_its_encoding_and_refused_in_another(name: str, said: str):
    written, payer = WRITTEN[name]
    if said == written:
        line = only_line(reading_of(name, encoding=said))
        assert (str(line.amount), line.payer) == ("7000.00", payer)
    elif {said, written} <= CANNOT_BE_TOLD:
        assert str(only_line(reading_of(name, encoding=said)).amount) == "7000.00"
    else:
        with pytest.raises(FileRefused):
            reading_of(name, encoding=said)


@pytest.mark.parametrize("said", ENCODINGS)
def test_every_case_is_read_or_refused(said: str):
    for path in sorted(CASES.rglob("*")):
        if path.is_file() and path.name != "README.md":
            with suppress(FileRefused):
                read_file(path.read_bytes(), encoding=said)
