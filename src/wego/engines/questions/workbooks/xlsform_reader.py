"""Reading an XLSForm workbook: the declared subset becomes a questionnaire, the rest is refused by its cell.

XLSForm (xlsform.org) has three sheets: `survey`, `choices`, `settings`. What it lacks stands in columns `wego::…`,
which other programs' forms may lack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wego.engines.messages import say
from wego.engines.questions.kinds import SPECIAL_ANSWERS
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

OUTSIDE = "questions"  # the section of questions that stand in no group
MATRIX_SEPARATOR = "__"  # between a matrix and its row, in XLSForm's names

TYPES = {
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "text": "text",
    "string": "text",
    "date": "date",
    "file": "file",
    "note": "note",
    "calculate": "calculated",
}
CHOICE_TYPES = {"select_one": "single", "select_multiple": "multiple", "rank": "ranking"}
LOOKS: tuple[str, ...] = (
    "multiline",
    "minimal",
    "quick",
    "likert",
    "horizontal",
    "compact",
    "columns",
    "columns-pack",
    "no-buttons",
)
LOOKS = (
    *LOOKS,
    "field-list",
    "table-list",
    "label",
    "list-nolabel",
    "numbers",
    "thousands-sep",
    "calendar",
    "w1",
    "w2",
)
SURVEY: tuple[str, ...] = ("type", "name", "required", "relevant", "constraint", "calculation", "appearance")
SURVEY += ("wego::indicator", "wego::indicator_part", "wego::kind", "wego::scale", "wego::allow", "wego::decimals")
SURVEY += ("wego::replaces", "wego::accept", "wego::ranks", "wego::minimum_rows", "wego::maximum_rows")
SURVEY_TEXTS: tuple[str, ...] = ("label", "hint", "constraint_message", "wego::why", "wego::evidence", "wego::intro")
UNSUPPORTED_SURVEY = {
    "default": "let the person answer",
    "readonly": "use a note, or calculate",
    "read_only": "use a note, or calculate",
    "required_message": "our own words are shown",
    "guidance_hint": "write it into the hint",
    "choice_filter": "write one question for each list, with relevant",
    "repeat_count": "give wego::minimum_rows and wego::maximum_rows",
    "trigger": "values are worked out anew each time",
    "parameters": "remove it",
    "media": "put pictures and sounds on a page of their own",
    "image": "put pictures on a page of their own",
    "audio": "put sounds on a page of their own",
    "video": "put films on a page of their own",
    "big-image": "put pictures on a page of their own",
    "body": "remove it",
    "bind": "remove it",
    "instance": "remove it",
    "disabled": "remove the row",
    "note": "remove it",
}
# Other programs make an element of each further column of the choices: their names hold no colons.
CHOICES = ("list_name", "name", "wego_value", "wego_exclusive", "wego_scale")
UNSUPPORTED_CHOICES = {"media": "remove it", "image": "remove it", "audio": "remove it", "video": "remove it"}
SETTINGS = ("form_title", "form_id", "version", "default_language", "style", "wego::languages")
SETTINGS_TEXTS = ("wego::title", "wego::note")
UNSUPPORTED_SETTINGS = dict.fromkeys(
    ("instance_name", "public_key", "submission_url", "auto_send", "auto_delete", "allow_choice_duplicates"),
    "remove the column",
) | {"instance_id": "remove it", "client_editable": "remove it", "name": "remove it", "namespaces": "remove it"}
TRUE, FALSE = ("yes", "true", "true()"), ("no", "false", "false()", "")


def is_xlsform(sheets: Sequence[Sheet]) -> bool:
    return any(sheet.title.strip().lower() == "survey" for sheet in sheets)


def read_xlsform(sheets: Sequence[Sheet], *, languages: Sequence[str], name: str) -> WorkbookReading:
    """The questionnaire of an XLSForm. `languages` are the network's; `name`, that of the file, stands for a form that
    has none."""
    findings = Findings()
    by_title: dict[str, Sheet] = {}
    for sheet in sheets:
        title = sheet.title.strip().lower()
        if title in ("survey", "choices", "settings") and title not in by_title:
            by_title[title] = sheet
        elif any(any(value is not None for value in row) for row in sheet.rows):
            findings.notes.append(SheetNote(sheet.title, "the sheet is left aside"))
    return _FormReader(by_title, languages, name, findings).read()


@dataclass
class _Choices:
    """One list of choices, as options of a question."""

    options: list[QuestionnaireDraft] = field(default_factory=list)
    is_scale: bool = False

    @property
    def codes(self) -> list[str]:
        return [option.data.get("code", "") for option in self.options]


@dataclass
class _Group:
    """A group or repeat that is open: what is collected in it, and the condition that all of it shares."""

    kind: str  # section, matrix, repeat
    draft: QuestionnaireDraft
    begun: SheetCell
    members: list[QuestionnaireDraft] = field(default_factory=list)
    relevant: tuple[Any, SheetCell] | None = None
    list_name: str = ""


class _FormReader:
    def __init__(self, sheets: Mapping[str, Sheet], languages: Sequence[str], name: str, findings: Findings) -> None:
        self.findings, self.name, self.languages = findings, name, tuple(languages)
        self.sheets = sheets
        self.settings = self._settings_table()
        self.sections: list[QuestionnaireDraft] = []
        self.section_members: dict[int, list[QuestionnaireDraft]] = {}
        self.outside: list[QuestionnaireDraft] | None = None
        self.stack: list[_Group] = []

    def read(self) -> WorkbookReading:
        survey = self._table("survey", SURVEY, SURVEY_TEXTS, ("wego::unit",), UNSUPPORTED_SURVEY)
        assert survey is not None  # it is by this sheet that a form is known
        survey.require("type", "name", "label")
        self.lists = self._read_choices()
        rows = list(survey)
        self.known = self._names(rows)
        self.expressions = ExpressionReader(self.known)
        for row in rows:
            self._read_row(row)
        for group in self.stack:
            self._fault(group.begun, "what begins here has no end", "add a row 'end group' or 'end repeat'")
        for section, members in self.section_members.items():
            self.sections[section].place_list("questions", members)
        return finished(self._whole(survey), self.findings)

    # --- settings and choices -------------------------------------------------------------------------------------
    def _settings_table(self) -> TableRow | None:
        sheet = self.sheets.get("settings")
        if sheet is None:
            return None
        spoken = _spoken_languages(sheet)
        if spoken:
            self.languages = tuple(spoken)
        table = self._table("settings", SETTINGS, SETTINGS_TEXTS, (), UNSUPPORTED_SETTINGS)
        rows = list(table or ())
        for row in rows[1:]:
            self._fault(row.cell("form_id"), "the settings take one row", "remove the others")
        return rows[0] if rows else None

    def _table(
        self,
        title: str,
        plain: Sequence[str],
        translated: Sequence[str],
        either: Sequence[str],
        unsupported: Mapping[str, str],
    ) -> SheetTable | None:
        sheet = self.sheets.get(title)
        if sheet is None:
            return None
        return SheetTable(
            sheet,
            self.findings,
            languages=self.languages,
            plain=plain,
            translated=translated,
            either=either,
            unsupported=unsupported,
            aliases={"list name": "list_name", "relevance": "relevant", "id_string": "form_id", "title": "form_title"},
        )

    def _read_choices(self) -> dict[str, _Choices]:
        lists: dict[str, _Choices] = {}
        table = self._table("choices", CHOICES, ("label",), (), UNSUPPORTED_CHOICES)
        if table is not None and len(table):
            table.require("list_name", "name", "label")
        for row in table or ():
            list_name, code = row.trimmed("list_name"), row.trimmed("name")
            for cell, what in ((list_name, "list_name"), (code, "name")):
                if not cell:
                    self._fault(cell, say("the %(what)s is missing", what=what), "write it")
            option = QuestionnaireDraft(code)
            option.put("code", code.text, code)
            if value := row.cell("wego_value"):
                option.put("value", self._number(value), value)
            self._put_texts(option, "text", row, "label", is_required=True)
            if self._flag(row.cell("wego_exclusive")):
                option.put("exclusive", True, row.cell("wego_exclusive"))
            found = lists.setdefault(list_name.text, _Choices())
            found.options.append(option)
            found.is_scale = found.is_scale or self._flag(row.cell("wego_scale"))
        return lists

    def _whole(self, survey: SheetTable) -> QuestionnaireDraft:
        nothing = SheetCell("", "A1", "settings" if self.settings else survey.title)
        draft = QuestionnaireDraft(nothing)
        code = self._setting("form_id") or SheetCell("", nothing.name, nothing.sheet)
        given = code.text or self.name
        slug = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")[:60].strip("-")
        slug = slug if slug and slug[0].isalpha() else f"form-{slug}".rstrip("-")
        plain = code.text if re.fullmatch(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*", code.text) else slug
        if plain != code.text:
            whence = say("made from %(given)r", given=given)
            self.findings.notes.append(
                SheetNote(code.place, say("the form is called %(plain)r, %(whence)s", plain=plain, whence=whence))
            )
        draft.put("code", plain, code)
        version = self._setting("version") or SheetCell("", nothing.name, nothing.sheet)
        draft.put("version", version.text or "1", version)
        draft.data["languages"] = list(self.languages)
        title = self._setting("form_title") or SheetCell("", nothing.name, nothing.sheet)
        self._put_texts(draft, "title", self.settings, "wego::title")
        if "title" not in draft.data:
            draft.put("title", dict.fromkeys(self.languages, title.text or given), title)
            if len(self.languages) > 1:
                self.findings.notes.append(SheetNote(title.place, "the title stands for every language"))
        draft.data["note"] = {}
        self._put_texts(draft, "note", self.settings, "wego::note")
        scales = {name: found for name, found in self.lists.items() if found.is_scale}
        if scales:
            draft.data["scales"] = {}
            for name, found in scales.items():
                inner = QuestionnaireDraft(found.options[0].cell)
                inner.place_list(name, found.options)
                draft.data["scales"] |= inner.data
                draft.cells |= {("scales", *path): cell for path, cell in inner.cells.items()}
        if not self.sections:
            self._fault(SheetCell("", "A1", survey.title), "the form asks nothing", "add a question")
        draft.place_list("sections", self.sections)
        return draft

    def _setting(self, base: str) -> SheetCell | None:
        cell = self.settings.cell(base) if self.settings else None
        return cell or None

    # --- the survey -----------------------------------------------------------------------------------------------
    def _names(self, rows: Sequence[TableRow]) -> dict[str, Named]:
        """What expressions may name, wherever it stands in the form."""
        known: dict[str, Named] = {}
        for row in rows:
            name, (kind, list_name) = row.cell("name").text, _type_of(row.cell("type").text)
            own = row.cell("wego::kind").text
            if kind == "begin repeat":
                known[name] = Named("repeat")
            elif kind == "begin group" and own == "matrix":
                known[name] = Named("matrix")
            elif kind in CHOICE_TYPES or kind in TYPES:
                plain = own or CHOICE_TYPES.get(kind) or TYPES[kind]
                codes = self.lists[list_name].codes if list_name in self.lists else []
                decimals = 1 if kind == "decimal" else 0
                known[name] = Named(plain, codes, decimals)
        known.pop("", None)
        return known

    def _read_row(self, row: TableRow) -> None:
        type_cell = row.cell("type")
        kind, list_name = _type_of(type_cell.text)
        if not type_cell:
            self._fault(type_cell, "the type is missing", "write it, or clear the row")
        elif kind in ("begin group", "begin repeat"):
            self._begin(row, kind)
        elif kind in ("end group", "end repeat"):
            self._end(type_cell, kind)
        elif kind in CHOICE_TYPES or kind in TYPES:
            self._read_question(row, kind, list_name)
        else:
            known = ", ".join([*CHOICE_TYPES, *TYPES, "begin group", "begin repeat"])
            self._fault(
                type_cell,
                say("the type %(type_cell)r is not among what is read of XLSForm", type_cell=type_cell.text),
                say("use %(known)s", known=known),
            )

    def _begin(self, row: TableRow, kind: str) -> None:
        name, inner = row.trimmed("name"), self.stack[-1] if self.stack else None
        draft = QuestionnaireDraft(name if name else row.cell("type"))
        draft.put("code", name.text, name)
        group = _Group("section", draft, row.cell("type"))
        own = row.cell("wego::kind")
        if own and own.text != "matrix":
            self._fault(own, say("%(own)r is no kind of group", own=own.text), "write matrix, or clear the cell")
        if kind == "begin repeat":
            group.kind = "repeat"
        elif own.text == "matrix":
            group.kind = "matrix"
        if inner and (inner.kind != "section" or group.kind == "section"):
            self._fault(group.begun, "a group within a group is not read", "end the outer one first")
        condition = self._relevant(row)
        if group.kind == "section":
            self._put_texts(draft, "title", row, "label", is_required=True)
            self._put_texts(draft, "intro", row, "wego::intro")
            group.relevant = condition
            self._refuse(row, "hint", "required", "constraint", "calculation", "wego::why", "wego::evidence")
        else:
            draft.put("kind", group.kind, group.begun)
            self._put_question_texts(draft, row)
            self._put_shared(draft, row, condition)
        self._check_look(row)
        self.stack.append(group)

    def _end(self, cell: SheetCell, kind: str) -> None:
        if not self.stack:
            self._fault(cell, "nothing is open that could end here", "remove the row")
            return
        group = self.stack.pop()
        wanted = "end repeat" if group.kind == "repeat" else "end group"
        if kind != wanted:
            self._fault(
                cell,
                say("%(kind)r stands where %(wanted)r is expected", kind=kind, wanted=wanted),
                say("write %(wanted)s", wanted=wanted),
            )
        if group.kind == "section":
            self.sections.append(group.draft)
            self.section_members[len(self.sections) - 1] = group.members
            if not group.members:
                self._fault(group.begun, "the group asks nothing", "add a question, or remove it")
            return
        if group.kind == "repeat":
            group.draft.place_list("questions", group.members)
        else:
            self._finish_matrix(group)
        self._place(group.draft)

    def _finish_matrix(self, group: _Group) -> None:
        """The rows of a matrix are questions with the same choices."""
        prefix, rows = f"{group.draft.data['code']}{MATRIX_SEPARATOR}", []
        for member in group.members:
            row = QuestionnaireDraft(member.cell)
            code = str(member.data.get("code", ""))
            row.put("code", code.removeprefix(prefix), member.cell_of(("code",)))
            texts = member.data.get("text", {})
            row.put_texts("text", texts, {language: member.cell_of(("text", language)) for language in texts})
            rows.append(row)
        group.draft.place_list("rows", rows)
        first = group.members[0] if group.members else None
        for key in ("options", "scale", "option_texts"):
            if first and key in first.data:
                group.draft.data[key] = first.data[key]
                group.draft.cells |= {path: cell for path, cell in first.cells.items() if path[0] == key}
        required = [member.data.get("required", False) for member in group.members]
        if any(required) and all(required):
            group.draft.data["required"] = True
        elif any(required):
            self._fault(group.begun, "some rows of the matrix are required and some are not", "require all, or none")

    def _read_question(self, row: TableRow, kind: str, list_name: str) -> None:
        name = row.trimmed("name")
        draft = QuestionnaireDraft(name if name else row.cell("type"))
        draft.put("code", name.text, name)
        if not name:
            self._fault(name, "the name is missing", "write it")
        group = self.stack[-1] if self.stack else None
        named = self.known.get(name.text, Named(CHOICE_TYPES.get(kind) or TYPES.get(kind, "")))
        draft.put("kind", named.kind, row.cell("wego::kind") or row.cell("type"))
        if group and group.kind == "matrix":
            self._read_matrix_row(group, draft, row, kind, list_name)
            return
        condition = self._relevant(row)
        self._put_question_texts(draft, row)
        if kind in CHOICE_TYPES:
            self._put_options(draft, row, named.kind, list_name)
        elif list_name:
            self._fault(row.cell("type"), say("%(kind)r takes no list", kind=kind), "remove what follows it")
        if kind == "calculate":
            self._put_value(draft, row)
        else:
            self._refuse(row, "calculation")
        self._put_limits(draft, row, named)
        self._put_shared(draft, row, condition)
        self._put_numbers(draft, row, kind)
        self._check_look(row)
        self._place(draft)

    def _read_matrix_row(
        self, group: _Group, draft: QuestionnaireDraft, row: TableRow, kind: str, list_name: str
    ) -> None:
        if kind != "select_one":
            self._fault(row.cell("type"), say("%(kind)r cannot be a row of a matrix", kind=kind), "use select_one")
            return
        if group.list_name and group.list_name != list_name:
            self._fault(
                row.cell("type"),
                "the rows of a matrix have different choices",
                say("use %(list_name)s", list_name=group.list_name),
            )
        group.list_name = list_name
        self._put_texts(draft, "text", row, "label", is_required=True)
        if scale := row.cell("wego::scale"):
            draft.put("scale", scale.text, scale)
        self._put_options(draft, row, "scale" if scale else "single", list_name)
        if self._flag(row.cell("required")):
            draft.put("required", True, row.cell("required"))
        self._refuse(row, "hint", "relevant", "constraint", "calculation", "constraint_message", "wego::why")
        group.members.append(draft)

    def _place(self, draft: QuestionnaireDraft) -> None:
        """Where a question belongs: into what is open, else among those that stand in no group."""
        if self.stack:
            group = self.stack[-1]
            if group.relevant is not None:
                self._add_condition(draft, *group.relevant)
            group.members.append(draft)
            return
        if self.outside is None:
            section = QuestionnaireDraft(draft.cell)
            section.put("code", OUTSIDE, draft.cell)
            section.data["title"] = self._outside_title()
            self.sections.append(section)
            self.outside = self.section_members[len(self.sections) - 1] = []
        self.outside.append(draft)

    def _outside_title(self) -> dict[str, str]:
        titles = self.settings.texts("wego::title", self.languages) if self.settings else {}
        title = self._setting("form_title")
        return titles or dict.fromkeys(self.languages, title.text if title else self.name)

    # --- one question -----------------------------------------------------------------------------------------------
    def _put_question_texts(self, draft: QuestionnaireDraft, row: TableRow) -> None:
        kind = draft.data["kind"]
        name = row.cell("name")
        if kind == "calculated" and not any(row.cell("label", language) for language in ("", *self.languages)):
            # other programs show no value that is worked out, and ask for no words
            draft.put_texts("text", dict.fromkeys(self.languages, name.text), dict.fromkeys(self.languages, name))
            self.findings.notes.append(SheetNote(name.place, "a value without label is called by its name"))
        else:
            self._put_texts(draft, "text", row, "label", is_required=True)
        if kind == "note":
            self._refuse(row, "hint", "wego::why", "wego::evidence", "required", "constraint")
            return
        draft.data["why"] = {}
        self._put_texts(draft, "why", row, "wego::why")
        self._put_texts(draft, "hint", row, "hint")
        self._put_texts(draft, "evidence", row, "wego::evidence")

    def _put_texts(
        self, draft: QuestionnaireDraft, key: str, row: TableRow | None, base: str, *, is_required: bool = False
    ) -> None:
        if row is None:
            return
        texts = row.texts(base, self.languages, required=is_required)
        cells = {language: row.text_cell(base, language) for language in self.languages}
        draft.put_texts(key, texts, cells)
        if is_required and not texts:
            draft.put_texts(key, dict.fromkeys(self.languages, ""), cells)

    def _put_shared(self, draft: QuestionnaireDraft, row: TableRow, condition: tuple[Any, SheetCell] | None) -> None:
        """What questions of all kinds may say."""
        if condition is not None:
            draft.put("show_if", *condition)
        if self._flag(row.cell("required")):
            draft.put("required", True, row.cell("required"))
        if allow := row.cell("wego::allow"):
            codes = allow.text.replace(",", " ").split()
            for code in codes:
                if code not in SPECIAL_ANSWERS:
                    self._fault(
                        allow,
                        say("%(code)r is no such answer", code=code),
                        say("write %(answers)s", answers=" ".join(SPECIAL_ANSWERS)),
                    )
            draft.put("allow", codes, allow)
        for key in ("indicator", "indicator_part", "replaces"):
            if cell := row.cell(f"wego::{key}"):
                draft.put(key, cell.text, cell)
        for key in ("ranks", "minimum_rows", "maximum_rows"):
            if cell := row.cell(f"wego::{key}"):
                draft.put(key, self._number(cell), cell)
        if accept := row.cell("wego::accept"):
            draft.put("accept", accept.text.replace(",", " ").split(), accept)

    def _put_numbers(self, draft: QuestionnaireDraft, row: TableRow, kind: str) -> None:
        """The unit and the decimals of a number."""
        unit: Any = row.texts("wego::unit", self.languages)
        cell = row.cell("wego::unit")
        if cell:
            unit = cell.text
        decimals = row.cell("wego::decimals")
        if draft.data["kind"] not in ("number", "calculated"):
            self._refuse(row, "wego::unit", "wego::decimals")
            return
        if unit or draft.data["kind"] == "number":
            draft.put("unit", unit or {}, cell)
        if decimals:
            draft.put("decimals", self._number(decimals), decimals)
            if kind == "integer" and decimals.text != "0":
                self._fault(decimals, "an integer has no decimals", "write decimal as its type")
        elif kind == "decimal":
            draft.put("decimals", 6, row.cell("type"))

    def _put_options(self, draft: QuestionnaireDraft, row: TableRow, kind: str, list_name: str) -> None:
        type_cell = row.cell("type")
        if not list_name:
            self._fault(type_cell, "the list of choices is missing", "write its name after the type")
            return
        if list_name not in self.lists:
            self._fault(
                type_cell,
                say("there is no list %(list_name)r among the choices", list_name=list_name),
                "correct it, or add the list",
            )
            return
        options = self.lists[list_name].options
        scale = row.cell("wego::scale")
        if kind == "yes_no":
            if self.lists[list_name].codes != ["yes", "no"]:
                self._fault(
                    type_cell, "a question of yes or no has the choices yes and no", "use them, or remove wego::kind"
                )
            return
        if kind != "scale":
            draft.place_list("options", options)
            return
        draft.put("scale", scale.text or list_name, scale if scale else type_cell)
        base = self.lists.get(scale.text or list_name)
        if base is None or list_name == (scale.text or list_name):
            return
        same = {option.data.get("code"): option.data.get("text") for option in base.options}
        own: dict[str, Any] = {}
        for option in options:
            code, text = option.data.get("code"), option.data.get("text")
            if code not in same:
                self._fault(
                    option.cell,
                    say("the scale %(scale)r has no option %(code)r", scale=scale.text, code=code),
                    "use the scale's names",
                )
            elif text != same[code]:
                own[str(code)] = text
        if own:
            draft.put("option_texts", own, type_cell)

    def _relevant(self, row: TableRow) -> tuple[Any, SheetCell] | None:
        cell = row.expression("relevant")
        if not cell:
            return None
        try:
            return self.expressions.condition(cell.text), cell
        except ExpressionFault as fault:
            self._fault(cell, fault.message, fault.remedy)
            return None

    def _put_value(self, draft: QuestionnaireDraft, row: TableRow) -> None:
        cell = row.expression("calculation")
        if not cell:
            self._fault(cell, "the calculation is missing", "write it")
            draft.put("value", 0, cell)
            return
        try:
            draft.put("value", self.expressions.value(cell.text), cell)
        except ExpressionFault as fault:
            draft.put("value", 0, cell)
            self._fault(cell, fault.message, fault.remedy)

    def _put_limits(self, draft: QuestionnaireDraft, row: TableRow, named: Named) -> None:
        cell = row.expression("constraint")
        if cell:
            try:
                keys = self.expressions.limits(cell.text, named)
            except ExpressionFault as fault:
                self._fault(cell, fault.message, fault.remedy)
                keys = {}
            excluding = set(keys.pop("exclusive", []))
            for key, value in keys.items():
                draft.put(key, value, cell)
            self._check_exclusive(draft, excluding, cell)
        elif any(option.get("exclusive") for option in draft.data.get("options", [])):
            self._check_exclusive(draft, set(), row.cell("name"))
        message = row.texts("constraint_message", self.languages)
        if message:
            message_cells = {language: row.text_cell("constraint_message", language) for language in self.languages}
            if cell:
                draft.put_texts("message", message, message_cells)
            else:
                first = next(iter(message_cells.values()))
                self._fault(first, "there is a message and no constraint", "write the constraint, or clear it")

    def _check_exclusive(self, draft: QuestionnaireDraft, excluding: set[str], cell: SheetCell) -> None:
        """Options that stand alone are said twice: in the constraint, and among the choices for our own page."""
        options = draft.data.get("options", [])
        if excluding:
            draft.data["options"] = [
                {**option, "exclusive": True} if option.get("code") in excluding else option for option in options
            ]
        said = {option.get("code") for option in options if option.get("exclusive")}
        if said - excluding:
            self._fault(
                cell,
                say("the constraint does not say that %(said)r stands alone", said=min(map(str, said))),
                "say it in both",
            )

    def _add_condition(self, draft: QuestionnaireDraft, condition: Any, cell: SheetCell) -> None:
        """The condition of a group holds for each of its questions."""
        own = draft.data.get("show_if")
        draft.put("show_if", condition if own is None else {"all": [condition, own]}, cell)

    # --- cells ------------------------------------------------------------------------------------------------------
    def _refuse(self, row: TableRow, *bases: str) -> None:
        """What has no meaning in this row."""
        for base in bases:
            for language in ("", *self.languages):
                if cell := row.cell(base, language):
                    self._fault(
                        cell,
                        say("%(base)r has no meaning for %(cell)r", base=base, cell=row.cell("type").text),
                        "clear the cell",
                    )
                    break

    def _check_look(self, row: TableRow) -> None:
        cell = row.cell("appearance")
        for look in cell.text.split():
            if look not in LOOKS:
                self._fault(
                    cell,
                    say("the appearance %(look)r is not among what is read", look=look),
                    say("read are %(looks)s", looks=", ".join(LOOKS)),
                )
        if cell and row.cell("wego::kind").text != "matrix" and cell.text != "multiline":
            self.findings.notes.append(
                SheetNote(cell.place, say("the appearance %(cell)r is left to the page", cell=cell.text))
            )

    def _flag(self, cell: SheetCell) -> bool:
        if cell.text.lower() in TRUE:
            return True
        if cell.text.lower() not in FALSE:
            self._fault(cell, say("%(cell)r is neither yes nor no", cell=cell.text), "write yes or no")
        return False

    def _number(self, cell: SheetCell) -> Any:
        """A number as it is written; the format faults what is none."""
        try:
            value = float(cell.text)
        except ValueError:
            return cell.text
        return int(value) if value.is_integer() and abs(value) < 1e15 else value

    def _fault(self, cell: SheetCell, message: str, remedy: str) -> None:
        self.findings.faults.append(SheetFault(cell.sheet, cell.name, message, remedy))


def _spoken_languages(settings: Sheet) -> list[str]:
    """The languages of a form that are others than the network's."""
    heads = [str(value or "").strip().lower() for value in (settings.rows[0] if settings.rows else ())]
    if "wego::languages" in heads and len(settings.rows) > 1:
        row, column = settings.rows[1], heads.index("wego::languages")
        return str((row[column] if column < len(row) else "") or "").split()
    return []


def _type_of(text: str) -> tuple[str, str]:
    """The type and its list: `select one` and `begin_group` are written in both ways."""
    words = text.split()
    if len(words) > 1 and f"{words[0]}_{words[1]}".lower() in CHOICE_TYPES:
        words = [f"{words[0]}_{words[1]}", *words[2:]]
    head = words[0].lower() if words else ""
    if head in ("begin", "end") and len(words) > 1:
        return f"{head} {words[1].lower()}", " ".join(words[2:])
    if head.startswith(("begin_", "end_")):
        return head.replace("_", " "), " ".join(words[1:])
    if head in CHOICE_TYPES and len(words) > 2:
        return text, ""  # or_other and the like
    return head, " ".join(words[1:])
