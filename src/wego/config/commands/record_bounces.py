"""Read delivery reports (RFC 3464) of mails that came back, and mark these mails in the outbox."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wego.config.commands.prerequisites import add_data_dir, begin, need_database

EXAMPLE = "wego record-bounces reports/*.eml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help=("one e-mail per file; - reads it from standard input")
    )


def run(arguments: argparse.Namespace) -> int:
    begin(arguments)
    need_database()
    from django.utils import timezone

    from wego.core.outbox.bounces import read_report, record_report

    unread = 0
    for name in arguments.files:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            print(f"{name}: {error.strerror}: name a file that can be read", file=sys.stderr)
            unread += 1
            continue
        report = read_report(content)
        if report is None:
            print(f"{name}: reports no e-mail that was returned permanently")
        elif record_report(report, at=timezone.now()):
            print(f"{name}: recorded ({report.reason})")
        else:
            print(f"{name}: not one of our e-mails, or already recorded")
    return 1 if unread else 0
