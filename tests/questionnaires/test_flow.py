"""The answering flow by itself, as a made-up survey declares it: its pages, ticks, cautions and submission."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.members.factories import make_organisation
from tests.questionnaires.factories import (
    COMPLETE,
    NOW,
    everything,
    make_member,
    make_person,
    make_questionnaire,
    make_response,
    make_secretary,
)
from tests.questionnaires.survey import SurveyFlow
from wego.accounts.models import User
from wego.engines.questions import AnswerFault
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import answers_in_force, documents_of, offers_for, values_of
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.responses import reopen_response, submit_response
from wego.records.models import Evidence
from wego.records.services.evidence import keep_evidence

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
    assert "First in progress 4 of 5 answered" in text
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
    read = client.get(address(response, "answers/"))
    late = client.post(address(response, "sections/second/"), sent("law", law="no", revision=1), follow=True)

    assert "1 question is unanswered. Answer it first, or tick the box" in text_of(unsaid)
    assert "Survey sent." in text_of(said)
    assert "We began in 2019." in text_of(said)  # closed, the overview shows what was written
    assert "We began in 2019." in text_of(read)
    assert "The survey is sent." in text_of(late)
    assert values(response)["law"] is True


def test_a_flow_puts_its_own_header_and_side_on_every_page(
    response: Response, kim: User, signed_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "header.html").write_text("<p>Head of {{ page }}</p>")
    (tmp_path / "side.html").write_text("<p>{{ flow.title }} beside</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    monkeypatch.setattr(SurveyFlow, "header", "header.html")
    monkeypatch.setattr(SurveyFlow, "side", "side.html")
    client = signed_in(kim)

    pages = {"overview": "", "section": "sections/first/", "review": "check/"}
    texts = {page: text_of(client.get(address(response, rest))) for page, rest in pages.items()}

    assert [f"Head of {page}" in text for page, text in texts.items()] == [True] * 3
    assert all("Survey 2025 beside" in text for text in texts.values())


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

    assert "3 questions are unanswered: Ask share? Ask served? Ask proof?" in text
    assert "What is left open is counted as unknown. Of the served nothing can be said." in text
    assert "Surveys are read in May." in text
    assert "Submit with 3 questions unanswered" in text
    assert "The survey is closed then." in text


def test_who_may_answer_reads_all_and_submits_nothing(response: Response, kim: User, signed_in: SignIn) -> None:
    give(response, kim, **COMPLETE)
    park = signed_in(make_member(response.organisation, "park@city.example", role="contributor"))

    review = text_of(park.get(address(response, "check/")))

    assert "An officer sends the survey." in review
    assert park.post(address(response, "submit/"), {"left_open": "1"}).status_code == 403


@pytest.mark.parametrize(
    "page", ["", "sections/first/", "questions/law/", "answers/", "check/", "submit/", "evidence/1/"]
)
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
    assert "3 answers of this section are carried over and not confirmed: they remain open." in text_of(told)


def test_a_tick_and_no_answer_is_asked_back(carried: Response, signed_in: SignIn) -> None:
    typed = sent("staff", staff="", offered=["staff"]) | {"staff-confirm": "on"}

    page = signed_in(make_member(carried.organisation)).post(address(carried, "sections/first/"), typed)

    assert page.status_code == 422
    assert "“Still true” is ticked, but the answer was removed." in text_of(page)
    assert values(carried) == {}


def test_an_answer_that_is_carried_over_is_taken_out_without_its_tick(carried: Response, signed_in: SignIn) -> None:
    client = signed_in(make_member(carried.organisation))

    client.post(address(carried, "sections/first/"), sent("staff", staff="", offered=["staff"]))

    assert [answer.state for answer in carried.answers.all()] == ["withdrawn"]


def test_what_is_not_confirmed_is_said_before_the_submission(carried: Response, signed_in: SignIn) -> None:
    kim = make_member(carried.organisation)
    give(carried, kim, population=1000, signals="regular", law=True)

    text = text_of(signed_in(kim).get(address(carried, "check/")))

    assert "Of these, 7 are filled in from earlier data and need your confirmation." in text
    assert "Ask owner? filled in from earlier data, not confirmed" in text


def test_a_section_counts_what_is_answered_on_its_page(carried: Response, signed_in: SignIn) -> None:
    """Also what an answer of another section opens that is not confirmed yet."""
    kim = make_member(carried.organisation)
    give(carried, kim, law=True, owner="mayor", served=900, story="It began.", proof=None)

    text = text_of(signed_in(kim).get(address(carried)))

    assert "Second in progress 4 of 5 answered" in text


# --- evidence and remarks ---------------------------------------------------------------------------------------------
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def test_evidence_and_a_remark_go_with_any_answer_that_can_be_borne_out(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    client, first = signed_in(kim), address(response, "sections/first/")
    typed = sent("population", "staff", population="1000") | {
        "population-evidence": SimpleUploadedFile("Census.pdf", PDF),
        "population-remark": "By the <census>.",
        "staff-remark": "We are counting.",
    }

    client.post(first, typed)
    kept = Evidence.objects.get()
    shown = client.get(first).content.decode()
    review = client.get(address(response, "check/")).content.decode()
    client.post(first, sent("population", population="1000", revision=1) | {"population-remove": "on"})

    document = address(response, f"evidence/{kept.pk}/")
    assert values(response) == {"population": 1000}
    assert re.search(r'name="staff-remark"[^>]*>\s*We are counting.</textarea>', shown)
    assert f'<a href="{document}">Census.pdf</a>' in shown
    assert f'<a href="{document}">Census.pdf</a>' in review
    assert "By the &lt;census&gt;." in review
    row = response.answers.get(question="population", replaced_at=None)
    assert (row.evidence, row.remark) == (None, "By the <census>.")
    assert "Census.pdf" in client.get(address(response, "questions/population/")).content.decode()


def test_evidence_is_asked_where_it_is_said_what_counts_and_nowhere_else(signed_in: SignIn) -> None:
    definition = everything()
    del definition["sections"][0]["questions"][1]["evidence"]  # staff
    response = make_response(make_questionnaire(definition))
    client = signed_in(make_member(response.organisation))

    names = {
        code: re.findall(
            r'name="(\w+-(?:evidence|remark))"', client.get(address(response, f"sections/{code}/")).content.decode()
        )
        for code in ("first", "second")
    }

    told = [
        f"{code}-{part}" for code in ("population", "share", "signals", "signals_on", "channels") for part in SUPPORT
    ]
    assert names["first"] == told
    assert names["second"][-1] == "proof-remark"  # the answer is a document itself
    assert "proof-evidence" not in names["second"]


SUPPORT = ("evidence", "remark")


# --- documents that were given before ---------------------------------------------------------------------------------
def given_before(response: Response, title: str = "Census", content: bytes = PDF, **facts: Any) -> Evidence:
    file = SimpleUploadedFile("file.pdf", content)
    return keep_evidence(file, ["pdf"], response.organisation, by=None, at=NOW, title=title, **facts)


def test_a_document_that_was_given_before_is_chosen_instead_of_uploaded(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    client, census, proof = signed_in(kim), given_before(response), given_before(response, "Proof", b"%PDF-1.7 proof")

    shown = client.get(address(response, "sections/second/")).content.decode()
    client.post(address(response, "sections/first/"), sent("staff", staff="1") | {"staff-document": "Census"})
    client.post(address(response, "sections/second/"), sent("proof", revision=1) | {"proof-document": "Proof"})

    assert '<option value="Census"></option>' in shown
    found = {answer.question: answer.evidence for answer in response.answers.filter(replaced_at=None)}
    assert found == {"staff": census, "proof": proof}
    assert values(response) == {"staff": 1, "proof": str(proof.pk)}
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("title", "more", "why"),
    [
        ("Expired", {}, "Choose one of the documents in the list"),
        ("Removed", {}, "Choose one of the documents in the list"),
        ("Officers", {}, "Choose one of the documents in the list"),
        ("Busan", {}, "Choose one of the documents in the list"),
        ("Census", {"staff-evidence": SimpleUploadedFile("new.pdf", b"%PDF new")}, "not both"),
    ],
)
def test_only_what_is_ones_own_and_valid_can_be_chosen(
    title: str, more: dict[str, Any], why: str, response: Response, signed_in: SignIn
) -> None:
    given_before(response)
    given_before(response, "Expired", b"%PDF-1.7 e", valid_until=date(2001, 1, 1))
    given_before(response, "Officers", b"%PDF-1.7 o", readers="officers")
    given_before(make_response(response.questionnaire, make_organisation("Busan")), "Busan")
    removed = given_before(response, "Removed", b"%PDF-1.7 r")
    Evidence.objects.filter(pk=removed.pk).update(file="", removed_at=NOW)
    client = signed_in(make_member(response.organisation, "c@seoul.example", role="contributor"))

    answer = client.post(
        address(response, "sections/first/"), sent("staff", staff="1") | {"staff-document": title} | more
    )

    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert not response.answers.exists()


@pytest.mark.parametrize("facts", [{"valid_until": date(2001, 1, 1)}, {"organisation": "Busan"}])
def test_save_answers_refuses_a_document_that_does_not_count(
    facts: dict[str, Any], response: Response, kim: User
) -> None:
    made = given_before(response)
    other = {"organisation": make_organisation("Busan")} if "organisation" in facts else facts
    Evidence.objects.filter(pk=made.pk).update(**other)
    made.refresh_from_db()

    with pytest.raises(AnswerFault, match="not a reference to an uploaded file"):
        save_answers(
            response_id=response.pk, given={"staff": 1}, base_revision=0, by=kim, at=NOW, attached={"staff": made}
        )


def test_a_newer_version_is_offered_in_the_place_of_an_expired_one(response: Response, kim: User) -> None:
    old, new = given_before(response, "Old"), given_before(response, "New", b"%PDF-1.7 new")
    save_answers(response_id=response.pk, given={}, base_revision=0, by=kim, at=NOW, attached={"proof": old})
    Response.objects.filter(pk=response.pk).update(status="submitted", submitted_at=NOW)
    Evidence.objects.filter(pk=old.pk).update(valid_until=date(2001, 1, 1))
    following = make_response(response.questionnaire, response.organisation, year=response.year + 1)

    before = offers_for(following)
    Evidence.objects.filter(pk=new.pk).update(replaces=old)
    offer = offers_for(following)["proof"]

    assert "proof" not in before
    assert (offer.value, offer.evidence) == (str(new.pk), new)
    assert new in documents_of(following)


def test_evidence_is_private_and_reached_only_through_its_own_response(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    signed_in(kim).post(
        address(response, "sections/first/"),
        sent("staff", staff="1") | {"staff-evidence": SimpleUploadedFile("Staff.pdf", PDF)},
    )
    number = Evidence.objects.get().pk
    other = make_response(response.questionnaire, make_organisation("Busan"))
    busan = signed_in(make_member(other.organisation, "b@busan.example"))

    paths = [address(one, f"evidence/{number}/") for one in (response, other)]

    lee = signed_in(make_secretary())

    assert [busan.get(path).status_code for path in paths] == [404, 404]
    assert b"".join(lee.get(paths[0])) == PDF
    assert lee.get(paths[1]).status_code == 404


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"staff-evidence": SimpleUploadedFile("page.html", b"<script>")}, "This file type is not accepted."),
        ({"staff-remark": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_kept_beside_an_answer_is_said_at_its_question(
    more: dict[str, Any], reason: str, response: Response, kim: User, signed_in: SignIn
) -> None:
    page = signed_in(kim).post(
        address(response, "sections/first/"), sent("staff", "share", staff="12", share="5") | more
    )

    block = page.content.decode().split('id="q-staff"')[1].split("</fieldset>")[0]
    assert page.status_code == 422
    assert reason in block
    assert '<details class="support" open>' in block
    assert values(response) == {"share": 5.0}
    assert not Evidence.objects.exists()


def test_a_colleagues_remark_is_shown_beside_ones_own(response: Response, kim: User, signed_in: SignIn) -> None:
    park = make_member(response.organisation, "park@city.example")
    save_answers(
        response_id=response.pk, given={"staff": 12}, remarks={"staff": "Of May"}, base_revision=0, by=park, at=NOW
    )

    told = signed_in(kim).post(
        address(response, "sections/first/"), sent("staff", staff="13") | {"staff-remark": "Of June"}
    )

    assert "Park saved “12 persons · Of May”" in text_of(told)
    assert re.search(r'name="staff-remark"[^>]*>\s*Of June</textarea>', told.content.decode())


def test_what_is_attached_to_a_carried_over_answer_is_confirmed_with_it(carried: Response, signed_in: SignIn) -> None:
    client = signed_in(make_member(carried.organisation))

    client.post(
        address(carried, "sections/first/"),
        sent("staff", "share", staff="12", share="12.5", offered=["staff", "share"])
        | {"staff-remark": "Still counting", "share-confirm": "on"},
    )

    rows = {row.question: (row.state, row.value, row.remark) for row in carried.answers.all()}
    assert rows == {"staff": ("open", None, "Still counting"), "share": ("confirmed", 12.5, "")}
    assert 'name="staff-confirm"' in client.get(address(carried, "sections/first/")).content.decode()


# --- two at one section -----------------------------------------------------------------------------------------------
def shown_in(page: Any) -> dict[str, str]:
    """What a section's page carries out of sight: which answer each of its questions was shown with."""
    return dict(re.findall(r'name="([a-z_]+-base)" value="(\d+)"', page.content.decode()))


