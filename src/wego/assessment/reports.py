"""A diagnosis's report as plain words and numbers: page, print and PDF show these and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis
from wego.assessment.queries import SMALLEST_GROUP, RegionComparison, comparison_of, diagnosis_before
from wego.assessment.wording import Words, change_text, score_text
from wego.core.money import babel_locale
from wego.members.models import Organisation
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.wording import number_text, text_of


def mark_of(is_demonstration: bool) -> str:
    """What stands beside everything that is made up."""
    return _("Sample data") if is_demonstration else ""


def _native_name(organisation: Organisation) -> str:
    """Beside the reader's form, where that is another."""
    return organisation.name_native if organisation.name_native != organisation.name else ""


def report_of(diagnosis: Diagnosis) -> dict[str, Any]:
    """Everything that a report shows, in the language in force."""
    framework = framework_of(diagnosis.framework)
    words = Words(framework, definition_of(diagnosis.framework.questionnaire))
    result = diagnosis.result
    before, region = diagnosis_before(diagnosis), comparison_of(diagnosis)
    is_comparable = before is not None and before.framework_id == diagnosis.framework_id
    former = before if is_comparable else None
    return {
        "organisation": str(diagnosis.organisation),
        "native_name": _native_name(diagnosis.organisation),
        "region": region.region,
        "year": str(diagnosis.year),
        "submitted": _day(diagnosis),
        "framework": f"{text_of(framework.title)} {framework.version}",
        "note": text_of(framework.note),
        "questions_note": text_of(words.definition.note),
        "mark": mark_of(diagnosis.is_demonstration),
        "score": score_text(result["score"]),
        "stage": _stage(words, result["stage"]),
        "stages": [
            {
                "number": number,
                "name": text_of(stage.title),
                "from": number_text(float(stage.start)),
                "start": float(stage.start),
                "meaning": text_of(stage.meaning),
                "is_reached": stage.code == result["stage"],
            }
            for number, stage in enumerate(framework.stages, 1)
        ],
        "reasons": words.sentences(result["explanation"]),
        "gates": _gate_reasons(words, result),
        "dimensions": _rows(
            words, result["dimensions"], former.dimension_scores if former else None, region.dimensions
        ),
        "aspects": _rows(words, result["aspects"], former.aspect_scores if former else None, region.aspects),
        "matrix": _matrix(words, result),
        "next_steps": [_next_step(words, step) for step in result["next_steps"]],
        "comparison": _comparison(region, diagnosis),
        "former": _former(before, diagnosis, is_comparable),
        "details": [_detail(words, dimension) for dimension in result["dimensions"]],
        "missing": [words.question(code) for code in result["missing"]],
    }


def _day(diagnosis: Diagnosis) -> str:
    day = timezone.localtime(diagnosis.submitted_at).date()
    return format_date(day, "full", locale=babel_locale(get_language() or "en"))


def _stage(words: Words, code: str | None) -> dict[str, Any]:
    meaning = next((text_of(stage.meaning) for stage in words.framework.stages if stage.code == code), "")
    return {
        "number": words.stage_number(code),
        "of": len(words.framework.stages),
        "name": words.stage(code),
        "meaning": meaning,
    }


def _gate_reasons(words: Words, result: Mapping[str, Any]) -> list[str]:
    """Why the framework lets a weak part hold the whole down, for the gates that are closed."""
    aspects = {aspect.code for aspect in words.framework.aspects}
    closed = {
        ("aspects" if params["part"] in aspects else "dimensions", params["highest"], params["while_below"])
        for params in (step["params"] for step in result["explanation"] if step["code"] == "gate")
    }
    return [
        text_of(gate.reason)
        for gate in words.framework.gates
        if (gate.of, gate.highest, float(gate.while_below)) in closed
    ]


def _reached(words: Words, standing: Mapping[str, Any]) -> str:
    """The stage of a part; why there is none where too little is answered."""
    if standing["stage"]:
        return words.stage(standing["stage"])
    return _("too few answers for a stage") if standing["score"] is not None else _("nothing answered")


def _rows(
    words: Words,
    standings: list[dict[str, Any]],
    former: Mapping[str, float] | None,
    region: Mapping[str, float] | None,
) -> list[dict[str, Any]]:
    rows = []
    for standing in standings:
        code, value = standing["code"], standing["score"]
        earlier, peers = (former or {}).get(code), (region or {}).get(code)
        rows.append(
            {
                "code": code,
                "name": words.part(code),
                "value": value,
                "score": score_text(value),
                "stage": _reached(words, standing),
                "stage_number": words.stage_number(standing["stage"]),
                "answered_of": _("%(answered)s of %(of)s") % {"answered": standing["answered"], "of": standing["of"]},
                "former_value": earlier,
                "former": score_text(earlier),
                "change": change_text(value, earlier),
                "region_value": peers,
                "region": score_text(peers),
            }
        )
    return rows


