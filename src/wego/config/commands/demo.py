"""A fresh demonstration on the embedded database: the network's real data with made-up life, served until stopped."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from wego.config.commands import serve
from wego.config.commands.prerequisites import MARK, Refused, choose_data_dir, configure, holding

EXAMPLE = "wego demo --data-dir var/demo --port 8000"
# What a new demonstration takes over from the last one: costly to make and without anybody's data.
KEPT = ("static", "secret-key", "edition-key.pem", MARK, ".lock")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="make the demonstration and end")
    parser.add_argument("--data-dir", metavar="DIR", help="where it lives (default: WEGO_DATA_DIR, else var/demo)")
    parser.add_argument("--port", type=serve._port, default=8000, help="port to listen on (default: 8000)")
    parser.set_defaults(host="127.0.0.1", workers=1, no_worker=False)


def run(arguments: argparse.Namespace) -> None:
    if not arguments.no_serve:
        serve.need_free_port(arguments.host, arguments.port)
    if os.environ.pop("DATABASE_URL", ""):
        _say("a demonstration lives on the embedded database; DATABASE_URL is left alone")
    os.environ.setdefault("WEGO_BASE_URL", f"http://localhost:{arguments.port}")
    data_dir = choose_data_dir(arguments, default="var/demo")
    refuse_unmarked(data_dir)
    with holding(data_dir, alone=True):
        (data_dir / MARK).touch()  # before the settings are read: they look for it
        clear(data_dir)
        configure()
        make(data_dir)
    if arguments.no_serve:
        print(f"the demonstration is in {data_dir}; serve it with: wego serve --data-dir {data_dir}")
    else:
        serve.serve(arguments, data_dir)


def refuse_unmarked(data_dir: Path) -> None:
    """Never lay a demonstration over somebody's data."""
    if (data_dir / MARK).is_file():
        return
    strange = [path.name for path in data_dir.iterdir() if path.name != ".lock"]
    if strange:
        raise Refused(
            f"{data_dir} holds data that are not marked as a demonstration ({', '.join(sorted(strange)[:3])})",
            "give an empty directory with --data-dir",
        )


def clear(data_dir: Path) -> None:
    """Remove the last demonstration."""
    for path in data_dir.iterdir():
        if path.name in KEPT or path.name.startswith("empty-"):
            continue
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def make(data_dir: Path) -> None:
    from django.conf import settings
    from django.utils import timezone

    from wego.config.commands import schema, static_files
    from wego.config.demonstration import make_demonstration
    from wego.config.loading import load_network
    from wego.core.outbox.tasks import send_at_once

    at = timezone.now()
    _say("laying the database")
    schema.lay_empty(data_dir)
    _say(f"loading {settings.WEGO_NETWORK}")
    load_network(settings.WEGO_NETWORK, at=at, say=_say)
    make_demonstration(at=at, say=_say)
    send_at_once()
    _say("gathering static files")
    static_files.gather()


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
