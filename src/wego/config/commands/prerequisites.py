"""What a command stands on: its data directory, the settings, a database that answers."""

from __future__ import annotations

import argparse
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured

MARK = "demonstration"
RESTORING = "restoring"  # a restore has begun and not ended


class Refused(Exception):
    """The command is understood and cannot be done: what is wrong, and what would help."""

    def __init__(self, what: str, remedy: str = ""):
        super().__init__(f"{what} ({remedy})" if remedy else what)


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", metavar="DIR", help="database and files (default: WEGO_DATA_DIR, else var)")


def choose_data_dir(arguments: argparse.Namespace, default: str = "var") -> Path:
    """The data directory of this command, also told to every process that it starts."""
    chosen = getattr(arguments, "data_dir", None) or os.environ.get("WEGO_DATA_DIR") or default
    path = Path(chosen).resolve()
    os.environ["WEGO_DATA_DIR"] = str(path)
    os.umask(0o077)  # databases, files, mails and backups are for their owner alone
    try:
        path.mkdir(parents=True, exist_ok=True)
        close_to_others(path)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Refused(
            f"the data directory {path} cannot be written: {error.strerror}",
            "give another with --data-dir or WEGO_DATA_DIR, or change its rights",
        ) from None
    return path


def close_to_others(data_dir: Path) -> None:
    """Take from everybody but the owner what an earlier version, or a copy, has left open."""
    for path in (data_dir, *data_dir.glob("wego.sqlite3*"), *data_dir.glob("*-key*")):
        if path.stat().st_mode & 0o077:
            path.chmod(path.stat().st_mode & 0o700)


def begin(arguments: argparse.Namespace) -> Path:
    """Choose the data directory and read the settings; answers the directory."""
    path = choose_data_dir(arguments)
    if (path / RESTORING).exists():
        raise Refused(f"a restore into {path} was begun and not ended", "run wego restore again, with the same archive")
    configure()
    return path


def configure() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wego.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(f"the settings cannot be used: {error}", "see docs/reference/settings.md") from None


def need_database() -> None:
    """Refuse unless the database answers."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        words = " ".join(str(error).split())
        raise Refused(f"the database does not answer: {words}", "check DATABASE_URL and the server") from None


def is_embedded() -> bool:
    """Is the database the SQLite file in the data directory?"""
    from django.db import connection

    return connection.vendor == "sqlite"


@contextmanager
def holding(data_dir: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the data directory for as long as it is used; `alone` refuses while another process holds it."""
    with (data_dir / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"{data_dir} is in use by another wego process", "stop it first, or give another --data-dir"
            ) from None
        yield
