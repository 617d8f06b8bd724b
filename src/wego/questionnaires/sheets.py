"""A response laid out for its pages: sections with their progress, and each section as a form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict

from wego.accounts.models import User
from wego.core.files import UploadRefused
from wego.engines import questions
from wego.engines.crosswalks import CrosswalkDefinition
from wego.engines.questions import AnswerReader, Kind, Progress, Question, Section, calculations, visible
from wego.engines.questions.completeness import reader_of
from wego.engines.questions.conditions import (
    AllConditions,
    AnswerComparison,
    AnyCondition,
    Condition,
    Negation,
    ValueComparison,
    compare,
    compare_values,
    questions_read,
)
from wego.engines.questions.values import AnswerSource
from wego.questionnaires.crosswalk import NO_CROSSWALK, crosswalk_in_force
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.forms import SectionForm, asked_in, takes_document
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import Offer, answers_in_force, offers_for, values_of
from wego.questionnaires.services.answers import SaveReport, save_answers
from wego.questionnaires.wording import answer_text, text_of
from wego.records.models import Evidence
from wego.records.queries.evidence import usable_evidence


@dataclass(frozen=True)
class SectionLine:
    """A section in the list of sections."""

    section: Section
    number: int
    answered: int
    of: int
    offered: int

    @property
    def title(self) -> str:
        return text_of(self.section.title)

    @property
    def intro(self) -> str:
        return text_of(self.section.intro)

    @property
    def is_complete(self) -> bool:
        return self.answered == self.of


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with its answer, to be read."""

    question: Question
    answer: Answer | None
    is_unconfirmed: bool = False  # something is put forward here that nobody has confirmed
    calculated: questions.Answer = None  # what is calculated from other answers

    @property
    def text(self) -> str:
        return text_of(self.question.text)

    @property
    def is_answered(self) -> bool:
        return self.calculated is not None or (self.answer is not None and self.answer.value is not None)

    @property
    def words(self) -> str:
        if self.calculated is not None:
            return answer_text(self.question, self.calculated)
        name = self.answer.evidence.title if self.answer and self.answer.evidence else ""
        return answer_text(self.question, self.answer.value if self.answer else None, file_name=name)

    @property
    def remark(self) -> str:
        return self.answer.remark if self.answer else ""

    @property
    def file(self) -> Evidence | None:
        """The file that is the answer, or bears it out."""
        return self.answer.evidence if self.answer else None

    @property
    def evidence(self) -> Evidence | None:
        """What bears the answer out, where the answer is no file itself."""
        return self.file if self.question.kind is not Kind.FILE else None


