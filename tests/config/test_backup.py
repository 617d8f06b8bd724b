"""Backups taken while people write, and restored: nothing torn, nothing touched before it is verified."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.accounts.factories import make_user
from tests.browsing import copy_demonstration, surroundings, wego
from tests.config.conftest import Said
from wego.accounts.models import User
from wego.config.commands import archive as archives
from wego.config.commands.prerequisites import Refused

# The archive holds a SQLite database; on PostgreSQL it is refused as one of another kind before anything else.
on_sqlite = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="PostgreSQL's own is in test_backup_postgresql.py"
)


@pytest.fixture
def live(demonstration: Path, tmp_path: Path) -> Path:
    return copy_demonstration(demonstration, tmp_path / "live")


@pytest.fixture(scope="module")
def backed_up(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration with somebody's file, of which `kept_archive` is the backup."""
    data_dir = copy_demonstration(demonstration, tmp_path_factory.mktemp("backed-up") / "live")
    (data_dir / "files").mkdir(exist_ok=True)
    (data_dir / "files" / "plan 서울.pdf").write_bytes(b"%PDF of a plan")
    return data_dir


@pytest.fixture(scope="module")
def kept_archive(backed_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("kept") / "backup.zip"
    said = wego("backup", str(archive), "--data-dir", str(backed_up), "--json").stdout
    assert json.loads(said)["bytes"] == archive.stat().st_size
    return archive


@pytest.fixture
def archive(kept_archive: Path, tmp_path: Path) -> Path:
    """A backup of the demonstration that a test may harm."""
    return shutil.copy(kept_archive, tmp_path / "backup.zip")


@pytest.mark.slow
def test_a_backup_taken_while_people_write_restores_to_a_whole(
    live: Path, tmp_path: Path, writing: Callable[..., None]
):
    writing(live)

    wego("backup", str(tmp_path / "backup.zip"), "--data-dir", str(live))
    wego("restore", str(tmp_path / "backup.zip"), "--data-dir", str(tmp_path / "restored"))

    with closing(sqlite3.connect(tmp_path / "restored" / "wego.sqlite3")) as database:
        written = database.execute("SELECT key, name FROM accounts_user WHERE email LIKE 'writer-%'").fetchall()
        trail = database.execute("SELECT label FROM core_auditentry WHERE action = 'person.joined'").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(written) >= 20
    acts = {label.replace("-", "") for (label,) in trail}
    assert {key for key, _name in written} <= acts
    for _key, name in written:
        assert (tmp_path / "restored" / "files" / name).read_text() == f"file {name.removesuffix('.txt')}"


def test_the_restored_platform_is_the_one_backed_up(backed_up: Path, kept_archive: Path, tmp_path: Path):
    wego("restore", str(kept_archive), "--data-dir", str(tmp_path / "restored"))

    assert _dump(tmp_path / "restored" / "wego.sqlite3") == _dump(backed_up / "wego.sqlite3")
    for name in ("secret-key", "demonstration", "files/plan 서울.pdf"):
        assert (tmp_path / "restored" / name).read_bytes() == (backed_up / name).read_bytes()
    with (
        closing(sqlite3.connect(tmp_path / "restored" / "wego.sqlite3")) as database,
        pytest.raises(sqlite3.IntegrityError, match="insert-only"),
    ):
        database.execute("UPDATE core_auditentry SET label = 'something else'")


def test_an_archive_is_for_its_owner_only_and_never_written_over(
    demonstration: Path, archive: Path, kept_archive: Path, here: Callable[..., Said]
):
    first = archive.read_bytes()

    refused = here("backup", str(archive), "--data-dir", str(demonstration), status=1)

    assert "exists" in refused.stderr
    assert archive.read_bytes() == first
    assert kept_archive.stat().st_mode & 0o777 == 0o600
    assert list(kept_archive.parent.iterdir()) == [kept_archive], "nothing half written is left"


def test_a_backup_into_a_folder_that_is_not_there_is_refused(tmp_path: Path, here: Callable[..., Said]):
    refused = here("backup", str(tmp_path / "nowhere" / "backup.zip"), "--data-dir", str(tmp_path), status=1)

    assert "is not a folder" in refused.stderr


def test_restoring_over_data_is_refused_and_changes_nothing(live: Path, archive: Path, here: Callable[..., Said]):
    before = _dump(live / "wego.sqlite3")

    refused = here("restore", str(archive), "--data-dir", str(live), status=1)

    assert "holds files already" in refused.stderr
    assert _dump(live / "wego.sqlite3") == before


@on_sqlite
@pytest.mark.django_db
def test_restoring_over_a_database_without_files_is_refused_too(archive: Path, here: Callable[..., Said]):
    make_user("somebody@example.org")

    refused = here("restore", str(archive), status=1)

    assert "the database holds data" in refused.stderr
    assert User.objects.count() == 1


def _cut_short(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-2000])


