"""Answers that belong to no organisation: a questionnaire's pages over plain values, to be tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from wego.core.plain_text import plain_value
from wego.engines.questions import Kind, QuestionnaireDefinition, Section, visible
from wego.engines.questions.answers import check_constraints
from wego.questionnaires.forms import SectionForm
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.sheets import AnswerSheet
from wego.questionnaires.wording import fault_text


@dataclass(frozen=True)
class TrialSave:
    """The form that was sent, what is answered now, and which questions of the section the answers opened."""

    form: SectionForm
    said: Mapping[str, Any]
    opened: list[str]


def sheet_of(definition: QuestionnaireDefinition, said: Mapping[str, Any]) -> AnswerSheet:
    """The pages of a questionnaire with these answers; nothing is put forward, and nothing of it is stored."""
    known = definition.question_by_code
    stored = {
        code: Answer(question=code, value=value, state=Answer.State.GIVEN, revision=0)
        for code, value in said.items()
        if code in known and known[code].kind is not Kind.FILE
    }
    return AnswerSheet(Response(revision=0), definition, stored, {})


def answered(sheet: AnswerSheet, section: Section, data: MultiValueDict, files: MultiValueDict) -> TrialSave:
    """What is sound of a section that was sent, beside what was answered before. Files are looked at and not kept."""
    form = sheet.form(section, data=data, uploads=files)
    form.is_valid()
    definition = sheet.definition
    sound = {code: value for code, value in plain_value(form.answers).items() if code not in form.errors}
    values = {code: value for code, value in {**sheet.values, **sound}.items() if value is not None}
    for fault in check_constraints(definition, values):
        for code in (fault.question, str(fault.params["other"])):
            if code in sound and code not in form.errors:
                form.add_error(code, fault_text(fault, definition))
                values.pop(code, None)
                break
    asked = visible(definition, values)
    form.forget_hidden(asked)
    here = {entry.question.code for entry in form.entries}
    opened = [q.code for q in section.questions if q.is_answerable and q.code in asked - here and q.code not in values]
    return TrialSave(form, {code: value for code, value in values.items() if code in asked}, opened)
