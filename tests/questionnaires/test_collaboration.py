"""Working together on a response: parts given to colleagues, comments, questions asked outside, mandates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.members.factories import make_organisation
from tests.questionnaires.factories import COMPLETE, NOW, make_member, make_person, make_response
from wego.accounts.models import User
from wego.core.dated_tasks.queries import open_tasks_of
from wego.core.dated_tasks.services import send_task_reminders
from wego.core.encryption import box
from wego.core.models import Comment, DatedTask, Mail
from wego.questionnaires.hooks import flow_page
from wego.questionnaires.models import AnswerMandate, AnswerTask, OutsideRequest, Response
from wego.questionnaires.permissions import can_answer_response, can_submit_response
from wego.questionnaires.queries import answers_in_force, values_of
from wego.questionnaires.services.answer_tasks import AnswerTaskRefused, assign_answers
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.mandates import grant_mandate
from wego.questionnaires.services.outside_requests import OutsideRefused, ask_outside, forget_person
from wego.questionnaires.services.responses import ResponseClosed, submit_response

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.questionnaires.survey")]
SignIn = Callable[[Any], Client]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _survey_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up survey says where its responses are answered."""

    def page(*, response: Response, page: str, parts: Any) -> str:
        rest = {"overview": "", "review": "check/", "section": "sections/", "people": "people/"}[page]
        return f"/en/survey/{response.pk}/{rest}" + "".join(f"{part}/" for part in parts)

    monkeypatch.setattr(flow_page, "fillers", [page])


@pytest.fixture
def response() -> Response:
    return make_response()


@pytest.fixture
def kim(response: Response) -> User:
    return make_member(response.organisation)


@pytest.fixture
def park(response: Response) -> User:
    return make_member(response.organisation, "park@city.example", role="contributor")


def give(response: Response, by: User, **given: Any) -> None:
    response.refresh_from_db()
    save_answers(response_id=response.pk, given=given, base_revision=response.revision, by=by, at=NOW)


def assign(response: Response, person: User, by: User, section: str = "", question: str = "", days: int = 7) -> Any:
    return assign_answers(
        response_id=response.pk,
        section=section,
        question=question,
        person=person,
        due_on=TODAY + timedelta(days=days),
        by=by,
        at=NOW,
    )


def text_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def values(response: Response) -> dict[str, Any]:
    return values_of(answers_in_force(response).values())


# --- who answers what -------------------------------------------------------------------------------------------------
def test_a_section_is_given_to_a_colleague_with_a_task_a_mail_and_a_reminder(
    response: Response, kim: User, park: User
) -> None:
    assign(response, park, kim, section="second")

    task = open_tasks_of(park).get()
    assert (task.title, task.address) == ("Answer section “Second”", f"/en/survey/{response.pk}/sections/second/")
    assert task.remind_on == TODAY + timedelta(days=4)
    assert [mail.recipient for mail in Mail.objects.all()] == [park.email]
    send_task_reminders(NOW + timedelta(days=4))
    assert Mail.objects.filter(recipient=park.email).count() == 2


def test_a_part_is_given_anew_and_the_former_has_it_no_more(response: Response, kim: User, park: User) -> None:
    assign(response, park, kim, question="share")
    assign(response, kim, park, question="share")

    made = AnswerTask.objects.get()
    assert (made.section, made.question, made.task.owner_key) == ("first", "share", kim.key)
    assert DatedTask.objects.count() == 1


def test_a_part_is_done_once_everything_in_it_is_answered_whoever_answers(
    response: Response, kim: User, park: User
) -> None:
    one = assign(response, park, kim, question="share")
    section = assign(response, park, kim, section="second")

    give(response, kim, share=5, law=True)
    one.task.refresh_from_db()
    section.task.refresh_from_db()
    assert (one.task.done_at, section.task.done_at) == (NOW, None)
    give(response, kim, **COMPLETE)
    submit_response(response_id=response.pk, by=kim, at=NOW)
    section.task.refresh_from_db()
    assert section.task.done_at == NOW  # with the sign-off nothing is left to do


