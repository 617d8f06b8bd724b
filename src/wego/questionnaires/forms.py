"""One section of a questionnaire as a form, made from its definition."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core.files import MEDIA_TYPES, UploadRefused, check_upload
from wego.core.form_fields import DayInput, DecimalInput, TelephoneInput, WholeNumberInput
from wego.core.forms import ONE_LINE
from wego.core.numbers import plain_number
from wego.engines import questions
from wego.engines.questions import SPECIAL_ANSWERS, AnswerFault, Kind, Question, Section, check_answer, is_special
from wego.questionnaires.models import MOST_REMARK, Answer
from wego.questionnaires.part_widgets import MatrixWidget, RankingField, RankingWidget, RepeatWidget
from wego.questionnaires.queries import Offer
from wego.questionnaires.services.answers import is_of_kind
from wego.questionnaires.wording import NO_ANSWER, answer_text, fault_text, special_text, text_of, unit_text
from wego.records.models import Evidence

SPECIAL_SUFFIX = "-special"
REMOVE_SUFFIX = "-remove"
CONFIRM_SUFFIX = "-confirm"
REMARK_SUFFIX = "-remark"
EVIDENCE_SUFFIX = "-evidence"
DOCUMENT_SUFFIX = "-document"  # chosen among the organisation's, instead of a file
DOCUMENT_LIST = "own-documents"
BASE_SUFFIX = "-base"  # the revision of the answer that the form shows, 0 where there is none
CHOICE_SUFFIX = "-choice"
MINE, THEIRS = "mine", "theirs"
WITHDRAWN = ""
# Kinds whose answers are a choice: "I don't know" is one more choice. The others get it as a box beside the field.
CHOICES = (Kind.SINGLE, Kind.SCALE, Kind.YES_NO, Kind.MULTIPLE)
PARTS = (Kind.RANKING, Kind.MATRIX, Kind.REPEAT)
# How a line of text is typed, by the last word of the question's code.
LINES: dict[str, forms.Widget] = {
    "phone": TelephoneInput(),
    "email": forms.TextInput({"inputmode": "email", "autocomplete": "email", "spellcheck": "false"}),
    "website": forms.TextInput({"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
}


@dataclass
class QuestionEntry:
    """One question on the page: what it asks and what is known of its answer."""

    question: Question
    number: int
    form: SectionForm
    offer: Offer | None
    stored: Answer | None
    file: Evidence | None
    is_waiting: bool = False  # hidden until an answer on the same page opens it
    condition: str = ""  # when it is asked, for the page's script
    conflict: Answer | None = None
    is_own_conflict: bool = False  # saved by the same person, in another tab or on another device
    replaced_by: Answer | None = None  # what a colleague saved meanwhile where nothing was changed here
    open_comments: int = 0
    file_url: str = ""
    history_url: str = ""

    @property
    def field(self) -> forms.BoundField:
        return self.form[self.question.code]

    @property
    def special_field(self) -> forms.BoundField | None:
        return self._beside(SPECIAL_SUFFIX)

    @property
    def remove_field(self) -> forms.BoundField | None:
        return self._beside(REMOVE_SUFFIX)

    @property
    def confirm_field(self) -> forms.BoundField | None:
        return self._beside(CONFIRM_SUFFIX)

    @property
    def remark_field(self) -> forms.BoundField | None:
        return self._beside(REMARK_SUFFIX)

    @property
    def evidence_field(self) -> forms.BoundField | None:
        return self._beside(EVIDENCE_SUFFIX)

    @property
    def document_field(self) -> forms.BoundField | None:
        return self._beside(DOCUMENT_SUFFIX)

    @property
    def base_field(self) -> forms.BoundField | None:
        return self._beside(BASE_SUFFIX)

    def _beside(self, suffix: str) -> forms.BoundField | None:
        name = self.question.code + suffix
        return self.form[name] if name in self.form.fields else None

    @property
    def is_file(self) -> bool:
        """The answer itself is a file."""
        return self.question.kind is Kind.FILE

    @property
    def has_more(self) -> bool:
        """Evidence or a remark stands beside the answer, or was just typed."""
        remark = self.remark_field
        return bool((self.file and not self.is_file) or (remark and remark.value()))

    @property
    def text(self) -> str:
        return text_of(self.question.text)

    @property
    def hint(self) -> str:
        return text_of(self.question.hint)

    @property
    def has_parts(self) -> bool:
        """The answer has fields of its own for each of its parts."""
        return self.question.kind in PARTS

    @property
    def why(self) -> str:
        return text_of(self.question.why)

    @property
    def evidence(self) -> str:
        return text_of(self.question.evidence)

    @property
    def unit(self) -> str:
        return unit_text(self.question)

    @property
    def endings(self) -> str:
        return ", ".join((self.is_file and self.question.accept) or MEDIA_TYPES).upper()

    @property
    def described_by(self) -> str:
        """What a reader of the page is told with the question."""
        ids = [self.field.auto_id + "_error"] if self.field.errors else []
        return " ".join([*ids, self.field.auto_id + "_offer"] if self.is_offered else ids)

    @property
    def option_values(self) -> str:
        """The places of options on their scale, for the page's script."""
        values = {option.code: float(option.value) for option in self.question.options if option.value is not None}
        return json.dumps(values) if values else ""

    @property
    def is_choice(self) -> bool:
        return self.question.kind in CHOICES

    @property
    def is_offered(self) -> bool:
        """Something is put forward here that nobody has confirmed yet."""
        return self.offer is not None and (self.stored is None or not self.stored.is_settled)

    @property
    def colleagues_words(self) -> str:
        """What a colleague, or the same person elsewhere, saved meanwhile."""
        other = self.conflict or self.replaced_by
        if other is None:
            return ""
        name = other.evidence.title if other.evidence else ""
        return self._in_words(other.value, other.remark, name)

    @property
    def own_words(self) -> str:
        """What was typed here, to be read beside it."""
        form, code = self.form, self.question.code
        return self._in_words(form.answers.get(code), form.remarks.get(code, ""), self.unsaved_file)

    @property
    def unsaved_file(self) -> str:
        """The name of a file that was sent and not kept: it has to be chosen again."""
        sent = self.form.uploads.get(self.question.code) or self.form.evidence.get(self.question.code)
        return (sent.name or "") if sent else ""

    def _in_words(self, value: questions.Answer, remark: str, file_name: str) -> str:
        words = (file_name if self.is_file else "") or answer_text(self.question, value, file_name=file_name)
        beside = [remark, "" if self.is_file else file_name]
        return " · ".join([words if words != NO_ANSWER else _("no answer"), *(part for part in beside if part)])


