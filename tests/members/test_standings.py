"""Standing over time: periods are closed and followed, never rewritten."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.members.factories import make_organisation, make_standing
from wego.accounts.models import User
from wego.core.models import AuditEntry
from wego.core.references import Reference
from wego.members.models import Organisation, Standing
from wego.members.services.standings import StandingRefused, change_standing, refresh_standings

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)
DECISION = Reference("governance.Decision", "7", "Executive Committee, 12 October 2026")


@pytest.fixture
def organisation() -> Organisation:
    organisation = make_organisation(standing="associate")
    make_standing(organisation, "associate")
    return organisation


def change(organisation: Organisation, kind: str, starts_on: date = TODAY) -> Standing:
    return change_standing(
        organisation_id=organisation.pk, kind=kind, starts_on=starts_on, by=None, at=AT, decision=DECISION, note="vote"
    )


def test_change_standing_closes_the_period_in_force_and_opens_another(organisation: Organisation):
    person = User.objects.create_user("a@example.org")

    opened = change_standing(
        organisation_id=organisation.pk, kind="full", starts_on=TODAY, by=person, at=AT, decision=DECISION, note="vote"
    )

    organisation.refresh_from_db()
    line = AuditEntry.objects.get(action="standing.changed")
    assert list(organisation.standings.values_list("kind", "starts_on", "ends_on")) == [
        ("associate", date(2016, 4, 26), TODAY),
        ("full", TODAY, None),
    ]
    assert organisation.standing == "full"
    assert (opened.decision_kind, opened.decision_id, opened.decision_label) == (DECISION.kind, "7", DECISION.label)
    assert opened.is_start_exact
    assert (line.actor_key, line.before["standing"], line.after["standing"]) == (person.key, "associate", "full")


def test_a_change_that_begins_later_leaves_todays_standing_until_its_day(organisation: Organisation):
    change(organisation, "full", date(2027, 1, 1))

    seen = []
    # In Seoul, where the network has its days, midnight is nine hours before that of UTC.
    for at in (AT, datetime(2026, 12, 31, 14, tzinfo=UTC), datetime(2026, 12, 31, 16, tzinfo=UTC)):
        refresh_standings(at)
        organisation.refresh_from_db()
        seen.append(organisation.standing)
    assert seen == ["associate", "associate", "full"]


def test_the_first_standing_needs_no_former_one():
    newcomer = make_organisation("Newtown", standing="")

    change(newcomer, "associate")

    newcomer.refresh_from_db()
    assert newcomer.standing == "associate"


@pytest.mark.parametrize(
    ("kind", "starts_on", "words"),
    [
        ("associate", TODAY, "already has this standing"),
        ("gold", TODAY, "is not a standing"),
        ("full", date(2016, 4, 26), "only after that day"),
        ("full", date(2010, 1, 1), "only after that day"),
    ],
)
def test_change_standing_refuses(organisation: Organisation, kind: str, starts_on: date, words: str):
    with pytest.raises(StandingRefused, match=words):
        change(organisation, kind, starts_on)

    assert Standing.objects.count() == 1
    assert not AuditEntry.objects.exists()