def test_only_people_of_the_organisation_get_a_part_and_only_an_officer_the_sign_off(
    response: Response, kim: User, park: User
) -> None:
    for person, section, days in ((make_person("b@x.example"), "first", 7), (park, "", 7), (park, "first", -1)):
        with pytest.raises(AnswerTaskRefused):
            assign(response, person, kim, section=section, days=days)
    assign(response, kim, park)

    assert AnswerTask.objects.get().is_sign_off
    give(response, kim, **COMPLETE)
    submit_response(response_id=response.pk, by=kim, at=NOW)
    with pytest.raises(ResponseClosed):
        assign(response, park, kim, section="first")


def test_parts_are_assigned_and_withdrawn_on_their_pages(
    response: Response, kim: User, park: User, signed_in: SignIn
) -> None:
    client, people = signed_in(kim), f"/en/survey/{response.pk}/people/"
    form = client.get(f"/en/my/answers/{response.pk}/assign/?part=section:second").content.decode()
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    typed = {"part": "section:second", "person": park.pk, "due_on": day}

    said = client.post(f"/en/my/answers/{response.pk}/assign/", typed, follow=True)
    overview = text_of(client.get(f"/en/survey/{response.pk}/"))
    made = AnswerTask.objects.get()
    withdrawn = client.post(f"/en/my/answers/assignments/{made.pk}/withdraw/", {"next": people}, follow=True)

    assert '<option value="section:second" selected>' in form
    assert "Second Park" in text_of(said)
    assert "Park, by" in overview
    assert "Withdrawn." in text_of(withdrawn)
    assert not DatedTask.objects.exists()


def test_nobody_else_assigns_asks_or_sees_who_answers(response: Response, signed_in: SignIn) -> None:
    stranger = signed_in(make_person("b@x.example"))

    pages = (f"my/answers/{response.pk}/assign/", f"my/answers/{response.pk}/ask/", f"survey/{response.pk}/people/")
    assert [stranger.get(f"/en/{page}").status_code for page in pages] == [404] * 3


# --- comments ---------------------------------------------------------------------------------------------------------
def test_a_question_is_commented_on_by_those_who_see_the_response(
    response: Response, kim: User, park: User, signed_in: SignIn
) -> None:
    write = f"/en/comments/questionnaires.Answer/{response.pk}:staff/"
    page = signed_in(kim).get(f"/en/survey/{response.pk}/questions/staff/").content.decode()
    action = re.search(r'action="([^"]+/comments/[^"]+)"', page)

    assert action, write
    signed_in(park).post(action[1], {"text": "Ask the staff office"})
    refused = signed_in(make_person("b@x.example")).post(action[1], {"text": "Me too"})

    assert [one.text for one in Comment.objects.all()] == ["Ask the staff office"]
    assert refused.status_code == 404
    section = text_of(signed_in(kim).get(f"/en/survey/{response.pk}/sections/first/"))
    assert section.count("1 open comment") == 1


# --- somebody outside -------------------------------------------------------------------------------------------------
def ask(response: Response, by: User, *codes: str, **more: Any) -> OutsideRequest:
    facts: dict[str, Any] = {
        "name": "Min Lee",
        "body": "Water Utility",
        "email": "Min@water.example",
        "language": "en",
        "message": "For our report.",
        "due_on": TODAY + timedelta(days=7),
        **more,
    }
    return ask_outside(response_id=response.pk, questions=codes, by=by, at=timezone.now(), **facts)


@pytest.fixture
def asked(response: Response, kim: User) -> OutsideRequest:
    return ask(response, kim, "staff", "proof", due_on=timezone.localdate() + timedelta(days=7))


def link_in(mail: Mail) -> str:
    found = re.findall(r"https?://[^/]+(/\S+/answers/\S+)", box("mail").decrypt(mail.body.encode()).decode())
    return str(found[0])


def answered(asked: OutsideRequest, **more: Any) -> Any:
    typed = {"revision": 0, "asked": ["staff", "proof"], "staff": "12", "staff-remark": "Of May", "name": "Min Lee"}
    typed["proof"] = SimpleUploadedFile("Meters.pdf", PDF)
    return Client().post(link_in(last_mail()), typed | more, follow=True)


def last_mail() -> Mail:
    return Mail.objects.filter(kind__contains="outside_request").latest("pk")


