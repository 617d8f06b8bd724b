"""Surveys light enough for a mailing: written, sent by a link, answered once, anonymous where declared."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.correspondence.factories import AT, make_contact
from tests.correspondence.test_mailings import make_kind
from wego.accounts.models import User
from wego.accounts.services import erase_person
from wego.core.models import AuditEntry
from wego.core.state import WrongState
from wego.correspondence.mailing_text import write
from wego.correspondence.models import Mailing, MailingRecipient, Survey, SurveyAnswer
from wego.correspondence.queries.surveys import results_of
from wego.correspondence.services.mailing_delivery import prepare_mailing, send_mailing
from wego.correspondence.services.mailings import approve_mailing, begin_mailing, submit_mailing, write_mailing
from wego.correspondence.services.surveys import (
    SurveyRefused,
    add_question,
    answer_survey,
    begin_survey,
    close_survey,
    open_survey,
    remove_question,
)

pytestmark = pytest.mark.django_db
CHOICES = {"en": "Yes\nNo", "ko": "예\n아니요"}


@pytest.fixture
def writer() -> User:
    return make_secretary("writer@office.example")


def make_survey(by: User, **facts: Any) -> Survey:
    given = {"title": {"en": "What next?"}, "intro": {}, "is_anonymous": False, "closes_on": None} | facts
    survey = begin_survey(**given, by=by, at=AT)
    asked = [("one", "Will you come?", CHOICES), ("scale", "How was it?", {}), ("text", "Anything else?", {})]
    for kind, label, options in asked:
        add_question(survey_id=survey.pk, kind=kind, label={"en": label}, options=options, by=by, at=AT)
    return open_survey(survey_id=survey.pk, by=by, at=AT)


def sent(writer: User, survey: Survey) -> Mailing:
    mailing = begin_mailing(title="Survey", kind=make_kind(), audience="contacts", by=writer, at=AT)
    text = {"title": "Survey", "kind": mailing.kind, "subject": {"en": "Please answer"}, "body": {"en": "At {survey}"}}
    write_mailing(mailing_id=mailing.pk, **text, reply_due_on=AT.date(), survey=survey, by=writer, at=AT)
    submit_mailing(mailing_id=mailing.pk, by=writer, at=AT)
    prepare_mailing(mailing_id=mailing.pk, clock=lambda: AT)
    approve_mailing(mailing_id=mailing.pk, by=make_secretary("director@office.example"), at=AT)
    return send_mailing(mailing_id=mailing.pk, clock=lambda: AT)


def link_of(mailing: Mailing) -> str:
    body = write(mailing, mailing.recipients.get()).body
    return re.search(r"/en/surveys/\S+", body).group()  # type: ignore[union-attr]


def answers(survey: Survey, *values: Any) -> dict[str, Any]:
    return {f"q{question.pk}": value for question, value in zip(survey.questions.all(), values, strict=True)}


@pytest.mark.parametrize(
    ("options", "said"),
    [({"en": "Yes"}, "at least two"), ({}, "at least two"), ({"en": "Yes\nNo", "ko": "예"}, "Korean has 1 answers")],
)
def test_answers_to_choose_from_are_two_or_more_and_as_many_in_each_language(
    options: dict[str, str], said: str, writer: User
):
    survey = begin_survey(title={"en": "x"}, intro={}, is_anonymous=False, closes_on=None, by=writer, at=AT)
    with pytest.raises(SurveyRefused, match=said):
        add_question(survey_id=survey.pk, kind="one", label={"en": "x"}, options=options, by=writer, at=AT)
    with pytest.raises(SurveyRefused, match="at least one question"):
        open_survey(survey_id=survey.pk, by=writer, at=AT)


def test_it_has_five_questions_at_most_and_is_not_changed_once_it_is_open(writer: User):
    survey = begin_survey(title={"en": "x"}, intro={}, is_anonymous=False, closes_on=None, by=writer, at=AT)
    facts: dict[str, Any] = {"survey_id": survey.pk, "kind": "text", "label": {"en": "x"}, "options": {}}
    questions = [add_question(**facts, by=writer, at=AT) for _time in range(5)]
    with pytest.raises(SurveyRefused, match="five questions at most"):
        add_question(**facts, by=writer, at=AT)
    remove_question(question_id=questions[0].pk, by=writer, at=AT)
    open_survey(survey_id=survey.pk, by=writer, at=AT)
    with pytest.raises(SurveyRefused, match="can no longer be changed"):
        remove_question(question_id=questions[1].pk, by=writer, at=AT)


def test_a_recipient_answers_once_by_the_own_link_which_is_the_reply(writer: User):
    make_contact("Ada")
    survey = make_survey(writer)
    mailing = sent(writer, survey)
    address, browser = link_of(mailing), Client()

    page = browser.get(address).content.decode()
    assert "Will you come?" in page
    assert "kept with your name" in page
    assert "Answer at least one question." in browser.post(address, {}).content.decode()
    browser.post(address, answers(survey, "0", "4", "Thanks"))
    again = browser.post(address, answers(survey, "1", "1", "x")).content.decode()

    assert "has been recorded" in again
    assert SurveyAnswer.objects.get().sent_to == mailing.recipients.get()
    assert mailing.recipients.get().replied_on == timezone.localdate()
    assert results_of(survey)[0].counts == [("Yes", 1, 100), ("No", 0, 0)]
    assert results_of(survey)[2].texts == ["Thanks"]


def test_an_anonymous_answer_says_nowhere_whose_it_is(writer: User):
    make_contact("Ada")
    survey = make_survey(writer, is_anonymous=True)
    mailing = sent(writer, survey)

    Client().post(link_of(mailing), answers(survey, "0", "", ""))

    assert SurveyAnswer.objects.get().sent_to is None
    recipient = mailing.recipients.get()
    assert recipient.replied_on is None
    assert AuditEntry.objects.get(action="survey.answered").actor_key is None
    with pytest.raises(SurveyRefused, match="already answered"):
        answer_survey(survey_id=survey.pk, recipient_id=recipient.pk, said={}, at=AT)


def test_an_anonymous_survey_is_read_once_closed_and_without_small_groups(writer: User, signed_in: Any):
    survey = make_survey(writer, is_anonymous=True)
    choice, scale, text = (str(question.pk) for question in survey.questions.all())
    for number in range(12):
        said = {choice: 0 if number < 10 else 1, scale: 5} | ({text: "Thanks"} if number < 2 else {})
        SurveyAnswer.objects.create(survey=survey, answered_on=AT.date(), said=said)
    browser, address = signed_in(writer), f"/en/office/surveys/{survey.pk}/"

    assert results_of(survey)[0].counts == [("Yes", 0, 0), ("No", 0, 0)]
    assert "shown once it is closed" in browser.get(address).content.decode()
    survey = close_survey(survey_id=survey.pk, by=writer, at=AT)

    will_come, how, anything = results_of(survey)
    assert will_come.counts == [("Yes", None, None), ("No", None, None)]  # ten of twelve would leave two
    assert how.counts[-1] == ("5", 12, 100)
    assert (anything.answered, anything.texts) == (None, [])
    page = browser.get(address).content.decode()
    assert "hidden" in page
    assert "Thanks" not in page


def test_a_closed_survey_takes_no_answer(writer: User):
    make_contact("Ada")
    survey = make_survey(writer, closes_on=date(2020, 1, 1))
    address = link_of(sent(writer, survey))
    assert "This survey is closed." in Client().get(address).content.decode()
    close_survey(survey_id=survey.pk, by=writer, at=AT)
    with pytest.raises(WrongState):
        close_survey(survey_id=survey.pk, by=writer, at=AT)
    assert Client().get(address[:-5] + "AAAA/").status_code == 404


def test_the_erasure_of_a_person_takes_the_name_from_the_answer(writer: User):
    person = make_user("ada@city.example")
    make_contact("Ada")
    survey = make_survey(writer)
    Client().post(link_of(sent(writer, survey)), answers(survey, "0", "", ""))

    erase_person(user_id=person.pk, by=person, at=AT)

    assert SurveyAnswer.objects.get().sent_to is None
    assert MailingRecipient.objects.get().name == "–"


def test_the_office_writes_one_and_sees_what_was_answered(writer: User, signed_in: Any):
    browser = signed_in(writer)
    browser.post("/en/office/surveys/begin/", {"title_en": "What next?", "is_anonymous": "on"})
    survey = Survey.objects.get()
    base = f"/en/office/surveys/{survey.pk}/"
    wrong = {"kind": "one", "label_en": "Will you come?", "options_en": "Yes"}
    refused = browser.post(f"{base}questions/add/", wrong).content.decode()
    assert "at least two answers" in refused
    assert "Will you come?" in refused
    browser.post(f"{base}questions/add/", wrong | {"options_en": "Yes\nNo"})
    browser.post(f"{base}open/")
    assert "Will you come?" in browser.get(base).content.decode()
    kind = make_kind()
    mailing = begin_mailing(title="x", kind=kind, audience="contacts", by=writer, at=AT)
    text = {"title": "x", "kind": kind.pk, "subject_en": "x", "body_en": "x", "survey": survey.pk}
    page = browser.post(f"/en/office/mailings/{mailing.pk}/text/", text).content.decode()
    assert "The text lacks {survey}" in page
