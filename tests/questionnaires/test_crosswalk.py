"""What one form was told fills the other, with what differs; many are confirmed at once; rules look at figures."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import NOW, ask, make_member, make_questionnaire, make_response, options, say
from tests.records.factories import make_fact, make_indicator
from wego.core.definitions.content import digest_of
from wego.core.rules import RuleError
from wego.questionnaires.models import Answer
from wego.questionnaires.queries import offers_for
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.responses import submit_response
from wego.records.models import CheckComment, CheckRules, Crosswalk, Indicator, Observation

pytestmark = [pytest.mark.django_db]
LINKS = [
    {"code": "staff", "to": "indicator:city.staff", "from": "question:first.staff"},
    {
        "code": "share",
        "to": "indicator:city.share",
        "from": {"part": "question:first.digital", "all": "question:first.staff"},
        "numerator": "part",
        "denominator": "all",
    },
    {
        "code": "thousands",
        "to": "question:second.staff_in_thousands",
        "from": {"staff": "indicator:city.staff"},
        "formula": "staff / 1000",
        "differs": say("Counted in thousands there."),
    },
    {"code": "story", "to": "question:second.told", "from": "question:first.story"},
    {"code": "owner", "to": "question:second.head", "from": "question:first.owner"},
    {
        "code": "is_elected",
        "to": "question:second.elected",
        "from": "question:first.owner",
        "options": {"mayor": False, "council": True},
    },
]
CHECKS = [
    {
        "code": "slip",
        "kind": "slip",
        "indicator": "*",
        "outcome": "comment",
        "text": say("A thousand times more or less."),
    },
    {
        "code": "parts",
        "kind": "not_above",
        "indicator": "city.digital",
        "other": "city.staff",
        "outcome": "refuse",
        "text": say("A part is not more than the whole."),
    },
]


def form(code: str, *questions: dict[str, Any]) -> Any:
    section = {"code": "one", "title": say("One"), "questions": list(questions)}
    return make_questionnaire(
        {"code": code, "version": "1", "title": say(code), "note": say("Test"), "sections": [section]}
    )


def publish(model: Any, name: str, content: Any) -> None:
    model.objects.create(code=name, sha256=digest_of(content), definition=content, published_at=NOW)


@pytest.fixture
def seoul() -> Any:
    for code, kind in (("city.staff", "count"), ("city.share", "share"), ("city.digital", "count")):
        make_indicator(code, kind=kind, name=code)
    publish(Crosswalk, "crosswalk", {"links": LINKS})
    publish(CheckRules, "checks", {"checks": CHECKS})
    return make_organisation("Seoul", place=make_place("seoul"))


@pytest.fixture
def officer(seoul: Any) -> Any:
    return make_member(seoul)


def first(seoul: Any) -> Any:
    persons = say("persons")
    return make_response(
        form(
            "first",
            ask("staff", "number", unit=persons, allow=["dont_know"]),
            ask("digital", "number", unit=persons, indicator="city.digital"),
            ask("story", "text"),
            ask("owner", "single", options=options("mayor", "council")),
        ),
        seoul,
    )


def second(seoul: Any) -> Any:
    return make_response(
        form(
            "second",
            ask("staff_in_thousands", "number", unit=say("thousand persons"), decimals=2),
            ask("told", "text"),
            ask("head", "single", options=options("mayor", "council")),
            ask("elected", "yes_no"),
            ask("digital_there", "number", unit=say("persons"), indicator="city.digital"),
        ),
        seoul,
    )


def submit(response: Any, officer: Any, given: dict[str, Any], **more: Any) -> None:
    save_answers(response_id=response.pk, given=given, base_revision=0, by=officer, at=NOW, **more)
    submit_response(response_id=response.pk, by=officer, at=NOW)


def test_answers_become_facts_by_the_links_and_shares_keep_their_parts(seoul: Any, officer: Any) -> None:
    submit(first(seoul), officer, {"staff": 1200, "digital": 30})

    facts = {one.indicator.code: one for one in Observation.objects.select_related("indicator")}
    assert set(facts) == {"city.staff", "city.share", "city.digital"}
    share = facts["city.share"]
    assert (share.numerator, share.denominator, share.value) == (30, 1200, Decimal("2.5"))


def test_what_is_known_fills_the_other_form_of_every_kind_with_what_differs(seoul: Any, officer: Any) -> None:
    submit(first(seoul), officer, {"staff": 1200, "digital": 30, "story": "Parks", "owner": "council"})

    offers = offers_for(second(seoul))

    assert {code: offer.value for code, offer in offers.items()} == {
        "staff_in_thousands": 1.2,
        "told": "Parks",
        "head": "council",
        "elected": True,
        "digital_there": 30,
    }
    assert offers["staff_in_thousands"].differs == "Counted in thousands there."
    assert (offers["told"].source, offers["told"].period) == ("first", "2025")


def test_a_newer_word_from_elsewhere_comes_before_last_times_answer(seoul: Any, officer: Any) -> None:
    before = second(seoul)
    submit(before, officer, {"digital_there": 20})
    now = make_response(before.questionnaire, seoul, year=2026)
    assert offers_for(now)["digital_there"].value == 20

    response = first(seoul)
    save_answers(response_id=response.pk, given={"staff": 50, "digital": 25}, base_revision=0, by=officer, at=NOW)
    submit_response(response_id=response.pk, by=officer, at=NOW + timedelta(days=1))

    assert offers_for(now)["digital_there"].value == 25


@pytest.mark.urls("tests.questionnaires.survey")
def test_many_known_answers_are_confirmed_in_one_act(seoul: Any, officer: Any) -> None:
    submit(first(seoul), officer, {"staff": 1200, "digital": 30, "story": "Parks", "owner": "council"})
    response, client = second(seoul), Client()
    client.force_login(officer)
    page = client.get(f"/en/survey/{response.pk}/confirm/").content.decode()
    assert "Counted in thousands there." in page
    assert "Parks" in page

    nothing = client.post(f"/en/survey/{response.pk}/confirm/", {"revision": 0})
    answer = client.post(f"/en/survey/{response.pk}/confirm/", {"revision": 0, "confirmed": ["told", "head"]})

    assert (nothing.status_code, answer.status_code) == (422, 302)
    answers = Answer.objects.filter(response=response).values_list("question", "state", "revision")
    assert set(answers) == {("told", "confirmed", 1), ("head", "confirmed", 1)}
    assert "Parks" not in client.get(f"/en/survey/{response.pk}/confirm/").content.decode()


def test_a_rule_asks_for_an_explanation_once(seoul: Any, officer: Any) -> None:
    for year in ("2022", "2023"):
        make_fact(Indicator.objects.get(code="city.staff"), 1200, organisation=seoul, period=year)
    response = first(seoul)
    with pytest.raises(RuleError, match=r"city.staff \(1,200,000\): A thousand times .* Compared with: 1,200"):
        submit(response, officer, {"staff": 1_200_000})
    assert response.status == "draft"
    assert not CheckComment.objects.exists()

    save_answers(
        response_id=response.pk,
        given={},
        remarks={"staff": "all companies of the city were taken over"},
        base_revision=1,
        by=officer,
        at=NOW,
    )
    submit_response(response_id=response.pk, by=officer, at=NOW)

    said = CheckComment.objects.get()
    assert (said.check_code, said.said_of, said.comment) == (
        "slip",
        "1200000",
        "all companies of the city were taken over",
    )


@pytest.mark.urls("tests.questionnaires.survey")
def test_a_rule_refuses_and_the_page_says_so_before(seoul: Any, officer: Any) -> None:
    response, client = first(seoul), Client()
    client.force_login(officer)
    with pytest.raises(RuleError, match="A part is not more than the whole"):
        submit(response, officer, {"staff": 10, "digital": 30}, remarks={"digital": "as it is"})

    page = client.get(f"/en/survey/{response.pk}/check/").content.decode()

    assert "A part is not more than the whole." in page
    assert f"/en/survey/{response.pk}/sections/one/#q-digital" in page
