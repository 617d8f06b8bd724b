"""Write database and files into one archive, consistent while people work; keep it where only operators read."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from wego import __version__
from wego.config.commands import archive as archives
from wego.config.commands.backup_key import key_for_sealing
from wego.config.commands.prerequisites import MARK, Refused, add_data_dir, begin, holding, need_database

EXAMPLE = "wego backup backups/2026-03-01.zip"
# Beside the database: the files, the keys that sign sessions, links and editions, and the mark of a demonstration.
SINGLE_FILES = ("secret-key", "edition-key.pem", MARK)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive to write; must not exist yet")
    add_data_dir(parser)
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(arguments: argparse.Namespace) -> None:
    target = arguments.file.resolve()
    if target.exists():
        raise Refused(f"{target} exists", "give a name that is free; a backup is never written over")
    if not target.parent.is_dir():
        raise Refused(f"{target.parent} is not a folder", "make it first")
    data_dir = begin(arguments)
    need_database()
    with holding(data_dir):
        manifest = back_up(target, data_dir)
    size = target.stat().st_size
    if arguments.json:
        print(
            json.dumps({"file": str(target), "bytes": size, "parts": len(manifest.parts), "made_at": manifest.made_at})
        )
    else:
        print(f"{target}: {len(manifest.parts)} parts, {size / 1e6:.1f} MB; restore it with: wego restore {target}")


def back_up(target: Path, data_dir: Path) -> archives.Manifest:
    """Take the database first: what its rows point at has been on disk since before the row was written."""
    from django.conf import settings
    from django.db import connection

    from wego.config.commands import snapshot

    migrations = snapshot.applied_migrations()
    if not migrations:
        raise Refused("the database holds nothing yet", "run: wego migrate")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = archives.Manifest(now, __version__, connection.vendor, migrations)
    try:
        with archives.writing(target, manifest, key_for_sealing()) as writer:
            snapshot.take(writer, target.parent)
            _add_files(writer, settings.MEDIA_ROOT)
            for name in SINGLE_FILES:
                if (data_dir / name).is_file():
                    writer.add(name, data_dir / name)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}", "check space and rights") from None
    return manifest


def _add_files(writer: archives.Writer, root: Path) -> None:
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        if path.is_symlink() or not path.is_file() or path.name.startswith(".healthz"):
            continue
        try:
            writer.add(f"files/{path.relative_to(root).as_posix()}", path)
        except FileNotFoundError:
            continue  # removed since the folder was read
