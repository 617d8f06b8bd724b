"""What was loaded before definitions had one shape is kept, and is the same content for the next load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wego.core.definitions.content import digest_of
from wego.dues.models import FeeSchedule
from wego.governance.models import Body
from wego.questionnaires.models import Questionnaire

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE = [
    ("questionnaires", "0001_initial"),
    ("assessment", "0001_initial"),
    ("dues", "0001_initial"),
    ("governance", "0003_texts_by_language"),
]


@pytest.fixture
def earlier() -> Iterator[Any]:
    """The models as they were; afterwards the database is as it is again."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    _newest()


def _newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_versions_schedules_and_rules_are_kept(earlier: Any) -> None:
    versions = earlier.get_model("questionnaires", "Questionnaire")
    for version, is_in_force in (("1", False), ("2", True)):
        versions.objects.create(
            code="q", version=version, sha256=version, definition={}, is_in_force=is_in_force, loaded_at=AT
        )
    earlier.get_model("dues", "FeeSchedule").objects.create(
        code="2016", first_year=2016, sha256="taken in another way", definition={"b": 1, "a": "é"}, loaded_at=AT
    )
    bodies = earlier.get_model("governance", "Body")
    for code, quorum in (("council", "half"), ("board", "")):
        bodies.objects.create(code=code, name={"en": code}, quorum=quorum)

    _newest()

    first, second = Questionnaire.objects.order_by("version")
    assert (first.superseded_by, second.superseded_by, second.published_at) == (second, None, AT)
    schedule = FeeSchedule.objects.get()
    assert (schedule.version, schedule.is_in_force) == ("1", True)
    assert schedule.sha256 == digest_of({"a": "é", "b": 1})
    council, board = Body.objects.get(code="council"), Body.objects.get(code="board")
    assert (council.quorum, council.majority, board.rules, board.quorum) == ("half", "", None, "")
    assert council.rules is not None
    assert council.rules.sha256 == digest_of({"quorum": "half", "majority": ""})
