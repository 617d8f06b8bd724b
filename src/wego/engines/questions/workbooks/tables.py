"""A sheet as a table: heads with languages, cells with their names, and every fault at its cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Protocol

from wego.engines.definitions import shorten
from wego.engines.messages import say

# How a column's language is written, beside its code.
LANGUAGE_NAMES = {"en": "English", "ko": "Korean", "zh-hans": "Simplified Chinese"}
SAME_LANGUAGES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-hans-cn": "zh-hans"}
_LANGUAGE = re.compile(
    r"(?:.*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)|([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*))"
)
_CURLY = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})


class Sheet(Protocol):
    """What is known of a sheet: rows of values from A1 on, and what its values do not show."""

    @property
    def title(self) -> str: ...
    @property
    def rows(self) -> Sequence[Sequence[object]]: ...
    @property
    def merged(self) -> Sequence[str]: ...
    @property
    def without_value(self) -> Sequence[str]: ...
    @property
    def errors(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One thing wrong in a workbook: where, what, and what would be right."""

    sheet: str
    cell: str
    message: str
    remedy: str

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        return f"{self.place}: {self.message} ({self.remedy})"


@dataclass(frozen=True, slots=True)
class SheetNote:
    """Something that was put right or left aside in a workbook that is sound."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass
class Findings:
    """What was found while a workbook is read."""

    faults: list[SheetFault] = field(default_factory=list)
    notes: list[SheetNote] = field(default_factory=list)


def cell_name(row: int, column: int) -> str:
    """`B3` for row 2, column 1, both counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"


