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


def ask_calculated(code: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": "calculated", "text": say(code), "why": say("why"), "value": value, **more}


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

# What asks, says or works out more than one answer.
THIRD: dict[str, Any] = {
    "code": "third",
    "title": say("Third"),
    "questions": [
        {"code": "hello", "kind": "note", "text": say("hello"), "show_if": {"question": "law", "equals": True}},
        ask("matters", "ranking", ranks=2, options=[{"code": c, "text": say(c)} for c in ("01", "1", "NA")]),
        ask(
            "fields",
            "matrix",
            scale="practice",
            rows=[{"code": "water", "text": say("water")}, {"code": "waste", "text": say("waste")}],
            option_texts={"none": say("nothing at all")},
        ),
        ask(
            "projects",
            "repeat",
            hint=say("one a row"),
            maximum_rows=3,
            questions=[
                {"code": "named", "kind": "text", "text": say("named"), "why": {}, "required": True},
                {"code": "cost", "kind": "number", "text": say("cost"), "why": {}, "unit": "USD"},
                {
                    "code": "ends",
                    "kind": "date",
                    "text": say("ends"),
                    "why": {},
                    "show_if": {"question": "cost", "at_least": 100},
                },
            ],
        ),
        ask_calculated("spent", {"sum": "cost"}, unit="USD"),
        ask_calculated(
            "each",
            {"round": {"divide": [{"answer": "spent"}, {"answer": "population"}]}, "decimals": 2},
            decimals=2,
        ),
    ],
}


@pytest.fixture
def small_data() -> dict[str, Any]:
    return copy.deepcopy(SMALL)


@pytest.fixture(scope="session")
def small() -> QuestionnaireDefinition:
    return read_questionnaire(copy.deepcopy(SMALL))


@pytest.fixture
def wide_data(small_data: dict[str, Any]) -> dict[str, Any]:
    """The small questionnaire with every kind there is."""
    small_data["sections"].append(copy.deepcopy(THIRD))
    return small_data


@pytest.fixture
def wide(wide_data: dict[str, Any]) -> QuestionnaireDefinition:
    return read_questionnaire(wide_data)
