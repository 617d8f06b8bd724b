"""Backup and restore on PostgreSQL: one moment of every table, and numbers that go on where they were."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.accounts.factories import make_user
from tests.browsing import wego
from tests.config.conftest import Said
from wego.accounts.models import User
from wego.core import audit
from wego.core.models import AuditEntry


@pytest.fixture
def addresses(postgresql_address: Callable[..., str]) -> tuple[str, str]:
    """The database that lives and the one to restore into."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    return postgresql_address(f"live_{worker}", migrated=True), postgresql_address(f"restored_{worker}")


@pytest.mark.slow
def test_a_backup_taken_while_people_write_restores_to_a_whole(
    addresses: tuple[str, str], tmp_path: Path, writing: Callable[..., None]
):
    live, restored = addresses
    wego("create-admin", "서울@example.org", "--data-dir", str(tmp_path / "live"), DATABASE_URL=live, status=1)
    wego("create-admin", "first.last@example.org", "--data-dir", str(tmp_path / "live"), DATABASE_URL=live)
    writing(tmp_path / "live", DATABASE_URL=live)
    archive = str(tmp_path / "backup.zip")

    wego("backup", archive, "--data-dir", str(tmp_path / "live"), DATABASE_URL=live)
    done = wego("restore", archive, "--data-dir", str(tmp_path / "restored"), "--json", DATABASE_URL=restored)

    assert json.loads(done.stdout)["migrated"] == []
    with psycopg.connect(restored) as database:
        written = database.execute("SELECT key, name FROM accounts_user WHERE email LIKE 'writer-%'").fetchall()
        trail = database.execute("SELECT label FROM core_auditentry WHERE action = 'person.joined'").fetchall()
        highest, following = database.execute(
            "SELECT MAX(id), nextval(pg_get_serial_sequence('accounts_user', 'id')) FROM accounts_user"
        ).fetchone()
    assert len(written) >= 20
    assert {str(key) for key, _name in written} <= {label for (label,) in trail}
    for _key, name in written:
        assert (tmp_path / "restored" / "files" / name).is_file()
    assert following == highest + 1
    assert _rows(restored, "accounts_networkrole") == _rows(live, "accounts_networkrole")
    with psycopg.connect(restored) as database, pytest.raises(psycopg.IntegrityError, match="insert-only"):
        database.execute("UPDATE core_auditentry SET label = 'something else'")

    again = wego("restore", archive, "--data-dir", str(tmp_path / "again"), DATABASE_URL=restored, status=1)
    assert "the database holds data" in again.stderr


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_what_was_taken_is_put_back(here: Callable[..., Said], tmp_path: Path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's own backup is looked at in test_backup.py")
    person = make_user("서울@example.org", name="A tab\tand \\N")
    audit.record("person.joined", person, by=person, at=timezone.now())
    here("backup", str(tmp_path / "backup.zip"))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_user, core_auditentry RESTART IDENTITY CASCADE")

    here("restore", str(tmp_path / "backup.zip"))

    assert User.objects.get().name == "A tab\tand \\N"
    assert AuditEntry.objects.get().label == str(person)
    assert make_user("next@example.org").pk == person.pk + 1
    with pytest.raises(IntegrityError, match="insert-only"):
        AuditEntry.objects.update(label="something else")
    assert "the database holds data" in here("restore", str(tmp_path / "backup.zip"), status=1).stderr


def _rows(address: str, table: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as database:
        return database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
