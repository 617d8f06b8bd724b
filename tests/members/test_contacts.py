"""The network's own contact: one change, right everywhere; former values stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from wego.core.models import AuditEntry
from wego.core.texts import from_columns
from wego.members.models import ContactPoint
from wego.members.queries.contacts import contact
from wego.members.services.contacts import ContactPointRefused, change_contact

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def change(channel: str = "phone", **values: str) -> ContactPoint:
    return change_contact(channel=channel, values=from_columns("value", values), by=None, at=AT, note="moved")


def test_change_contact_closes_the_value_in_force_and_keeps_it():
    old = change(value_en="+82-2-720-2935")
    new = change(value_en="+82-2-720-0000")

    old.refresh_from_db()
    assert [point.pk for point in contact()] == [new.pk]
    assert (old.is_in_force, new.since, new.note) == (False, date(2026, 11, 21), "moved")
    assert AuditEntry.objects.filter(action="contact.changed").first().before["value_en"] == "+82-2-720-2935"


def test_each_language_reads_its_own_form_or_the_english():
    change("address", value_en="Jongno-gu, Seoul", value_ko="서울시 종로구")

    shown = {}
    for language in ("en", "ko", "zh-hans"):
        with translation.override(language):
            shown[language] = contact()[0].value

    assert shown == {"en": "Jongno-gu, Seoul", "ko": "서울시 종로구", "zh-hans": "Jongno-gu, Seoul"}


@pytest.mark.parametrize(
    ("channel", "value", "words"),
    [("telex", "1", "is not a channel"), ("phone", " ", "at least"), ("fax", "1", "already in use")],
)
def test_change_contact_refuses(channel: str, value: str, words: str):
    change("fax", value_en="1")

    with pytest.raises(ContactPointRefused, match=words):
        change(channel, value_en=value)

    assert ContactPoint.objects.count() == 1