def block_of(page: Any, code: str) -> str:
    return str(page.content.decode().split(f'id="q-{code}"')[1].split("</fieldset>")[0])


def test_two_in_one_section_keep_both_their_answers(response: Response, kim: User, signed_in: SignIn) -> None:
    first, park = address(response, "sections/first/"), make_member(response.organisation, "park@city.example")
    give(response, kim, population=1000, staff=10)
    mine, theirs = signed_in(kim), signed_in(park)
    seen = shown_in(mine.get(first))

    theirs.post(first, sent("population", "staff", population="1000", staff="12") | shown_in(theirs.get(first)))
    done = mine.post(first, sent("population", "staff", population="1100", staff="10") | seen)

    assert seen == {"population-base": "1", "staff-base": "1"} | dict.fromkeys(
        ("share-base", "signals-base", "signals_on-base", "channels-base"), "0"
    )
    assert done.status_code == 302
    assert values(response) == {"population": 1100, "staff": 12}


def test_a_form_shown_again_for_a_fault_does_not_put_back_what_a_colleague_replaced(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    """Who corrects one answer has not been asked about another that changed meanwhile."""
    first, park = address(response, "sections/first/"), make_member(response.organisation, "park@city.example")
    give(response, kim, population=1000)
    client = signed_in(kim)
    seen = shown_in(client.get(first))
    give(response, park, population=1100)

    told = client.post(first, sent("population", "share", population="1000", share="many", revision=1) | seen)
    revision = int(re.findall(r'name="revision" value="(\d+)"', told.content.decode())[0])
    client.post(first, sent("population", "share", population="1000", share="5", revision=revision) | shown_in(told))

    assert values(response) == {"population": 1100, "share": 5.0}


def test_who_comes_second_sees_both_answers_and_chooses(response: Response, kim: User, signed_in: SignIn) -> None:
    first, park = address(response, "sections/first/"), make_member(response.organisation, "park@city.example")
    client = signed_in(kim)
    seen = shown_in(client.get(first))
    give(response, park, staff=12, population=1000)
    mine = sent("population", "staff", population="900", staff="13") | seen

    told = client.post(first, mine)
    again = mine | shown_in(told) | {"choosing": ["population", "staff"]}
    unchosen = client.post(first, again)
    chosen = client.post(first, again | {"population-choice": "theirs", "staff-choice": "mine"})

    assert told.status_code == 422
    staff = block_of(told, "staff")
    assert re.search(r'name="staff-choice" value="theirs"[^>]*>.*12 persons', staff, re.S)
    assert re.search(r'name="staff-choice" value="mine"[^>]*>.*13 persons', staff, re.S)
    assert "Park saved “12 persons”" in text_of(told)
    assert unchosen.status_code == 422
    assert "Choose which of the two answers to keep." in block_of(unchosen, "staff")
    assert 'name="staff-choice" value="mine"' in block_of(unchosen, "staff")
    assert chosen.status_code == 302
    assert values(response) == {"population": 1000, "staff": 13}
    assert [row.answered_by for row in response.answers.filter(question="staff")] == [park, kim]


def test_a_third_answer_given_while_one_chooses_is_shown_too(response: Response, kim: User, signed_in: SignIn) -> None:
    first, park = address(response, "sections/first/"), make_member(response.organisation, "park@city.example")
    client = signed_in(kim)
    mine = sent("staff", staff="13") | shown_in(client.get(first))
    give(response, park, staff=12)
    told = client.post(first, mine)
    give(response, park, staff=14)

    third = client.post(first, mine | shown_in(told) | {"choosing": ["staff"], "staff-choice": "mine"})

    assert third.status_code == 422
    assert "14 persons" in block_of(third, "staff")
    assert values(response) == {"staff": 14}


def test_what_was_typed_when_a_colleague_submitted_is_kept_until_it_is_reopened(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    first, client = address(response, "sections/first/"), signed_in(kim)
    give(response, kim, **COMPLETE)
    typed = sent("population", population="1234") | shown_in(client.get(first))
    submit_response(response_id=response.pk, by=kim, at=NOW)

    late = client.post(first, typed, follow=True)
    reopen_response(response_id=response.pk, by=kim, at=NOW)
    again = client.get(first)

    assert "What you typed was not saved. It is kept here for 12 hours" in text_of(late)
    assert 'name="population" value="1234"' in again.content.decode()
    assert values(response)["population"] == 1000
