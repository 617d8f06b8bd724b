"""Confirming many answers at once: all that is filled in from before or from elsewhere, on one page, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.engines.questions import Kind, Question
from wego.questionnaires.queries import Offer
from wego.questionnaires.services.answers import SaveReport, save_answers
from wego.questionnaires.sheets import AnswerSheet
from wego.questionnaires.wording import answer_text, text_of


@dataclass(frozen=True)
class OfferedAnswer:
    """One line of the page: the question, what is put forward, from where, and what differs there."""

    question: Question
    offer: Offer

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def text(self) -> str:
        return text_of(self.question.text)

    @property
    def words(self) -> str:
        name = self.offer.evidence.title if self.offer.evidence else ""
        return answer_text(self.question, self.offer.value, file_name=name)

    @property
    def origin(self) -> str:
        """From where it is known, with its year."""
        if self.offer.year:
            return _("your answer of %(year)d") % {"year": self.offer.year}
        return f"{self.offer.source}, {self.offer.period}" if self.offer.period else self.offer.source


def offered_answers(sheet: AnswerSheet) -> list[OfferedAnswer]:
    """What is asked now, put forward and not confirmed, in the order of the questions."""
    return [
        OfferedAnswer(question, sheet.offers[question.code])
        for question in sheet.definition.questions
        if question.code in sheet.asked and question.code in sheet.open_offers and question.kind is not Kind.FILE
    ]


class KnownAnswersForm(forms.Form):
    """Which of the answers put forward are still true."""

    confirmed = forms.MultipleChoiceField(required=True)

    def __init__(self, data: Any, offered: list[OfferedAnswer]) -> None:
        super().__init__(data)
        field: Any = self.fields["confirmed"]
        field.choices = [(one.code, one.text) for one in offered]
        field.error_messages["required"] = _("Tick at least one answer.")


def confirm_answers(sheet: AnswerSheet, codes: list[str], *, base_revision: int, by: User, at: datetime) -> SaveReport:
    """Confirm these answers as they are put forward, in one save; what a colleague answered meanwhile is kept."""
    given = {one.code: one.offer.value for one in offered_answers(sheet) if one.code in codes}
    return save_answers(response_id=sheet.response.pk, given=given, base_revision=base_revision, by=by, at=at)
