"""A result as it is kept: every number with the steps that lead to it, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from wego.engines import questions, scoring
from wego.engines.messages import Message


def compute(
    framework: scoring.FrameworkDefinition,
    definition: questions.QuestionnaireDefinition,
    answers: Mapping[str, questions.Answer],
) -> dict[str, Any]:
    """Score answers by a framework and keep all of it: standings, matrix, reasons, gates, next steps."""
    asked = frozenset(questions.visible(definition, answers))
    result = scoring.score(framework, answers, asked=asked)
    return {
        "score": result.score,
        "stage": result.stage,
        "explanation": [_step(step) for step in result.explanation],
        "dimensions": [_standing(standing) for standing in result.dimensions],
        "aspects": [_standing(standing) for standing in result.aspects],
        "cells": [
            {"dimension": dimension, "aspect": aspect, **_numbers(standing)}
            for (dimension, aspect), standing in result.cells.items()
        ],
        "missing": list(result.missing),
        "next_steps": [
            {**asdict(step), "advice": dict(step.advice) if step.advice else None}
            for step in scoring.next_steps(framework, answers, asked=asked)
        ],
    }


def scores_of(standings: list[dict[str, Any]]) -> dict[str, float]:
    """The scores by code, for lists and comparisons."""
    return {standing["code"]: standing["score"] for standing in standings if standing["score"] is not None}


def _standing(standing: scoring.PartStanding) -> dict[str, Any]:
    return {
        "code": standing.code,
        **_numbers(standing),
        "explanation": [_step(step) for step in standing.explanation],
    }


def _numbers(standing: scoring.PartStanding) -> dict[str, Any]:
    return {"score": standing.score, "stage": standing.stage, "answered": standing.answered, "of": standing.of}


def _step(step: Message) -> dict[str, Any]:
    return {"code": step.code, "params": dict(step.params)}
