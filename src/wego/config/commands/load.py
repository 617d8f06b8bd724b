"""Load a network folder: its members, figures and definitions. Idempotent; a folder with a fault changes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from wego.config.commands.prerequisites import Refused, add_data_dir, begin, holding, need_database

EXAMPLE = "wego load networks/wego --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the network folder")
    add_data_dir(parser)
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(arguments: argparse.Namespace) -> None:
    if not arguments.folder.is_dir():
        raise Refused(f"{arguments.folder} is not a folder", "give a network folder such as networks/wego")
    data_dir = begin(arguments)
    need_database()
    from django.utils import timezone

    from wego.config.commands import schema
    from wego.config.loading import load_network

    with holding(data_dir):
        schema.need_current()
        report = load_network(arguments.folder, at=timezone.now(), say=_say)
    if arguments.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=1))
        return
    print(f"{report.added} added, {report.changed} changed, {report.left} left as they were")
    if report.inconsistencies:
        print(f"{len(report.inconsistencies)} inconsistencies of the documents, none of them corrected silently:")
    for found in report.inconsistencies:
        print(f"  {found.id} {found.where}: {found.what}\n     decision: {found.decision}")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
