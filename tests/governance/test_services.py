"""Agendas, meetings, decisions: each act and each refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from tests.governance.factories import AT, SUBJECT, decide, make_body, make_item, make_meeting
from wego.accounts.models import User
from wego.core.files import UploadRefused
from wego.core.models import AuditEntry
from wego.core.references import Reference
from wego.core.state import WrongState
from wego.governance import hooks, queries
from wego.governance.models import AgendaItem, Decision, Meeting, Revocation
from wego.governance.services.agendas import (
    AgendaRefused,
    cancel_meeting,
    carry_item_over,
    hold_meeting,
    plan_meeting,
    put_on_agenda,
    schedule_item,
    withdraw_item,
)
from wego.governance.services.decisions import DecisionRefused, revoke_decision

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NEXT_WEEK = datetime(2016, 10, 21, 9, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """What the hooks told."""
    told: list[tuple[str, Any]] = []
    taken, revoked = hooks.decision_taken, hooks.decision_revoked
    monkeypatch.setattr(taken, "receivers", [lambda **facts: told.append(("taken", facts["decision"]))])
    monkeypatch.setattr(revoked, "receivers", [lambda **facts: told.append(("revoked", facts["revocation"]))])
    return told


def test_an_item_stands_on_the_agenda_once_while_it_is_open():
    first = make_item(kind="admission")
    second = make_item(kind="admission", year=2017)
    other = make_item(kind="waiver")

    assert first == second
    assert second.year == 2016
    assert other != first
    assert AuditEntry.objects.filter(action="agenda_item.added").count() == 2


def test_a_title_is_read_in_the_readers_language_or_in_english():
    item = make_item(titles={"en": "A matter", "ko": "안건"})

    from django.utils import translation

    with translation.override("ko"):
        assert str(item) == "안건"
    with translation.override("zh-hans"):
        assert str(item) == "A matter"


def test_put_on_agenda_refuses_a_body_that_is_not_there():
    with pytest.raises(AgendaRefused, match="no body"):
        put_on_agenda(body_code="senate", year=2016, kind="other", titles={"en": "A"}, subject=SUBJECT, by=None, at=AT)


def test_schedule_item_takes_it_up_at_a_meeting_and_lets_it_wait_again():
    item, meeting = make_item(year=2015), make_meeting()

    scheduled = schedule_item(item_id=item.pk, meeting_id=meeting.pk, by=None, at=AT)
    waiting = schedule_item(item_id=item.pk, meeting_id=None, by=None, at=AT)

    assert (scheduled.meeting, scheduled.year) == (meeting, 2016)
    assert waiting.meeting is None


def test_schedule_item_refuses_another_bodys_a_held_meeting_and_a_decided_item():
    item = make_item()
    elsewhere = make_meeting(make_body("general-assembly"))
    held = make_meeting(title="Held", status="held")
    for meeting, words in ((elsewhere, "another body"), (held, "has been held")):
        with pytest.raises(AgendaRefused, match=words):
            schedule_item(item_id=item.pk, meeting_id=meeting.pk, by=None, at=AT)

    decide(item)

    with pytest.raises(AgendaRefused, match="Only open items"):
        schedule_item(item_id=item.pk, meeting_id=None, by=None, at=AT)


def test_an_undecided_item_goes_to_a_later_year_only():
    item = make_item()

    moved = carry_item_over(item_id=item.pk, year=2017, by=None, at=AT)

    assert (moved.year, moved.meeting) == (2017, None)
    with pytest.raises(AgendaRefused, match="later year"):
        carry_item_over(item_id=item.pk, year=2017, by=None, at=AT)


def test_meetings_are_planned_once_and_held_when_they_have_begun():
    make_body()
    facts = {"body_code": "executive-committee", "title": "2016", "by": None, "at": AT}
    meeting = plan_meeting(starts_on=date(2016, 10, 12), ends_on=date(2016, 10, 14), **facts)
    later = plan_meeting(starts_on=date(2017, 10, 12), ends_on=date(2017, 10, 12), **{**facts, "title": "2017"})

    hold_meeting(meeting_id=meeting.pk, by=None, at=AT)

    assert Meeting.objects.get(pk=meeting.pk).status == "held"
    with pytest.raises(WrongState):
        hold_meeting(meeting_id=meeting.pk, by=None, at=AT)
    with pytest.raises(AgendaRefused, match="not started"):
        hold_meeting(meeting_id=later.pk, by=None, at=AT)
    with pytest.raises(AgendaRefused, match="with that title"):
        plan_meeting(starts_on=date(2016, 10, 12), ends_on=date(2016, 10, 14), **facts)
    with pytest.raises(AgendaRefused, match="cannot be before the first"):
        plan_meeting(starts_on=date(2018, 10, 12), ends_on=date(2018, 10, 11), **{**facts, "title": "2018"})


def test_a_decision_is_recorded_with_body_day_and_paper(heard: list[tuple[str, Any]]):
    person = User.objects.create_user("secretary@example.org")
    item, meeting = make_item(), make_meeting()
    paper = SimpleUploadedFile("Minutes 2016.pdf", PDF)

    decision = decide(item, paper=paper, reason_without_paper="", meeting_id=meeting.pk, by=person, text="Agreed.")

    item.refresh_from_db()
    line = AuditEntry.objects.get(action="decision.recorded")
    assert (decision.body.code, decision.decided_on, decision.paper_name) == (
        "executive-committee",
        date(2016, 10, 13),
        "Minutes 2016.pdf",
    )
    with decision.paper.open() as kept:
        assert kept.read() == PDF
    assert (item.status, item.meeting) == ("decided", meeting)
    assert (line.actor_key, line.after["outcome"]) == (person.key, "approved")
    assert heard == [("taken", decision)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason_without_paper": " "}, "explain why there is none"),
        ({"outcome": "postponed"}, "is not a possible outcome"),
        ({"decided_on": date(2016, 10, 15)}, "before it is taken"),
    ],
)
def test_record_decision_refuses(facts: dict[str, Any], words: str):
    item = make_item()

    with pytest.raises(DecisionRefused, match=words):
        decide(item, **facts)

    assert not Decision.objects.exists()


def test_record_decision_refuses_a_decided_item_another_bodys_meeting_and_a_false_paper():
    item, other = make_item(), make_item(kind="waiver")
    elsewhere = make_meeting(make_body("general-assembly"))
    decide(item)

    with pytest.raises(DecisionRefused, match="already decided"):
        decide(item)
    with pytest.raises(DecisionRefused, match="another body"):
        decide(other, meeting_id=elsewhere.pk)
    with pytest.raises(UploadRefused):
        decide(other, paper=SimpleUploadedFile("minutes.pdf", b"<script>"))


def test_what_follows_from_a_decision_and_refuses_undoes_it_with_its_paper(
    monkeypatch: pytest.MonkeyPatch, settings: Any
):
    def refuse(**facts: Any) -> None:
        raise DecisionRefused("no")

    monkeypatch.setattr(hooks.decision_taken, "receivers", [refuse])
    item = make_item()

    with pytest.raises(DecisionRefused):
        decide(item, paper=SimpleUploadedFile("minutes.pdf", PDF))

    assert not Decision.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_deferred_item_stays_open_and_is_decided_later():
    item = make_item()

    decide(item, "deferred")
    item.refresh_from_db()
    still = item.status
    decide(item, "approved")

    assert still == "open"
    assert [decision.number for decision in item.decisions.order_by("number")] == [1, 2]
    assert queries.decision_in_force(SUBJECT, "other") == item.decisions.get(number=2)


@pytest.mark.parametrize(("outcome", "in_force"), [("approved", True), ("rejected", False), ("deferred", False)])
def test_only_an_approval_that_holds_is_in_force(outcome: str, in_force: bool):
    decision = decide(make_item(), outcome)

    assert (queries.decision_in_force(SUBJECT, "other") == decision) is in_force
    assert queries.is_in_force(Reference.to(decision)) is in_force
    assert queries.decision_in_force(SUBJECT, "waiver") is None
    assert not queries.is_in_force(Reference("governance.Decision", "x", ""))


def test_a_revocation_ends_a_decision_and_opens_its_item_again(heard: list[tuple[str, Any]]):
    item = make_item()
    decision = decide(item)

    revocation = revoke_decision(
        decision_id=decision.pk, revoked_on=date(2016, 10, 20), reason="Wrong list", by=None, at=NEXT_WEEK
    )

    item.refresh_from_db()
    assert item.status == "open"
    assert queries.decision_in_force(SUBJECT, "other") is None
    assert heard == [("taken", decision), ("revoked", revocation)]
    assert AuditEntry.objects.get(action="decision.revoked").after["reason"] == "Wrong list"


def test_revoke_decision_refuses():
    item = make_item()
    decision = decide(item)
    facts = {"decision_id": decision.pk, "by": None, "at": NEXT_WEEK}

    for day, reason, words in (
        (date(2016, 10, 20), " ", "Enter the reason"),
        (date(2016, 10, 12), "r", "between the decision"),
        (date(2016, 10, 22), "r", "between the decision"),
    ):
        with pytest.raises(DecisionRefused, match=words):
            revoke_decision(revoked_on=day, reason=reason, **facts)
    make_item()  # the same matter, opened anew
    with pytest.raises(DecisionRefused, match="Another item"):
        revoke_decision(revoked_on=date(2016, 10, 20), reason="r", **facts)
    withdraw_item(item_id=queries.open_item(SUBJECT, "other").pk, by=None, at=NEXT_WEEK)
    revoke_decision(revoked_on=date(2016, 10, 20), reason="r", **facts)
    with pytest.raises(DecisionRefused, match="already revoked"):
        revoke_decision(revoked_on=date(2016, 10, 20), reason="r", **facts)


def test_decisions_and_revocations_are_only_ever_added():
    decision = decide(make_item())
    revoke_decision(decision_id=decision.pk, revoked_on=date(2016, 10, 20), reason="r", by=None, at=NEXT_WEEK)

    for act in (
        lambda: Decision.objects.update(outcome="rejected"),
        lambda: Revocation.objects.update(reason="x"),
        lambda: Revocation.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "fields",
    [
        {"reason_without_paper": ""},
        {"number": 1},
    ],
)
def test_the_database_refuses_a_decision_without_paper_and_a_second_of_a_number(fields: dict[str, Any]):
    item = make_item()
    given = {"number": 2, "reason_without_paper": "Read out", "recorded_at": AT, **fields}
    decide(item, "deferred")

    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(item=item, body=item.body, outcome="approved", decided_on=date(2016, 10, 13), **given)


def test_the_database_refuses_a_second_open_item_and_a_meeting_that_ends_before_it_begins():
    item = make_item()

    with pytest.raises(DatabaseError), transaction.atomic():
        AgendaItem.objects.create(
            body=item.body,
            year=2016,
            kind=item.kind,
            title={"en": "Again"},
            added_at=AT,
            subject_kind=SUBJECT.kind,
            subject_id=SUBJECT.id,
            subject_label="x",
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        make_meeting(ends_on=date(2016, 10, 11))
    with pytest.raises(DatabaseError), transaction.atomic():
        Revocation.objects.create(decision=decide(item), revoked_on=date(2016, 10, 20), reason="", revoked_at=AT)


def test_approvals_in_force_are_the_newest_first_and_read_in_one_query(django_assert_num_queries: Any):
    older = decide(make_item(Reference("governance.Matter", "1", "A"), kind="waiver"))
    newer = decide(make_item(Reference("governance.Matter", "2", "B"), kind="other"), decided_on=date(2016, 10, 14))
    decide(make_item(Reference("governance.Matter", "3", "C"), kind="merger"))
    decide(make_item(Reference("governance.Matter", "4", "D"), kind="waiver"), outcome="rejected")
    ended = decide(make_item(Reference("governance.Matter", "5", "E"), kind="waiver"))
    revoke_decision(decision_id=ended.pk, revoked_on=date(2016, 10, 14), reason="Wrong", by=None, at=AT)

    with django_assert_num_queries(1):
        labels = [one.label for one in queries.approvals_in_force("waiver", "other")]

    assert labels == ["Oct 14, 2016: A matter (Executive committee)", "Oct 13, 2016: A matter (Executive committee)"]
    assert list(queries.approvals_in_force("waiver", "other")) == [newer, older]


def test_the_label_of_a_decision_is_in_the_readers_language_and_says_what_is_made_up():
    made_up = decide(make_item(titles={"en": "A matter", "ko": "안건"}), is_demonstration=True)

    from django.utils import translation

    with translation.override("ko"):
        assert made_up.label == "2016. 10. 13.: 안건(Executive committee, 예시)"
    assert str(made_up) == "Executive committee, 2016-10-13: A matter"


def test_cancel_meeting_lets_its_items_wait_and_takes_it_out_of_calendars():
    meeting = make_meeting(starts_on=date(2016, 10, 12))
    item = make_item()
    schedule_item(item_id=item.pk, meeting_id=meeting.pk, by=None, at=AT)
    before = queries.calendar_entry(meeting)

    cancelled = cancel_meeting(meeting_id=meeting.pk, by=None, at=AT)

    item.refresh_from_db()
    after = queries.calendar_entry(cancelled)
    assert (cancelled.status, item.meeting) == ("cancelled", None)
    assert (after.uid, after.sequence, after.is_cancelled) == (before.uid, before.sequence + 1, True)
    assert AuditEntry.objects.get(action="meeting.cancelled").after == {"items": 1}
    with pytest.raises(WrongState):
        cancel_meeting(meeting_id=meeting.pk, by=None, at=AT)
