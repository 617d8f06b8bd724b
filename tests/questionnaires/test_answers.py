"""Saving answers: history, confirmation, colleagues who save meanwhile, limits between answers, files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import (
    COMPLETE,
    NOW,
    everything,
    make_member,
    make_person,
    make_questionnaire,
    make_response,
)
from wego.core.files import UploadRefused
from wego.core.models import AuditEntry
from wego.core.rules import RuleError
from wego.core.state import WrongState
from wego.engines.questions import AnswerFault
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import answers_in_force, documents_of, history_of, offers_for, values_of
from wego.questionnaires.services.answers import SaveReport, save_answers
from wego.questionnaires.services.responses import (
    NoQuestionnaire,
    ResponseClosed,
    ResponseIncomplete,
    reopen_response,
    start_response,
    submit_response,
)
from wego.questionnaires.sheets import read_sheet
from wego.records.models import Evidence, Source

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.fixture
def response() -> Response:
    return make_response()


def save(response: Response, base: int | None = None, by: str = "kim@city.example", **given: Any) -> SaveReport:
    person = make_person(by) if not (found := _people.get(by)) else found
    _people[by] = person
    more = {name: given.pop(name) for name in ("uploads", "remarks", "evidence", "removed") if name in given}
    response.refresh_from_db()
    return save_answers(
        response_id=response.pk,
        given=given,
        base_revision=response.revision if base is None else base,
        by=person,
        at=NOW + timedelta(minutes=response.revision),
        **more,
    )


_people: dict[str, Any] = {}


@pytest.fixture(autouse=True)
def _nobody() -> None:
    _people.clear()


def values(response: Response) -> dict[str, Any]:
    return values_of(answers_in_force(response).values())


def test_save_answers_keeps_what_was_given(response: Response) -> None:
    report = save(response, population=1000, signals="dont_know")

    response.refresh_from_db()
    assert report.is_whole
    assert values(response) == {"population": 1000, "signals": "dont_know"}
    assert (response.revision, report.revision) == (1, 1)
    assert {answer.state for answer in response.answers.all()} == {Answer.State.GIVEN}
    line = AuditEntry.objects.get(action="response.saved")
    assert line.after == {"revision": 1, "questions": ["population", "signals"]}


def test_a_changed_answer_leaves_the_former_readable(response: Response) -> None:
    save(response, population=1000)
    save(response, population=1200)

    history = history_of(response, "population")
    assert [(answer.value, answer.revision, answer.replaced_at is None) for answer in history] == [
        (1000, 1, False),
        (1200, 2, True),
    ]


def test_a_withdrawn_answer_is_none_and_stays_in_the_history(response: Response) -> None:
    save(response, population=1000)
    save(response, population=None)

    assert values(response) == {}
    assert [answer.state for answer in history_of(response, "population")] == ["given", "withdrawn"]


def test_saving_the_same_again_writes_nothing(response: Response) -> None:
    save(response, population=1000)

    report = save(response, population=1000)

    assert report.saved == []
    assert response.answers.count() == 1
    assert AuditEntry.objects.filter(action="response.saved").count() == 1


def test_save_answers_refuses_an_unknown_question_and_a_wrong_value(response: Response) -> None:
    for given in ({"nothing": 1}, {"population": -5}, {"proof": "1"}):
        with pytest.raises(AnswerFault):
            save(response, **given)

    assert not response.answers.exists()


def test_an_answer_to_a_question_that_is_not_asked_is_not_kept(response: Response) -> None:
    save(response, signals="none", signals_on="2020-03-01")

    assert values(response) == {"signals": "none"}


def test_a_limit_set_by_another_answer_holds_back_only_that_answer(response: Response) -> None:
    report = save(response, population=1000, staff=2000, share=5)

    assert report.saved == ["population", "share"]
    assert report.refused["staff"].code == "constraint.not_above"
    assert values(response) == {"population": 1000, "share": 5.0}


def test_a_limit_across_sections_is_said_where_it_is_broken_now(response: Response) -> None:
    save(response, population=1000, signals="none")
    save(response, served=900)

    report = save(response, population=500)

    assert list(report.refused) == ["population"]
    assert values(response)["population"] == 1000


# --- two colleagues ----------------------------------------------------------------------------------------------
def test_a_colleagues_answer_is_not_overwritten_unseen(response: Response) -> None:
    save(response, population=1000)
    save(response, by="park@city.example", population=1100)

    report = save(response, base=1, population=1200, share=7)

    assert list(report.conflicts) == ["population"]
    assert report.conflicts["population"].value == 1100
    assert report.conflicts["population"].answered_by.email == "park@city.example"
    assert report.saved == ["share"]
    assert values(response)["population"] == 1100


def test_an_answer_that_was_not_touched_leaves_the_colleagues_in_place(response: Response) -> None:
    save(response, population=1000, share=5)
    save(response, by="park@city.example", population=1100)

    report = save(response, base=1, population=1000, share=6)

    assert report.is_whole
    assert values(response) == {"population": 1100, "share": 6.0}


def test_two_colleagues_who_say_the_same_do_not_conflict(response: Response) -> None:
    save(response, population=1000)
    save(response, by="park@city.example", population=1100)

    assert save(response, base=1, population=1100).is_whole


def test_two_colleagues_in_different_questions_do_not_conflict(response: Response) -> None:
    save(response, population=1000)

    assert save(response, base=0, by="park@city.example", share=5).is_whole
    assert values(response) == {"population": 1000, "share": 5.0}


def test_once_told_the_answer_may_be_overwritten(response: Response) -> None:
    save(response, population=1000)
    save(response, by="park@city.example", population=1100)
    told = save(response, base=1, population=1200)

    assert save(response, base=told.revision, population=1200).is_whole
    assert values(response)["population"] == 1200


# --- what is known already ------------------------------------------------------------------------------------------
def submitted(year: int = 2024, **answers: Any) -> Response:
    questionnaire = make_questionnaire()
    last = make_response(questionnaire, year=year)
    save(last, **(COMPLETE | answers))
    submit_response(response_id=last.pk, by=_people["kim@city.example"], at=NOW)
    return last


def test_last_times_answers_are_offered_and_the_state_says_what_became_of_them() -> None:
    last = submitted()
    response = make_response(last.questionnaire, last.organisation)

    save(response, population=1000, share=20, story=None, law=True)

    states = {answer.question: answer.state for answer in response.answers.all()}
    assert offers_for(response)["owner"].value == "mayor"
    assert offers_for(response)["owner"].year == 2024
    assert states == {"population": "confirmed", "share": "changed", "story": "withdrawn", "law": "confirmed"}


def test_a_draft_of_last_year_is_not_offered() -> None:
    draft = make_response(year=2024)
    save(draft, population=1000)

    assert offers_for(make_response(draft.questionnaire, draft.organisation)) == {}


def test_an_answer_that_a_later_version_does_not_take_is_not_offered() -> None:
    last = submitted()
    changed = everything() | {"version": "2"}
    changed["sections"][0]["questions"][0]["minimum"] = 5000
    last.questionnaire.is_in_force = False
    last.questionnaire.save()

    offers = offers_for(make_response(make_questionnaire(changed), last.organisation))

    assert "population" not in offers
    assert offers["staff"].value == 12


def test_the_population_of_the_members_place_is_offered() -> None:
    Source.objects.create(code="geonames", title="GeoNames geographical database", publisher="GeoNames")
    place = make_place(population=9_600_000, population_year=2024, source="GEONAMES")
    response = make_response(organisation=make_organisation(place=place))

    offer = offers_for(response)["population"]

    assert (offer.value, offer.period, offer.year) == (9_600_000, "2024", None)
    assert offer.source == "GeoNames geographical database"


def test_an_offer_that_nobody_confirmed_does_not_count() -> None:
    last = submitted()
    fresh = make_response(last.questionnaire, last.organisation)

    with pytest.raises(ResponseIncomplete) as refusal:
        submit_response(response_id=fresh.pk, by=_people["kim@city.example"], at=NOW)

    assert refusal.value.questions == ["population", "signals", "law"]


# --- files --------------------------------------------------------------------------------------------------------
def upload(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_as_the_organisations_evidence(response: Response, settings: Any) -> None:
    save(response, uploads={"proof": upload("../Plan 2025.pdf")})

    evidence = Evidence.objects.get()
    answer = response.answers.get()
    assert (evidence.title, evidence.media_type, evidence.organisation) == (
        "Plan 2025.pdf",
        "application/pdf",
        response.organisation,
    )
    assert "Plan" not in evidence.file.name
    assert (answer.value, answer.evidence) == (str(evidence.pk), evidence)
    assert Path(evidence.file.path).read_bytes() == PDF


def test_a_refused_file_leaves_nothing_behind(response: Response, settings: Any) -> None:
    with pytest.raises(UploadRefused):
        save(response, population=1000, uploads={"proof": upload("plan.pdf", b"MZ")})

    assert not Evidence.objects.exists()
    assert not response.answers.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_is_removed_from_disk_when_the_save_fails(response: Response, settings: Any) -> None:
    with pytest.raises(AnswerFault):
        save(response, uploads={"proof": upload()}, nothing=1)
    with pytest.raises(AnswerFault):
        save(response, uploads={"proof": upload(), "story": upload()})

    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_last_years_file_can_be_confirmed() -> None:
    questionnaire = make_questionnaire()
    last = make_response(questionnaire, year=2024)
    save(last, **COMPLETE, uploads={"proof": upload()})
    submit_response(response_id=last.pk, by=_people["kim@city.example"], at=NOW)
    response = make_response(questionnaire, last.organisation)
    kept = Evidence.objects.get()

    save(response, proof=str(kept.pk))

    answer = response.answers.get(question="proof")
    assert (answer.state, answer.evidence) == ("confirmed", kept)


def test_somebody_elses_evidence_cannot_be_named(response: Response) -> None:
    other = make_response(response.questionnaire, make_organisation("Busan"))
    save(other, uploads={"proof": upload()})

    with pytest.raises(AnswerFault):
        save(response, proof=str(Evidence.objects.get().pk))


# --- the response's life ------------------------------------------------------------------------------------------
def test_start_response_gives_two_colleagues_the_same_one() -> None:
    questionnaire, seoul = make_questionnaire(), make_organisation()
    kim = make_member(seoul)

    first = start_response(organisation_id=seoul.pk, questionnaire=questionnaire, year=2025, by=kim, at=NOW)
    second = start_response(organisation_id=seoul.pk, questionnaire=questionnaire, year=2025, by=kim, at=NOW)

    assert first == second
    assert AuditEntry.objects.filter(action="response.started").count() == 1


def test_a_response_started_by_a_made_up_person_is_marked() -> None:
    person = make_person(is_demonstration=True)

    response = start_response(
        organisation_id=make_organisation().pk, questionnaire=make_questionnaire(), year=2025, by=person, at=NOW
    )

    assert response.is_demonstration


def test_start_response_refuses_where_there_is_nothing_to_answer() -> None:
    with pytest.raises(NoQuestionnaire):
        start_response(organisation_id=make_organisation().pk, questionnaire=None, year=2025, by=make_person(), at=NOW)


def test_submit_response_closes_it_and_reopening_opens_it_again(response: Response) -> None:
    save(response, **COMPLETE)
    kim = _people["kim@city.example"]

    submit_response(response_id=response.pk, by=kim, at=NOW)
    with pytest.raises(ResponseClosed):
        save(response, population=2000)
    with pytest.raises(WrongState):
        submit_response(response_id=response.pk, by=kim, at=NOW)
    reopen_response(response_id=response.pk, by=kim, at=NOW)
    save(response, population=2000)

    response.refresh_from_db()
    assert (response.status, response.submitted_at) == ("draft", None)
    assert values(response)["population"] == 2000


def test_submit_response_refuses_an_incomplete_one_and_names_what_is_open(response: Response) -> None:
    save(response, population=1000)

    with pytest.raises(RuleError, match="2 required questions") as refusal:
        submit_response(response_id=response.pk, by=_people["kim@city.example"], at=NOW)

    response.refresh_from_db()
    assert refusal.value.questions == ["signals", "law"]  # type: ignore[attr-defined]
    assert response.status == "draft"


# --- what the database holds by itself ------------------------------------------------------------------------------
def test_every_constraint_refuses(response: Response) -> None:
    def refused(act: Any) -> bool:
        try:
            with transaction.atomic():
                act()
        except IntegrityError:
            return True
        return False

    answer = {"response": response, "question": "law", "value": True, "state": "given", "answered_at": NOW}
    Answer.objects.create(**answer, revision=1)
    copied = {"code": "everything", "sha256": "x", "definition": {}, "published_at": NOW}

    assert refused(lambda: Answer.objects.create(**answer, revision=2))
    assert refused(lambda: Answer.objects.create(**answer, revision=1, replaced_at=NOW))
    assert refused(lambda: make_response(response.questionnaire, response.organisation))
    assert refused(lambda: Response.objects.filter(pk=response.pk).update(status="submitted"))
    assert refused(lambda: type(response.questionnaire).objects.create(**copied, version="1", is_in_force=False))
    assert refused(lambda: type(response.questionnaire).objects.create(**copied, version="2"))


# --- evidence and remarks -----------------------------------------------------------------------------------------
def test_a_remark_and_evidence_stand_beside_an_answer_and_in_its_history(response: Response) -> None:
    save(response, population=1000, remarks={"population": " By the census. "}, evidence={"population": upload()})
    save(response, population=1200)
    save(response, remarks={"population": ""}, removed=["population"])

    rows = [(row.value, row.remark, row.evidence and row.evidence.title) for row in history_of(response, "population")]
    assert rows == [
        (1000, "By the census.", "plan.pdf"),
        (1200, "By the census.", "plan.pdf"),
        (1200, "", None),
    ]
    assert documents_of(response).count() == 1  # what was attached once stays readable


def test_a_remark_without_an_answer_leaves_the_question_open(response: Response) -> None:
    report = save(response, remarks={"staff": "We are counting."})

    assert (report.saved, values(response)) == (["staff"], {})
    assert response.answers.get().state == Answer.State.OPEN
    assert save(response, staff=None, remarks={"staff": "We are counting."}).saved == []


def test_an_answer_given_later_keeps_the_remark_and_is_given(response: Response) -> None:
    save(response, remarks={"staff": "We are counting."})
    save(response, staff=12)

    assert [(row.value, row.remark, row.state) for row in history_of(response, "staff")] == [
        (None, "We are counting.", "open"),
        (12, "We are counting.", "given"),
    ]


def test_a_remark_beside_an_offer_leaves_it_on_offer() -> None:
    last = submitted()
    response = make_response(last.questionnaire, last.organisation)

    save(response, remarks={"owner": "Elections are in May."})

    assert [(row.value, row.state) for row in response.answers.all()] == [(None, "open")]
    assert read_sheet(response).shown_values["owner"] == "mayor"
    save(response, owner="mayor", signals="regular", remarks={"owner": "Elections are in May."})
    assert response.answers.get(question="owner", replaced_at=None).state == Answer.State.CONFIRMED


def test_an_offer_that_was_remarked_on_can_be_taken_out() -> None:
    last = submitted()
    response = make_response(last.questionnaire, last.organisation)
    save(response, remarks={"staff": "They left."})

    save(response, staff=None, remarks={"staff": "They left."})

    assert response.answers.get(replaced_at=None).state == Answer.State.WITHDRAWN
    assert "staff" not in read_sheet(response).open_offers


def test_evidence_and_remark_are_carried_over_and_evidence_only_while_it_holds() -> None:
    questionnaire = make_questionnaire()
    last = make_response(questionnaire, year=2024)
    more = {"evidence": {"law": upload("law.pdf"), "share": upload("old.pdf")}, "remarks": {"law": "Act 12"}}
    save(last, **COMPLETE, **more)
    Evidence.objects.filter(title="old.pdf").update(valid_until=NOW.date().replace(year=2020))
    submit_response(response_id=last.pk, by=_people["kim@city.example"], at=NOW)
    response = make_response(questionnaire, last.organisation)

    save(response, law=True, share=12.5)

    rows = {
        row.question: (row.state, row.remark, row.evidence and row.evidence.title) for row in response.answers.all()
    }
    assert rows == {"law": ("confirmed", "Act 12", "law.pdf"), "share": ("confirmed", "", None)}


def test_colleagues_who_touch_answer_and_remark_do_not_conflict(response: Response) -> None:
    save(response, population=1000, remarks={"population": "old"})
    save(response, by="park@city.example", population=1000, remarks={"population": "new"})

    report = save(response, base=1, population=1100, remarks={"population": "old"})

    assert report.is_whole
    row = response.answers.get(replaced_at=None)
    assert (row.value, row.remark) == (1100, "new")


def test_a_colleagues_remark_is_not_overwritten_unseen(response: Response) -> None:
    save(response, population=1000, remarks={"population": "old"})
    save(response, by="park@city.example", remarks={"population": "new"})

    report = save(response, base=1, population=1000, remarks={"population": "mine"})

    assert report.conflicts["population"].remark == "new"
    assert report.saved == []


def test_a_remark_is_of_a_known_question_and_not_endless(response: Response) -> None:
    for remarks in ({"nothing": "?"}, {"staff": "x" * 2001}):
        with pytest.raises(AnswerFault):
            save(response, remarks=remarks)

    assert not response.answers.exists()


def test_no_evidence_is_kept_where_none_is_asked_for() -> None:
    definition = everything()
    del definition["sections"][0]["questions"][1]["evidence"]
    response = make_response(make_questionnaire(definition))

    with pytest.raises(AnswerFault):
        save(response, evidence={"staff": upload()})

    assert not Evidence.objects.exists()
