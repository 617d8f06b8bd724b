"""Restore an archive into an empty data directory and database, once every checksum has been verified."""

from __future__ import annotations

import argparse
import json
import zipfile
from pathlib import Path

from wego.config.running import archive as archives
from wego.config.running.backup import SINGLE_FILES
from wego.config.running.surroundings import MARK, Refused, add_data_dir, choose_data_dir, configure, holding

EXAMPLE = "wego restore backups/2026-03-01.zip --data-dir var/restored"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="an archive made by wego backup")
    add_data_dir(parser)
    parser.add_argument("--json", action="store_true", help="print what was restored as JSON")


def run(arguments: argparse.Namespace) -> None:
    file = arguments.file.resolve()
    data_dir = choose_data_dir(arguments)
    with archives.reading(file) as (archive, manifest), holding(data_dir, alone=True):
        _refuse_over_files(data_dir)
        configure()
        applied = restore(archive, manifest, data_dir)
    if arguments.json:
        print(json.dumps({"restored": str(data_dir), "made_at": manifest.made_at, "migrated": applied}))
    else:
        print(f"restored into {data_dir} as of {manifest.made_at}; {len(applied)} migrations since then were applied")


def restore(archive: zipfile.ZipFile, manifest: archives.Manifest, data_dir: Path) -> list[str]:
    """Put files and database back, then bring the database up to this version; answers the migrations applied."""
    from django.conf import settings
    from django.db import connection

    from wego.config.running import schema, snapshot
    from wego.config.running.surroundings import need_database
    from wego.core.outbox.services import hold_restored_mails

    need_database()
    snapshot.refuse_unfit(manifest)
    snapshot.refuse_over_data()
    files = {
        name: settings.MEDIA_ROOT / name.removeprefix("files/") for name in manifest.parts if name.startswith("files/")
    }
    try:
        for name, path in files.items():
            archives.extract(archive, name, path)
        if connection.vendor == "postgresql":
            snapshot.put_back_postgresql(archive, manifest)
        else:
            snapshot.put_back_sqlite(archive)
    except BaseException:  # a full disk, an interruption: what came out so far would bar the next attempt
        for path in files.values():
            path.unlink(missing_ok=True)
        raise
    for name in SINGLE_FILES:  # last: the mark of a demonstration speaks of data that are there
        if name in manifest.parts:
            archives.extract(archive, name, data_dir / name)
            (data_dir / name).chmod(0o600 if name != MARK else 0o644)
    applied = schema.migrate() if schema.pending() else []
    hold_restored_mails()
    return applied


def _refuse_over_files(data_dir: Path) -> None:
    files = data_dir / "files"
    held = [path for path in files.rglob("*") if path.is_file()] if files.is_dir() else []
    if held or (data_dir / MARK).exists():
        raise Refused(f"{data_dir} holds files already", "move them away, or give an empty --data-dir")