def _matrix(words: Words, result: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by needs: a score and its stage in each cell."""
    cells = {(cell["dimension"], cell["aspect"]): cell for cell in result["cells"]}
    aspects = [standing["code"] for standing in result["aspects"]]
    return {
        "columns": [words.part(code) for code in aspects],
        "rows": [
            {
                "name": words.part(dimension["code"]),
                "cells": [_cell(words, cells.get((dimension["code"], code))) for code in aspects],
            }
            for dimension in result["dimensions"]
        ],
    }


def _cell(words: Words, cell: Mapping[str, Any] | None) -> dict[str, Any]:
    if cell is None or cell["score"] is None:
        return {"score": "–", "stage": _("nothing answered"), "level": 0}
    return {
        "score": score_text(cell["score"]),
        "stage": _reached(words, cell),
        "level": words.stage_number(cell["stage"]) or 0,
    }


def _next_step(words: Words, step: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "question": words.question(step["question"]),
        "dimension": words.part(step["dimension"]),
        "aspect": words.part(step["aspect"]) if step["aspect"] else "",
        "before": words.answer(step["question"], step["before"]),
        "after": words.answer(step["question"], step["after"]),
        "advice": text_of(step["advice"]),
        "score_before": score_text(step["score_before"]),
        "score_after": score_text(step["score_after"]),
        "gain": change_text(step["score_after"], step["score_before"]),
        "dimension_before": score_text(step["dimension_score_before"]),
        "dimension_after": score_text(step["dimension_score_after"]),
        "new_stage": words.stage(step["stage_after"]) if step["stage_after"] != step["stage_before"] else "",
    }


def _comparison(region: RegionComparison, diagnosis: Diagnosis) -> dict[str, Any]:
    names = {"region": region.region, "year": diagnosis.year, "count": region.count, "least": SMALLEST_GROUP}
    if not region.is_shown:
        sentence = ngettext(
            "%(count)d other city of %(region)s answered for %(year)d. A comparison needs at least %(least)d "
            "other cities, so that no city's result can be identified.",
            "%(count)d other cities of %(region)s answered for %(year)d. A comparison needs at least %(least)d "
            "other cities, so that no city's result can be identified.",
            region.count,
        )
        return {"is_shown": False, "sentence": sentence % names, "score": "–"}
    sentence = _(
        "The mean of the %(count)d other cities of %(region)s that answered for %(year)d is %(mean)s; this "
        "city scored %(score)s. The mean does not include the city itself."
    )
    shown = {"mean": score_text(region.score), "score": score_text(diagnosis.score)}
    return {"is_shown": True, "sentence": sentence % (names | shown), "score": shown["mean"]}


def _former(before: Diagnosis | None, diagnosis: Diagnosis, is_comparable: bool) -> dict[str, Any]:
    if before is None:
        return {"is_shown": False, "year": "", "sentence": _("There is no earlier diagnosis to compare with.")}
    names = {
        "year": before.year,
        "former": score_text(before.score),
        "score": score_text(diagnosis.score),
        "change": change_text(diagnosis.score, before.score),
    }
    if not is_comparable:
        sentence = _("The %(year)d diagnosis used a different version of the questions, so the two are not compared.")
        return {"is_shown": False, "year": str(before.year), "sentence": sentence % names}
    sentence = _("In %(year)d the score was %(former)s, now it is %(score)s: %(change)s.")
    return {"is_shown": True, "year": str(before.year), "sentence": sentence % names, "change": names["change"]}


def _detail(words: Words, standing: Mapping[str, Any]) -> dict[str, Any]:
    """A field's answers with what each earned, and how they make its score and stage."""
    return {
        "name": words.part(standing["code"]),
        "score": score_text(standing["score"]),
        "stage": _reached(words, standing),
        "answers": [_answer(words, step) for step in standing["explanation"] if "question" in step["params"]],
        "sentences": words.sentences(standing["explanation"]),
    }


def _answer(words: Words, step: Mapping[str, Any]) -> dict[str, Any]:
    params = step["params"]
    question = words.question(params["question"])
    if step["code"] != "answer":
        return {"question": question, "answer": words.sentence(step), "points": "–", "step": "–", "is_open": True}
    return {
        "question": question,
        "answer": words.answer(params["question"], params["answer"]),
        "points": score_text(params["points"]),
        "step": _("%(rung)s of %(rungs)s") % {"rung": params["rung"], "rungs": params["rungs"]},
        "is_open": False,
    }
