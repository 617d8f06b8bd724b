"""The answering flow by itself, as a made-up survey declares it: its pages, ticks, cautions and submission."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.members.factories import make_organisation
from tests.questionnaires.factories import (
    COMPLETE,
    NOW,
    make_member,
    make_person,
    make_questionnaire,
    make_response,
    make_secretary,
)
from wego.accounts.models import User
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import answers_in_force, values_of
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.responses import submit_response

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.questionnaires.survey")]
SignIn = Callable[[Any], Client]
ASKED = ("population", "staff", "share", "signals", "channels", "law", "served", "story", "proof")


@pytest.fixture
def response() -> Response:
    return make_response()


@pytest.fixture
def kim(response: Response) -> User:
    return make_member(response.organisation)


def give(response: Response, by: User, **given: Any) -> None:
    response.refresh_from_db()
    save_answers(response_id=response.pk, given=given, base_revision=response.revision, by=by, at=NOW)


def address(response: Response, rest: str = "") -> str:
    return f"/en/survey/{response.pk}/{rest}"


def sent(*asked: str, revision: int = 0, **typed: Any) -> dict[str, Any]:
    return {"revision": revision, "asked": asked, **typed}


def values(response: Response) -> dict[str, Any]:
    return values_of(answers_in_force(response).values())


def text_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


# --- the way through --------------------------------------------------------------------------------------------------
def test_the_overview_shows_progress_and_the_next_section(response: Response, kim: User, signed_in: SignIn) -> None:
    give(response, kim, **{code: COMPLETE[code] for code in ("population", "staff", "share", "channels")})

    text = text_of(signed_in(kim).get(address(response)))

    assert "4 of 9 questions answered" in text
    assert "First begun 4 of 5 answered" in text
    assert "Continue with “First”" in text
    assert "You are here" not in text  # it is a label
    assert "Surveys Survey 2025" in text


def test_a_section_leads_on_back_and_away(response: Response, kim: User, signed_in: SignIn) -> None:
    client = signed_in(kim)

    first = client.get(address(response, "sections/first/")).content.decode()
    second = client.get(address(response, "sections/second/")).content.decode()
    ways = {
        (code, then): client.post(address(response, f"sections/{code}/"), sent(*ASKED, then=then))["Location"]
        for code in ("first", "second")
        for then in ("next", "later", "back")
    }

    assert ("Save and go back" in first, "Save and go back" in second) == (False, True)
    assert ways == {
        ("first", "next"): address(response, "sections/second/"),
        ("first", "later"): address(response),
        ("first", "back"): address(response, "sections/second/"),
        ("second", "next"): address(response, "check/"),
        ("second", "later"): address(response),
        ("second", "back"): address(response, "sections/first/"),
    }


def test_answers_are_kept_as_the_survey_is_sent(response: Response, kim: User, signed_in: SignIn) -> None:
    give(response, kim, **COMPLETE)
    client = signed_in(kim)

    unsaid = client.post(address(response, "submit/"), follow=True)
    said = client.post(address(response, "submit/"), {"left_open": "1"}, follow=True)
    late = client.post(address(response, "sections/second/"), sent("law", law="no", revision=1), follow=True)

    assert "1 question is left open. Tick the box" in text_of(unsaid)
    assert "Survey sent." in text_of(said)
    assert "We began in 2019." in text_of(said)  # closed, the overview shows what was written
    assert "The survey is sent." in text_of(late)
    assert values(response)["law"] is True


# --- before it is final -----------------------------------------------------------------------------------------------
def test_the_review_tells_what_is_missing(response: Response, kim: User, signed_in: SignIn) -> None:
    page = signed_in(kim).get(address(response, "check/"))

    assert "The survey wants these: Ask population? Ask signals? Ask law?" in text_of(page)
    assert address(response, "sections/first/") + "#q-population" in page.content.decode()
    assert "Send survey" not in page.content.decode()


def test_the_review_tells_how_much_is_open_and_what_that_means(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    give(response, kim, **{code: value for code, value in COMPLETE.items() if code not in ("served", "share")})

    text = text_of(signed_in(kim).get(address(response, "check/")))

    assert "3 questions are left open: Ask share? Ask served? Ask proof?" in text
    assert "What is left open is counted as unknown. Of the served nothing can be said." in text
    assert "Surveys are read in May." in text
    assert "Submit with 3 questions left open" in text
    assert "The survey is closed then." in text


def test_who_may_answer_reads_all_and_submits_nothing(response: Response, kim: User, signed_in: SignIn) -> None:
    give(response, kim, **COMPLETE)
    park = signed_in(make_member(response.organisation, "park@city.example", role="contributor"))

    review = text_of(park.get(address(response, "check/")))

    assert "An officer sends the survey." in review
    assert park.post(address(response, "submit/"), {"left_open": "1"}).status_code == 403


@pytest.mark.parametrize("page", ["", "sections/first/", "questions/law/", "check/", "submit/", "evidence/1/"])
def test_whose_it_is_not_sees_no_page(page: str, response: Response, signed_in: SignIn) -> None:
    act = signed_in(make_person("b@x.example")).post if page == "submit/" else signed_in(make_person("b@x.example")).get

    assert act(address(response, page)).status_code == 404
    assert Client().get(address(response, page))["Location"].startswith("/en/accounts/login/")


def test_the_secretariat_reads_and_answers_for_nobody(response: Response, signed_in: SignIn) -> None:
    lee = signed_in(make_secretary())

    assert [lee.get(address(response, page)).status_code for page in ("", "check/", "questions/law/")] == [200] * 3
    assert lee.get(address(response, "sections/first/")).status_code == 403


# --- what is carried over ---------------------------------------------------------------------------------------------
@pytest.fixture
def carried() -> Response:
    """This year's response, with all answers of last year on offer."""
    questionnaire, seoul = make_questionnaire(), make_organisation()
    last = make_response(questionnaire, seoul, year=2024)
    someone = make_person("last@city.example")
    give(last, someone, **COMPLETE)
    submit_response(response_id=last.pk, by=someone, at=NOW)
    return make_response(questionnaire, seoul, year=2025)


