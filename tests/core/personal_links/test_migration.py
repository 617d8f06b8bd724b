"""Links that were mailed before links became a part of their own keep working."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wego.core.models import PersonalLink
from wego.core.personal_links.queries import digest_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE = [("members", "0008_lists_in_their_order"), ("admissions", "0002_insert_only")]


@pytest.fixture
def earlier() -> Iterator[Any]:
    """The models as they were; afterwards the database is as it is again."""
    executor = MigrationExecutor(connection)
    yield executor.migrate(BEFORE).apps
    _newest()


def _newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_what_was_mailed_keeps_working(earlier: Any) -> None:
    region = earlier.get_model("members", "Region").objects.create(
        scheme="2022", code="africa", name_en="Africa", name_ko="아프리카", name_zh="非洲", order=1
    )
    place = earlier.get_model("members", "Place").objects.create(
        slug="city", name_en="City", country="KE", latitude=0, longitude=0
    )
    city = earlier.get_model("members", "Organisation").objects.create(
        slug="city", name_en="City", kind="local_government", country="KE", region=region, place=place
    )
    for status, email in (("open", "a@b.example"), ("accepted", "c@d.example"), ("withdrawn", "e@f.example")):
        earlier.get_model("members", "Invitation").objects.create(
            organisation=city,
            email=email,
            role="officer",
            digest=digest_of(status),
            status=status,
            invited_at=AT,
            expires_at=AT + timedelta(days=14),
            accepted_at=AT if status == "accepted" else None,
        )
    facts = {"kind": "institution", "name_en": "New", "country": "KE", "region": region}
    earlier.get_model("admissions", "JoinRequest").objects.create(
        email="g@h.example", digest=digest_of("join"), requested_at=AT, expires_at=AT + timedelta(days=3), **facts
    )

    _newest()

    kept = {link.digest: link for link in PersonalLink.objects.all()}
    states = {word: kept[digest_of(word)].is_open(AT) for word in ("open", "accepted", "withdrawn", "join")}
    assert states == {"open": True, "accepted": False, "withdrawn": False, "join": True}
    assert kept[digest_of("open")].address == "a@b.example"
    assert kept[digest_of("join")].expires_at == AT + timedelta(days=3)
    assert {link.kind for link in kept.values()} == {"members.invitation", "admissions.join"}
