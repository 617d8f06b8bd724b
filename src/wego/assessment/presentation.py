"""A framework and its questions as the public reads them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wego.assessment.models import Framework
from wego.assessment.wording import Words
from wego.core.punctuation import bracketed
from wego.engines import scoring
from wego.engines.questions import Kind, Question
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.wording import number_text, option_text, special_text, text_of, unit_text


def presentation_of(framework: Framework, reading: scoring.FrameworkDefinition) -> dict[str, Any]:
    """Everything that is asked, by whom it is scored, and what the stages mean."""
    definition = definition_of(framework.questionnaire)
    words = Words(reading, definition)
    return {
        "title": text_of(reading.title),
        "version": framework.version,
        "note": text_of(definition.note),
        "scoring_note": text_of(reading.note),
        "count": len(definition.questions),
        "scored": len(reading.items),
        "least_answered": number_text(float(100 * reading.minimum_answered)),
        "dimensions": [text_of(dimension.title) for dimension in reading.dimensions],
        "aspects": [text_of(aspect.title) for aspect in reading.aspects],
        "stages": [
            {"name": text_of(stage.title), "from": number_text(float(stage.start)), "meaning": text_of(stage.meaning)}
            for stage in reading.stages
        ],
        "gates": [text_of(gate.reason) for gate in reading.gates],
        "sections": [
            {
                "code": section.code,
                "title": text_of(section.title),
                "intro": text_of(section.intro),
                "questions": [_question(question, words) for question in section.questions],
            }
            for section in definition.sections
        ],
    }


def _question(question: Question, words: Words) -> dict[str, Any]:
    item = words.framework.item_by_question.get(question.code)
    return {
        "code": question.code,
        "text": text_of(question.text),
        "why": text_of(question.why),
        "evidence": text_of(question.evidence),
        "answers": _answers(question),
        "kind": _kind(question),
        "aspect": words.part(item.aspect) if item and item.aspect else "",
        "is_scored": item is not None,
        "is_conditional": question.show_if is not None,
        "is_required": question.is_required,
    }


def _answers(question: Question) -> list[str]:
    offered = [option_text(question, option.code) for option in question.options]
    if question.kind is Kind.YES_NO:
        offered = [_("Yes"), _("No")]
    return [*offered, *(special_text(code, question) for code in question.allowed_specials)]


def _kind(question: Question) -> str:
    words = {
        Kind.SINGLE: _("one answer"),
        Kind.SCALE: _("one answer on a scale"),
        Kind.MULTIPLE: _("any number of answers"),
        Kind.NUMBER: _("a number"),
        Kind.YES_NO: _("yes or no"),
        Kind.TEXT: _("a text"),
        Kind.DATE: _("a date"),
        Kind.FILE: _("a file"),
        Kind.RANKING: _("a ranking"),
        Kind.MATRIX: _("one answer in each row"),
        Kind.REPEAT: _("any number of rows"),
        Kind.CALCULATED: _("calculated from other answers"),
        Kind.NOTE: _("a note"),
    }
    unit = unit_text(question)
    return bracketed(words[question.kind], unit) if unit else words[question.kind]