def plain_text(value: object) -> str:
    """A cell's value as the text that people see in it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case date() | datetime() | time():
            return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a table: its text without the spaces around it, and its name."""

    text: str
    name: str
    sheet: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.name}"


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: `label` in `ko`; `language` is empty where none is said."""

    base: str
    language: str
    column: int


class TableRow:
    """One row of a table, its cells by head."""

    def __init__(self, table: SheetTable, number: int, values: Sequence[object]) -> None:
        self.table, self.number, self._values = table, number, values

    def cell(self, base: str, language: str = "") -> SheetCell:
        """The cell under a head; one without text where there is no such column."""
        column = self.table.columns.get((base, language))
        if column is None:
            return SheetCell("", cell_name(self.number, 0), self.table.title)
        text = plain_text(self._values[column]) if column < len(self._values) else ""
        return SheetCell(text.strip(), cell_name(self.number, column), self.table.title)

    def trimmed(self, base: str) -> SheetCell:
        """A name; spaces around it are taken away with a note."""
        cell = self.cell(base)
        column = self.table.columns.get((base, ""))
        if column is not None and column < len(self._values) and plain_text(self._values[column]) != cell.text:
            self.table.note(cell, say("spaces around %(cell)r are taken away", cell=cell.text))
        return cell

    def expression(self, base: str) -> SheetCell:
        """An expression; curly quotation marks are made straight with a note."""
        cell = self.cell(base)
        straight = cell.text.translate(_CURLY)
        if straight.replace("\u00a0", " ") != cell.text.replace("\u00a0", " "):
            self.table.note(cell, "curly quotation marks are made straight")
        return SheetCell(straight, cell.name, cell.sheet)

    def texts(self, base: str, languages: Sequence[str], *, required: bool = False) -> dict[str, str]:
        """A text in every language; empty where it is said in none. A language that lacks is faulted at its cell."""
        plain = self.table.columns.get((base, ""))
        if plain is not None and len(languages) == 1 and (base, languages[0]) not in self.table.columns:
            cell = self.cell(base)
            if required and not cell:
                self.table.fault(cell, say("the %(base)s is missing", base=base), "write it")
            return {languages[0]: cell.text} if cell else {}
        cells = {language: self.cell(base, language) for language in languages}
        if not any(cells.values()):
            if required and any((base, language) in self.table.columns for language in languages):
                first = next(iter(cells.values()))
                self.table.fault(first, say("the %(base)s is missing", base=base), "write it in every language")
            return {}
        for language, cell in cells.items():
            if not cell and (base, language) in self.table.columns:
                self.table.fault(
                    cell,
                    say("the %(base)s in %(language)s is missing", base=base, language=language),
                    "write it in every language",
                )
        return {language: cell.text for language, cell in cells.items()}

    def text_cell(self, base: str, language: str) -> SheetCell:
        has_language = (base, language) in self.table.columns
        return self.cell(base, language if has_language else "")

    def __bool__(self) -> bool:
        return any(plain_text(value).strip() for value in self._values)


class SheetTable:
    """A sheet whose first row heads its columns.

    `plain` heads stand without language, `translated` ones with one (`label::Korean (ko)`); `unsupported` ones may
    stand there empty. Every other head is faulted, and so is text in a column without head.
    """

    def __init__(
        self,
        sheet: Sheet,
        findings: Findings,
        *,
        languages: Sequence[str],
        plain: Collection[str],
        translated: Collection[str] = (),
        either: Collection[str] = (),
        unsupported: Mapping[str, str] | None = None,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.title, self._sheet, self._findings, self.languages = sheet.title, sheet, findings, languages
        self.columns: dict[tuple[str, str], int] = {}
        self._plain, self._refused = plain, set[tuple[str, str]]()
        self._check_cells()
        known = (*plain, *translated, *either)
        for column, value in enumerate(sheet.rows[0] if sheet.rows else ()):
            head = plain_text(value).strip()
            if not head:
                self._refuse_headless(column)
                continue
            self._take_head(column, head, plain, translated, either, unsupported or {}, aliases or {}, known)
        for base in (*translated, *either):
            self._check_languages(base, is_either=base in either)

    def _take_head(
        self,
        column: int,
        head: str,
        plain: Collection[str],
        translated: Collection[str],
        either: Collection[str],
        unsupported: Mapping[str, str],
        aliases: Mapping[str, str],
        known: Sequence[str],
    ) -> None:
        cell = SheetCell(head, cell_name(0, column), self.title)
        parts = [part.strip() for part in head.split("::")]
        lead = 2 if parts[0].lower() == "wego" and len(parts) > 1 else 1
        base = "::".join(parts[:lead]).lower()
        base = aliases.get(base, base)
        rest = "::".join(parts[lead:])
        if base in unsupported or base.partition("::")[0] in unsupported or head.lower() in unsupported:
            self._refuse_text(column, head, unsupported.get(base, "") or "remove the column")
            return
        if base not in known:
            near = get_close_matches(base, known, n=1)
            remedy = (
                say("did you mean %(near)r?", near=near[0])
                if near
                else say("known here: %(known)s", known=", ".join(known))
            )
            self.fault(cell, say("the column %(head)r is not known here", head=shorten(head, 60)), remedy)
            return
        language = ""
        if rest:
            language = self._language(cell, rest)
            if not language:
                return
            if base in plain:
                self.fault(
                    cell, say("%(base)r stands in no language", base=base), say("head it %(base)r alone", base=base)
                )
                return
        if (base, language) in self.columns:
            first = cell_name(0, self.columns[base, language])
            self.fault(
                cell, say("the column %(head)r stands twice (first in %(first)s)", head=head, first=first), "keep one"
            )
            return
        self.columns[base, language] = column

    def _language(self, cell: SheetCell, written: str) -> str:
        found = _LANGUAGE.fullmatch(written)
        code = (found[1] or found[2]).lower().replace("_", "-") if found else ""
        code = SAME_LANGUAGES.get(code, code)
        if not code or (found and found[1] is None and code not in self.languages):
            self.fault(
                cell, say("%(written)r names no language by its code", written=written), "write it as Korean (ko)"
            )
            return ""
        if code not in self.languages:
            self.fault(
                cell,
                say("%(code)r is no language of the network", code=code),
                say("its languages: %(languages)s", languages=", ".join(self.languages)),
            )
            return ""
        return code

    def _check_languages(self, base: str, *, is_either: bool) -> None:
        """A text has a column in every language, or none at all; without language it stands alone where it may."""
        there = [language for language in self.languages if (base, language) in self.columns]
        plain = self.columns.get((base, ""))
        if plain is not None:
            cell = SheetCell(base, cell_name(0, plain), self.title)
            example = head_of(base, self.languages[0])
            if there:
                self.fault(
                    cell,
                    say("%(base)r says no language beside columns that do", base=base),
                    say("head it as %(example)r", example=example),
                )
                self._refused.add((base, ""))
                del self.columns[base, ""]
            elif not is_either and len(self.languages) > 1:
                self.fault(
                    cell,
                    say("%(base)r does not say its language", base=base),
                    say("give one column each, as %(example)r", example=example),
                )
                self._refused.add((base, ""))
                del self.columns[base, ""]
        for language in self.languages if there else ():
            if (base, language) not in self.columns:
                first = SheetCell(base, cell_name(0, self.columns[base, there[0]]), self.title)
                wanted = head_of(base, language)
                self.fault(
                    first,
                    say("there is no column %(wanted)r", wanted=wanted),
                    "give every text in every language of the network",
                )

    def _refuse_headless(self, column: int) -> None:
        for number, row in enumerate(self._sheet.rows):
            if column < len(row) and (text := plain_text(row[column]).strip()):
                cell = SheetCell(text, cell_name(number, column), self.title)
                self.fault(
                    cell,
                    say("%(text)r stands in a column without a head", text=shorten(text, 40)),
                    "head it, or clear it",
                )
                return

    def _refuse_text(self, column: int, head: str, remedy: str) -> None:
        for number, row in enumerate(self._sheet.rows[1:], 1):
            if column < len(row) and (text := plain_text(row[column]).strip()):
                cell = SheetCell(text, cell_name(number, column), self.title)
                self.fault(
                    cell,
                    say("%(head)r (%(text)r) is not among what is read of XLSForm", head=head, text=shorten(text, 40)),
                    remedy,
                )

    def _check_cells(self) -> None:
        for place in self._sheet.merged:
            self._findings.faults.append(
                SheetFault(self.title, place, "the cells are merged", "unmerge them and fill in each")
            )
        for place in self._sheet.without_value:
            self._findings.faults.append(
                SheetFault(self.title, place, "the formula has no value", "open and save the file, or write the value")
            )
        for place, error in self._sheet.errors.items():
            self._findings.faults.append(
                SheetFault(self.title, place, say("the cell holds the error %(error)s", error=error), "correct it")
            )

    def fault(self, cell: SheetCell, message: str, remedy: str) -> None:
        self._findings.faults.append(SheetFault(cell.sheet, cell.name, message, remedy))

    def note(self, cell: SheetCell, message: str) -> None:
        self._findings.notes.append(SheetNote(cell.place, message))

    def require(self, *bases: str) -> None:
        """Columns without which the sheet says nothing; those of texts are heard of once, where they lack."""
        for base in bases:
            if not any(found == base for found, _language in (*self.columns, *self._refused)):
                head = base if base in self._plain else head_of(base, self.languages[0])
                self.fault(SheetCell("", "A1", self.title), say("there is no column %(head)r", head=head), "add it")

    def __len__(self) -> int:
        return sum(1 for _row in self)

    def __iter__(self) -> Iterator[TableRow]:
        for number, values in enumerate(self._sheet.rows[1:], 1):
            row = TableRow(self, number, values)
            if row:
                yield row


def head_of(base: str, language: str) -> str:
    """`label::Korean (ko)`."""
    return f"{base}::{LANGUAGE_NAMES.get(language, language)} ({language})"


def heads_of(base: str, languages: Sequence[str]) -> list[str]:
    return [head_of(base, language) for language in languages]


@dataclass(frozen=True)
class SheetText:
    """A sheet to write: heads, and rows of texts."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheet_text(
    title: str, heads: Sequence[str], rows: Sequence[Mapping[str, str]], *, needed: Collection[str]
) -> SheetText:
    """Rows under their heads. Columns in which nothing stands are left out, but for those that are needed; a text has
    a column in every language, or none."""
    used = {head for head in heads if head in needed or any(row.get(head) for row in rows)}
    spoken = {head.rpartition("::")[0] for head in used if head.endswith(")")}
    columns = tuple(h for h in heads if h in used or (h.endswith(")") and h.rpartition("::")[0] in spoken))
    return SheetText(title, columns, tuple(tuple(row.get(head, "") for head in columns) for row in rows))
