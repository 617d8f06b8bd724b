"""Reading a questionnaire from a workbook in our own layout, every fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wego.engines.messages import say
from wego.engines.questions.kinds import Kind
from wego.engines.questions.workbooks.drafts import QuestionnaireDraft, WorkbookReading, finished
from wego.engines.questions.workbooks.expression_reader import ExpressionFault, ExpressionReader, Named
from wego.engines.questions.workbooks.tables import (
    Findings,
    Sheet,
    SheetCell,
    SheetFault,
    SheetNote,
    SheetTable,
    TableRow,
)
from wego.engines.questions.workbooks.workbook_writer import NOTHING, PLAIN_AFTER, PLAIN_BEFORE

TITLES = ("questionnaire", "sections", "questions", "options", "rows")
WHOLE_NUMBERS = ("decimals", "max_length", "ranks", "minimum_rows", "maximum_rows")
NUMBERS = ("minimum", "maximum")
TRUE, FALSE = ("yes", "true"), ("no", "false", "")


def is_form_workbook(sheets: Sequence[Sheet]) -> bool:
    return any(sheet.title.strip().lower() == "questions" for sheet in sheets)


def read_form_workbook(sheets: Sequence[Sheet], *, languages: Sequence[str]) -> WorkbookReading:
    """The questionnaire of a workbook in our layout; `languages` are the network's."""
    findings, by_title = Findings(), dict[str, Sheet]()
    for sheet in sheets:
        title = sheet.title.strip().lower()
        if title in TITLES and title not in by_title:
            by_title[title] = sheet
        elif any(any(value is not None for value in row) for row in sheet.rows):
            findings.notes.append(SheetNote(sheet.title, "the sheet is left aside"))
    return _WorkbookReader(by_title, languages, findings).read()