def _change_a_part(archive: Path) -> None:
    _rewrite(archive, {"secret-key": b"another key than the one that was backed up, of the same kind"})


def _add_a_part(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("files/stranger.txt", "was not there")


def _lead_outside(archive: Path) -> None:
    content = b"outside"
    manifest = _manifest(archive)
    manifest["parts"]["files/../../outside.txt"] = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    _rewrite(archive, {"manifest.json": json.dumps(manifest).encode(), "files/../../outside.txt": content})


def _of_a_later_version(archive: Path) -> None:
    manifest = _manifest(archive)
    manifest["migrations"].append(["members", "9999_of_the_future"])
    _rewrite(archive, {"manifest.json": json.dumps(manifest).encode()})


def _of_another_database(archive: Path) -> None:
    _rewrite(archive, {"manifest.json": json.dumps(_manifest(archive) | {"vendor": "postgresql"}).encode()})


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_cut_short, "is damaged"),
        (_change_a_part, "secret-key is not as its checksum says"),
        (_add_a_part, "parts are not those of its manifest"),
        (_lead_outside, "leads out of the data directory"),
        (Path.unlink, "is not there"),
        (lambda path: path.write_text("no archive"), "is damaged"),
        (lambda path: _rewrite(path, {"manifest.json": b"{}"}), "is damaged"),
    ],
)
def test_a_bad_archive_is_refused(harm: Callable[[Path], None], said: str, archive: Path):
    harm(archive)

    with pytest.raises(Refused, match=said), archives.reading(archive):
        pass


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_change_a_part, "secret-key is not as its checksum says"),
        (_of_a_later_version, "members.9999_of_the_future"),
        (_of_another_database, "the archive holds a postgresql database"),
    ],
)
@on_sqlite
@pytest.mark.django_db
def test_an_archive_that_cannot_be_restored_touches_nothing(
    harm: Callable[[Path], None], said: str, archive: Path, tmp_path: Path, here: Callable[..., Said]
):
    harm(archive)

    refused = here("restore", str(archive), "--unsealed", "--data-dir", str(tmp_path / "restored"), status=1)

    assert said in refused.stderr
    left = {path.name for path in (tmp_path / "restored").iterdir()} - {".lock", "secret-key"}
    assert left <= {"wego.sqlite3"}, "nothing but an empty database"
    assert not User.objects.exists()


@pytest.mark.slow
def test_an_older_backup_is_brought_up_to_this_version(live: Path, tmp_path: Path):
    """Two migrations of a package are undone, as if the archive came from the version before them."""
    shutil.rmtree(live / "files", ignore_errors=True)
    undo = "from django.core import management; management.call_command('migrate', 'wagtailusers', '0013', verbosity=0)"
    environment = surroundings(WEGO_DATA_DIR=str(live), DJANGO_SETTINGS_MODULE="wego.config.settings")
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {undo}"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    wego("backup", str(tmp_path / "backup.zip"), "--data-dir", str(live))

    done = wego("restore", str(tmp_path / "backup.zip"), "--data-dir", str(tmp_path / "restored"), "--json")

    migrated = json.loads(done.stdout)["migrated"]
    assert [name[:20] for name in migrated] == ["wagtailusers.0014_us", "wagtailusers.0015_us"]
    with closing(sqlite3.connect(tmp_path / "restored" / "wego.sqlite3")) as database:
        counted = database.execute("SELECT COUNT(contrast), COUNT(keyboard_shortcuts) FROM wagtailusers_userprofile")
        assert counted.fetchone() == (0, 0)


def _manifest(archive: Path) -> dict[str, Any]:
    with zipfile.ZipFile(archive) as opened:
        return json.loads(opened.read("manifest.json"))


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def _rewrite(archive: Path, replaced: dict[str, bytes]) -> None:
    """The archive with some parts replaced or added, its manifest left as it was unless given."""
    with zipfile.ZipFile(archive) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()} | replaced
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
