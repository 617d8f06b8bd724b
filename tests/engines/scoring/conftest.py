"""A small questionnaire and a framework over it whose scores can be worked out by hand."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from wego.engines.questions import QuestionnaireDefinition, read_questionnaire
from wego.engines.scoring import FrameworkDefinition, read_framework


def say(text: str) -> dict[str, str]:
    return {"en": text}


def ask(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "text": say(code), "why": say("why"), "evidence": say("evidence"), **more}


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "text": say(code)} for code in codes]


SCALE = ("none", "planned", "piloted", "regular", "citywide")

QUESTIONS: dict[str, Any] = {
    "code": "towns",
    "version": "1",
    "languages": ["en"],
    "title": say("Towns"),
    "note": say("For tests"),
    "allow": ["dont_know", "not_applicable"],
    "scales": {"practice": [{"code": code, "value": place, "text": say(code)} for place, code in enumerate(SCALE)]},
    "sections": [
        {
            "code": "all",
            "title": say("All"),
            "questions": [
                ask("has_port", "yes_no"),
                ask("signals", "scale", scale="practice"),
                ask("tickets", "scale", scale="practice"),
                ask("port_data", "scale", scale="practice", show_if={"question": "has_port", "equals": True}),
                ask("plan", "yes_no"),
                ask(
                    "channels",
                    "multiple",
                    options=[
                        *options("office", "phone", "web", "kiosk"),
                        {"code": "nothing", "text": say("nothing"), "exclusive": True},
                    ],
                ),
                ask("covered", "number", unit="%", minimum=0, maximum=100, decimals=1),
                ask("minutes", "number", unit="min", minimum=0, maximum=600),
                ask("owner", "single", options=options("mayor", "office")),
                ask(
                    "rating",
                    "single",
                    options=[
                        {"code": "low", "text": say("low"), "value": 1},
                        {"code": "high", "text": say("high"), "value": 5},
                    ],
                ),
            ],
        }
    ],
}

FRAMEWORK: dict[str, Any] = {
    "code": "towns",
    "version": "1",
    "questionnaire": "towns",
    "rule": "levels",
    "languages": ["en"],
    "title": say("Towns"),
    "minimum_answered": 0.5,
    "aspects": [{"code": "tools", "title": say("Tools")}, {"code": "people", "title": say("People")}],
    "dimensions": [
        {
            "code": "mobility",
            "title": say("Mobility"),
            "questions": [
                {"question": "signals", "aspect": "tools"},
                {"question": "tickets", "aspect": "people", "weight": 3},
                {"question": "port_data", "aspect": "tools"},
            ],
        },
        {
            "code": "service",
            "title": say("Service"),
            "weight": 2,
            "questions": [
                {"question": "plan", "aspect": "people"},
                {"question": "channels", "aspect": "people", "full": 3},
                {"question": "covered", "aspect": "tools", "thresholds": [20, 50, 80, 95.5]},
                {"question": "minutes", "aspect": "tools", "thresholds": [60, 30], "direction": -1},
            ],
        },
    ],
    "stages": [
        {"code": "start", "title": say("Start"), "from": 0, "meaning": say("…")},
        {"code": "middle", "title": say("Middle"), "from": 40, "meaning": say("…")},
        {"code": "high", "title": say("High"), "from": 75, "meaning": say("…")},
    ],
    "gates": [
        {"highest": "middle", "while_below": 30, "of": "dimensions", "reason": say("A chain …")},
        {"highest": "start", "while_below": 20, "of": "aspects", "reason": say("…")},
    ],
    "next_steps": {
        "count": 2,
        "advice": [
            {"kinds": ["scale"], "option": "piloted", "text": say("Try it in one district.")},
            {"kinds": ["scale"], "text": say("Go on.")},
            {"kinds": ["yes_no"], "text": say("Do it.")},
        ],
    },
}  # fmt: skip


@pytest.fixture(scope="session")
def towns() -> QuestionnaireDefinition:
    return read_questionnaire(copy.deepcopy(QUESTIONS))


@pytest.fixture
def framework_data() -> dict[str, Any]:
    return copy.deepcopy(FRAMEWORK)


@pytest.fixture(scope="session")
def framework(towns: QuestionnaireDefinition) -> FrameworkDefinition:
    return read_framework(copy.deepcopy(FRAMEWORK), towns)
