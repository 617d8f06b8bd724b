"""The open API of the record: indicators, facts that the reader may see, and facts that cities' systems submit."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Header, Query, Router, Schema
from pydantic import ConfigDict, Field

from wego.core.api_problems import Fault, Problem, ProblemItem
from wego.core.listings.api import Paged
from wego.core.text_schemas import Names
from wego.members.key_access import OPTIONAL_KEY, KeyOfOrganisation, key_of, without_a_key
from wego.members.models import ApiKey
from wego.members.services.api_keys import OtherContent, answer_once
from wego.records.models import STATEMENTS, Indicator, Observation
from wego.records.queries import facts_visible_to, facts_visible_to_organisation
from wego.records.search import indicators_visible_to
from wego.records.services.facts import GivenFact
from wego.records.services.pushes import FactsRefused, push_facts

router = Router(tags=["figures"])

MOST = 500  # facts in one request
READS = [KeyOfOrganisation(ApiKey.Scope.FACTS_READ), without_a_key]
Amount = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=32, decimal_places=16)]
Status = Literal["", "not_applicable", "not_collected", "not_yet_published", "confidential", "no_baseline"]
Boundary = Literal["", "city_proper", "urban_area", "metropolitan_area", "country"]
DataQuality = Literal["measured", "survey", "higher_level", "assumption", "personal_estimate", "unknown"]


class IndicatorItem(Schema):
    """What is measured. `is_stated`: members state it themselves, so that their systems may submit it."""

    code: str
    names: Names
    definitions: Names | None
    units: Names | None
    kind: Literal["number", "count", "share", "money", "option", "yes_no", "text", "date"]
    nature: str | None
    level: Literal["city", "country"]
    decimals: int
    direction: Literal[-1, 0, 1]
    per: Decimal | None = Field(description="what a share is given per: 100 for percent")
    lowest: Decimal | None
    highest: Decimal | None
    options: list[str]
    dimensions: list[str]
    topics: list[str]
    visibility: Literal["public", "members", "purpose"]
    is_stated: bool


class IndicatorList(Schema):
    count: int
    items: list[IndicatorItem]


class FactItem(Schema):
    """One fact in force. It is of exactly one of `organisation`, `place` (a city that is no member) and `country`."""

    id: int
    indicator: str
    organisation: str | None
    place: str | None
    country: str | None
    period: str
    value: Decimal | None = Field(description="of a share the quotient; yes is 1, no 0")
    numerator: Decimal | None
    denominator: Decimal | None
    currency: str | None
    text: str | None = Field(description="a text, the code of an option, or a day")
    status: str | None = Field(description="instead of a value, with its reason")
    reason: str | None
    breakdown: dict[str, str]
    boundary: str | None
    quality: str
    data_quality: str | None
    origin: str
    verification: Literal["checked", "verified", "attested"] | None
    visibility: str
    source: str
    page: str | None
    note: str | None
    recorded_at: datetime


class FactList(Schema):
    count: int
    items: list[FactItem]


class IndicatorQuery(Paged):
    topic: str = Field("", max_length=40)


class FactQuery(Paged):
    indicator: str = Field("", max_length=60)
    organisation: str = Field("", max_length=80, description="slug; figures of its place are among them")
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = Field(None, description="ISO 3166-1 alpha-2")
    period: str = Field("", max_length=20)


class GivenFactItem(Schema):
    """A fact of the key's own organisation: a value, the two parts of a share, a text, or a status with its reason."""

    model_config = ConfigDict(extra="forbid")

    indicator: str = Field(max_length=60)
    period: str = Field(max_length=20, description="a year, or the first and last of a span: 2024, 2023/2024")
    value: Amount | None = None
    numerator: Amount | None = None
    denominator: Amount | None = None
    currency: str = Field("", max_length=3)
    text: str = Field("", max_length=5000)
    status: Status = ""
    reason: str = Field("", max_length=500)
    breakdown: dict[str, str] = Field(default_factory=dict, max_length=5)
    boundary: Boundary = ""
    data_quality: DataQuality = "unknown"
    page: str = Field("", max_length=100)
    note: str = Field("", max_length=500, description="an explanation, where a check asks for one")
    correction: str = Field("", max_length=500, description="why it takes the place of what was said before")


class PushedFacts(Schema):
    model_config = ConfigDict(extra="forbid")

    facts: list[GivenFactItem] = Field(min_length=1, max_length=MOST)


class PushAnswer(Schema):
    """What was recorded. What the organisation had said already is `unchanged`."""

    recorded: int
    unchanged: int
    facts: list[FactItem]


@router.get(
    "/indicators",
    response=IndicatorList,
    summary="Indicators",
    auth=READS,
    operation_id="list_indicators",
    openapi_extra=OPTIONAL_KEY,
)
def indicators(request: HttpRequest, asked: Query[IndicatorQuery]) -> dict[str, Any]:
    """What is measured, in which unit and kind."""
    found = _indicators(request)
    if asked.topic:
        found = found.filter(topics__code=asked.topic)
    part = found[asked.offset : asked.offset + asked.limit]
    return {"count": found.count(), "items": [_indicator(one) for one in part]}


@router.get(
    "/indicators/{code}",
    response=IndicatorItem,
    summary="One indicator",
    auth=READS,
    operation_id="get_indicator",
    openapi_extra=OPTIONAL_KEY,
)
def indicator(request: HttpRequest, code: str) -> dict[str, Any]:
    """By its code."""
    return _indicator(get_object_or_404(_indicators(request), code=code))


