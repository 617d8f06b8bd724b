"""Backup and restore on PostgreSQL: one moment of every table, and numbers that go on where they were."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.browsing import wego


@pytest.fixture
def addresses(postgresql_address: Callable[..., str]) -> tuple[str, str]:
    """The database that lives and the one to restore into."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    return postgresql_address(f"live_{worker}", migrated=True), postgresql_address(f"restored_{worker}")


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


def _rows(address: str, table: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as database:
        return database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
