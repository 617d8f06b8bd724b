"""Writing a questionnaire as an XLSForm workbook; what XLSForm cannot say is refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wego.engines.definitions import DefinitionFault, DefinitionFaults, KeyPath
from wego.engines.messages import say
from wego.engines.questions.definition import Option, Question, QuestionnaireDefinition, Section, Texts
from wego.engines.questions.kinds import Kind
from wego.engines.questions.workbooks.expression_writer import CannotSay, ExpressionWriter, limits, number
from wego.engines.questions.workbooks.tables import LANGUAGE_NAMES, SheetText, head_of, heads_of, sheet_text
from wego.engines.questions.workbooks.xlsform_reader import MATRIX_SEPARATOR

TYPES = {Kind.TEXT: "text", Kind.DATE: "date", Kind.FILE: "file", Kind.NOTE: "note", Kind.CALCULATED: "calculate"}
CHOICE_TYPES = {Kind.SINGLE: "select_one", Kind.SCALE: "select_one", Kind.MULTIPLE: "select_multiple"}
CHOICE_TYPES |= {Kind.RANKING: "rank"}
YES_NO_TEXTS = {"en": ("Yes", "No"), "ko": ("예", "아니요"), "zh-hans": ("是", "否")}
TRANSLATED = ("label", "hint")
OURS_TRANSLATED = ("wego::why", "wego::evidence", "wego::unit", "wego::intro")
PLAIN = ("required", "relevant", "constraint", "calculation", "appearance")
OURS: tuple[str, ...] = ("kind", "scale", "allow", "decimals", "accept", "ranks", "minimum_rows", "maximum_rows")
OURS += ("indicator", "indicator_part", "replaces")
Row = dict[str, str]


@dataclass
class _Form:
    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    lists: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    faults: list[DefinitionFault] = field(default_factory=list)


def write_xlsform(
    questionnaire: QuestionnaireDefinition, *, network_languages: Sequence[str], language: str = ""
) -> list[SheetText]:
    """The three sheets of the form; `language` is the one in which it opens. Raises DefinitionFaults naming what
    XLSForm cannot say."""
    return _FormWriter(questionnaire, network_languages, language or questionnaire.languages[0]).sheets()


class _FormWriter:
    def __init__(self, questionnaire: QuestionnaireDefinition, network_languages: Sequence[str], language: str) -> None:
        self.first = language
        self.all, self.languages, self.form = questionnaire, questionnaire.languages, _Form()
        self.is_network = tuple(network_languages) == tuple(questionnaire.languages)
        known = {**questionnaire.row_question_by_code, **questionnaire.question_by_code}
        self.expressions = ExpressionWriter(known, is_xlsform=True)

    def sheets(self) -> list[SheetText]:
        for name, options in self.all.scales.items():
            self._add_list(name, options, is_scale=True)
        for number_, section in enumerate(self.all.sections):
            self._write_section(section, ("sections", number_))
        if self.form.faults:
            raise DefinitionFaults(self.form.faults)
        settings = self._settings()
        return [
            self._sheet("survey", self._survey_heads(), self.form.survey),
            self._sheet("choices", self._choice_heads(), self.form.choices),
            self._sheet("settings", list(settings), [settings]),
        ]

    def _write_section(self, section: Section, path: KeyPath) -> None:
        row = {"type": "begin_group", "name": section.code}
        self._texts(row, "label", section.title)
        self._texts(row, "wego::intro", section.intro or {})
        self.form.survey.append(row)
        for place, question in enumerate(section.questions):
            self._write_question(question, (*path, "questions", place))
        self.form.survey.append({"type": "end_group"})

    def _write_question(self, question: Question, path: KeyPath) -> None:
        row = self._shared(question, path)
        match question.kind:
            case Kind.REPEAT:
                self.form.survey.append({"type": "begin_repeat", **row})
                for place, inner in enumerate(question.questions):
                    self._write_question(inner, (*path, "questions", place))
                self.form.survey.append({"type": "end_repeat"})
                return
            case Kind.MATRIX:
                self._write_matrix(question, row, path)
                return
            case Kind.NUMBER:
                row["type"] = "decimal" if question.decimals else "integer"
                row["wego::decimals"] = str(question.decimals) if question.decimals else ""
            case Kind.YES_NO:
                list_name = self._add_list("yes_no", _yes_no_options(self.languages), is_scale=False)
                row |= {"type": f"select_one {list_name}", "wego::kind": "yes_no"}
            case Kind.CALCULATED:
                row |= {"type": "calculate", "wego::decimals": str(question.decimals) if question.decimals else ""}
                value = question.value
                assert value is not None
                row["calculation"] = self._said(lambda: self.expressions.value(value), (*path, "value"))
            case kind if kind in CHOICE_TYPES:
                row["type"] = f"{CHOICE_TYPES[kind]} {self._list_of(question, path)}"
                if question.scale:
                    row |= {"wego::kind": "scale", "wego::scale": question.scale}
            case kind:
                row["type"] = TYPES[kind]
        self.form.survey.append(row)

    def _write_matrix(self, question: Question, row: Row, path: KeyPath) -> None:
        list_name = self._list_of(question, path)
        required = row.pop("required", "")
        self.form.survey.append({"type": "begin_group", **row, "appearance": "table-list", "wego::kind": "matrix"})
        for line in question.rows:
            inner = {"type": f"select_one {list_name}", "name": f"{question.code}{MATRIX_SEPARATOR}{line.code}"}
            inner |= {"required": required, "wego::scale": question.scale or ""}
            self._texts(inner, "label", line.text)
            self.form.survey.append(inner)
        self.form.survey.append({"type": "end_group"})

    def _shared(self, question: Question, path: KeyPath) -> Row:
        row: Row = {"name": question.code}
        if MATRIX_SEPARATOR in question.code and question.kind is Kind.MATRIX:
            self._fault((*path, "code"), "XLSForm joins a matrix and its rows by '__'", "name the matrix without it")
        self._texts(row, "label", question.text)
        self._texts(row, "hint", question.hint)
        self._texts(row, "wego::why", question.why)
        self._texts(row, "wego::evidence", question.evidence)
        self._texts(row, "wego::unit", question.unit or {})
        if question.message:
            self._texts(row, "constraint_message", question.message)
        row["required"] = "yes" if question.is_required else ""
        if question.show_if is not None:
            condition = question.show_if
            row["relevant"] = self._said(lambda: self.expressions.condition(condition), (*path, "show_if"))
        row["constraint"] = limits(question)
        if question.message and not row["constraint"]:
            self._fault((*path, "message"), "XLSForm says a message only of a limit", "give a limit, or remove it")
        row["wego::allow"] = " ".join(question.allowed_specials)
        row["wego::indicator"] = question.indicator or ""
        row["wego::indicator_part"] = question.indicator_part if question.indicator_part != "value" else ""
        row["wego::replaces"] = question.replaces or ""
        row["wego::accept"] = " ".join(question.accept)
        row["wego::ranks"] = str(question.ranks or "")
        if question.kind is Kind.REPEAT:
            row["wego::minimum_rows"] = str(question.minimum_rows or "")
            row["wego::maximum_rows"] = str(question.maximum_rows)
        return {key: value for key, value in row.items() if value}

    def _list_of(self, question: Question, path: KeyPath) -> str:
        """The name of the question's list of choices: its scale, or one of its own."""
        if question.scale and not question.option_texts:
            return question.scale
        return self._add_list(question.code, question.options, is_scale=False)

    def _add_list(self, name: str, options: Sequence[Option], *, is_scale: bool) -> str:
        """Another list of the same name gets a number behind it."""
        wanted, tried, count = (tuple(options), is_scale), name, 2
        while tried in self.form.lists and self.form.lists[tried] != wanted:
            tried, count = f"{name}_{count}", count + 1
        if tried in self.form.lists:
            return tried
        self.form.lists[tried] = wanted
        for option in options:
            row = {"list_name": tried, "name": option.code}
            self._texts(row, "label", option.text)
            row["wego_value"] = "" if option.value is None else number(option.value)
            row["wego_exclusive"] = "yes" if option.is_exclusive else ""
            row["wego_scale"] = "yes" if is_scale else ""
            self.form.choices.append(row)
        return tried

    def _settings(self) -> Row:
        first = self.first
        settings = {
            "form_title": self.all.title[first],
            "form_id": self.all.code,
            "version": self.all.version,
            "default_language": f"{LANGUAGE_NAMES.get(first, first)} ({first})",
        }
        if not self.is_network:
            settings["wego::languages"] = " ".join(self.languages)
        self._texts(settings, "wego::title", self.all.title)
        self._texts(settings, "wego::note", self.all.note)
        return settings

    def _survey_heads(self) -> list[str]:
        heads = ["type", "name"]
        for base in TRANSLATED:
            heads += heads_of(base, self.languages)
        heads += PLAIN
        heads += heads_of("constraint_message", self.languages)
        for base in OURS_TRANSLATED:
            heads += heads_of(base, self.languages)
        return [*heads, *(f"wego::{key}" for key in OURS)]

    def _choice_heads(self) -> list[str]:
        ours = ["wego_value", "wego_exclusive", "wego_scale"]
        return ["list_name", "name", *heads_of("label", self.languages), *ours]

    def _sheet(self, title: str, heads: Sequence[str], rows: Sequence[Row]) -> SheetText:
        needed = ("type", "name", "list_name", *heads_of("label", self.languages))
        return sheet_text(title, heads, rows, needed=needed)

    def _texts(self, row: Row, base: str, texts: Texts) -> None:
        for language, text in texts.items():
            row[head_of(base, language)] = text

    def _said(self, write: Any, path: KeyPath) -> str:
        try:
            return str(write())
        except CannotSay as refusal:
            self._fault(
                path,
                say("XLSForm cannot say %(refusal)s", refusal=refusal),
                "keep it as YAML or as our workbook, or ask otherwise",
            )
            return ""

    def _fault(self, path: KeyPath, message: str, remedy: str) -> None:
        self.form.faults.append(DefinitionFault(path, "not_in_xlsform", message, remedy))


def _yes_no_options(languages: Sequence[str]) -> tuple[Option, ...]:
    texts: list[Mapping[str, str]] = [
        {language: YES_NO_TEXTS.get(language, YES_NO_TEXTS["en"])[place] for language in languages} for place in (0, 1)
    ]
    return (Option("yes", texts[0]), Option("no", texts[1]))
