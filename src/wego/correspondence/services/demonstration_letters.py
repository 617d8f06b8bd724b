"""Made-up letters in three languages at every step, one that came in, and a survey, for the demonstration."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from wego.accounts.models import User
from wego.correspondence.models import Contact, LetterSeries
from wego.correspondence.services.letter_files import file_letter
from wego.correspondence.services.letters import approve_letter, draft_letter, submit_letter
from wego.correspondence.services.surveys import add_question, begin_survey, open_survey

# Native or only name of the contact, language, subject, text, how far it has come.
LETTERS = [
    (
        "Anil Thapa",
        "en",
        "Invitation to the regional workshop (sample)",
        "It is our pleasure to invite your city to the regional workshop on open data.\n\n"
        "Please let us know by the end of next month who will take part.",
        "approved",
    ),
    (
        "Haneul Kang",
        "ko",
        "지역 워크숍 개최 협조 요청(예시)",
        "귀 기관의 무궁한 발전을 기원합니다.\n\n"
        "공공데이터 지역 워크숍 개최와 관련하여 장소 제공에 대한 협조를 요청드리오니 검토하여 주시기 바랍니다.",
        "in_review",
    ),
    (
        "Lin Qiao",
        "zh-hans",
        "关于派员参加区域研讨会的函（示例）",
        "感谢贵单位长期以来的支持。\n\n现邀请贵单位派员参加开放数据区域研讨会，请于下月底前告知参会人员名单。",
        "draft",
    ),
]
RECEIVED = b"Sample of a letter received.\n\nWe thank you for the invitation and will send two people.\n"
QUESTIONS = [
    (
        "one",
        {
            "en": "Will your city take part?",
            "ko": "워크숍에 참석하십니까?",
            "zh-hans": "贵市是否参加研讨会？",
        },
        {"en": "Yes\nNo\nNot decided", "ko": "예\n아니요\n미정", "zh-hans": "是\n否\n未定"},
    ),
    (
        "text",
        {
            "en": "Which topic matters most?",
            "ko": "가장 중요한 주제는 무엇입니까?",
            "zh-hans": "您最关注哪个主题？",
        },
        {},
    ),
]


def make_letters(at: datetime) -> None:
    """One approved with its number, one in review, one drafted, one that came in."""
    writer, approver = _person("programme-officer"), _person("secretariat")
    sent = LetterSeries.objects.filter(kind=LetterSeries.Kind.SENT).first()
    received = LetterSeries.objects.filter(kind=LetterSeries.Kind.RECEIVED).first()
    if writer is None or approver is None or sent is None or received is None:
        return
    people = {one.name: one for one in Contact.objects.filter(is_demonstration=True)}
    made: dict[str, Any] = {"by": writer, "at": at, "is_demonstration": True}
    for name, language, subject, body, state in LETTERS:
        if name not in people:
            continue
        letter = draft_letter(
            series=sent, language=language, subject=subject, body=body, contact=people[name], matter=None, **made
        )
        if state != "draft":
            submit_letter(letter_id=letter.pk, by=writer, at=at)
        if state == "approved":
            approve_letter(letter_id=letter.pk, by=approver, at=at)
    if contact := people.get("Anil Thapa"):
        file_letter(
            series=received,
            file=SimpleUploadedFile("reply.txt", RECEIVED, "text/plain"),
            received_on=at.date(),
            subject="Reply to the invitation (sample)",
            language="en",
            contact=contact,
            **made,
        )


def make_survey(at: datetime) -> None:
    """Two questions, open to be sent with a mailing."""
    writer = _person("programme-officer")
    if writer is None:
        return
    title = {"en": "Regional workshop (sample)", "ko": "지역 워크숍(예시)", "zh-hans": "区域研讨会（示例）"}
    closes_on = at.date() + timedelta(days=30)
    survey = begin_survey(title=title, intro={}, is_anonymous=False, closes_on=closes_on, by=writer, at=at)
    for kind, label, options in QUESTIONS:
        add_question(survey_id=survey.pk, kind=kind, label=label, options=options, by=writer, at=at)
    open_survey(survey_id=survey.pk, by=writer, at=at)


def _person(role: str) -> User | None:
    return User.objects.filter(is_demonstration=True, network_roles__role=role).first()
