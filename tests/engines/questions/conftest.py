"""A small questionnaire in which every kind of question stands once, as plain data."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from wego.engines.questions import QuestionnaireDefinition, read_questionnaire


def say(text: str) -> dict[str, str]:
    return {"en": text, "ko": f"{text} (ko)", "zh-hans": f"{text} (zh)"}


def ask(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "text": say(code), "why": say("why"), "evidence": say("evidence"), **more}


SMALL: dict[str, Any] = {
    "code": "small",
    "version": "1",
    "title": say("Small"),
    "note": say("For tests"),
    "allow": ["dont_know"],
    "scales": {
        "practice": [
            {"code": "none", "value": 0, "text": say("none")},
            {"code": "planned", "value": 1, "text": say("planned")},
            {"code": "regular", "value": 2, "text": say("regular")},
        ]
    },
    "sections": [
        {
            "code": "first",
            "title": say("First"),
            "questions": [
                ask("population", "number", unit=say("persons"), minimum=1, maximum=50_000_000, indicator="population"),
                ask("signals", "scale", scale="practice", required=True, allow=["dont_know", "not_applicable"]),
                ask(
                    "channels",
                    "multiple",
                    options=[
                        {"code": "office", "text": say("office")},
                        {"code": "phone", "text": say("phone")},
                        {"code": "nothing", "text": say("nothing"), "exclusive": True},
                    ],
                ),
                ask("share", "number", unit="%", minimum=0, maximum=100, decimals=1),
            ],
        },
        {
            "code": "second",
            "title": say("Second"),
            "intro": say("More"),
            "questions": [
                ask(
                    "served",
                    "number",
                    unit=say("persons"),
                    minimum=0,
                    constraints=[{"not_above": "population"}],
                    show_if={"question": "signals", "at_least": 1},
                ),
                ask("law", "yes_no", required=True, allow=[]),
                ask("since", "date", earliest="1990-01-01", show_if={"question": "law", "equals": True}),
                ask(
                    "owner",
                    "single",
                    options=[{"code": "mayor", "text": say("mayor")}, {"code": "office", "text": say("office")}],
                    show_if={
                        "any": [{"question": "since", "answered": True}, {"question": "channels", "includes": "phone"}]
                    },
                ),
                ask("story", "text", max_length=10),
                ask("proof", "file", accept=["pdf"], show_if={"not": {"question": "owner", "one_of": ["mayor"]}}),
            ],
        },
    ],
}


@pytest.fixture
def small_data() -> dict[str, Any]:
    return copy.deepcopy(SMALL)


@pytest.fixture(scope="session")
def small() -> QuestionnaireDefinition:
    return read_questionnaire(copy.deepcopy(SMALL))