@router.get(
    "/facts",
    response=FactList,
    summary="Facts in force",
    auth=READS,
    operation_id="list_facts",
    openapi_extra=OPTIONAL_KEY,
)
def facts(request: HttpRequest, asked: Query[FactQuery]) -> dict[str, Any]:
    """By indicator, the latest period first: what is public; with a key also what is for members and one's own."""
    found = _facts(request)
    if asked.indicator:
        found = found.filter(indicator__code=asked.indicator)
    if asked.organisation:
        found = found.filter(
            Q(organisation__slug=asked.organisation) | Q(place__organisations__slug=asked.organisation)
        )
    if asked.country:
        found = found.filter(country=asked.country)
    if asked.period:
        found = found.filter(period=asked.period)
    rows = found.order_by("indicator__code", "-period", "pk")[asked.offset : asked.offset + asked.limit]
    return {"count": found.count(), "items": [_fact(one) for one in rows]}


@router.post(
    "/facts",
    response={200: PushAnswer, 401: ProblemItem, 403: ProblemItem, 422: ProblemItem, 429: ProblemItem},
    summary="Submit facts of your own organisation",
    auth=KeyOfOrganisation(ApiKey.Scope.FACTS_WRITE, is_write=True),
    operation_id="push_facts",
)
def push(
    request: HttpRequest,
    response: HttpResponse,
    given: PushedFacts,
    idempotency_key: str = Header("", alias="Idempotency-Key", max_length=100),
) -> dict[str, Any]:
    """All are taken or none. They are checked, shown and verified like figures that people type; what is refused is
    named by its place. The same figures again change nothing; with an `Idempotency-Key` the same request again gets
    the same answer."""
    key = key_of(request)
    assert key is not None
    act, at = partial(_pushed, key, given), timezone.now()
    try:
        if not idempotency_key:
            return act(at)
        digest = hashlib.sha256(request.body).hexdigest()
        answer, is_again = answer_once(
            key=key, idempotency_key=idempotency_key, sha256=digest, act=partial(act, at), at=at
        )
    except FactsRefused as refusal:
        faults = [Fault(("facts", one.number, one.part), one.words) for one in refusal.faults]
        raise Problem(422, str(refusal), faults) from None
    except OtherContent as refusal:
        raise Problem(422, str(refusal)) from None
    if is_again:
        response["Idempotency-Replayed"] = "true"
    return answer


def _pushed(key: ApiKey, given: PushedFacts, at: datetime) -> dict[str, Any]:
    known = {one.code: one for one in _stated().filter(code__in={one.indicator for one in given.facts})}
    if unknown := [number for number, one in enumerate(given.facts) if one.indicator not in known]:
        words = "No indicator that members state has this code: see /api/v1/indicators, `is_stated`."
        raise Problem(422, words, [Fault(("facts", number, "indicator"), words) for number in unknown])
    facts = {
        number: GivenFact(indicator=known[one.indicator], **one.model_dump(exclude={"indicator"}))
        for number, one in enumerate(given.facts)
    }
    recorded = push_facts(key=key, given=facts, at=at)
    items = [FactItem(**_fact(one)).model_dump(mode="json") for one in recorded]
    return {"recorded": len(items), "unchanged": len(facts) - len(items), "facts": items}


def _stated() -> QuerySet[Indicator]:
    """What members state themselves: their systems may submit it, and nothing that others publish of them."""
    stated = Indicator.objects.filter(Q(source__code=STATEMENTS) | Q(source=None), level=Indicator.Level.CITY)
    return stated.select_related("source").prefetch_related("dimensions")


def _indicators(request: HttpRequest) -> QuerySet[Indicator]:
    found = Indicator.objects.all() if key_of(request) else indicators_visible_to(request.user)
    return found.select_related("source").prefetch_related("dimensions", "topics").order_by("code")


def _facts(request: HttpRequest) -> QuerySet[Observation]:
    key = key_of(request)
    seen = facts_visible_to_organisation(key.organisation) if key else facts_visible_to(request.user)
    return (
        seen.filter(superseded_by=None)
        .select_related("indicator", "organisation", "place", "source")
        .prefetch_related("verifications")
    )


def _indicator(one: Indicator) -> dict[str, Any]:
    plain = ("code", "kind", "level", "decimals", "direction", "lowest", "highest", "visibility")
    return {name: getattr(one, name) for name in plain} | {
        "names": one.name.by_language(),
        "definitions": one.definition.by_language() or None,
        "units": one.unit.by_language() or None,
        "nature": one.nature or None,
        "per": one.per if one.kind == Indicator.Kind.SHARE else None,
        "options": list(one.options),
        "dimensions": [each.code for each in one.dimensions.all()],
        "topics": [each.code for each in one.topics.all()],
        "is_stated": one.level == Indicator.Level.CITY and (one.source is None or one.source.code == STATEMENTS),
    }


def _fact(one: Observation) -> dict[str, Any]:
    told = ("period", "numerator", "denominator", "quality", "origin", "visibility", "recorded_at", "value")
    unsaid = ("currency", "text", "status", "reason", "boundary", "data_quality", "page", "note", "country")
    latest = max(one.verifications.all(), key=lambda made: made.pk, default=None)
    return {name: getattr(one, name) for name in told} | {
        **{name: getattr(one, name) or None for name in unsaid},
        "id": one.pk,
        "value": _plain(one.value),
        "numerator": _plain(one.numerator),
        "denominator": _plain(one.denominator),
        "indicator": one.indicator.code,
        "organisation": one.organisation.slug if one.organisation else None,
        "place": one.place.slug if one.place else None,
        "breakdown": one.parts,
        "verification": latest.level if latest else None,
        "source": one.source.code,
    }


def _plain(value: Decimal | None) -> Decimal | None:
    """Without trailing zeros, and without an exponent."""
    return None if value is None else value.normalize() + 0