@dataclass(frozen=True)
class SaidPart:
    """What stands between the questions: a note, or a value that is worked out from the answers."""

    question: Question
    value: questions.Answer = None
    is_said: bool = True

    @property
    def is_calculated(self) -> bool:
        return self.question.kind is Kind.CALCULATED

    @property
    def text(self) -> str:
        return text_of(self.question.text)

    @property
    def hint(self) -> str:
        return text_of(self.question.hint)

    @property
    def words(self) -> str:
        return answer_text(self.question, self.value)


class SectionForm(forms.Form):
    """The questions of a section that are asked now, filled with what is stored, else with what is offered.

    `revision` is the response's when the form was shown, and each question carries the revision of its own answer;
    `asked` names the questions on it, so that a box left empty can be told from a question that was not there.
    `offered` names those that were put forward with a tick of their own: untouched and without the tick, they stay
    open.
    """

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    required_css_class = "required"

    def __init__(
        self,
        definition: questions.QuestionnaireDefinition,
        section: Section,
        *,
        shown: Sequence[Question],
        revision: int,
        stored: Mapping[str, Answer],
        offers: Mapping[str, Offer],
        data: MultiValueDict | None = None,
        uploads: MultiValueDict | None = None,
        waiting: Collection[str] = (),
        conditions: Mapping[str, str] | None = None,
        calculated: Mapping[str, questions.Answer] | None = None,
        documents: Sequence[Evidence] = (),
    ) -> None:
        super().__init__(data, uploads, initial={"revision": revision}, prefix=None, auto_id="id-%s")
        self.definition, self.section = definition, section
        self.answers: dict[str, questions.Answer] = {}
        self.remarks: dict[str, str] = {}
        self.uploads: dict[str, UploadedFile] = {}
        self.evidence: dict[str, UploadedFile] = {}
        self.chosen: dict[str, Evidence] = {}
        self.documents = _by_title(documents)
        self.removed: set[str] = set()
        self.entries: list[QuestionEntry] = []
        self.parts: list[QuestionEntry | SaidPart] = []  # the entries, and what is said between them
        number = 1
        for question in shown:
            if not question.is_answerable:
                self.parts.append(SaidPart(question, (calculated or {}).get(question.code)))
                continue
            offer, answer = offers.get(question.code), stored.get(question.code)
            source = answer or offer
            file = source.evidence if source else None
            entry = QuestionEntry(question, number, self, offer, answer, file)
            value = offer.value if offer and entry.is_offered else answer.value if answer else None
            entry.is_waiting = question.code in waiting
            entry.condition = (conditions or {}).get(question.code, "")
            number += not entry.is_waiting  # those still hidden take no number, so that none is left out
            self.entries.append(entry)
            self.parts.append(entry)
            base = forms.Field(required=False, initial=answer.revision if answer else 0, widget=forms.HiddenInput)
            self.fields[question.code + BASE_SUFFIX] = base
            self._add_question(question, value, file)
            if entry.is_offered:
                self.fields[question.code + CONFIRM_SUFFIX] = forms.BooleanField(required=False, label=_("Still true"))
            self._add_document(question)
            if question.evidence or question.indicator:
                self._add_support(question, source.remark if source else "")

    def _add_question(self, question: Question, value: questions.Answer, file: Evidence | None) -> None:
        special = value if is_special(value) and value in question.allowed_specials else None
        field_class = RankingField if question.kind is Kind.RANKING else forms.Field
        field = field_class(required=False, label=text_of(question.text), widget=_widget(question, value))
        field.initial = _initial(question, value)
        self.fields[question.code] = field
        if question.kind not in CHOICES and question.allowed_specials:
            self.fields[question.code + SPECIAL_SUFFIX] = forms.Field(
                required=False,
                label=_("Or"),
                widget=forms.CheckboxSelectMultiple(choices=_specials(question)),
                initial=[special] if special else [],
            )
        if file is not None:
            self.fields[question.code + REMOVE_SUFFIX] = forms.BooleanField(
                required=False, label=_("Remove this file from the answer")
            )

    def _add_document(self, question: Question) -> None:
        """A document that was given before, chosen by its title."""
        if self.documents and takes_document(question):
            self.fields[question.code + DOCUMENT_SUFFIX] = forms.CharField(
                required=False,
                max_length=250,
                label=_("Or choose one of your documents"),
                widget=forms.TextInput({"list": DOCUMENT_LIST, "autocomplete": "off"}),
            )

    def _add_support(self, question: Question, remark: str) -> None:
        """What bears an answer out: a file, where the answer is none itself, and a remark."""
        if question.takes_evidence:
            self.fields[question.code + EVIDENCE_SUFFIX] = forms.Field(
                required=False,
                label=_("Evidence"),
                widget=forms.FileInput({"accept": ",".join(f".{ending}" for ending in MEDIA_TYPES)}),
            )
        self.fields[question.code + REMARK_SUFFIX] = forms.CharField(
            required=False,
            max_length=MOST_REMARK,
            initial=remark,
            label=_("Remark"),
            widget=forms.Textarea({"rows": 2}),
        )

    def clean(self) -> dict[str, Any]:
        """Every answer through the engine; a refusal stands at its question, in the page's language."""
        data = super().clean() or self.cleaned_data
        for entry in self.entries:
            question = entry.question
            if self._keeps_theirs(entry):
                continue
            try:
                if question.kind is Kind.FILE:
                    self._clean_file(entry)
                else:
                    self.answers[question.code] = check_answer(question, self._raw(question))
                self._clean_support(entry)
                self._leave_unconfirmed(entry)
                self._check_choice(entry)
            except AnswerFault as fault:
                self.add_error(question.code, fault_text(fault, self.definition))
            except (UploadRefused, _TwoAnswers) as refusal:
                self.add_error(question.code, str(refusal))
        return data

    def _choice(self, code: str) -> str | None:
        """What was chosen where two answers stood beside each other; None where they did not."""
        data = cast(QueryDict, self.data)
        return data.get(code + CHOICE_SUFFIX, "") if code in data.getlist("choosing") else None

    def _keeps_theirs(self, entry: QuestionEntry) -> bool:
        """The other answer was chosen: what is typed here counts no more."""
        code = entry.question.code
        if self._choice(code) != THEIRS:
            return False
        for name in (code, code + REMARK_SUFFIX):
            self.errors.pop(name, None)
        return True

    def _check_choice(self, entry: QuestionEntry) -> None:
        code = entry.question.code
        match self._choice(code):
            case None:
                return
            case choice if choice != MINE:
                entry.conflict = entry.stored
                raise _TwoAnswers(_("Choose which of the two answers to keep."))
        is_new = code in self.uploads or code in self.chosen
        nothing_sent = not is_new and entry.file and self.answers.get(code) == str(entry.file.pk)
        if entry.is_file and nothing_sent:
            entry.conflict = entry.stored
            raise _TwoAnswers(_("Choose your file again, or keep the other one."))

    def _leave_unconfirmed(self, entry: QuestionEntry) -> None:
        """What was put forward with a tick of its own is an answer once it is ticked, or changed."""
        code = entry.question.code
        if entry.offer is None or not entry.is_offered or code not in cast(QueryDict, self.data).getlist("offered"):
            return
        is_ticked = self.cleaned_data.get(code + CONFIRM_SUFFIX)
        if is_ticked and code in self.answers and self.answers[code] is None:
            raise _TwoAnswers(_("“Still true” is ticked, but the answer was removed. Keep one of the two."))
        if not is_ticked and self.answers.get(code) == entry.offer.value:
            del self.answers[code]

    def _raw(self, question: Question) -> object:
        """What was typed, or the "don't know" that was ticked beside it."""
        raw = self.cleaned_data.get(question.code)
        ticked = raw if question.kind is Kind.MULTIPLE else self.cleaned_data.get(question.code + SPECIAL_SUFFIX)
        specials = [code for code in ticked or [] if code in question.allowed_specials]
        values = [code for code in raw or [] if code not in SPECIAL_ANSWERS] if isinstance(raw, list) else raw
        if specials and (values or len(specials) > 1):
            raise _TwoAnswers(
                _("Enter an answer or “%(special)s”, not both.") % {"special": special_text(specials[0], question)}
            )
        if specials:
            return specials[0]
        return plain_number(values) if question.kind is Kind.NUMBER and isinstance(values, str) else values

    def _clean_support(self, entry: QuestionEntry) -> None:
        """The remark and the evidence beside an answer; what the form did not hold is not touched."""
        code = entry.question.code
        remark, upload = code + REMARK_SUFFIX, self.cleaned_data.get(code + EVIDENCE_SUFFIX)
        if entry.remark_field and remark in self.errors:
            for text in self.errors[remark]:
                self.add_error(code, text)
        elif entry.remark_field and remark in self.data:
            self.remarks[code] = self.cleaned_data[remark]
        chosen = None if entry.is_file else self._chosen(entry, is_uploaded=isinstance(upload, UploadedFile))
        if chosen is not None:
            self.chosen[code] = chosen
        elif entry.evidence_field and isinstance(upload, UploadedFile):
            check_upload(upload)
            self.evidence[code] = upload
        elif entry.evidence_field and self.cleaned_data.get(code + REMOVE_SUFFIX):
            self.removed.add(code)

    def _clean_file(self, entry: QuestionEntry) -> None:
        code = entry.question.code
        upload = self.cleaned_data.get(code)
        chosen = self._chosen(entry, is_uploaded=isinstance(upload, UploadedFile))
        if chosen is not None:
            self.chosen[code] = chosen
        elif isinstance(upload, UploadedFile):
            check_upload(upload, entry.question.accept)
            self.uploads[code] = upload
        elif entry.remove_field and self.cleaned_data.get(code + REMOVE_SUFFIX):
            self.answers[code] = None
        elif entry.file:
            self.answers[code] = str(entry.file.pk)
        else:
            self.answers[code] = self._raw(entry.question)  # type: ignore[assignment]  # "don't know", or nothing

    def _chosen(self, entry: QuestionEntry, *, is_uploaded: bool) -> Evidence | None:
        """The document that was named, if it is one of those that may be."""
        title = str(self.cleaned_data.get(entry.question.code + DOCUMENT_SUFFIX) or "").strip()
        if not title or entry.document_field is None:
            return None
        if is_uploaded:
            raise _TwoAnswers(_("Upload a file or choose one of your documents, not both."))
        chosen = self.documents.get(title)
        if chosen is None:
            raise _TwoAnswers(_("Choose one of the documents in the list, or upload the file."))
        if entry.is_file and not is_of_kind(chosen, entry.question):
            raise _TwoAnswers(
                _("This question takes %(endings)s; the document is of another type.") % {"endings": entry.endings}
            )
        return chosen

    def report_faults(
        self,
        refused: Mapping[str, AnswerFault],
        conflicts: Mapping[str, Answer],
        theirs: Mapping[str, Answer],
        *,
        by: User,
    ) -> None:
        """Show what the service held back beside the questions; `by` is whose answers were sent."""
        for entry in self.entries:
            code = entry.question.code
            if code in refused:
                self.add_error(code, fault_text(refused[code], self.definition))
            if code in conflicts:
                entry.conflict = conflicts[code]
            if entry.conflict:
                entry.is_own_conflict = entry.conflict.answered_by_id == by.pk
            entry.replaced_by = theirs.get(code)
            if code in conflicts:
                self.add_error(code, _own_words() if entry.is_own_conflict else _colleagues_words())

    def forget_hidden(self, asked: set[str]) -> None:
        """What is wrong with an answer to a question that is asked no more is no matter."""
        for entry in self.entries:
            if entry.question.code not in asked:
                self.errors.pop(entry.question.code, None)

    @property
    def bases(self) -> dict[str, int]:
        """Which answer each question was shown with; what is no number was shown with none."""
        found = {entry.question.code: self.data.get(entry.question.code + BASE_SUFFIX) for entry in self.entries}
        return {code: int(base) if base.isdecimal() else 0 for code, base in found.items() if base is not None}

    def rebase(self, revision: int, saved: Collection[str]) -> None:
        """Let the next save start from here, of what was saved and of what the person is shown now. Of the rest nobody
        was told anything new: it stays as it was shown first."""
        data, before = cast(QueryDict, self.data).copy(), self.bases
        for entry in self.entries:
            code = entry.question.code
            base = before.get(code, self.data["revision"])
            data[code + BASE_SUFFIX] = str(
                entry.conflict.revision if entry.conflict else revision if code in saved else base
            )
        data["revision"] = str(revision)
        self.data = data

    @property
    def faulty_entries(self) -> Iterator[QuestionEntry]:
        return (entry for entry in self.entries if entry.field.errors)


