"""A questionnaire as a blank form for the meeting room: what is asked, with lines and boxes, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wego.engines.questions.conditions import AllConditions, AnswerComparison, AnyCondition, Condition, Negation
from wego.engines.questions.definition import Question, QuestionnaireDefinition, Texts
from wego.engines.questions.kinds import DONT_KNOW, NOT_APPLICABLE, Kind
from wego.engines.questions.normal_form import simplified

# What the form says itself; a questionnaire in another language gets English.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "required": "required",
        "why": "Why this is asked",
        "evidence": "Evidence",
        "only_if": "Only if",
        "earlier": "an earlier answer makes it necessary",
        "answered": "is answered",
        "yes": "Yes",
        "no": "No",
        DONT_KNOW: "I don't know",
        NOT_APPLICABLE: "Does not apply to us",
        "one": "Choose one.",
        "many": "Choose all that apply.",
        "rank": "Write 1 beside the first, 2 beside the second, and so on.",
        "date": "Year, month, day",
        "file": "Attach a document.",
        "row": "Row",
        "calculated": "Worked out from the other answers.",
        "or": "or",
        "and": "and",
        "version": "Version",
    },
    "ko": {
        "required": "필수",
        "why": "질문 이유",
        "evidence": "증빙 자료",
        "only_if": "다음의 경우에만",
        "earlier": "앞의 답변에 따라 필요한 경우",
        "answered": "답변함",
        "yes": "예",
        "no": "아니요",
        DONT_KNOW: "모름",
        NOT_APPLICABLE: "해당 없음",
        "one": "하나를 선택하십시오.",
        "many": "해당하는 것을 모두 선택하십시오.",
        "rank": "첫째는 1, 둘째는 2와 같이 순위를 적으십시오.",
        "date": "년, 월, 일",
        "file": "문서를 첨부하십시오.",
        "row": "행",
        "calculated": "다른 답변에서 계산됩니다.",
        "or": "또는",
        "and": "그리고",
        "version": "버전",
    },
    "zh-hans": {
        "required": "必填",
        "why": "提问原因",
        "evidence": "证明材料",
        "only_if": "仅在以下情况填写",
        "earlier": "根据前面的回答需要填写时",
        "answered": "已填写",
        "yes": "是",
        "no": "否",
        DONT_KNOW: "不知道",
        NOT_APPLICABLE: "不适用",
        "one": "请选择一项。",
        "many": "请选择所有适用项。",
        "rank": "请在第一位旁写1，第二位旁写2，以此类推。",
        "date": "年、月、日",
        "file": "请附上文件。",
        "row": "行",
        "calculated": "根据其他回答计算得出。",
        "or": "或",
        "and": "且",
        "version": "版本",
    },
}


@dataclass(frozen=True)
class BlankQuestion:
    """One question on paper. `boxes` are ticked or numbered; `lines` are written on; `table` has a head and rows."""

    number: str
    text: str
    is_required: bool = False
    only_if: str = ""
    why: str = ""
    hint: str = ""
    evidence: str = ""
    instruction: str = ""
    boxes: tuple[str, ...] = ()
    lines: int = 0
    unit: str = ""
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class BlankSection:
    title: str
    intro: str
    questions: tuple[BlankQuestion, ...]


@dataclass(frozen=True)
class BlankForm:
    """The whole form in one language."""

    language: str
    title: str
    note: str
    version: str
    sections: tuple[BlankSection, ...]
    words: Mapping[str, str] = field(default_factory=dict)


def blank_form(questionnaire: QuestionnaireDefinition, language: str) -> BlankForm:
    """The questionnaire in one of its languages, every question with its number."""
    return _Writer(questionnaire, language).form()


class _Writer:
    def __init__(self, questionnaire: QuestionnaireDefinition, language: str) -> None:
        self.all, self.language = questionnaire, language
        self.words = WORDS.get(language, WORDS["en"])
        self.known = {**questionnaire.row_question_by_code, **questionnaire.question_by_code}
        asked = [question for question in questionnaire.questions if question.kind is not Kind.NOTE]
        self.numbers = {question.code: str(number) for number, question in enumerate(asked, 1)}

    def form(self) -> BlankForm:
        sections = tuple(
            BlankSection(self._say(one.title), self._say(one.intro), tuple(map(self._question, one.questions)))
            for one in self.all.sections
        )
        version = f"{self.words['version']} {self.all.version}"
        note = self._say(self.all.note)
        return BlankForm(self.language, self._say(self.all.title), note, version, sections, self.words)

    def _question(self, question: Question) -> BlankQuestion:
        boxes, table = self._boxes(question), self._table(question)
        instructions = {
            Kind.SINGLE: "one",
            Kind.SCALE: "one",
            Kind.MULTIPLE: "many",
            Kind.RANKING: "rank",
            Kind.MATRIX: "one",
            Kind.DATE: "date",
            Kind.FILE: "file",
            Kind.CALCULATED: "calculated",
        }
        lines = {Kind.NUMBER: 1, Kind.DATE: 1, Kind.TEXT: 1 if question.max_length <= 200 else 5}
        return BlankQuestion(
            number=self.numbers.get(question.code, ""),
            text=self._say(question.text),
            is_required=question.is_required,
            only_if=self._only_if(question.show_if),
            why=self._say(question.why),
            hint=self._say(question.hint),
            evidence=self._say(question.evidence),
            instruction=self.words[instructions[question.kind]] if question.kind in instructions else "",
            boxes=boxes,
            lines=lines.get(question.kind, 0),
            unit=self._say(question.unit),
            table=table,
        )

    def _boxes(self, question: Question) -> tuple[str, ...]:
        own: list[str] = []
        if question.kind is Kind.YES_NO:
            own = [self.words["yes"], self.words["no"]]
        elif question.kind is not Kind.MATRIX:
            own = [self._say(option.text) for option in question.options]
        return (*own, *(self.words[special] for special in question.allowed_specials))

    def _table(self, question: Question) -> tuple[tuple[str, ...], ...]:
        """The rows of a matrix with a box for each option; some empty rows of a repeated group."""
        if question.kind is Kind.MATRIX:
            head = ("", *(self._say(option.text) for option in question.options))
            return (head, *((self._say(row.text), *("☐" for _option in question.options)) for row in question.rows))
        if question.kind is Kind.REPEAT:
            inner = [one for one in question.questions if one.is_answerable]
            units = [self._say(one.unit) for one in inner]
            heads = [
                self._say(one.text) + (f" ({unit})" if unit else "") for one, unit in zip(inner, units, strict=True)
            ]
            count = min(question.maximum_rows, max(question.minimum_rows, 5))
            return (("", *heads), *((str(number), *("" for _one in inner)) for number in range(1, count + 1)))
        return ()

    def _only_if(self, condition: Condition | None) -> str:
        if condition is None:
            return ""
        said = self._said(simplified(condition, self.known))
        return f"{self.words['only_if']}: {said or self.words['earlier']}"

    def _said(self, condition: Condition) -> str:
        """A condition in words; nothing where it takes more than a line to say."""
        match condition:
            case AllConditions(parts=parts) | AnyCondition(parts=parts):
                said = [self._said(part) for part in parts]
                word = self.words["and" if isinstance(condition, AllConditions) else "or"]
                return f" {word} ".join(said) if all(said) and len(said) <= 3 else ""
            case AnswerComparison():
                return self._compared(condition)
            case Negation():
                return ""
        return ""

    def _compared(self, condition: AnswerComparison) -> str:
        question, operand = self.known[condition.question], condition.operand
        number = self.numbers.get(condition.question)
        if number is None:
            return ""
        if condition.operator == "answered":
            return f"{number} {self.words['answered']}" if operand else ""
        if isinstance(operand, bool):
            return f"{number} = {self.words['yes' if operand else 'no']}"
        if question.options:
            codes = self._codes(condition, question)
            words = f" {self.words['or']} ".join(
                f"“{self._say(option.text)}”" for option in question.options if option.code in codes
            )
            return f"{number} = {words}"
        sign = {"equals": "=", "at_least": "≥", "at_most": "≤"}[condition.operator]
        return f"{number} {sign} {operand}"

    @staticmethod
    def _codes(condition: AnswerComparison, question: Question) -> set[str]:
        operand = condition.operand
        if isinstance(operand, str):
            return {operand}
        if isinstance(operand, tuple):
            return set(operand)
        valued = [(option.code, option.value) for option in question.options if option.value is not None]
        at_least = condition.operator == "at_least"
        return {code for code, value in valued if (value >= operand if at_least else value <= operand)}

    def _say(self, texts: Texts | None) -> str:
        return texts.get(self.language, "") if texts else ""
