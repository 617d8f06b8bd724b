"""Questionnaires, people who answer them, and responses for tests: required fields only."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from typing import Any

from tests.members.factories import make_organisation
from wego.accounts.models import NetworkRole, User
from wego.core.definitions.content import digest_of, plain
from wego.engines.questions import read_questionnaire
from wego.engines.questions.normal_form import as_data
from wego.members.models import Affiliation, Organisation
from wego.questionnaires.models import DraftVersion, Questionnaire, Response

NOW = datetime(2025, 5, 20, 9, 30, tzinfo=UTC)


def say(text: str) -> dict[str, str]:
    return {"en": text, "ko": f"{text} (ko)", "zh-hans": f"{text} (zh)"}


def ask(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "kind": kind,
        "text": say(f"Ask {code}?"),
        "why": say(f"Why {code}"),
        "evidence": say(f"Evidence {code}"),
        **more,
    }


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "text": say(code.capitalize())} for code in codes]


# Every kind of question once, a condition within a section and one across, a limit within and one across.
EVERYTHING: dict[str, Any] = {
    "code": "everything",
    "version": "1",
    "title": say("Everything"),
    "note": say("For tests"),
    "allow": ["dont_know"],
    "scales": {
        "practice": [
            {"code": code, "value": place, "text": say(code.capitalize())}
            for place, code in enumerate(("none", "planned", "regular"))
        ]
    },
    "sections": [
        {
            "code": "first",
            "title": say("First"),
            "intro": say("Start here"),
            "questions": [
                ask(
                    "population", "number", unit=say("persons"), minimum=1, indicator="place.population", required=True
                ),
                ask("staff", "number", unit=say("persons"), minimum=0, constraints=[{"not_above": "population"}]),
                ask("share", "number", unit="%", minimum=0, maximum=100, decimals=1),
                ask("signals", "scale", scale="practice", required=True, allow=["dont_know", "not_applicable"]),
                ask("signals_on", "date", earliest="1990-01-01", show_if={"question": "signals", "at_least": 1}),
                ask(
                    "channels",
                    "multiple",
                    options=[*options("office", "phone"), {**options("nothing")[0], "exclusive": True}],
                ),
            ],
        },
        {
            "code": "second",
            "title": say("Second"),
            "questions": [
                ask("law", "yes_no", required=True, allow=[]),
                ask(
                    "owner",
                    "single",
                    options=options("mayor", "council"),
                    show_if={"question": "signals", "at_least": 2},
                ),
                ask("served", "number", unit=say("persons"), minimum=0, constraints=[{"not_above": "population"}]),
                ask("story", "text", max_length=200, allow=[]),
                ask("proof", "file", accept=["pdf", "png"], allow=[]),
            ],
        },
    ],
}

# Answers that complete EVERYTHING.
COMPLETE: dict[str, Any] = {
    "population": 1000,
    "staff": 12,
    "share": 12.5,
    "signals": "regular",
    "signals_on": "2020-03-01",
    "channels": ["office", "phone"],
    "law": True,
    "owner": "mayor",
    "served": 900,
    "story": "We began in 2019.",
}


def everything() -> dict[str, Any]:
    return copy.deepcopy(EVERYTHING)


def make_questionnaire(definition: dict[str, Any] | None = None, **fields: Any) -> Questionnaire:
    data = definition or everything()
    return Questionnaire.objects.create(
        code=data["code"],
        version=data["version"],
        sha256=digest_of(data),
        titles=data["title"],
        definition=plain(data),
        published_at=NOW,
        **fields,
    )


def make_person(email: str = "kim@city.example", **fields: Any) -> User:
    return User.objects.create_user(email, name=email.split("@")[0].capitalize(), **fields)


def make_member(
    organisation: Organisation, email: str = "kim@city.example", role: str = "officer", **fields: Any
) -> User:
    """A person with a role at an organisation."""
    person = make_person(email)
    Affiliation.objects.create(user=person, organisation=organisation, role=role, starts_on=date(2020, 1, 1), **fields)
    return person


def make_secretary(email: str = "lee@network.example") -> User:
    person = make_person(email)
    NetworkRole.objects.create(user=person, role=NetworkRole.Role.SECRETARIAT, granted_at=NOW)
    return person


def make_response(
    questionnaire: Questionnaire | None = None, organisation: Organisation | None = None, **fields: Any
) -> Response:
    given = {"year": 2025, "started_at": NOW, "changed_at": NOW, **fields}
    return Response.objects.create(
        questionnaire=questionnaire or make_questionnaire(), organisation=organisation or make_organisation(), **given
    )


def make_draft_version(definition: dict[str, Any] | None = None, **fields: Any) -> DraftVersion:
    """A draft whose workbook had no faults."""
    data = as_data(read_questionnaire(definition or everything() | {"version": "2"}))
    given: dict[str, Any] = {"code": data["code"], "version": data["version"], "titles": data["title"], **fields}
    return DraftVersion.objects.create(definition=data, file_name="form.xlsx", begun_at=NOW, changed_at=NOW, **given)