def test_somebody_outside_answers_by_a_link_that_works_once(asked: OutsideRequest, kim: User) -> None:
    page = Client().get(link_in(last_mail()))

    done = answered(asked)
    again = answered(asked, staff="99")

    assert "Ask staff?" in text_of(page)
    assert "Ask population?" not in text_of(page)
    assert "For our report." in text_of(page)
    assert "Thank you. Your answers have been sent to Seoul." in text_of(done)
    assert "This link can no longer be used." in text_of(again)
    asked.refresh_from_db()
    assert asked.status == OutsideRequest.Status.ANSWERED
    row = asked.answers.get(question="staff")
    assert (row.value, row.remark) == (12, "Of May")
    assert asked.answers.get(question="proof").evidence.title == "Meters.pdf"
    assert values(asked.response) == {}  # nothing counts before it is accepted
    assert Mail.objects.latest("pk").recipient == kim.email


def test_what_is_wrong_outside_is_said_and_the_link_still_works(asked: OutsideRequest) -> None:
    wrong = answered(asked, staff="many", name="")
    unknown = Client().get("/en/answers/no-such-link/")

    assert wrong.status_code == 422
    assert "“many” is not a number" in text_of(wrong)
    assert "Nothing has been sent yet" in text_of(wrong)
    assert answered(asked).status_code == 200
    assert unknown.status_code == 404


def test_an_answer_from_outside_is_accepted_with_its_name_and_paper(
    asked: OutsideRequest, kim: User, signed_in: SignIn
) -> None:
    answered(asked)
    client, people = signed_in(kim), f"/en/survey/{asked.response_id}/people/"
    seen = text_of(client.get(people))
    page = client.get(f"/en/my/answers/outside/{asked.pk}/accept/").content.decode()
    document = re.search(r'href="(/en/survey/\d+/evidence/\d+/)"', client.get(people).content.decode())

    client.post(
        f"/en/my/answers/outside/{asked.pk}/accept/",
        {"chosen": ["staff", "proof"], "bases": '{"staff": 0, "proof": 0}'},
    )

    assert "Min Lee, Water Utility answered, to be checked" in seen
    assert document
    assert b"".join(client.get(document[1])) == PDF
    assert "12 persons · Of May" in page
    row = asked.response.answers.get(question="staff")
    assert (row.value, row.remark, row.answered_by, row.outside) == (12, "Of May", kim, asked)
    assert asked.response.answers.get(question="proof").evidence.title == "Meters.pdf"
    assert "given by Min Lee, Water Utility" in text_of(client.get(f"/en/survey/{asked.response_id}/questions/staff/"))


def test_accepting_overwrites_no_colleague_unseen(
    asked: OutsideRequest, kim: User, park: User, signed_in: SignIn
) -> None:
    answered(asked)
    client, url = signed_in(kim), f"/en/my/answers/outside/{asked.pk}/accept/"
    give(asked.response, park, staff=10)

    late = client.post(url, {"chosen": ["staff"], "bases": '{"staff": 0}'})
    shown = client.get(url).content.decode()
    done = client.post(url, {"chosen": ["staff"], "bases": '{"staff": 1}'})

    assert "A colleague has changed an answer in the meantime." in text_of(late)
    assert "(yours so far: 10 persons)" in shown
    assert done.status_code == 302
    assert values(asked.response) == {"staff": 12}


def test_an_answer_is_returned_with_a_reason_and_a_new_link(
    asked: OutsideRequest, kim: User, signed_in: SignIn
) -> None:
    first = link_in(last_mail())
    answered(asked)

    signed_in(kim).post(f"/en/my/answers/outside/{asked.pk}/return/", {"reason": "Of which year?"})
    page = Client().get(link_in(last_mail()))
    answered(asked, staff="13")

    assert Client().get(first).status_code == 410
    assert "Of which year?" in text_of(page)
    assert 'name="staff" value="12"' in page.content.decode()
    assert [(row.round, row.value) for row in asked.answers.filter(question="staff")] == [(1, 12), (2, 13)]


