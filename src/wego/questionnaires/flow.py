"""The one way in which people answer section by section: an app declares what is its own, the flow gives the pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wego.accounts.models import User
from wego.core import languages
from wego.core.access import require
from wego.core.comments.queries import thread_of
from wego.core.exports import XLSX
from wego.core.form_tokens import once, repeatable
from wego.core.rules import RuleError
from wego.engines.questions import missing
from wego.questionnaires.acts import (
    ANSWERS_ASSIGN,
    ASSIGNMENT_WITHDRAW,
    MANDATE_GRANT,
    MANDATE_REVOKE,
    OUTSIDE_ACCEPT,
    OUTSIDE_ASK,
    OUTSIDE_RETURN,
    OUTSIDE_WITHDRAW,
)
from wego.questionnaires.confirmations import KnownAnswersForm, confirm_answers, offered_answers
from wego.questionnaires.declarations import Caution, FlowNames, FlowWords
from wego.questionnaires.forms import SectionForm
from wego.questionnaires.models import Response
from wego.questionnaires.people import asked_outside, assigned_parts, whose_sections
from wego.questionnaires.queries import documents_of, history_of
from wego.questionnaires.queries.answer_tasks import discussed_answer, open_comments
from wego.questionnaires.queries.mandates import mandates_of
from wego.questionnaires.round_deadline import RoundDeadline, deadline_for
from wego.questionnaires.services.facts import findings_of_response
from wego.questionnaires.services.responses import ResponseClosed
from wego.questionnaires.sheets import AnsweredQuestion, AnswerSheet, SaveOutcome, SectionLine, read_sheet, save_section
from wego.questionnaires.spreadsheets.page import accept_file, looked_at
from wego.questionnaires.spreadsheets.writer import response_workbook
from wego.questionnaires.unsaved_answers import keep_refused, signed_in_or_kept, take_typed
from wego.records.evidence_files import evidence_download
from wego.records.models import Evidence


class AnsweringFlow(ABC):
    """One person before one response: its pages, what is left to do, and its submission.

    A subclass is an app's declaration; `paths()` makes its addresses. See docs/how-to/ask-section-by-section.md.
    """

    namespace: ClassVar[str]
    names: ClassVar[FlowNames] = FlowNames()
    words: ClassVar[FlowWords]
    header: ClassVar[str] = ""  # a template at the head of every page; `page` in it names the page
    side: ClassVar[str] = ""  # a template beside every page
    overview_template: ClassVar[str] = "questionnaires/flow/overview.html"
    confirms_left_open: ClassVar[bool] = True  # is there a box to tick where questions are left open?
    is_sign_in_first: ClassVar[bool] = True  # or are other methods refused before anybody is asked to sign in?

    def __init__(self, request: HttpRequest, pk: int) -> None:
        self.request = request
        self.user = cast(User, request.user)  # every page asks to sign in
        self.subject: Any = get_object_or_404(self.subjects_visible_to(self.user), pk=pk)

    # --- what an app declares -----------------------------------------------------------------------------------------
    @staticmethod
    @abstractmethod
    def subjects_visible_to(user: User) -> QuerySet[Any]:
        """Whatever carries the response, or the response itself: what its pages are numbered by."""

    @property
    @abstractmethod
    def title(self) -> str:
        """The overview's heading."""

    @property
    @abstractmethod
    def short_title(self) -> str:
        """The overview in the breadcrumb."""

    @abstractmethod
    def pages_above(self) -> list[tuple[str, str]]:
        """Names and addresses of the pages above the overview."""

    @property
    @abstractmethod
    def can_answer(self) -> bool: ...

    @property
    @abstractmethod
    def can_submit(self) -> bool: ...

    @abstractmethod
    def submit_response(self, *, at: datetime) -> Model:
        """Call the app's service. Raises RuleError."""

    @cached_property
    def response(self) -> Response:
        return cast(Response, self.subject)

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return bool(self.response.status == Response.Status.DRAFT)

    @cached_property
    def deadline(self) -> RoundDeadline | None:
        """Until when the round of the response takes answers; None where none asks for it."""
        return deadline_for(self.user, self.response, at=timezone.now())

    @property
    def is_locked(self) -> bool:
        """Whether the deadline is over: answers stay readable and are not changed."""
        return self.is_open and self.deadline is not None and self.deadline.is_over

    @property
    def closed_url(self) -> str:
        """Where it goes on once the answers are submitted."""
        return self.overview_url

    def overview_facts(self) -> dict[str, Any]:
        """What the app's own overview shows beside the sections."""
        return {}

    def left_open_means(self) -> list[str]:
        """What would come of a submission now, with questions left open; after the words of the flow."""
        return []

    def further_cautions(self) -> list[Caution]:
        return []

    @property
    def can_change(self) -> bool:
        """Whether the reader may write answers, and the deadline allows it."""
        return self.can_answer and not self.is_locked

    # --- addresses ----------------------------------------------------------------------------------------------------
    @classmethod
    def paths(cls, prefix: str = "<int:pk>/") -> list[URLPattern]:
        """The addresses of a response's pages, below the app's own."""
        names, page = cls.names, cls._page
        return [
            path(prefix, page("overview"), name=names.overview),
            path(f"{prefix}sections/<slug:code>/", cls._section_page(), name=names.section),
            path(f"{prefix}questions/<slug:code>/", page("history"), name=names.history),
            path(f"{prefix}evidence/<int:evidence_pk>/", page("evidence"), name=names.evidence),
            path(f"{prefix}answers/", page("answers"), name=names.answers),
            path(f"{prefix}people/", page("people"), name=names.people),
            path(f"{prefix}spreadsheet/", cls._spreadsheet_page(), name=names.spreadsheet),
            path(f"{prefix}spreadsheet.xlsx", page("workbook"), name=names.workbook),
            path(f"{prefix}check/", page("review"), name=names.review),
            path(f"{prefix}submit/", cls._submit_page(), name=names.submit),
            path(f"{prefix}confirm/", cls._confirm_page(), name=names.confirm),
        ]

    @classmethod
    def _page(cls, part: str) -> Callable[..., HttpResponseBase]:
        @login_required
        @require_safe
        def page(request: HttpRequest, pk: int, **rest: Any) -> HttpResponseBase:
            return cast(HttpResponseBase, getattr(cls(request, pk), part)(**rest))

        return page

    @classmethod
    def _section_page(cls) -> Callable[..., HttpResponse]:
        @signed_in_or_kept
        @repeatable("the same answers are no new answers")
        def page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
            return cls(request, pk).section(code)

        return page

    @classmethod
    def _spreadsheet_page(cls) -> Callable[..., HttpResponse]:
        @login_required
        @repeatable("the same answers are no new answers")
        def page(request: HttpRequest, pk: int) -> HttpResponse:
            return cls(request, pk).spreadsheet()

        return page

    @classmethod
    def _submit_page(cls) -> Callable[..., HttpResponseBase]:
        @once
        def page(request: HttpRequest, pk: int) -> HttpResponse:
            return cls(request, pk).submit()

        return login_required(require_POST(page)) if cls.is_sign_in_first else require_POST(login_required(page))

    @classmethod
    def _confirm_page(cls) -> Callable[..., HttpResponse]:
        @login_required
        @repeatable("an answer that is confirmed already is confirmed no more")
        def page(request: HttpRequest, pk: int) -> HttpResponse:
            return cls(request, pk).confirm()

        return page

    def url(self, name: str, *parts: object) -> str:
        """An address of the app that is numbered by the subject."""
        return reverse(f"{self.namespace}:{name}", args=[self.subject.pk, *parts])

    @property
    def spreadsheet_url(self) -> str:
        return self.url(self.names.spreadsheet)

    @property
    def workbook_url(self) -> str:
        return self.url(self.names.workbook)

    @property
    def people_url(self) -> str:
        return self.url(self.names.people)

    @property
    def overview_url(self) -> str:
        return self.url(self.names.overview)

    @property
    def answers_url(self) -> str:
        return self.url(self.names.answers)

    @property
    def review_url(self) -> str:
        return self.url(self.names.review)

    @property
    def confirm_url(self) -> str:
        return self.url(self.names.confirm)

    @property
    def submit_url(self) -> str:
        return self.url(self.names.submit)

    @property
    def next_url(self) -> str:
        """The first section in which something is left to answer."""
        line = self.sheet.next_line
        return self.url(self.names.section, line.section.code) if line else ""

    # --- what is answered ---------------------------------------------------------------------------------------------
    @cached_property
    def sheet(self) -> AnswerSheet:
        return read_sheet(self.response, self.user)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The sections with their progress and addresses, and who has them."""
        who = whose_sections(self.response)
        return [
            {
                "line": line,
                "url": self.url(self.names.section, line.section.code),
                "task": who.get(line.section.code),
            }
            for line in self.sheet.lines
        ]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Every section with its answers in words; documents with the way to them."""
        return self.sheet.answers_shown(self._evidence_url, lambda code: self.url(self.names.section, code))

    def questions(self, codes: Sequence[str]) -> list[dict[str, str]]:
        """Questions, each with the way to it."""
        found = []
        for code in codes:
            question = self.sheet.definition.question_by_code[code]
            page = self.url(self.names.section, question.section)
            found.append({"text": AnsweredQuestion(question, None).text, "url": f"{page}#q-{code}"})
        return found

    # --- pages --------------------------------------------------------------------------------------------------------
    def overview(self) -> HttpResponse:
        """The sections with what is done and what is left; once submitted, what was written."""
        if not self.is_open and self.closed_url != self.overview_url:
            return redirect(self.closed_url)
        return self._render(self.overview_template, "overview", self.overview_facts())

    def section(self, code: str) -> HttpResponse:
        """One section: shown, or saved. What cannot be saved is shown again as it was typed, with its reason."""
        require(self.can_answer)
        if not self.is_open:
            messages.warning(self.request, str(self.words.closed))
            if self.request.method == "POST":
                keep_refused(self.request)
            return redirect(self.closed_url)
        if self.is_locked:
            return self._locked()
        line = self.sheet.line(code)
        if line is None:
            raise Http404
        if self.request.method == "POST":
            return self._save(line)
        if typed := take_typed(self.request):
            return self._show(line, self.sheet.form(line.section, data=typed))
        return self._show(line, self.sheet.form(line.section))

    def _locked(self) -> HttpResponse:
        """Back to the overview, which says what to do; what was typed is kept."""
        if self.request.method == "POST":
            keep_refused(self.request)
        if self.deadline is not None:
            messages.warning(self.request, self.deadline.over_text)
        return redirect(self.overview_url)

    def answers(self) -> HttpResponse:
        """Every answer with its remark and evidence, to be read, whether submitted or not."""
        return self._render("questionnaires/flow/read.html", "answers", {})

    def review(self) -> HttpResponse:
        """Every answer once more, what is missing or left open and what that means, and the submission."""
        if not self.is_open:
            return redirect(self.closed_url)
        facts = {
            "missing": self.questions(missing(self.sheet.definition, self.sheet.values)),
            "left_open": self.questions(self.sheet.left_open),
            "findings": self._findings(),
            "means": self.left_open_means() if self.sheet.left_open else [],
            "cautions": self.cautions(),
        }
        return self._render("questionnaires/flow/review.html", "review", facts)

    def _findings(self) -> list[dict[str, str]]:
        """What the network's rules find in the figures, each with the way to its question."""
        found = findings_of_response(self.response, self.sheet.stored, self.sheet.crosswalk, at=timezone.now())
        return [{"words": words, **self.questions([code])[0]} for words, code in found]

    def submit(self) -> HttpResponse:
        """Submit, once every caution is ticked off."""
        require(self.can_submit)
        for caution in self.cautions():
            if caution.label and self.request.POST.get(caution.field) != caution.value:
                messages.error(self.request, str(caution.refusal))
                return redirect(self.review_url)
        try:
            self.submit_response(at=timezone.now())
        except RuleError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.review_url)
        messages.success(self.request, str(self.words.submitted))
        return redirect(self.closed_url)

    def confirm(self) -> HttpResponse:
        """All that is known from before or from elsewhere and not confirmed: what is ticked is confirmed at once."""
        require(self.can_answer)
        if not self.is_open:
            return redirect(self.closed_url)
        if self.is_locked:
            return self._locked()
        offered = offered_answers(self.sheet)
        is_sent = self.request.method == "POST"
        form = KnownAnswersForm(self.request.POST if is_sent else None, offered)
        if is_sent and form.is_valid():
            return self._confirmed(form.cleaned_data["confirmed"])
        ticked = self.request.POST.getlist("confirmed")
        facts = {"offered": offered, "form": form, "ticked": ticked}
        return self._render("questionnaires/flow/confirm.html", "confirm", facts, status=422 if is_sent else 200)

    def _confirmed(self, codes: list[str]) -> HttpResponse:
        given = self.request.POST.get("revision", "")
        base = int(given) if given.isdecimal() and len(given) < 9 else 0
        try:
            report = confirm_answers(self.sheet, codes, base_revision=base, by=self.user, at=timezone.now())
        except RuleError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.overview_url)
        count = len(report.saved)
        text = ngettext("%(count)d answer confirmed.", "%(count)d answers confirmed.", count)
        messages.success(self.request, text % {"count": count})
        if report.conflicts or report.refused:
            messages.warning(self.request, _("Some answers could not be confirmed. Check them in their sections."))
        return redirect(self.overview_url)

    def history(self, code: str) -> HttpResponse:
        """Every answer that was given to a question: what, when, by whom."""
        question = self.sheet.definition.question_by_code.get(code)
        if question is None:
            raise Http404
        facts = {
            "question": AnsweredQuestion(question, None),
            "answers": [AnsweredQuestion(question, answer) for answer in history_of(self.response, code)],
            "thread": thread_of(discussed_answer(self.response, code), may_write=self.can_answer),
        }
        return self._render("questionnaires/flow/history.html", "history", facts)

    def people(self) -> HttpResponse:
        """Who has which part by when, whom outside one asked and what came back, who else may prepare."""
        facts = {
            "parts": assigned_parts(self.sheet, lambda code: self.url(self.names.section, code), self.review_url),
            "outside": asked_outside(self.response, self.sheet.definition, self._evidence_url),
            "mandates": mandates_of(self.response.organisation, timezone.localdate()),
            "assign": ANSWERS_ASSIGN,
            "withdraw": ASSIGNMENT_WITHDRAW,
            "ask_outside": OUTSIDE_ASK,
            "accept": OUTSIDE_ACCEPT,
            "return": OUTSIDE_RETURN,
            "withdraw_request": OUTSIDE_WITHDRAW,
            "grant": MANDATE_GRANT,
            "revoke": MANDATE_REVOKE,
        }
        return self._render("questionnaires/flow/people.html", "people", facts)

    def workbook(self) -> HttpResponse:
        """The response as a workbook in the language that was asked for, with what is known filled in."""
        require(self.can_answer)
        language = self.request.GET.get("language", "")
        language = language if language in languages.codes() else languages.current()
        content = response_workbook(self.sheet, language)
        answer = HttpResponse(content, content_type=XLSX)
        name = f"{self.response.organisation.slug}-{self.response.questionnaire.code}-{self.response.year}-{language}"
        answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return answer

    def spreadsheet(self) -> HttpResponse:
        """Download, upload, look at what the file would change, and take over what is ticked."""
        require(self.can_answer)
        if not self.is_open:
            messages.warning(self.request, str(self.words.closed))
            return redirect(self.closed_url)
        request, facts = self.request, dict[str, Any]()
        if request.method == "POST":
            try:
                if "preview" in request.POST:
                    return self._accept_file()
                facts["preview"], facts["signed"] = looked_at(self.response, request.FILES.get("file"), self.user)
            except ResponseClosed as refusal:  # a colleague submitted meanwhile
                messages.error(request, str(refusal))
                return redirect(self.closed_url)
            except RuleError as refusal:
                facts["refusal"] = str(refusal)
        facts |= {"languages": languages.choices(), "language": languages.current()}
        return self._render(
            "questionnaires/flow/spreadsheet.html", "spreadsheet", facts, status=422 if "refusal" in facts else 200
        )

    def _accept_file(self) -> HttpResponse:
        request = self.request
        report = accept_file(
            response=self.response,
            signed=request.POST["preview"],
            chosen=request.POST.getlist("take"),
            by=self.user,
            at=timezone.now(),
        )
        count = len(report.saved)
        text = ngettext("%(count)d answer saved.", "%(count)d answers saved.", count)
        messages.success(request, text % {"count": count})
        if held_back := [*report.conflicts, *report.refused]:
            known = self.sheet.definition.question_by_code
            names = " · ".join(AnsweredQuestion(known[code], None).text for code in held_back)
            said = _("These were changed online in the meantime and are not saved. Upload it again: %(questions)s")
            messages.warning(request, said % {"questions": names})
            return redirect(self.spreadsheet_url)
        return redirect(self.overview_url)

    def _evidence_url(self, file: Evidence) -> str:
        return self.url(self.names.evidence, file.pk)

    def evidence(self, evidence_pk: int) -> HttpResponseBase:
        """A document of this response, to those who see the response."""
        kept = get_object_or_404(documents_of(self.response), pk=evidence_pk)
        return evidence_download(kept)

    def cautions(self) -> list[Caution]:
        """What has to be ticked, or is said, before the submission."""
        cautions = self.further_cautions()
        if (count := len(self.sheet.left_open)) and self.confirms_left_open:
            label = ngettext(
                "Submit with %(count)s question unanswered", "Submit with %(count)s questions unanswered", count
            )
            refusal = ngettext(
                "%(count)d question is unanswered. Answer it first, or tick the box to leave it open and submit again.",
                "%(count)d questions are unanswered. Answer them first, or tick the box to leave them open and "
                "submit again.",
                count,
            )
            counted = {"count": count}
            box = Caution("left_open", value=str(count), label=label % counted, refusal=refusal % counted)
            cautions.insert(0, box)
        return cautions

    def _save(self, line: SectionLine) -> HttpResponse:
        request, code = self.request, line.section.code
        try:
            outcome = save_section(
                self.sheet, line.section, data=request.POST, uploads=request.FILES, by=self.user, at=timezone.now()
            )
        except ResponseClosed as refusal:  # a colleague submitted meanwhile
            messages.error(request, str(refusal))
            keep_refused(request)
            return redirect(self.closed_url)
        if not outcome.is_whole:
            return self._show(line, outcome.form, saved_count=outcome.saved_count, status=422)
        if count := len(outcome.unconfirmed):
            text = ngettext(
                "%(count)d answer of this section is carried over and not confirmed: it remains open.",
                "%(count)d answers of this section are carried over and not confirmed: they remain open.",
                count,
            )
            messages.warning(request, text % {"count": count})
        match request.POST.get("then"):
            case "later":
                messages.success(request, _("Saved. You can continue here at any time, on any device."))
                return redirect(self.overview_url)
            case "back" if before := self.sheet.line_before(code):
                return redirect(self.url(self.names.section, before.section.code))
        return self._go_on(code, outcome)

    def _go_on(self, code: str, outcome: SaveOutcome) -> HttpResponse:
        if outcome.opened:
            count = len(outcome.opened)
            text = ngettext(
                "Saved. Your answers open %(count)d more question here.",
                "Saved. Your answers open %(count)d more questions here.",
                count,
            )
            messages.success(self.request, text % {"count": count})
            return redirect(self.url(self.names.section, code) + f"#q-{outcome.opened[0]}")
        following = read_sheet(self.response).line_after(code)
        return redirect(self.url(self.names.section, following.section.code) if following else self.review_url)

    def _show(self, line: SectionLine, form: SectionForm, *, saved_count: int = 0, status: int = 200) -> HttpResponse:
        talks = open_comments(self.response, [entry.question.code for entry in form.entries])
        for entry in form.entries:
            entry.open_comments = talks[entry.question.code]
            if entry.file:
                entry.file_url = self.url(self.names.evidence, entry.file.pk)
            entry.history_url = self.url(self.names.history, entry.question.code)
        facts = {
            "line": line,
            "place": [one.section.code for one in self.sheet.lines].index(line.section.code) + 1,
            "before": self.sheet.line_before(line.section.code),
            "form": form,
            "faulty": list(form.faulty_entries) if form.is_bound else [],
            "saved_count": saved_count,
            "upload_limit": settings.WEGO_UPLOAD_LIMIT,
        }
        return self._render("questionnaires/flow/section.html", "section", facts, status=status)

    def _render(self, template: str, page: str, facts: dict[str, Any], *, status: int = 200) -> HttpResponse:
        given = {"flow": self, "page": page, "sheet": self.sheet, "response": self.response, **facts}
        return render(self.request, template, given, status=status)
