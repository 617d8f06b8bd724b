"""Bring the database up to date with the code; safe to run again."""

from __future__ import annotations

import argparse
import json

from wego.config.commands.prerequisites import add_data_dir, begin, holding, need_database

EXAMPLE = "wego migrate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--json", action="store_true", help="print the applied migrations as JSON")


def run(arguments: argparse.Namespace) -> None:
    data_dir = begin(arguments)
    need_database()
    from wego.config.commands import schema

    with holding(data_dir):
        applied = schema.migrate()
    if arguments.json:
        print(json.dumps({"applied": applied}))
    else:
        print(f"{len(applied)} migrations applied" if applied else "nothing to do: the database is up to date")