def test_a_withdrawn_request_and_an_expired_link_lead_nowhere(
    asked: OutsideRequest, kim: User, signed_in: SignIn
) -> None:
    url = link_in(last_mail())
    link = asked.link
    type(link).objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(minutes=1), made_at=NOW)
    expired = Client().get(url)
    signed_in(kim).post(f"/en/my/answers/outside/{asked.pk}/withdraw/")

    assert (expired.status_code, Client().get(url).status_code) == (410, 410)
    assert "link expired" not in text_of(signed_in(kim).get(f"/en/survey/{asked.response_id}/people/"))
    asked.refresh_from_db()
    assert asked.status == OutsideRequest.Status.WITHDRAWN


def test_an_outside_request_names_known_questions_and_a_day_within_the_links_life(
    response: Response, kim: User
) -> None:
    far = timezone.localdate() + timedelta(days=60)
    for codes, more in ((("nothing",), {}), ((), {}), (("staff",), {"due_on": far})):
        with pytest.raises(OutsideRefused):
            ask(response, kim, *codes, **({"due_on": timezone.localdate()} | more))

    assert not Mail.objects.exists()


def test_an_erasure_takes_the_name_of_who_was_asked(asked: OutsideRequest, kim: User) -> None:
    forget_person(user=kim, addresses={"MIN@water.example"}, by=kim, at=NOW)

    asked.refresh_from_db()
    assert (asked.name, asked.email) == ("", "")


# --- who prepares for others ------------------------------------------------------------------------------------------
def grant(client: Client, organisation: Any, **typed: Any) -> Any:
    typed = {"coordinator": "", "ends_on": (timezone.localdate() + timedelta(days=30)).isoformat(), **typed}
    return client.post(f"/en/my/answers/mandates/{organisation.slug}/grant/", typed, follow=True)


def test_a_province_prepares_for_a_city_by_its_mandate_and_the_city_signs(
    response: Response, kim: User, signed_in: SignIn
) -> None:
    province = make_organisation("Gyeonggi")
    officer = make_member(province, "p@province.example")
    section = f"/en/survey/{response.pk}/sections/first/"
    client = signed_in(officer)
    before = client.get(section).status_code

    grant(signed_in(kim), response.organisation, coordinator=province.pk)
    client.post(section, {"revision": 0, "asked": ["staff"], "staff": "12"})
    acts = [
        client.post(f"/en/survey/{response.pk}/submit/", {"left_open": "9"}).status_code,
        client.get(f"/en/my/answers/{response.pk}/ask/").status_code,
        client.get(f"/en/my/answers/mandates/{response.organisation.slug}/grant/").status_code,
    ]
    mandate = AnswerMandate.objects.get()
    signed_in(kim).post(f"/en/my/answers/mandates/{mandate.pk}/revoke/")

    assert before == 404
    assert values(response) == {"staff": 12}
    assert response.answers.get().answered_by == officer
    assert acts == [403, 403, 404]
    assert client.get(section).status_code == 404


def test_the_regional_office_prepares_only_for_the_cities_that_let_it(kim: User, response: Response) -> None:
    def rosa() -> Any:
        person = User.objects.get(email="rosa@region.example")
        granted = {"questionnaires.see_responses": frozenset({response.organisation.region.code})}
        person._permissions = granted  # type: ignore[attr-defined]
        return person

    make_person("rosa@region.example")
    facts: dict[str, Any] = {"ends_on": timezone.localdate(), "by": kim, "at": timezone.now()}

    before = can_answer_response(rosa(), response)
    grant_mandate(organisation_id=response.organisation_id, coordinator=None, **facts)

    assert (before, can_answer_response(rosa(), response)) == (False, True)
    assert not can_submit_response(rosa(), response)


def test_a_mandate_is_once_to_each_and_not_to_oneself(response: Response, kim: User, signed_in: SignIn) -> None:
    client, province = signed_in(kim), make_organisation("Gyeonggi")

    said = [
        text_of(grant(client, response.organisation, coordinator=number))
        for number in (province.pk, province.pk, response.organisation.pk)
    ]
    past = grant(client, response.organisation, ends_on="2020-01-01")

    assert "They prepare your answers already." in said[1]
    assert AnswerMandate.objects.count() == 1
    assert "This date is in the past." in text_of(past)
