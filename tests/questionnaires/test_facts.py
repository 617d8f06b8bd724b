"""Facts flow back: what is submitted in one questionnaire is known to the record, to the dues and to the next form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import COMPLETE, NOW, ask, make_member, make_questionnaire, make_response, say
from tests.records.factories import make_indicator
from wego.questionnaires.queries import offers_for
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.responses import reopen_response, submit_response
from wego.records.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def seoul() -> Any:
    return make_organisation("Seoul", place=make_place("seoul", population=9_000_000))


@pytest.fixture
def officer(seoul: Any) -> Any:
    return make_member(seoul)


def answered(seoul: Any, officer: Any, **changed: Any) -> Any:
    response = make_response(organisation=seoul)
    save_answers(response_id=response.pk, given=COMPLETE | changed, base_revision=0, by=officer, at=NOW)
    return response


def test_submitting_writes_what_mapped_questions_say(seoul: Any, officer: Any) -> None:
    people = make_indicator("place.population")
    response = answered(seoul, officer)
    assert not Observation.objects.exists()  # a draft says nothing yet

    submit_response(response_id=response.pk, by=officer, at=NOW)

    fact = Observation.objects.get()
    assert (fact.indicator, fact.organisation, fact.value, fact.period) == (people, seoul, 1000, "2025")
    assert (fact.origin, fact.recorded_by_key, fact.cause_kind, fact.cause_id) == (
        "member",
        officer.key,
        "questionnaires.Response",
        str(response.pk),
    )


def test_a_question_of_an_indicator_that_nobody_declared_writes_nothing(seoul: Any, officer: Any) -> None:
    response = answered(seoul, officer)

    submit_response(response_id=response.pk, by=officer, at=NOW)

    assert not Observation.objects.exists()


def test_the_year_that_is_asked_beside_a_figure_is_its_period(seoul: Any, officer: Any) -> None:
    make_indicator("city.staff")
    definition = {
        "code": "staff",
        "version": "1",
        "title": say("Staff"),
        "note": say("Test"),
        "sections": [
            {
                "code": "one",
                "title": say("One"),
                "questions": [
                    ask("staff", "number", unit=say("persons"), indicator="city.staff", allow=["dont_know"]),
                    ask("year", "number", unit=say("year"), indicator="city.staff", indicator_part="period"),
                ],
            }
        ],
    }
    response = make_response(make_questionnaire(definition), seoul)
    save_answers(response_id=response.pk, given={"staff": 7, "year": 2023}, base_revision=0, by=officer, at=NOW)
    submit_response(response_id=response.pk, by=officer, at=NOW)
    assert [(one.value, one.period) for one in Observation.objects.all()] == [(7, "2023")]

    reopen_response(response_id=response.pk, by=officer, at=NOW)
    save_answers(
        response_id=response.pk,
        given={"staff": "dont_know"},
        remarks={"staff": "the register is being rebuilt"},
        base_revision=1,
        by=officer,
        at=NOW,
    )
    submit_response(response_id=response.pk, by=officer, at=NOW + timedelta(days=1))

    later = Observation.objects.latest("pk")
    assert (later.value, later.status, later.reason) == (None, "not_collected", "the register is being rebuilt")
    assert (later.supersedes.value if later.supersedes else None, later.correction) == (7, str(response))


def test_what_one_form_was_told_another_puts_forward(seoul: Any, officer: Any) -> None:
    make_indicator("place.population")
    submit_response(response_id=answered(seoul, officer).pk, by=officer, at=NOW)
    other = {
        "code": "other",
        "version": "1",
        "title": say("Other"),
        "note": say("Test"),
        "sections": [
            {
                "code": "one",
                "title": say("One"),
                "questions": [ask("people", "number", unit=say("persons"), indicator="place.population")],
            }
        ],
    }

    offer = offers_for(make_response(make_questionnaire(other), seoul))["people"]

    assert (offer.value, offer.period, offer.source) == (1000, "2025", "Statements by members")


def test_what_is_calculated_for_an_indicator_reaches_the_record(seoul: Any, officer: Any) -> None:
    make_indicator("city.density", kind="number")
    definition = {
        "code": "land",
        "version": "1",
        "title": say("Land"),
        "note": say("Test"),
        "sections": [
            {
                "code": "one",
                "title": say("One"),
                "questions": [
                    ask("people", "number", unit=say("persons")),
                    ask("area", "number", unit=say("km²")),
                    {
                        "code": "density",
                        "kind": "calculated",
                        "text": say("Density"),
                        "why": say("Why"),
                        "unit": say("persons per km²"),
                        "decimals": 1,
                        "indicator": "city.density",
                        "value": {"divide": [{"answer": "people"}, {"answer": "area"}]},
                    },
                ],
            }
        ],
    }
    response = make_response(make_questionnaire(definition), seoul)
    given = {"people": 1000, "area": 8}
    save_answers(
        response_id=response.pk, given=given, remarks={"area": "without the sea"}, base_revision=0, by=officer, at=NOW
    )

    submit_response(response_id=response.pk, by=officer, at=NOW)

    fact = Observation.objects.get()
    assert (fact.indicator.code, fact.value, fact.period, fact.note) == ("city.density", 125, "2025", "without the sea")
