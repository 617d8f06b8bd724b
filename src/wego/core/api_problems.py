"""What the API refuses, said as problem details (RFC 9457): what is wrong, and the place in the request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import AuthenticationError, ValidationError

CONTENT_TYPE = "application/problem+json"


class ProblemPlace(Schema):
    """One fault: `pointer` leads to the place in the body (RFC 6901), `detail` says what is wrong there."""

    pointer: str
    detail: str


class ProblemItem(Schema):
    """Why a request was refused; nothing of it was done."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemPlace]


@dataclass(frozen=True)
class Fault:
    """A fault at a place of the body, as its keys and positions."""

    place: Sequence[str | int]
    detail: str

    @property
    def pointer(self) -> str:
        return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in self.place)


@dataclass
class Problem(Exception):
    """A refusal with its status."""

    status: int
    detail: str
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    errors = [{"pointer": fault.pointer, "detail": fault.detail} for fault in problem.faults]
    said = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "errors": errors,
    }
    content = json.dumps(said, ensure_ascii=False)
    return HttpResponse(content, status=problem.status, content_type=CONTENT_TYPE, headers=dict(problem.headers))


def without_key(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    """Something asks for a key that came without one."""
    detail = "Send a key of your organisation: Authorization: Bearer wego_…"
    return problem_response(request, Problem(401, detail, headers={"WWW-Authenticate": "Bearer"}))


def unreadable(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """A body or parameter that does not fit the description. Of a body each place is named."""
    if request.method == "POST":
        faults = [Fault(_in_body(one["loc"]), one["msg"]) for one in refusal.errors]
        return problem_response(request, Problem(422, "The request does not fit its description.", faults))
    return HttpResponse(
        json.dumps({"detail": refusal.errors}, default=str), status=422, content_type="application/json"
    )


def _in_body(place: Iterable[Any]) -> list[str | int]:
    """Without what the framework calls the body and its parameter."""
    return list(place)[2:]
