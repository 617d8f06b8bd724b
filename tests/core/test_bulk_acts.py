"""An act on many: chosen, tried out, confirmed, carried out one by one, taken up again after a worker has gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.accounts.factories import make_secretary, make_user
from tests.finance.factories import DECISION
from tests.members.factories import make_organisation, make_standing
from wego.core.acts import bulk
from wego.core.acts.models import BulkRow, BulkRun
from wego.core.acts.runs import begin_bulk_run, carry_out_bulk_run
from wego.core.acts.tasks import resume_bulk_runs
from wego.core.models import AuditEntry
from wego.core.rules import RuleError
from wego.members import hooks
from wego.members.models import Organisation, Standing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 5, 2, 9, tzinfo=UTC)
GIVEN = {"kind": "full", "starts_on": "2026-05-01", "decision": f"{DECISION.kind}:{DECISION.id}", "note": ""}


@pytest.fixture(autouse=True)
def _decisions(monkeypatch: Any) -> None:
    monkeypatch.setattr(hooks.decisions_in_force, "fillers", [lambda: [DECISION]])


@pytest.fixture
def office(signed_in: Any) -> Any:
    return signed_in(make_secretary())


@pytest.fixture
def unstated() -> list[Organisation]:
    """Three members whose standing is unstated; the third became so on a day to come."""
    members = [make_organisation(name) for name in ("Busan", "Incheon", "Seoul")]
    for number, one in enumerate(members):
        make_standing(one, kind="unstated", starts_on=date(2027, 1, 1) if number == 2 else date(2022, 12, 1))
    return members


def address(*rows: Organisation, **query: str) -> str:
    parts = [f"row={one.pk}" for one in rows] + [f"{name}={value}" for name, value in query.items()]
    return f"{reverse('office_members:standing_decide')}?{'&'.join(parts)}"


def test_the_list_offers_the_act_with_what_narrows_it(office: Any, unstated: list[Organisation]) -> None:
    page = office.get(reverse("organisations:index"), {"country": "KR"}).content.decode()

    assert f'<input type="checkbox" name="row" value="{unstated[0].pk}" aria-label="Select Busan">' in page
    assert '<input type="hidden" name="country" value="KR">' in page
    assert 'formaction="/en/office/members/standing/">Decide on standing</button>' in page


def test_a_preview_says_who_would_be_left_out_and_why_and_changes_nothing(
    office: Any, unstated: list[Organisation]
) -> None:
    page = office.post(address(all="1"), GIVEN | {"step": "preview"}).content.decode()

    assert "3 rows selected." in page
    assert "Confirm for 3 rows: Decide on standing" in page
    assert "2 can be done." in page
    assert "<strong>Seoul</strong>: The current period began on 2027-01-01" in page
    assert Standing.objects.filter(kind="full").count() == 0
    assert not AuditEntry.objects.filter(action="standing.changed").exists()


def test_it_is_done_to_those_who_were_chosen_and_the_result_names_what_was_left(
    office: Any, unstated: list[Organisation]
) -> None:
    page = office.post(address(*unstated), GIVEN | {"step": "confirm"}, follow=True).content.decode()

    assert "2 done." in page
    assert "1 was skipped:" in page
    assert "<strong>Seoul</strong>: The current period began on 2027-01-01" in page
    assert set(Standing.objects.filter(kind="full").values_list("organisation__slug", flat=True)) == {
        "busan",
        "incheon",
    }
    assert Standing.objects.filter(kind="full").first().decision_label == DECISION.label  # type: ignore[union-attr]
    assert AuditEntry.objects.filter(action="standing.changed").count() == 2
    assert list(AuditEntry.objects.filter(kind="core.BulkRun").values_list("action", flat=True)) == [
        "bulk_run.finished",
        "bulk_run.begun",
    ]


def test_only_what_was_ticked_is_touched_and_what_the_list_does_not_hold_is_not(
    office: Any, unstated: list[Organisation]
) -> None:
    busan, incheon, _seoul = unstated
    office.post(address(busan, incheon, q="busan"), GIVEN | {"step": "confirm"})

    assert list(Standing.objects.filter(kind="full").values_list("organisation__slug", flat=True)) == ["busan"]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"decision": ""}, "“Full member” needs a decision of a body."),
        ({"kind": "emperor"}, "Select a valid choice."),
        ({"starts_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_entered_wrongly_is_said_beside_the_field(
    given: dict[str, str], where: str, office: Any, unstated: list[Organisation]
) -> None:
    page = office.post(address(all="1"), GIVEN | given | {"step": "confirm"}).content.decode()

    assert where in page
    assert not BulkRun.objects.exists()


def test_whoever_chose_nothing_is_sent_back_to_the_list(office: Any, unstated: list[Organisation]) -> None:
    for asked in (address(), address(row="999999"), address(row="²")):
        answer = office.get(asked, follow=True)
        assert "Select at least one row first." in answer.content.decode()


def test_more_than_can_be_done_at_once_are_refused_with_their_number(
    office: Any, unstated: list[Organisation], monkeypatch: Any
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)

    page = office.get(address(all="1"), follow=True).content.decode()

    assert "3 rows are selected; at most 2 can be changed at once." in page


def test_nobody_else_does_it(signed_in: Any, unstated: list[Organisation]) -> None:
    run = begin_bulk_run(act="standing_decide", given="", back="/", subjects=unstated, by=None, at=AT)
    client = signed_in(make_user())
    for asked in (address(all="1"), reverse("office_core:bulk_run", args=[run.pk])):
        assert client.get(asked).status_code in (302, 403)
    assert client.post(address(all="1"), GIVEN | {"step": "confirm"}).status_code in (302, 403)
    assert BulkRun.objects.count() == 1


def test_many_are_done_in_the_background(
    office: Any, unstated: list[Organisation], monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    with django_capture_on_commit_callbacks() as later:
        page = office.post(address(all="1"), GIVEN | {"step": "confirm"}, follow=True).content.decode()
    assert "In progress" in page
    assert 'data-progress="working"' in page
    assert Standing.objects.filter(kind="full").count() == 0

    for call in later:
        call()
    from wego.core.acts.tasks import carry_out_bulk_run as task

    task.func(BulkRun.objects.get().pk, "en")
    assert Standing.objects.filter(kind="full").count() == 2


def test_what_a_worker_left_is_taken_up_and_nothing_is_done_twice(unstated: list[Organisation]) -> None:
    by = make_secretary()
    run = begin_bulk_run(act="standing_decide", given="", back="/", subjects=unstated, by=by, at=AT)
    called: list[int] = []

    def service(organisation_id: int, **_facts: Any) -> None:
        called.append(organisation_id)
        if len(called) == 2:
            raise SystemExit  # the worker is killed in the middle of the second

    how: dict[str, Any] = {"run_id": run.pk, "key": "organisation_id", "values": {}, "clock": lambda: AT, "by": by}
    with pytest.raises(SystemExit):
        carry_out_bulk_run(service=service, **how)
    run.refresh_from_db()
    assert (run.done, run.status) == (1, "working")

    carry_out_bulk_run(service=service, **how)
    carry_out_bulk_run(service=service, **how)

    assert called == [unstated[0].pk, unstated[1].pk, unstated[1].pk, unstated[2].pk]
    assert set(run.rows.values_list("outcome", flat=True)) == {BulkRow.Outcome.DONE}


def test_a_refusal_stops_nobody_else(unstated: list[Organisation]) -> None:
    def service(organisation_id: int, **_facts: Any) -> None:
        Organisation.objects.filter(pk=organisation_id).update(note="touched")
        if organisation_id == unstated[0].pk:
            raise RuleError("Not this one.")

    run = begin_bulk_run(act="standing_decide", given="", back="/", subjects=unstated, by=None, at=AT)
    carry_out_bulk_run(
        run_id=run.pk, service=service, key="organisation_id", values={}, clock=lambda: AT, by=make_secretary()
    )

    assert list(run.rows.values_list("outcome", "reason")) == [("refused", "Not this one."), ("done", ""), ("done", "")]
    assert list(Organisation.objects.order_by("sort_en").values_list("note", flat=True)) == ["", "touched", "touched"]


def test_runs_that_no_longer_move_are_taken_up_again(unstated: list[Organisation], monkeypatch: Any) -> None:
    begin_bulk_run(act="standing_decide", given="", back="/", subjects=unstated, by=None, at=AT)
    taken: list[int] = []
    monkeypatch.setattr(
        "wego.core.acts.tasks.carry_out_bulk_run", type("T", (), {"enqueue": lambda pk, _l: taken.append(pk)})
    )

    resume_bulk_runs(AT + timedelta(seconds=30))
    assert taken == []
    resume_bulk_runs(AT + timedelta(minutes=10))
    assert taken == [BulkRun.objects.get().pk]