@dataclass(frozen=True)
class AnswerSheet:
    """All that the pages of one response look at, read once."""

    response: Response
    definition: questions.QuestionnaireDefinition
    stored: Mapping[str, Answer]
    offers: Mapping[str, Offer]
    crosswalk: CrosswalkDefinition = NO_CROSSWALK
    reader: Any = None  # who answers: what that person may choose of the organisation's documents is offered

    @cached_property
    def documents(self) -> list[Evidence]:
        """What the reader may choose instead of uploading it again; asked for where a section takes files."""
        return list(usable_evidence(self.reader, self.response.organisation)) if self.reader else []

    @cached_property
    def values(self) -> dict[str, questions.Answer]:
        """What is answered: the bare values that are stored."""
        return values_of(self.stored.values())

    @cached_property
    def shown_values(self) -> dict[str, questions.Answer]:
        """What the forms show: stored answers, and offers where nothing is stored."""
        offered = {code: offer.value for code, offer in self.offers.items() if code in self.open_offers}
        return offered | self.values

    @cached_property
    def asked(self) -> set[str]:
        return visible(self.definition, self.shown_values)

    @cached_property
    def progress(self) -> Progress:
        """Over all sections, so that what is counted here and there is the same."""
        return Progress(sum(line.answered for line in self.lines), sum(line.of for line in self.lines))

    @cached_property
    def lines(self) -> list[SectionLine]:
        """The sections in which something is asked."""
        asked = self.asked | self._counting  # what only an offer opens is on the page, and counts once it is confirmed
        lines = []
        for number, section in enumerate(self.definition.sections, 1):
            here = [q.code for q in section.questions if q.is_answerable and q.code in asked]
            if any(q.code in asked for q in section.questions):
                answered = sum(self.values.get(code) is not None for code in here)
                offered = sum(code in self.asked and code in self.open_offers for code in here)
                lines.append(SectionLine(section, number, answered, len(here), offered))
        return lines

    @cached_property
    def open_offers(self) -> set[str]:
        """What is put forward and not confirmed yet."""
        return set(self.offers) - {code for code, answer in self.stored.items() if answer.is_settled}

    @cached_property
    def left_open(self) -> list[str]:
        """The questions that are asked now and have no answer, in their order."""
        return [
            q.code
            for q in self.definition.questions
            if q.is_answerable and q.code in self._counting and self.values.get(q.code) is None
        ]

    @cached_property
    def _counting(self) -> set[str]:
        """What is asked by what is stored alone: an offer that nobody confirmed opens nothing for good."""
        return visible(self.definition, self.values)

    @cached_property
    def calculated(self) -> dict[str, questions.Answer]:
        """What is worked out from the answers that are stored."""
        return calculations(self.definition, self.values)

    @property
    def unconfirmed(self) -> list[str]:
        """Of these, the ones that are filled in from before and wait for a tick."""
        return [code for code in self.left_open if code in self.open_offers]

    @property
    def note(self) -> str:
        """Whose questions these are."""
        return text_of(self.definition.note)

    @property
    def next_line(self) -> SectionLine | None:
        """The first section in which something is left to answer."""
        return next((line for line in self.lines if not line.is_complete), None)

    def line(self, code: str) -> SectionLine | None:
        return next((line for line in self.lines if line.section.code == code), None)

    def line_before(self, code: str) -> SectionLine | None:
        codes = [line.section.code for line in self.lines]
        place = codes.index(code) if code in codes else 0
        return self.lines[place - 1] if place else None

    def line_after(self, code: str) -> SectionLine | None:
        codes = [line.section.code for line in self.lines]
        place = codes.index(code) + 1 if code in codes else len(codes)
        return self.lines[place] if place < len(codes) else None

    def answers_by_section(self) -> list[tuple[SectionLine, list[AnsweredQuestion]]]:
        """Every question that is asked, with its answer in words."""
        return [
            (
                line,
                [
                    self._read_line(q)
                    for q in line.section.questions
                    if q.code in self.asked and q.kind is not Kind.NOTE
                ],
            )
            for line in self.lines
        ]

    def _read_line(self, question: Question) -> AnsweredQuestion:
        code = question.code
        return AnsweredQuestion(question, self.stored.get(code), code in self.open_offers, self.calculated.get(code))

    def answers_shown(
        self, file_url: Callable[[Evidence], str], section_url: Callable[[str], str] = str
    ) -> list[dict[str, Any]]:
        """Every section with its answers in words, for `questionnaires/flow/answers.html`; documents with the way to
        them."""
        return [
            {
                "title": line.title,
                "url": section_url(line.section.code),
                "answers": [{"line": one, "file_url": file_url(one.file) if one.file else ""} for one in answers],
            }
            for line, answers in self.answers_by_section()
        ]

    def form(
        self, section: Section, *, data: MultiValueDict | None = None, uploads: MultiValueDict | None = None
    ) -> SectionForm:
        """The section as it stands, or as it was sent. As it stands it also carries, out of sight, the questions that
        an answer on the same page can open: the page's script shows them; without it they come after saving."""
        conditions = self._conditions_within(section)
        waiting = {
            q.code for q in section.questions if q.is_answerable and q.code in conditions and q.code not in self.asked
        }
        if data is not None:
            sent = {q.code for q in asked_in(data, section)}
            said = {q.code for q in section.questions if not q.is_answerable and q.code in self.asked}
            shown, waiting = [q for q in section.questions if q.code in sent | said], set()
        else:
            shown = [q for q in section.questions if q.code in self.asked or q.code in waiting]
        return SectionForm(
            self.definition,
            section,
            shown=shown,
            revision=self.response.revision,
            stored=self.stored,
            offers=self.offers,
            data=data,
            uploads=uploads,
            waiting=waiting,
            conditions=conditions,
            calculated=self.calculated,
            documents=self.documents if any(takes_document(question) for question in shown) else (),
        )

    def _conditions_within(self, section: Section) -> dict[str, str]:
        """When a question that depends on an answer of its own section is asked, as the script reads it."""
        here = {question.code for question in section.questions}
        return {
            question.code: json.dumps(as_script(question.show_if, here, self._read))
            for question in section.questions
            if question.show_if is not None and not here.isdisjoint(questions_read(question.show_if))
        }

    @cached_property
    def _read(self) -> AnswerReader:
        return reader_of(self.definition, self.shown_values)


