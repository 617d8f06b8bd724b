"""Who works on a response, laid out for its page: assigned parts, what people outside were asked, who has a section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from wego.core.people_names import names_by_key
from wego.engines.questions import QuestionnaireDefinition
from wego.questionnaires.models import AnswerTask, OutsideRequest, Response
from wego.questionnaires.queries.answer_tasks import outside_requests_of, tasks_of
from wego.questionnaires.sheets import AnswerSheet
from wego.questionnaires.wording import answer_text, text_of
from wego.records.models import Evidence


@dataclass(frozen=True)
class AssignedPart:
    """A line of the page: a part of the response, and whoever has it."""

    text: str
    url: str
    assign_url: str
    made: AnswerTask | None = None
    who: str = ""
    progress: str = ""
    is_late: bool = False
    can_assign: bool = True


@dataclass(frozen=True)
class SectionHolder:
    """Who has a section, by when."""

    who: str
    due_on: date
    is_done: bool


def whose_sections(response: Response) -> dict[str, SectionHolder]:
    """Whoever has a whole section, by the section's code; two queries."""
    found = [made for made in tasks_of(response) if made.section and not made.question]
    names = names_by_key(made.task.owner_key for made in found)
    return {
        made.section: SectionHolder(_name(names, made), made.task.due_on, made.task.done_at is not None)
        for made in reversed(found)
    }


def assigned_parts(sheet: AnswerSheet, section_url: Callable[[str], str], review_url: str) -> list[AssignedPart]:
    """Every section with whoever has it, its single questions that were given to somebody, and the sign-off."""
    response, today = sheet.response, timezone.localdate()
    found = tasks_of(response)
    names = names_by_key(made.task.owner_key for made in found)
    by_part: dict[tuple[str, str], AnswerTask] = {}
    for made in found:
        by_part.setdefault((made.section, made.question), made)
    assign = reverse("my_answers:assign", args=[response.pk])
    is_open = response.status == Response.Status.DRAFT

    def part(text: str, url: str, key: str, made: AnswerTask | None, progress: str = "") -> AssignedPart:
        who = _name(names, made) if made else ""
        is_late = made is not None and made.task.is_late(today)
        return AssignedPart(text, url, f"{assign}?{urlencode({'part': key})}", made, who, progress, is_late, is_open)

    parts = []
    for line in sheet.lines:
        code = line.section.code
        progress = _("%(answered)s of %(of)s answered") % {"answered": line.answered, "of": line.of}
        parts.append(part(line.title, section_url(code), f"section:{code}", by_part.get((code, "")), progress))
        for question in line.section.questions:
            if one := by_part.get((code, question.code)):
                url = f"{section_url(code)}#q-{question.code}"
                parts.append(part(text_of(question.text), url, f"question:{question.code}", one))
    parts.append(part(_("Check the answers and sign them"), review_url, "sign-off", by_part.get(("", ""))))
    return parts


def asked_outside(
    response: Response, definition: QuestionnaireDefinition, file_url: Callable[[Evidence], str]
) -> list[dict[str, Any]]:
    """What was asked of people outside, the latest first, with what came back last."""
    now = timezone.now()
    return [
        {
            "request": one,
            "has_expired": one.status == OutsideRequest.Status.OPEN and not (one.link and one.link.is_open(now)),
            "lines": _lines(one, definition, file_url),
        }
        for one in reversed(outside_requests_of(response))
    ]


def _lines(
    one: OutsideRequest, definition: QuestionnaireDefinition, file_url: Callable[[Evidence], str]
) -> list[dict[str, Any]]:
    last = {row.question: row for row in one.answers.all()}  # in the order of the rounds
    lines = []
    for code in one.questions:
        question, row = definition.question_by_code[code], last.get(code)
        file = row.evidence if row else None
        is_said = row is not None and row.value is not None
        lines.append(
            {
                "text": text_of(question.text),
                "words": answer_text(question, row.value, file_name=file.title if file else "")
                if row and is_said
                else "",
                "remark": row.remark if row else "",
                "file": file,
                "file_url": file_url(file) if file else "",
            }
        )
    return lines


def _name(names: dict[Any, str], made: AnswerTask) -> str:
    key = made.task.owner_key
    return names.get(key, "–") if key else _("no one in particular")
