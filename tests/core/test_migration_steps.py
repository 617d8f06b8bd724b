"""An app's tables go and come back whole: with their rules in the database, and with what other models say of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole, pytest.mark.both_databases]


@pytest.fixture
def executor() -> Iterator[MigrationExecutor]:
    """Afterwards the database is as it is again."""
    yield MigrationExecutor(connection)
    _newest()


def _newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def rules() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


def tables(app: str) -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith(f"{app}_")]


@pytest.mark.parametrize("app", ["correspondence", "entitlements", "cityindex"])
def test_tables_go_and_come_back(app: str, executor: MigrationExecutor) -> None:
    before, laid = rules(), tables(app)

    executor.migrate([(app, None)])
    without = rules()

    assert tables(app) == []
    assert without <= before
    _newest()
    assert (tables(app), rules()) == (laid, before)


def test_rules_that_stand_already_can_be_said_again(executor: MigrationExecutor) -> None:
    """As on a database whose tables are older than the file that names the rule."""
    before = rules()

    for app, step in (("finance", "0002_insert_only"), ("governance", "0002_held_by_the_database")):
        executor.recorder.record_unapplied(app, step)
    _newest()

    assert rules() == before
