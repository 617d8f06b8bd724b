"""Rounds of collection: opening, the lock after the deadline, extensions, the board, reminders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.factories import make_user
from tests.members.factories import make_organisation
from tests.questionnaires.factories import COMPLETE, NOW, make_member, make_questionnaire
from wego.accounts.models import User
from wego.core.models import AuditEntry, Mail
from wego.members.models import Organisation
from wego.questionnaires.models import CollectionRound, Questionnaire, RoundExtension
from wego.questionnaires.queries.rounds import State, board_of, rounds_asking, turnout_by_region
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.extensions import (
    ExtensionRefused,
    ask_extension,
    decline_extension,
    grant_extension,
)
from wego.questionnaires.services.reminders import ReminderRefused, remind_organisation, remind_round
from wego.questionnaires.services.responses import (
    DeadlinePassed,
    RoundNotOpen,
    reopen_response,
    start_response,
    submit_response,
)
from wego.questionnaires.services.rounds import RoundRefused, move_deadline, open_round

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLOSES = NOW + 10 * DAY
LATE = CLOSES + DAY


@pytest.fixture
def questionnaire() -> Questionnaire:
    return make_questionnaire(is_in_force=True)


@pytest.fixture
def city() -> Organisation:
    return make_organisation(standing="full")


@pytest.fixture
def officer(city: Organisation) -> User:
    return make_member(city)


@pytest.fixture
def office() -> User:
    return make_user(name="Kim Office")


def opened(questionnaire: Questionnaire, **more: Any) -> CollectionRound:
    facts: dict[str, Any] = {
        "name": {"en": "Spring 2025", "ko": "2025년 봄", "zh-hans": "2025年春"},
        "questionnaire_code": questionnaire.code,
        "year": 2025,
        "opens_at": NOW - DAY,
        "closes_at": CLOSES,
        "time_zone": "Asia/Seoul",
        "by": None,
        "at": NOW,
    }
    return open_round(**{**facts, **more})


def started(city: Organisation, questionnaire: Questionnaire, by: User, at: datetime = NOW, year: int = 2025) -> Any:
    return start_response(organisation_id=city.pk, questionnaire=questionnaire, year=year, by=by, at=at)


def saved(response: Any, by: User, at: datetime) -> Any:
    return save_answers(response_id=response.pk, given={"law": True}, base_revision=response.revision, by=by, at=at)


def test_open_round_takes_in_what_was_answered_of_its_year(
    questionnaire: Questionnaire, city: Organisation, officer: User
) -> None:
    before = started(city, questionnaire, officer)

    round_ = opened(questionnaire)

    before.refresh_from_db()
    assert before.round == round_
    assert round_.code == "spring-2025"
    assert AuditEntry.objects.filter(action="round.opened").count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"closes_at": NOW - 2 * DAY}, "is before the opening"),
        ({"opens_at": NOW - 3 * DAY, "closes_at": NOW - DAY}, "has passed already"),
        ({"questionnaire_code": "no-such"}, "no published questionnaire “no-such”"),
        ({"name": {"en": "봄"}}, "in Latin letters"),
        ({"regions": ["nowhere"]}, "so that someone is asked"),
    ],
)
def test_open_round_refuses(questionnaire: Questionnaire, city: Organisation, wrong: Any, told: str) -> None:
    with pytest.raises(RoundRefused, match=told):
        opened(questionnaire, **wrong)


def test_open_round_refuses_a_second_one_of_the_year(questionnaire: Questionnaire, city: Organisation) -> None:
    opened(questionnaire)

    with pytest.raises(RoundRefused, match=r"Spring 2025.*already collects the answers of 2025"):
        opened(questionnaire, name={"en": "Autumn"})


def test_the_database_refuses_a_deadline_before_the_opening(questionnaire: Questionnaire, city: Organisation) -> None:
    round_ = opened(questionnaire)
    round_.closes_at = round_.opens_at

    with pytest.raises(IntegrityError), transaction.atomic():
        round_.save()


def test_a_response_is_started_in_its_round_and_not_before_it_opens(
    questionnaire: Questionnaire, city: Organisation, officer: User
) -> None:
    round_ = opened(questionnaire, opens_at=NOW + DAY)

    with pytest.raises(RoundNotOpen, match="opens on"):
        started(city, questionnaire, officer)
    assert started(city, questionnaire, officer, NOW + 2 * DAY).round == round_


def test_the_deadline_locks_and_an_extension_reopens(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User
) -> None:
    round_ = opened(questionnaire)
    response = started(city, questionnaire, officer)

    with pytest.raises(DeadlinePassed, match=r"passed on .* KST.* Ask for an extension"):
        saved(response, officer, CLOSES)
    with pytest.raises(DeadlinePassed):
        submit_response(response_id=response.pk, by=officer, at=LATE)
    with pytest.raises(DeadlinePassed):
        started(make_organisation("Other", standing="full"), questionnaire, officer, LATE)
    grant_extension(organisation_id=city.pk, round_id=round_.pk, until=LATE + DAY, reason="Flood", by=office, at=LATE)

    assert saved(response, officer, LATE).saved == ["law"]
    with pytest.raises(DeadlinePassed):
        saved(response, officer, LATE + DAY)


def test_a_round_goes_on_when_the_year_turns(questionnaire: Questionnaire, city: Organisation, officer: User) -> None:
    december, january = datetime(2025, 12, 20, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)
    round_ = opened(questionnaire, closes_at=january + DAY)

    response = started(city, questionnaire, officer, december)

    asked = rounds_asking([city], questionnaire.code, at=january)[city.pk]
    assert (asked.round, asked.ends_at) == (round_, january + DAY)
    assert saved(response, officer, january).saved == ["law"]
    with pytest.raises(DeadlinePassed):
        saved(response, officer, january + 2 * DAY)


def test_a_submitted_response_is_not_reopened_after_the_deadline(
    questionnaire: Questionnaire, city: Organisation, officer: User
) -> None:
    opened(questionnaire)
    response = started(city, questionnaire, officer)
    save_answers(response_id=response.pk, given=COMPLETE, base_revision=0, by=officer, at=NOW)
    submit_response(response_id=response.pk, by=officer, at=NOW)

    with pytest.raises(DeadlinePassed):
        reopen_response(response_id=response.pk, by=officer, at=LATE)


def test_an_extension_is_asked_for_once_and_decided_once(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User, mailoutbox: Any
) -> None:
    round_ = opened(questionnaire)
    asked: dict[str, Any] = {"organisation_id": city.pk, "round_id": round_.pk}
    ask_extension(**asked, until=LATE, reason="Elections", by=officer, at=NOW)

    with pytest.raises(ExtensionRefused, match="already asked"):
        ask_extension(**asked, until=LATE, reason="Elections", by=officer, at=NOW)
    decline_extension(**asked, answer="The deadline is for all.", by=office, at=NOW)
    with pytest.raises(ExtensionRefused, match="Kim Office has already decided"):
        decline_extension(**asked, answer="No", by=make_user(), at=NOW)

    [made] = RoundExtension.objects.all()
    assert (made.status, made.decided_by) == ("declined", office)
    assert Mail.objects.get(kind="questionnaires/mail/extension").recipient == officer.email


def test_an_extension_ends_after_the_deadline_that_it_extends(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User
) -> None:
    round_ = opened(questionnaire)
    asked: dict[str, Any] = {"organisation_id": city.pk, "round_id": round_.pk, "reason": "Flood", "at": NOW}

    with pytest.raises(ExtensionRefused, match="ends after the deadline it extends"):
        grant_extension(**asked, until=CLOSES, by=office)
    with pytest.raises(ExtensionRefused, match="ends after the deadline it extends"):
        ask_extension(**asked, until=CLOSES - DAY, by=officer)


def test_what_is_asked_for_is_granted_with_another_day(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User
) -> None:
    round_ = opened(questionnaire)
    asked: dict[str, Any] = {"organisation_id": city.pk, "round_id": round_.pk, "at": NOW}
    ask_extension(**asked, until=LATE + 9 * DAY, reason="Elections", by=officer)

    grant_extension(**asked, until=LATE, reason="A day, as for the others", by=office)

    [made] = RoundExtension.objects.all()
    assert (made.until, made.reason, made.answer) == (LATE, "Elections", "A day, as for the others")


def test_move_deadline(questionnaire: Questionnaire, city: Organisation, office: User) -> None:
    round_ = opened(questionnaire)

    with pytest.raises(RoundRefused, match="before the opening"):
        move_deadline(round_id=round_.pk, closes_at=NOW - 3 * DAY, by=office, at=NOW)
    assert move_deadline(round_id=round_.pk, closes_at=LATE, by=office, at=NOW).closes_at == LATE


def test_the_board_says_who_has_not_begun_who_is_late_and_why(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User
) -> None:
    idle, extended, _former = (
        make_organisation(f"City {one}", standing=one) for one in ("associate", "full", "former")
    )
    round_ = opened(questionnaire)
    started(city, questionnaire, officer)
    grant_extension(
        organisation_id=extended.pk, round_id=round_.pk, until=LATE + DAY, reason="Flood", by=office, at=NOW
    )

    board = {one.pk: one for one in board_of(round_, at=LATE)}

    assert set(board) == {city.pk, idle.pk, extended.pk}
    assert (board[city.pk].state, board[city.pk].is_late) == (State.UNDER_WAY, True)
    assert (board[idle.pk].state, board[idle.pk].is_late, board[idle.pk].is_reachable) == (State.NOT_BEGUN, True, False)
    assert (board[extended.pk].is_late, board[extended.pk].extended_for) == (False, "Flood")
    total = turnout_by_region(board_of(round_, at=LATE))[-1]
    assert (total.asked, total.begun, total.sent, total.late) == (3, 1, 0, 2)


def test_a_reminder_is_written_in_the_recipients_language_and_once_a_day(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User
) -> None:
    User.objects.filter(pk=officer.pk).update(language="ko")
    round_ = opened(questionnaire)

    remind_organisation(organisation_id=city.pk, round_id=round_.pk, note="", by=office, at=NOW)
    with pytest.raises(ReminderRefused, match="reminded today by Kim Office"):
        remind_organisation(organisation_id=city.pk, round_id=round_.pk, by=make_user(), at=NOW)
    with pytest.raises(ReminderRefused, match="no one left"):
        remind_round(round_id=round_.pk, by=office, at=NOW)

    [mail] = Mail.objects.filter(kind="questionnaires/mail/reminder")
    assert "2025년 봄" in mail.subject
    assert (mail.language, mail.recipient) == ("ko", officer.email)
    assert remind_round(round_id=round_.pk, by=office, at=NOW + DAY).reminded == [city]


def test_who_has_no_address_is_told(
    questionnaire: Questionnaire, city: Organisation, officer: User, office: User
) -> None:
    round_ = opened(questionnaire)
    mute = make_organisation("Mute", standing="full")

    with pytest.raises(ReminderRefused, match="no officer with an e-mail address"):
        remind_organisation(organisation_id=mute.pk, round_id=round_.pk, by=office, at=NOW)
    run = remind_round(round_id=round_.pk, by=office, at=NOW)

    assert (run.reminded, run.unreachable) == ([city], [mute])