class _WorkbookReader:
    def __init__(self, sheets: Mapping[str, Sheet], languages: Sequence[str], findings: Findings) -> None:
        self.sheets, self.findings = sheets, findings
        self.languages = tuple(_spoken_languages(sheets.get("questionnaire")) or languages)

    def read(self) -> WorkbookReading:
        for title in ("questionnaire", "sections"):
            if title not in self.sheets:
                fault = SheetFault(
                    title, "", say("there is no sheet %(title)r", title=title), "take a workbook that was written here"
                )
                self.findings.faults.append(fault)
        wholes = list(self._table("questionnaire", ("code", "version", "allow", "languages"), ("title", "note")))
        lists, scales = self._read_lists()
        matrices = self._read_matrices()
        rows = list(self._table("questions", (*PLAIN_BEFORE, *PLAIN_AFTER), QUESTION_TEXTS, ("unit",)))
        expressions = ExpressionReader(self._names(rows, lists))
        sections = {
            row.cell("code").text: (self._section(row), list[QuestionnaireDraft]())
            for row in self._table("sections", ("code",), ("title", "intro"))
        }
        groups: dict[str, tuple[QuestionnaireDraft, list[QuestionnaireDraft]]] = {}
        for row in rows:
            draft = self._question(row, lists, matrices, expressions)
            within, section = row.trimmed("within"), row.trimmed("section")
            if within:
                if within.text not in groups:
                    self._fault(
                        within,
                        say("there is no repeated group %(within)r above", within=within.text),
                        "correct the code",
                    )
                    continue
                groups[within.text][1].append(draft)
                continue
            if section.text not in sections:
                self._fault(
                    section,
                    say("there is no section %(section)r", section=section.text),
                    "correct the code, or add the section",
                )
                continue
            sections[section.text][1].append(draft)
            if draft.data.get("kind") == Kind.REPEAT:
                groups[draft.data["code"]] = (draft, [])
        for draft, members in groups.values():
            draft.place_list("questions", members)
        for draft, members in sections.values():
            draft.place_list("questions", members)
        whole = self._whole(wholes, scales, lists)
        whole.place_list("sections", [draft for draft, _members in sections.values()])
        return finished(whole, self.findings)

    def _table(
        self, title: str, plain: Sequence[str], translated: Sequence[str], either: Sequence[str] = ()
    ) -> Sequence[TableRow]:
        sheet = self.sheets.get(title)
        if sheet is None:
            return ()
        table = SheetTable(
            sheet, self.findings, languages=self.languages, plain=plain, translated=translated, either=either
        )
        needed = {"questionnaire": ("code", "version", "title"), "sections": ("code", "title")}
        needed |= {"questions": ("section", "code", "kind", "text"), "options": ("list", "code", "text")}
        table.require(*needed.get(title, ("matrix", "code", "text")))
        return list(table)

    def _whole(
        self, rows: Sequence[TableRow], scales: Sequence[str], lists: Mapping[str, list[QuestionnaireDraft]]
    ) -> QuestionnaireDraft:
        draft = QuestionnaireDraft(SheetCell("", "A1", "questionnaire"))
        draft.data["languages"] = list(self.languages)
        draft.data["note"] = {}
        for row in rows[1:]:
            self._fault(row.cell("code"), "there is a second questionnaire", "give each its own workbook")
        for row in rows[:1]:
            draft.cell = row.cell("code")
            for key in ("code", "version"):
                draft.put(key, row.trimmed(key).text, row.cell(key))
            self._put_texts(draft, row, "title", is_required=True)
            self._put_texts(draft, row, "note")
            if allow := row.cell("allow"):
                draft.put("allow", allow.text.split(), allow)
        if scales:
            draft.data["scales"] = {}
            for name in scales:
                inner = QuestionnaireDraft(lists[name][0].cell)
                inner.place_list(name, lists[name])
                draft.data["scales"] |= inner.data
                draft.cells |= {("scales", *path): cell for path, cell in inner.cells.items()}
        return draft

    def _section(self, row: TableRow) -> QuestionnaireDraft:
        code = row.trimmed("code")
        draft = QuestionnaireDraft(code)
        draft.put("code", code.text, code)
        self._put_texts(draft, row, "title", is_required=True)
        self._put_texts(draft, row, "intro")
        return draft

    def _read_lists(self) -> tuple[dict[str, list[QuestionnaireDraft]], list[str]]:
        """The lists of options, and which of them are scales."""
        lists: dict[str, list[QuestionnaireDraft]] = {}
        scales: list[str] = []
        for row in self._table("options", ("list", "code", "value", "exclusive", "scale"), ("text",)):
            name, code = row.trimmed("list"), row.trimmed("code")
            option = QuestionnaireDraft(code)
            option.put("code", code.text, code)
            if value := row.cell("value"):
                option.put("value", _number(value.text), value)
            self._put_texts(option, row, "text", is_required=True)
            if self._flag(row.cell("exclusive")):
                option.put("exclusive", True, row.cell("exclusive"))
            lists.setdefault(name.text, []).append(option)
            if self._flag(row.cell("scale")) and name.text not in scales:
                scales.append(name.text)
        return lists, scales

    def _read_matrices(self) -> dict[str, list[QuestionnaireDraft]]:
        matrices: dict[str, list[QuestionnaireDraft]] = {}
        for row in self._table("rows", ("matrix", "code"), ("text",)):
            code = row.trimmed("code")
            line = QuestionnaireDraft(code)
            line.put("code", code.text, code)
            self._put_texts(line, row, "text", is_required=True)
            matrices.setdefault(row.trimmed("matrix").text, []).append(line)
        return matrices

    def _names(self, rows: Sequence[TableRow], lists: Mapping[str, list[QuestionnaireDraft]]) -> dict[str, Named]:
        known = {}
        for row in rows:
            options = lists.get(row.cell("options").text or row.cell("scale").text, [])
            codes = [str(option.data.get("code", "")) for option in options]
            decimals = 1 if row.cell("decimals").text not in ("", "0") else 0
            known[row.cell("code").text] = Named(row.cell("kind").text, codes, decimals)
        return known

    def _question(
        self,
        row: TableRow,
        lists: Mapping[str, list[QuestionnaireDraft]],
        matrices: Mapping[str, list[QuestionnaireDraft]],
        expressions: ExpressionReader,
    ) -> QuestionnaireDraft:
        code, kind = row.trimmed("code"), row.trimmed("kind")
        draft = QuestionnaireDraft(code if code else kind)
        draft.put("code", code.text, code)
        draft.put("kind", kind.text, kind)
        self._put_texts(draft, row, "text", is_required=True)
        if kind.text != Kind.NOTE:
            draft.data["why"] = {}
        for key in ("why", "hint", "evidence", "message"):
            self._put_texts(draft, row, key)
        if self._flag(row.cell("required")):
            draft.put("required", True, row.cell("required"))
        if allow := row.cell("allow"):
            draft.put("allow", [] if allow.text == NOTHING else allow.text.split(), allow)
        for key in ("scale", "indicator", "indicator_part", "replaces", "earliest", "latest"):
            if cell := row.cell(key):
                draft.put(key, cell.text, cell)
        for key in (*NUMBERS, *WHOLE_NUMBERS):
            if cell := row.cell(key):
                draft.put(key, _number(cell.text), cell)
        if accept := row.cell("accept"):
            draft.put("accept", accept.text.split(), accept)
        unit: Any = row.cell("unit").text or row.texts("unit", self.languages)
        if unit or kind.text == Kind.NUMBER:
            draft.put("unit", unit or {}, row.cell("unit"))
        self._put_expressions(draft, row, expressions)
        self._put_constraints(draft, row)
        self._put_options(draft, row, lists)
        if kind.text == Kind.MATRIX:
            draft.place_list("rows", matrices.get(code.text, []))
        return draft

    def _put_expressions(self, draft: QuestionnaireDraft, row: TableRow, expressions: ExpressionReader) -> None:
        for key, read in (("show_if", expressions.condition), ("value", expressions.value)):
            cell = row.expression(key)
            if not cell:
                continue
            try:
                draft.put(key, read(cell.text), cell)
            except ExpressionFault as fault:
                self._fault(cell, fault.message, fault.remedy)
                if key == "value":
                    draft.put(key, 0, cell)

    def _put_constraints(self, draft: QuestionnaireDraft, row: TableRow) -> None:
        cell = row.cell("constraints")
        found = []
        for part in cell.text.split(",") if cell else ():
            relation, _space, other = part.strip().partition(" ")
            if relation not in ("not_above", "not_below") or not other:
                self._fault(
                    cell,
                    say("%(strip)r is no constraint", strip=part.strip()),
                    "write not_above CODE or not_below CODE",
                )
                continue
            found.append({relation: other.strip()})
        if found:
            draft.put("constraints", found, cell)

    def _put_options(
        self, draft: QuestionnaireDraft, row: TableRow, lists: Mapping[str, list[QuestionnaireDraft]]
    ) -> None:
        cell, scale = row.trimmed("options"), row.cell("scale")
        if not cell:
            return
        if cell.text not in lists:
            self._fault(
                cell, say("there is no list %(cell)r among the options", cell=cell.text), "correct it, or add the list"
            )
            return
        if not scale:
            draft.place_list("options", lists[cell.text])
            return
        same = {option.data.get("code"): option.data.get("text") for option in lists.get(scale.text, [])}
        texts = {str(option.data.get("code")): option.data.get("text") for option in lists[cell.text]}
        own = {code: text for code, text in texts.items() if text != same.get(code)}
        if own:
            draft.put("option_texts", own, cell)

    def _put_texts(self, draft: QuestionnaireDraft, row: TableRow, key: str, *, is_required: bool = False) -> None:
        texts = row.texts(key, self.languages, required=is_required)
        cells = {language: row.text_cell(key, language) for language in self.languages}
        if is_required and not texts:
            texts = dict.fromkeys(self.languages, "")
        draft.put_texts(key, texts, cells)

    def _flag(self, cell: SheetCell) -> bool:
        if cell.text.lower() in TRUE:
            return True
        if cell.text.lower() not in FALSE:
            self._fault(cell, say("%(cell)r is neither yes nor no", cell=cell.text), "write yes or no")
        return False

    def _fault(self, cell: SheetCell, message: str, remedy: str) -> None:
        self.findings.faults.append(SheetFault(cell.sheet, cell.name, message, remedy))


QUESTION_TEXTS = ("text", "why", "hint", "evidence", "message")


def _number(text: str) -> Any:
    """A number as it is written; the format faults what is none."""
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _spoken_languages(sheet: Sheet | None) -> list[str]:
    """The languages of a questionnaire that are others than the network's."""
    if sheet is None or len(sheet.rows) < 2:
        return []
    heads = [str(value or "").strip().lower() for value in sheet.rows[0]]
    column = heads.index("languages") if "languages" in heads else -1
    return str(sheet.rows[1][column] or "").split() if 0 <= column < len(sheet.rows[1]) else []