FIRST = {"population": "1000", "staff": "12", "share": "12.5", "signals": "regular", "signals_on": "2020-03-01"}


def test_what_is_carried_over_is_confirmed_by_its_own_tick(carried: Response, signed_in: SignIn) -> None:
    client = signed_in(make_member(carried.organisation))
    shown = client.get(address(carried, "sections/first/")).content.decode()

    typed = sent(*FIRST, **(FIRST | {"share": "20"}), offered=list(FIRST))
    told = client.post(
        address(carried, "sections/first/"), typed | {"population-confirm": "on", "then": "later"}, follow=True
    )

    assert len(re.findall(r'name="\w+-confirm"', shown)) == 6
    assert "checked" not in shown.split('id="q-population"')[1].split("</fieldset>")[0]
    states = dict(Answer.objects.filter(response=carried).values_list("question", "state"))
    assert states == {"population": "confirmed", "share": "changed"}
    assert "4 to confirm" in text_of(told)
    assert "3 answers of this section are carried over and not confirmed: they stay open." in text_of(told)


def test_a_tick_and_no_answer_is_asked_back(carried: Response, signed_in: SignIn) -> None:
    typed = sent("staff", staff="", offered=["staff"]) | {"staff-confirm": "on"}

    page = signed_in(make_member(carried.organisation)).post(address(carried, "sections/first/"), typed)

    assert page.status_code == 422
    assert "“Still true” is ticked, but the answer was taken out." in text_of(page)
    assert values(carried) == {}


def test_an_answer_that_is_carried_over_is_taken_out_without_its_tick(carried: Response, signed_in: SignIn) -> None:
    client = signed_in(make_member(carried.organisation))

    client.post(address(carried, "sections/first/"), sent("staff", staff="", offered=["staff"]))

    assert [answer.state for answer in carried.answers.all()] == ["withdrawn"]


def test_what_is_not_confirmed_is_said_before_the_submission(carried: Response, signed_in: SignIn) -> None:
    kim = make_member(carried.organisation)
    give(carried, kim, population=1000, signals="regular", law=True)

    text = text_of(signed_in(kim).get(address(carried, "check/")))

    assert "Of these, 7 are filled in from before and wait for your tick." in text


def test_a_section_counts_what_is_answered_on_its_page(carried: Response, signed_in: SignIn) -> None:
    """Also what an answer of another section opens that is not confirmed yet."""
    kim = make_member(carried.organisation)
    give(carried, kim, law=True, owner="mayor", served=900, story="It began.", proof=None)

    text = text_of(signed_in(kim).get(address(carried)))

    assert "Second begun 4 of 5 answered" in text
