"""One line in the trail for every act."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from wego.accounts.models import User
from wego.core import audit
from wego.core.models import AuditEntry

pytestmark = pytest.mark.both_databases

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("person@city.example", None, name="A person")


def test_a_line_says_who_when_what_before_and_after(person: User):
    audit.record("person.renamed", person, by=person, at=AT, before={"name": "B"}, after={"name": "A"})

    line = AuditEntry.objects.get()
    assert (line.at, line.action, line.actor_key, line.kind, line.thing_id) == (
        AT,
        "person.renamed",
        person.key,
        "accounts.User",
        str(person.pk),
    )
    assert (line.before, line.after) == ({"name": "B"}, {"name": "A"})
    assert line.label == "A person"


def test_the_platform_itself_has_no_key(person: User):
    audit.record("person.made", person, by=None, at=AT)

    assert AuditEntry.objects.get().actor_key is None


def test_a_label_may_stand_for_a_name_that_may_be_erased(person: User):
    audit.record("person.joined", person, by=person, at=AT, label=str(person.key))

    assert AuditEntry.objects.get().label == str(person.key)


def test_facts_of_every_type_are_kept_as_json(person: User):
    key = uuid4()

    audit.record(
        "thing.made", person, by=None, at=AT, after={"on": date(2026, 3, 1), "fee": Decimal("7000.00"), "key": key}
    )

    assert AuditEntry.objects.get().after == {"on": "2026-03-01", "fee": "7000.00", "key": str(key)}


def test_an_act_that_fails_leaves_no_line(person: User):
    @transaction.atomic
    def act() -> None:
        audit.record("person.renamed", person, by=person, at=AT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not AuditEntry.objects.exists()


def test_the_difference_of_two_states():
    before, after = audit.difference({"name": "A", "size": 1, "gone": 2}, {"name": "B", "size": 1, "new": 3})

    assert before == {"name": "A", "new": None}
    assert after == {"name": "B", "new": 3}
