"""Writing a questionnaire as a workbook in our own layout: everything that the format says, in five sheets."""

from __future__ import annotations

from collections.abc import Sequence

from wego.engines.questions.definition import Option, Question, QuestionnaireDefinition, Section, Texts
from wego.engines.questions.kinds import Kind
from wego.engines.questions.normal_form import common_specials, takes_common_specials
from wego.engines.questions.workbooks.expression_writer import ExpressionWriter, number
from wego.engines.questions.workbooks.tables import SheetText, head_of, heads_of, sheet_text

QUESTION_TEXTS = ("text", "why", "hint", "evidence", "unit", "message")
PLAIN_BEFORE = ("section", "within", "code", "kind")
PLAIN_AFTER: tuple[str, ...] = (
    "required",
    "allow",
    "show_if",
    "value",
    "scale",
    "options",
    "minimum",
    "maximum",
    "decimals",
)
PLAIN_AFTER += ("earliest", "latest", "max_length", "constraints", "ranks", "accept", "minimum_rows", "maximum_rows")
PLAIN_AFTER += ("indicator", "indicator_part", "replaces")
NOTHING = "none"  # in `allow`: this question offers neither, whatever the questionnaire offers
Row = dict[str, str]


def write_form_workbook(questionnaire: QuestionnaireDefinition, *, network_languages: Sequence[str]) -> list[SheetText]:
    """The sheets `questionnaire`, `sections`, `questions`, `options` and `rows`."""
    return _WorkbookWriter(questionnaire, network_languages).sheets()


class _WorkbookWriter:
    def __init__(self, questionnaire: QuestionnaireDefinition, network_languages: Sequence[str]) -> None:
        self.all, self.languages = questionnaire, questionnaire.languages
        self.is_network = tuple(network_languages) == tuple(questionnaire.languages)
        known = {**questionnaire.row_question_by_code, **questionnaire.question_by_code}
        self.expressions = ExpressionWriter(known, is_xlsform=False)
        self.allow = common_specials(questionnaire)
        self.questions: list[Row] = []
        self.options: list[Row] = []
        self.rows: list[Row] = []
        self.lists: dict[str, tuple[tuple[Option, ...], bool]] = {}

    def sheets(self) -> list[SheetText]:
        for name, options in self.all.scales.items():
            self._add_list(name, options, is_scale=True)
        sections = [self._section(section) for section in self.all.sections]
        whole: Row = {"code": self.all.code, "version": self.all.version, "allow": " ".join(self.allow)}
        if not self.is_network:
            whole["languages"] = " ".join(self.languages)
        self._texts(whole, "title", self.all.title)
        self._texts(whole, "note", self.all.note)
        of = self.languages
        heads = [*PLAIN_BEFORE, *(head for base in QUESTION_TEXTS for head in heads_of(base, of)), *PLAIN_AFTER]
        sheets = [
            (
                "questionnaire",
                ["code", "version", *heads_of("title", of), *heads_of("note", of), "allow", "languages"],
                [whole],
            ),
            ("sections", ["code", *heads_of("title", of), *heads_of("intro", of)], sections),
            ("questions", heads, self.questions),
            ("options", ["list", "code", *heads_of("text", of), "value", "exclusive", "scale"], self.options),
            ("rows", ["matrix", "code", *heads_of("text", of)], self.rows),
        ]
        needed = ("code", "version", "section", "kind", "list", "matrix", *heads_of("text", of), *heads_of("title", of))
        return [sheet_text(title, columns, rows, needed=needed) for title, columns, rows in sheets if rows]

    def _section(self, section: Section) -> Row:
        row: Row = {"code": section.code}
        self._texts(row, "title", section.title)
        self._texts(row, "intro", section.intro or {})
        for question in section.questions:
            self._question(question, {"section": section.code})
            for inner in question.questions:
                self._question(inner, {"section": section.code, "within": question.code})
        return row

    def _question(self, question: Question, place: Row) -> None:
        row: Row = {**place, "code": question.code, "kind": str(question.kind)}
        for base in QUESTION_TEXTS:
            self._texts(row, base, getattr(question, base) or {})
        row["required"] = "yes" if question.is_required else ""
        default = self.allow if takes_common_specials(question) and question.repeat is None else ()
        if question.allowed_specials != default:
            row["allow"] = " ".join(question.allowed_specials) or NOTHING
        if question.show_if is not None:
            row["show_if"] = self.expressions.condition(question.show_if)
        if question.value is not None:
            row["value"] = self.expressions.value(question.value)
        row["scale"] = question.scale or ""
        if question.options and (question.option_texts or not question.scale):
            row["options"] = self._add_list(question.code, question.options, is_scale=False)
        row["minimum"] = "" if question.minimum is None else number(question.minimum)
        row["maximum"] = "" if question.maximum is None else number(question.maximum)
        row["decimals"] = str(question.decimals or "")
        row["earliest"] = question.earliest.isoformat() if question.earliest else ""
        row["latest"] = question.latest.isoformat() if question.latest else ""
        is_long = question.kind is Kind.TEXT and question.max_length != 2000
        row["max_length"] = str(question.max_length) if is_long else ""
        row["constraints"] = ", ".join(f"{one.relation} {one.other}" for one in question.constraints)
        row["ranks"] = str(question.ranks or "")
        row["accept"] = " ".join(question.accept)
        if question.kind is Kind.REPEAT:
            row |= {"minimum_rows": str(question.minimum_rows or ""), "maximum_rows": str(question.maximum_rows)}
        row["indicator"] = question.indicator or ""
        row["indicator_part"] = question.indicator_part if question.indicator_part != "value" else ""
        row["replaces"] = question.replaces or ""
        self.questions.append(row)
        for line in question.rows:
            inner: Row = {"matrix": question.code, "code": line.code}
            self._texts(inner, "text", line.text)
            self.rows.append(inner)

    def _add_list(self, name: str, options: tuple[Option, ...], *, is_scale: bool) -> str:
        """Another list of the same name gets a number behind it."""
        tried, count = name, 2
        while tried in self.lists and self.lists[tried] != (options, is_scale):
            tried, count = f"{name}_{count}", count + 1
        if tried in self.lists:
            return tried
        self.lists[tried] = (options, is_scale)
        for option in options:
            row: Row = {"list": tried, "code": option.code, "scale": "yes" if is_scale else ""}
            row["value"] = "" if option.value is None else number(option.value)
            row["exclusive"] = "yes" if option.is_exclusive else ""
            self._texts(row, "text", option.text)
            self.options.append(row)
        return tried

    def _texts(self, row: Row, base: str, texts: Texts) -> None:
        for language, text in texts.items():
            row[head_of(base, language)] = text
