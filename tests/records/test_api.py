"""The open API of the record: what a reader may see, and facts that a city's own system submits by its key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import make_member, say
from tests.records.factories import make_fact, make_indicator
from wego.core.definitions.content import digest_of as digest_of_content
from wego.core.models import AuditEntry
from wego.core.personal_links.queries import digest_of
from wego.core.rules import RuleError
from wego.members.key_access import WRITES_A_MINUTE, WRONG_KEYS_A_MINUTE
from wego.members.models import AnsweredRequest, ApiKey, Organisation
from wego.members.services.api_keys import forget_answered_requests, make_api_key, revoke_api_key
from wego.records.models import CheckRules, Dimension, Indicator, Observation, Source, Verification

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


@pytest.fixture
def seoul() -> Organisation:
    people = make_indicator("place.population", name="Population", lowest=1)
    people.dimensions.add(Dimension.objects.create(code="sex", name="Sex", categories={"female": say("women")}))
    make_indicator("city.share", name="Share", kind="share", unit="percent", visibility="members")
    make_indicator("un.index", name="Index", kind="number", source=Source.objects.create(code="un", title="UN"))
    return make_organisation("Seoul", place=make_place("seoul"), standing="full")


@pytest.fixture
def secret(seoul: Organisation) -> str:
    return key_for(seoul, *ApiKey.Scope.values)


def key_for(organisation: Organisation, *scopes: str, name: str = "GIS", **given: Any) -> str:
    until = {"expires_on": timezone.localdate() + timedelta(days=30), **given}
    officer = make_member(organisation, f"{organisation.slug}.{name.lower()}@city.example")
    return make_api_key(
        organisation_id=organisation.pk, name=name, scopes=list(scopes), by=officer, at=timezone.now(), **until
    ).secret


def ask(secret: str = "", address: str = "facts", **asked: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client().get(f"/api/v1/{address}", asked, headers=headers)


def push(secret: str, *facts: dict[str, Any], **headers: str) -> Any:
    given = {"Authorization": f"Bearer {secret}", **headers} if secret else headers
    return Client().post("/api/v1/facts", {"facts": list(facts)}, content_type="application/json", headers=given)


def test_what_is_submitted_is_kept_as_if_it_were_typed(seoul: Organisation, secret: str) -> None:
    answer = push(
        secret,
        {"indicator": "place.population", "period": "2024", "value": "9411260", "data_quality": "measured"},
        {"indicator": "place.population", "period": "2024", "value": 4800000, "breakdown": {"sex": "female"}},
        {"indicator": "city.share", "period": "2024", "numerator": 1, "denominator": 8},
    )

    assert (answer.status_code, answer.json()["recorded"], answer.json()["unchanged"]) == (200, 3, 0)
    whole, women, share = Observation.objects.order_by("pk")
    assert (whole.value, whole.origin, whole.source.code, whole.visibility, whole.data_quality) == (
        Decimal(9411260),
        "member",
        "member-statements",
        "public",
        "measured",
    )
    assert (women.breakdown, share.value, share.visibility) == ("sex=female", Decimal("12.5"), "members")
    assert (whole.cause_kind, whole.recorded_by_key) == ("members.ApiKey", None)
    assert not Verification.objects.exists()
    line = AuditEntry.objects.get(action="facts.pushed")
    assert line.after == {"organisation": "seoul", "facts": [whole.pk, women.pk, share.pk]}
    seoul.place.refresh_from_db()
    assert seoul.place.population == 9411260  # as after a form


def test_the_same_again_changes_nothing_and_another_value_supersedes(seoul: Organisation, secret: str) -> None:
    fact = {"indicator": "place.population", "period": "2024", "value": 9000}
    push(secret, fact)

    again = push(secret, fact).json()
    corrected = push(secret, {**fact, "value": 9100, "correction": "a misprint"}).json()

    assert (again["recorded"], again["unchanged"], corrected["recorded"]) == (0, 1, 1)
    assert [(one.value, one.correction) for one in Observation.objects.order_by("pk")] == [
        (9000, ""),
        (9100, "a misprint"),
    ]
    assert AuditEntry.objects.filter(action="facts.pushed").count() == 2


def test_an_idempotency_key_gives_the_same_answer_and_takes_nothing_else(seoul: Organisation, secret: str) -> None:
    fact = {"indicator": "place.population", "period": "2024", "value": 9000}
    first = push(secret, fact, **{"Idempotency-Key": "night-1"})
    push(secret, {**fact, "value": 9100})

    again = push(secret, fact, **{"Idempotency-Key": "night-1"})
    other = push(secret, {**fact, "value": 1}, **{"Idempotency-Key": "night-1"})

    assert again.json() == first.json()
    assert (first.headers.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert (other.status_code, other["Content-Type"]) == (422, "application/problem+json")
    assert "used before" in other.json()["detail"]
    assert Observation.objects.get(superseded_by=None).value == 9100
    forget_answered_requests(timezone.now() + timedelta(days=31))
    assert not AnsweredRequest.objects.exists()


@pytest.mark.parametrize(
    ("fact", "pointer", "words"),
    [
        ({"indicator": "nothing", "value": 1}, "/facts/1/indicator", "No indicator"),
        ({"indicator": "un.index", "value": 1}, "/facts/1/indicator", "No indicator that members state"),
        ({"value": 1.5}, "/facts/1/value", "whole number"),
        ({"value": 0}, "/facts/1/value", "outside"),
        ({"value": 1, "period": "last year"}, "/facts/1/period", "not a year"),
        ({"value": 1, "breakdown": {"sex": "x"}}, "/facts/1/breakdown", "not broken down"),
        ({"status": "not_collected"}, "/facts/1/status", "State why"),
        ({"value": 1, "currency": "KRW"}, "/facts/1/currency", "An amount of money"),
        ({"indicator": "city.share", "value": 1}, "/facts/1/numerator", "Enter both"),
        ({"indicator": "city.share", "numerator": 2, "denominator": 9}, "/facts/1/indicator", "twice"),
        ({"value": 900_000_000}, "/facts/1/note", "thousand"),
        ({"value": "many"}, "/facts/1/value", "decimal"),
        ({"value": "NaN"}, "/facts/1/value", "finite"),
        ({"value": 1, "colour": "red"}, "/facts/1/colour", "not permitted"),
    ],
)
def test_what_is_refused_is_named_by_its_place_and_nothing_is_taken(
    seoul: Organisation, secret: str, fact: dict[str, Any], pointer: str, words: str
) -> None:
    rules = [
        {"code": "range", "kind": "range", "indicator": "*", "outcome": "refuse", "text": say("It is outside.")},
        {"code": "slip", "kind": "slip", "indicator": "*", "outcome": "comment", "text": say("A thousand times.")},
    ]
    content = {"checks": rules}
    CheckRules.objects.create(
        code="checks", sha256=digest_of_content(content), definition=content, published_at=timezone.now()
    )
    for year in ("2020", "2021"):
        make_fact(Indicator.objects.get(code="place.population"), 900_000, organisation=seoul, period=year)
    sound = {"indicator": "city.share", "period": "2024", "numerator": 1, "denominator": 8}

    answer = push(secret, sound, {"indicator": "place.population", "period": "2024"} | fact)

    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [one["pointer"] for one in said["errors"]] == [pointer]
    assert words in said["errors"][0]["detail"]
    assert (said["status"], said["title"], said["type"]) == (422, "Unprocessable Entity", "about:blank")
    assert Observation.objects.count() == 2
    assert not AuditEntry.objects.filter(action="facts.pushed").exists()


def test_several_periods_are_compared_one_after_the_other(seoul: Organisation, secret: str) -> None:
    people = {"indicator": "place.population"}

    answer = push(secret, people | {"period": "2024", "value": 11}, people | {"period": "2023", "value": 10})

    assert answer.status_code == 200
    assert list(Observation.objects.order_by("pk").values_list("period", flat=True)) == ["2023", "2024"]


def test_a_key_that_does_not_work_is_refused_not_ignored(seoul: Organisation, secret: str) -> None:
    fact = {"indicator": "place.population", "period": "2024", "value": 1}
    reads_only = key_for(seoul, ApiKey.Scope.FACTS_READ, name="Reader")
    old = {"made_at": timezone.now(), "expires_on": date(2020, 1, 1), "scopes": ["facts.write"]}
    ApiKey.objects.create(organisation=seoul, name="Old", digest=digest_of("wego_old"), ending="_old", **old)

    answers = [push("", fact), push("wego_nonsense", fact), ask("wego_nonsense"), push(reads_only, fact)]
    answers.append(push("wego_old", fact))
    key = ApiKey.objects.get(name="GIS")
    revoke_api_key(key_id=key.pk, by=make_member(seoul, "kim@seoul.example"), at=timezone.now())
    answers += [push(secret, fact), ask(secret)]

    assert [one.status_code for one in answers] == [401, 401, 401, 403, 401, 401, 401]
    assert {one["Content-Type"] for one in answers} == {"application/problem+json"}
    assert not Observation.objects.exists()
    assert secret not in str(ApiKey.objects.values())


def test_too_many_requests_are_told_when_to_come_back(seoul: Organisation, secret: str) -> None:
    fact = {"indicator": "place.population", "period": "2024", "value": 9000}
    cache.clear()

    written = {push(secret, fact).status_code for _ in range(WRITES_A_MINUTE)}
    late = push(secret, fact)
    wrong = [ask("wego_wrong").status_code for _ in range(WRONG_KEYS_A_MINUTE + 1)]

    assert written == {200}
    assert late.status_code == 429
    assert 0 < int(late["Retry-After"]) <= 60
    assert (set(wrong[:-1]), wrong[-1]) == ({401}, 429)


def test_facts_are_seen_as_the_reader_may_see_them(seoul: Organisation, secret: str) -> None:
    busan = make_organisation("Busan", place=make_place("busan"), standing="full")
    shown, shared, fee = (
        make_indicator("shown"),
        make_indicator("shared", visibility="members"),
        make_indicator("fee", visibility="purpose", purpose="dues"),
    )
    for city in (seoul, busan):
        make_fact(shown, organisation=city)
        make_fact(shared, organisation=city, visibility="members")
        make_fact(fee, organisation=city, visibility="purpose", purpose="dues")
    theirs = key_for(busan, ApiKey.Scope.FACTS_READ)

    def seen(answer: Any) -> set[tuple[str, str]]:
        return {(one["organisation"], one["indicator"]) for one in answer.json()["items"]}

    public = {("seoul", "shown"), ("busan", "shown")}
    members = public | {("seoul", "shared"), ("busan", "shared")}
    assert seen(ask()) == public
    assert seen(ask(secret)) == members | {("seoul", "fee")}
    assert seen(ask(theirs)) == members | {("busan", "fee")}
    assert seen(ask(secret, organisation="busan", indicator="shared")) == {("busan", "shared")}
    assert ask(organisation="nowhere").json() == {"count": 0, "items": []}
    listed = {one["code"]: one["is_stated"] for one in ask(address="indicators").json()["items"]}
    assert "fee" not in listed
    assert (listed["place.population"], listed["un.index"]) == (True, False)
    assert ask(address="indicators/fee").status_code == 404
    assert ask(secret, "indicators/fee").json()["visibility"] == "purpose"
    assert ApiKey.objects.get(name="GIS", organisation=seoul).last_used_at is not None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_however_many(seoul: Organisation, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        make_fact(make_indicator(f"more.{number}"), organisation=seoul)

    with django_assert_num_queries(3):
        ask(limit=100)
    with django_assert_num_queries(4):
        ask(address="indicators")


def test_keys_are_made_for_a_time_under_a_name_of_their_own(seoul: Organisation) -> None:
    today = timezone.localdate()
    for wrong in (today, today + timedelta(days=1000)):
        with pytest.raises(RuleError, match="at most two years"):
            key_for(seoul, ApiKey.Scope.FACTS_READ, expires_on=wrong, name=f"Other{wrong}")
    with pytest.raises(RuleError, match="what the key may do"):
        key_for(seoul, name="None")
    key_for(seoul, ApiKey.Scope.FACTS_READ, name="Water")
    with pytest.raises(RuleError, match="Another key has this name"):
        make_api_key(
            organisation_id=seoul.pk,
            name=" water ",
            scopes=[ApiKey.Scope.FACTS_READ],
            expires_on=today + timedelta(days=2),
            by=make_member(seoul, "lee@seoul.example"),
            at=timezone.now(),
        )
