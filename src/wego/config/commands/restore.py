"""Restore an archive into an empty data directory and database, once its seal and every checksum are verified."""

from __future__ import annotations

import argparse
import hmac
import json
import os
import shutil
import zipfile
from pathlib import Path

from wego.config.commands import archive as archives
from wego.config.commands.backup import SINGLE_FILES
from wego.config.commands.backup_key import known_key, path_of_key
from wego.config.commands.prerequisites import (
    MARK,
    RESTORING,
    Refused,
    add_data_dir,
    choose_data_dir,
    configure,
    holding,
)

EXAMPLE = "wego restore backups/2026-03-01.zip --data-dir var/restored"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="an archive made by wego backup")
    add_data_dir(parser)
    parser.add_argument(
        "--unsealed", action="store_true", help="take an archive whose seal cannot be verified: you know who made it"
    )
    parser.add_argument("--json", action="store_true", help="print what was restored as JSON")


def run(arguments: argparse.Namespace) -> None:
    file = arguments.file.resolve()
    data_dir = choose_data_dir(arguments)
    with archives.reading(file) as (archive, manifest), holding(data_dir, alone=True):
        if not arguments.unsealed:
            need_seal(file, manifest)
        if not (data_dir / RESTORING).exists():
            _refuse_over_files(data_dir)
        configure()
        applied = restore(archive, manifest, data_dir)
    if arguments.json:
        print(json.dumps({"restored": str(data_dir), "made_at": manifest.made_at, "migrated": applied}))
    else:
        print(f"restored into {data_dir} as of {manifest.made_at}; {len(applied)} migrations since then were applied")


def need_seal(file: Path, manifest: archives.Manifest) -> None:
    """Refuse an archive that was not sealed by the key of this platform: it could hold anything."""
    key = known_key()
    if key and hmac.compare_digest(manifest.seal, manifest.sealed_by(key)):
        return
    raise Refused(
        f"{file} is not sealed by " + ("this platform's key" if key else "a key that is known here"),
        f"set WEGO_BACKUP_KEY to the key of the platform that made it, which lies there in {path_of_key()}; "
        "or add --unsealed, if you know that no one has changed it",
    )


def restore(archive: zipfile.ZipFile, manifest: archives.Manifest, data_dir: Path) -> list[str]:
    """Put keys, files and database back, then bring it up to this version; answers the migrations applied.

    From the first change to the last a mark lies in the data directory: while it does, nothing else begins here, and a
    restore that was broken off, wherever that was, is begun again from the start.
    """
    from django.conf import settings
    from django.db import connection

    from wego.config.commands import schema, snapshot
    from wego.config.commands.prerequisites import need_database
    from wego.core.outbox.services import hold_restored_mails

    need_database()
    snapshot.refuse_unfit(manifest)
    mark = data_dir / RESTORING
    if mark.exists():
        snapshot.clear()
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    else:
        snapshot.refuse_over_data()
        _write_through(mark)
    for name in SINGLE_FILES:  # the keys first: what they sign and encrypt is worth nothing without them
        if name in manifest.parts and name != MARK:
            archives.extract(archive, name, data_dir / name, within=data_dir)
    for name in manifest.parts:
        if name.startswith("files/"):
            path = settings.MEDIA_ROOT / name.removeprefix("files/")
            archives.extract(archive, name, path, within=settings.MEDIA_ROOT)
    if connection.vendor == "postgresql":
        snapshot.put_back_postgresql(archive, manifest)
    else:
        snapshot.put_back_sqlite(archive)
    applied = schema.migrate() if schema.pending() else []
    hold_restored_mails()
    if MARK in manifest.parts:  # last: the mark of a demonstration speaks of data that are there
        archives.extract(archive, MARK, data_dir / MARK, within=data_dir)
    mark.unlink()
    return applied


def _write_through(mark: Path) -> None:
    """On disk before anything else is."""
    with mark.open("w") as file:
        file.write("a restore has begun here\n")
        file.flush()
        os.fsync(file.fileno())


def _refuse_over_files(data_dir: Path) -> None:
    files = data_dir / "files"
    held = [path for path in files.rglob("*") if path.is_file()] if files.is_dir() else []
    if held or (data_dir / MARK).exists():
        raise Refused(f"{data_dir} holds files already", "move them away, or give an empty --data-dir")
