"""What a file would change, cell by cell: new, changed, to confirm, removed, unchanged, refused, changed online."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wego.core import languages
from wego.core.plain_text import plain_value
from wego.engines import questions
from wego.engines.questions import AnswerFault, Kind, Question, check_answer, visible
from wego.engines.questions.answers import check_constraints
from wego.questionnaires.models import MOST_REMARK, Answer, Response
from wego.questionnaires.services.comparison import Base, GivenAnswer, SaveComparison, compare
from wego.questionnaires.spreadsheets.layout import is_in_cells, version_of
from wego.questionnaires.spreadsheets.reader import AnswerFile, FileCell, FileRow
from wego.questionnaires.spreadsheets.words import is_chosen, meant_by
from wego.questionnaires.wording import answer_text, fault_text, text_of

NEW, CHANGED, CONFIRMED, REMOVED, CONFLICT, ONLINE, UNCHANGED, REFUSED = (
    "new",
    "changed",
    "confirmed",
    "removed",
    "conflict",
    "online",
    "unchanged",
    "refused",
)
STATES: dict[str, str | Promise] = {
    CONFLICT: gettext_lazy("also changed online meanwhile"),
    NEW: pgettext_lazy("an answer in a file", "new"),
    CHANGED: pgettext_lazy("an answer in a file", "changed"),
    REMOVED: pgettext_lazy("an answer in a file", "removed"),
    CONFIRMED: gettext_lazy("carried over, to confirm"),
    REFUSED: pgettext_lazy("an answer in a file", "refused"),
    ONLINE: gettext_lazy("changed online meanwhile, kept"),
    UNCHANGED: pgettext_lazy("an answer in a file", "unchanged"),
}
OFFERED = (NEW, CHANGED, CONFIRMED, REMOVED, CONFLICT)
TICKED = (NEW, CHANGED)  # all else is decided one by one


@dataclass
class CellChange:
    """What a file says of one question, beside what is stored."""

    question: Question
    place: str
    state: str
    value: questions.Answer = None
    remark: str | None = None  # None where the file says nothing of it
    now: Answer | None = None
    reason: str = ""

    @property
    def text(self) -> str:
        return text_of(self.question.text)

    @property
    def said(self) -> str | Promise:
        return STATES[self.state]

    @property
    def is_offered(self) -> bool:
        return self.state in OFFERED

    @property
    def is_ticked(self) -> bool:
        return self.state in TICKED

    @property
    def words(self) -> str:
        return " · ".join(part for part in (answer_text(self.question, self.value), self.remark or "") if part)

    @property
    def words_now(self) -> str:
        if self.now is None:
            return answer_text(self.question, None)
        parts = (answer_text(self.question, self.now.value), self.now.remark)
        return " · ".join(part for part in parts if part)


@dataclass
class FilePreview:
    """All changes, the most doubtful first, and what was wrong with the file as a whole."""

    changes: list[CellChange] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def count(self, *states: str) -> int:
        return sum(change.state in states for change in self.changes)

    @property
    def shown(self) -> list[CellChange]:
        return [change for change in self.changes if change.state != UNCHANGED]

    @property
    def unchanged_count(self) -> int:
        return self.count(UNCHANGED)

    @property
    def has_offers(self) -> bool:
        return any(change.is_offered for change in self.changes)


def preview_of(response: Response, file: AnswerFile) -> FilePreview:
    """Compare a file with what is stored now, and with what was filled in when it was downloaded."""
    preview = FilePreview(notices=list(file.notices), faults=list(file.faults))
    own = _own_rows(response, file, preview)
    _tell_origin(response, own, preview)
    compared = compare(response, Base(0, {row.identity.question: row.identity.base for row in own}))
    by_question: dict[str, list[FileRow]] = {}
    for row in own:
        by_question.setdefault(row.identity.question, []).append(row)
    for code, rows in by_question.items():
        question = compared.definition.question_by_code.get(code)
        if question is None or not is_in_cells(question):
            preview.faults.append((rows[0].answer.place, _("This question is no longer in the questionnaire.")))
            continue
        preview.changes.append(_change(question, rows, compared))
    _refuse_what_does_not_fit(preview.changes, compared)
    order = list(STATES)
    places = {question.code: place for place, question in enumerate(compared.definition.questions)}
    preview.changes.sort(key=lambda change: (order.index(change.state), places[change.question.code]))
    return preview


def _own_rows(response: Response, file: AnswerFile, preview: FilePreview) -> list[FileRow]:
    """The rows of this response; others are refused, without a word about whose they are."""
    own = [row for row in file.rows if row.identity.response == response.pk]
    if others := [row for row in file.rows if row.identity.response != response.pk]:
        first, last = others[0].answer.place, others[-1].answer.place
        place = first if first == last else f"{first} – {last}"
        reason = _("These rows belong to another year or another organisation. Download the file for this one.")
        preview.faults.append((place, reason))
    return own


def _tell_origin(response: Response, rows: Iterable[FileRow], preview: FilePreview) -> None:
    spoken = {row.identity.language for row in rows}
    for language in sorted(spoken - {languages.current()}):
        if language in languages.codes():
            preview.notices.append(_("The file is in %(language)s.") % {"language": languages.name_of(language)})
    if any(row.identity.version != version_of(response) for row in rows):
        preview.notices.append(
            _("The file is from another version of the questionnaire; its rows were assigned by their codes.")
        )


def _change(question: Question, rows: list[FileRow], compared: SaveComparison) -> CellChange:
    code = question.code
    place = rows[0].answer.place
    now = compared.stored.get(code)
    try:
        value = value_in(question, rows, before=compared.shown.get(code, GivenAnswer()).value)
        remark = _remark_in(rows[0])
    except CellRefused as refusal:
        return CellChange(question, refusal.place, REFUSED, now=now, reason=refusal.reason)
    except AnswerFault as fault:
        return CellChange(question, place, REFUSED, now=now, reason=fault_text(fault, compared.definition))
    state = _state(code, value, remark, compared)
    return CellChange(question, place, state, value, remark, now)


def _state(code: str, value: questions.Answer, remark: str | None, compared: SaveComparison) -> str:
    shown, now = compared.shown.get(code, GivenAnswer()), compared.now(code)
    mine = (value, shown.remark if remark is None else remark)
    theirs = compared.colleagues_answer(code)
    is_offer = code in compared.offers and not (code in compared.stored and compared.stored[code].is_settled)
    if mine == (shown.value, shown.remark):
        if theirs:
            return ONLINE
        return CONFIRMED if is_offer and value is not None else UNCHANGED
    if mine == (now.value, now.remark):
        return UNCHANGED
    if theirs:
        return CONFLICT
    if value is None:
        return REMOVED if shown.value is not None else CHANGED
    return NEW if now.value is None and not is_offer else CHANGED


class CellRefused(Exception):
    """A cell cannot be an answer: where, and why."""

    def __init__(self, cell: FileCell, reason: str) -> None:
        self.place, self.reason = cell.place, reason
        super().__init__(f"{cell.place}: {reason}")


def value_in(question: Question, rows: list[FileRow], *, before: questions.Answer) -> questions.Answer:
    """What the rows of a question say, by the codes of question and options alone. Raises AnswerFault."""
    for row in rows:
        if row.answer.trouble:
            raise CellRefused(row.answer, row.answer.trouble)
    own = next((row for row in rows if not row.identity.option), None)
    said = meant_by(question, plain_value(own.answer.value)) if own else None
    if question.kind is not Kind.MULTIPLE:
        return check_answer(question, said)
    options = [row for row in rows if row.identity.option]
    chosen = _chosen(question, options)
    missing = {option.code for option in question.options} - {row.identity.option for row in options}
    if isinstance(before, list):  # what the file does not ask about stays as it is
        chosen += [code for code in before if code in missing]
    if own and said and chosen:
        raise CellRefused(own.answer, _("This and marked options exclude each other. Keep one."))
    return check_answer(question, said or chosen)


def _chosen(question: Question, rows: list[FileRow]) -> list[str]:
    chosen = []
    for row in rows:
        mark = is_chosen(row.answer.value)
        if mark is None:
            reason = _("“%(value)s” is not a mark. Enter x, or leave the cell empty.") % {"value": row.answer.value}
            raise CellRefused(row.answer, reason)
        if mark and row.identity.option not in question.option_by_code:
            raise CellRefused(row.answer, _("This option is no longer in the questionnaire."))
        if mark:
            chosen.append(row.identity.option)
    return chosen


def _remark_in(row: FileRow) -> str | None:
    if row.remark is None or row.identity.option:
        return None
    if row.remark.trouble:
        raise CellRefused(row.remark, row.remark.trouble)
    text = "" if row.remark.value is None else str(plain_value(str(row.remark.value))).replace("\r\n", "\n").strip()
    if len(text) > MOST_REMARK:
        reason = _("The remark has %(length)s characters; the maximum is %(maximum)s. Shorten it.")
        raise CellRefused(row.remark, reason % {"length": len(text), "maximum": MOST_REMARK})
    return text


def _refuse_what_does_not_fit(changes: list[CellChange], compared: SaveComparison) -> None:
    """What nobody is asked, as answers stand in the file; and what breaks a limit that another answer sets."""
    values = _values_after(changes, compared.effective)
    asked = visible(compared.definition, values)
    by_code = {change.question.code: change for change in changes if change.is_offered}
    for code, change in by_code.items():
        if code not in asked and change.value is not None:
            change.state, change.reason = REFUSED, _("Because of other answers, this question does not apply.")
    for fault in check_constraints(compared.definition, _values_after(changes, compared.effective)):
        for code in (fault.question, str(fault.params["other"])):
            if (found := by_code.get(code)) and found.state != REFUSED:
                found.state, found.reason = REFUSED, fault_text(fault, compared.definition)
                break


def _values_after(changes: Iterable[CellChange], before: Mapping[str, questions.Answer]) -> dict[str, questions.Answer]:
    given = {change.question.code: change.value for change in changes if change.is_offered}
    return {code: value for code, value in ({**before, **given}).items() if value is not None}


def payload_of(preview: FilePreview) -> dict[str, Any]:
    """What is kept of a preview until it is accepted: value, remark and the revision that stood beside it."""
    return {
        change.question.code: [change.value, change.remark, change.now.revision if change.now else 0]
        for change in preview.changes
        if change.is_offered
    }