def _colleagues_words() -> str:
    return _("A colleague has changed this answer in the meantime. Choose which one to keep.")


def _own_words() -> str:
    return _(
        "You have changed this answer in the meantime, in another tab or on another device. Choose which one to keep."
    )


class _TwoAnswers(Exception):
    """An answer and "I don't know" at once."""


def takes_document(question: Question) -> bool:
    """Whether a file answers it, or bears its answer out."""
    return question.kind is Kind.FILE or question.takes_evidence


def _by_title(documents: Sequence[Evidence]) -> dict[str, Evidence]:
    """The documents by what they are called here: two of one title are told apart by their days."""
    named: dict[str, Evidence] = {}
    for one in documents:
        title = one.title
        if title in named:
            title = f"{title} · {timezone.localdate(one.uploaded_at).isoformat()} · {one.pk}"
        named[title] = one
    return named


def asked_in(data: Mapping[str, Any], section: Section) -> list[Question]:
    """The questions that stood on a form that was sent; what is not of this section is ignored."""
    named = set(data.getlist("asked"))  # type: ignore[attr-defined]
    return [question for question in section.questions if question.code in named]


def _widget(question: Question, value: questions.Answer) -> forms.Widget:
    match question.kind:
        case Kind.RANKING:
            return RankingWidget(question)
        case Kind.MATRIX:
            return MatrixWidget(question)
        case Kind.REPEAT:
            return RepeatWidget(question, _widget, _initial)
        case Kind.SINGLE | Kind.SCALE:
            options = [(option.code, text_of(option.text)) for option in question.options]
            return _radio(options, question, value)
        case Kind.YES_NO:
            return _radio([("yes", _("Yes")), ("no", _("No"))], question, value)
        case Kind.MULTIPLE:
            options = [(option.code, text_of(option.text)) for option in question.options]
            return forms.CheckboxSelectMultiple(choices=[*options, *_specials(question)])
        case Kind.NUMBER if question.minimum is not None and question.minimum < 0:
            return DecimalInput(is_signed=True)
        case Kind.NUMBER:
            return DecimalInput() if question.decimals else WholeNumberInput()
        case Kind.DATE:
            limits = {"min": question.earliest, "max": question.latest}
            return DayInput({name: day for name, day in limits.items() if day})
        case Kind.FILE:
            return forms.FileInput({"accept": ",".join(f".{ending}" for ending in question.accept)})
    if question.max_length <= ONE_LINE:
        return deepcopy(LINES.get(question.code.rpartition("_")[2], forms.TextInput()))
    return forms.Textarea({"rows": 4})


def _radio(options: list[tuple[str, str]], question: Question, value: questions.Answer) -> forms.RadioSelect:
    """Radio buttons cannot be let go once pressed, so an answer that stands can be withdrawn by one more."""
    withdrawal = [(WITHDRAWN, _("No answer yet"))] if value is not None else []
    return forms.RadioSelect(choices=[*options, *_specials(question), *withdrawal])


def _specials(question: Question) -> list[tuple[str, str]]:
    return [(code, special_text(code, question)) for code in question.allowed_specials]


def _initial(question: Question, value: questions.Answer) -> Any:
    if value is None or question.kind is Kind.FILE:
        return None
    if question.kind is Kind.YES_NO and isinstance(value, bool):
        return "yes" if value else "no"
    if is_special(value) and value in question.allowed_specials:
        return [value] if question.kind is Kind.MULTIPLE else value if question.kind in CHOICES else None
    if question.kind in PARTS and not isinstance(value, list | dict):
        return None
    return str(value) if question.kind is Kind.NUMBER else value
