"""A restore believes nothing that it has not verified, writes nowhere else, and can always be begun again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
import zipfile
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from wego.config.commands import archive as archives
from wego.config.commands import backup_key, prerequisites, restore, schema, snapshot
from wego.config.commands.prerequisites import RESTORING, Refused

KEY = b"the key of this platform"
PARTS = {
    "secret-key": b"secret",
    "edition-key.pem": b"signs editions",
    "files/2026/plan.pdf": b"%PDF",
    "files/b.txt": b"b",
    "database/wego.sqlite3": b"rows",
    "demonstration": b"",
}


def manifest_of(parts: dict[str, bytes]) -> archives.Manifest:
    facts = {name: {"bytes": len(it), "sha256": hashlib.sha256(it).hexdigest()} for name, it in parts.items()}
    return archives.Manifest("2026-03-01T00:00:00+00:00", "0.1.0", connection.vendor, [], parts=facts)


def pack(path: Path, parts: dict[str, bytes], key: bytes = KEY) -> Path:
    manifest = manifest_of(parts)
    manifest.seal = manifest.sealed_by(key)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(vars(manifest)))
    return path


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGO_BACKUP_KEY", KEY.decode())


# --- where to -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        "files//tmp/outside.txt",
        "files/../outside.txt",
        "files/a/../../outside.txt",
        "/tmp/outside.txt",
        "files/./a",
        "files/",
        "files/a\\..\\b",
    ],
)
def test_a_part_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {name: b"outside"})

    with pytest.raises(Refused, match="leads out of"), archives.reading(tmp_path / "a.zip"):
        pass


@pytest.mark.parametrize("target", ["../outside.txt", "link/outside.txt"])
def test_nothing_is_written_outside_the_folder_meant(target: str, tmp_path: Path) -> None:
    """Whatever lets a name through, a link on disk included."""
    within = tmp_path / "files"
    within.mkdir()
    (within / "link").symlink_to(tmp_path)
    pack(tmp_path / "a.zip", {"files/x": b"outside"})

    with zipfile.ZipFile(tmp_path / "a.zip") as archive, pytest.raises(Refused, match="leads out of"):
        archives.extract(archive, "files/x", within / target, within=within)

    assert not (tmp_path / "outside.txt").exists()


# --- from whom ----------------------------------------------------------------------------------------------------
def test_an_archive_that_somebody_else_made_is_refused(tmp_path: Path) -> None:
    ours, changed = manifest_of(PARTS), manifest_of(PARTS)
    ours.seal = changed.seal = ours.sealed_by(KEY)
    changed.parts["secret-key"]["sha256"] = "0" * 64

    restore.need_seal(tmp_path, ours)
    for other in (changed, manifest_of(PARTS)):
        with pytest.raises(Refused, match="is not sealed by this platform's key"):
            restore.need_seal(tmp_path, other)


def test_without_a_key_an_archive_is_taken_only_on_somebody_s_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WEGO_BACKUP_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    sealed_by_nothing = manifest_of(PARTS)
    sealed_by_nothing.seal = sealed_by_nothing.sealed_by(b"")

    with pytest.raises(Refused, match="--unsealed"):
        restore.need_seal(tmp_path, sealed_by_nothing)


def test_the_key_is_made_once_and_for_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGO_BACKUP_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))

    first = backup_key.key_for_sealing()

    assert len(first) == 64
    assert backup_key.key_for_sealing() == first
    assert stat.S_IMODE(backup_key.path_of_key().stat().st_mode) == 0o600


# --- what ---------------------------------------------------------------------------------------------------------
def _with_notes(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database:
        for table in (*snapshot.LEFT_OUT, "members_region"):
            database.execute(f"CREATE TABLE {table} (value TEXT)")
            database.execute(f"INSERT INTO {table} VALUES ('cos system pickled')")
        database.commit()
    return path


def test_nothing_pickled_no_session_and_no_task_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = _with_notes(tmp_path / "raw.sqlite3").read_bytes()
    pack(tmp_path / "a.zip", {snapshot.SQLITE: raw})
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "wego.sqlite3"))
    monkeypatch.setattr(connection, "close", lambda: None)

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        snapshot.put_back_sqlite(archive)

    with closing(sqlite3.connect(tmp_path / "wego.sqlite3")) as database:
        held = {t: database.execute(f"SELECT COUNT(*) FROM {t}").fetchone()[0] for t in snapshot.LEFT_OUT}
        assert database.execute("SELECT COUNT(*) FROM members_region").fetchone() == (1,)
    assert set(held.values()) == {0}
    assert (tmp_path / "wego.sqlite3").read_bytes().count(b"cos system pickled") == 1


def test_what_is_left_out_is_what_there_is() -> None:
    from django.apps import apps

    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert set(snapshot.LEFT_OUT) <= tables
    named = {table for table in tables if table.endswith(("session", "dbtaskresult"))}
    assert named - set(snapshot.LEFT_OUT) == {"wagtailadmin_editingsession"}, "who edits a page at this moment"


# --- broken off ---------------------------------------------------------------------------------------------------
class Killed(BaseException):
    """The machine loses its power."""


@pytest.mark.django_db
@pytest.mark.parametrize("moment", range(8))
def test_a_restore_broken_off_at_any_moment_is_begun_again(
    moment: int, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    settings.MEDIA_ROOT = data_dir / "files"
    done: list[str] = []

    def step(name: str, act: Any) -> Any:
        def run(*given: Any, **facts: Any) -> Any:
            if len(done) == moment:
                done.append("killed")
                raise Killed
            done.append(given[1] if name == "extract" else name)
            return act(*given, **facts)

        return run

    monkeypatch.setattr(archives, "extract", step("extract", archives.extract))
    put_back = "put_back_postgresql" if connection.vendor == "postgresql" else "put_back_sqlite"
    monkeypatch.setattr(snapshot, put_back, step("database", lambda *_given: None))
    monkeypatch.setattr(snapshot, "clear", lambda: None)
    monkeypatch.setattr(schema, "pending", lambda: True)
    monkeypatch.setattr(schema, "migrate", step("migrate", list))
    pack(tmp_path / "a.zip", PARTS)

    with archives.reading(tmp_path / "a.zip") as (archive, manifest):
        try:
            restore.restore(archive, manifest, data_dir)
        except Killed:
            assert (data_dir / RESTORING).exists()
            with pytest.raises(Refused, match="run wego restore again"):
                prerequisites.begin(Namespace(data_dir=str(data_dir)))
            (data_dir / "files" / "half").parent.mkdir(exist_ok=True)
            (data_dir / "files" / "half").write_text("left from another archive")
            done[:] = ["again"] * 9
            restore.restore(archive, manifest, data_dir)

    assert not (data_dir / RESTORING).exists()
    assert not (data_dir / "files" / "half").exists()
    for name, content in PARTS.items():
        if not name.startswith("database/"):
            assert (data_dir / name).read_bytes() == content
            assert stat.S_IMODE((data_dir / name).stat().st_mode) == 0o600
    steps = [name for name in done if name != "again"]
    assert steps.index("secret-key") < steps.index("database") < steps.index("migrate") < steps.index("demonstration")


# --- for whom -----------------------------------------------------------------------------------------------------
def test_the_data_are_their_owner_s_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGO_DATA_DIR", "")
    data_dir = tmp_path / "data"
    data_dir.mkdir(mode=0o755)
    (data_dir / "wego.sqlite3").touch(mode=0o644)

    prerequisites.choose_data_dir(Namespace(data_dir=str(data_dir)))

    (data_dir / "new").touch()
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((data_dir / "wego.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE((data_dir / "new").stat().st_mode) == 0o600