def as_script(condition: Condition, here: set[str], read: AnswerSource) -> dict[str, Any] | bool:
    """A condition as the page's script reads it; what it asks of other pages is settled already."""
    match condition:
        case AnyCondition():
            return {"any": [as_script(part, here, read) for part in condition.parts]}
        case AllConditions():
            return {"all": [as_script(part, here, read) for part in condition.parts]}
        case Negation():
            return {"not": as_script(condition.part, here, read)}
        case ValueComparison():  # worked out on the server, as it stands: it changes once the page is saved
            return compare_values(condition, read)
        case AnswerComparison(question=code) if code not in here:
            return compare(condition, read(code))
        case AnswerComparison(operand=operand):
            plain = float(operand) if isinstance(operand, Decimal) else operand
            return {"question": condition.question, condition.operator: plain}


def read_sheet(response: Response, reader: Any = None) -> AnswerSheet:
    """Read a response for its pages; for those on which `reader` answers."""
    crosswalk = crosswalk_in_force()
    stored, offers = answers_in_force(response), offers_for(response, crosswalk)
    definition = definition_of(response.questionnaire)
    return AnswerSheet(response, definition, stored, offers, crosswalk, reader)


@dataclass
class SaveOutcome:
    """What became of a section that was sent: the form to show again, or nothing left to say."""

    form: SectionForm
    report: SaveReport | None
    opened: list[str]
    unconfirmed: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.form.errors

    @property
    def saved_count(self) -> int:
        return len(self.report.saved) if self.report else 0


def save_section(
    sheet: AnswerSheet, section: Section, *, data: MultiValueDict, uploads: MultiValueDict, by: User, at: datetime
) -> SaveOutcome:
    """Save what is sound of a section that was sent. The rest stays in the form as it was typed, with its reason.

    `opened` are questions of the section that are asked now and were not before, `unconfirmed` those that were put
    forward and not ticked.
    """
    form = sheet.form(section, data=data, uploads=uploads)
    form.is_valid()
    if "revision" in form.errors:
        return SaveOutcome(form, None, [])
    sound = {code: value for code, value in form.answers.items() if code not in form.errors}
    try:
        report = save_answers(
            response_id=sheet.response.pk,
            given=sound,
            base_revision=form.cleaned_data["revision"],
            bases=form.bases,
            by=by,
            at=at,
            uploads={code: file for code, file in form.uploads.items() if code not in form.errors},
            remarks={code: remark for code, remark in form.remarks.items() if code not in form.errors},
            evidence={code: file for code, file in form.evidence.items() if code not in form.errors},
            attached={code: document for code, document in form.chosen.items() if code not in form.errors},
            removed=[code for code in form.removed if code not in form.errors],
        )
    except UploadRefused as refusal:  # the form has checked it; a limit was changed in between
        form.add_error(None, str(refusal))
        return SaveOutcome(form, None, [])
    form.report_faults(report.refused, report.conflicts, report.theirs, by=by)
    values = {code: value for code, value in report.values.items() if value is not None}
    asked = visible(sheet.definition, values)
    form.forget_hidden(asked)
    form.rebase(report.revision, report.saved)
    here = {entry.question.code for entry in form.entries}
    opened = [
        q.code for q in section.questions if q.is_answerable and q.code in asked - here and q.code not in report.values
    ]
    unticked = [entry.question.code for entry in form.entries if entry.is_offered]
    unconfirmed = [code for code in unticked if code in asked and code not in form.answers]
    return SaveOutcome(form, report, opened, unconfirmed)
