"""The `wego` command: commands on files, and running the platform."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from wego import __version__
from wego.datafiles import DataFaults

# Commands on files need no database and answer at once, so their modules are imported only when they are asked for.
FILE_COMMANDS = {
    "index": ("wego.cli.index", "build, check and compare a composite index"),
    "assess": ("wego.cli.assess", "score a diagnosis"),
    "dues": ("wego.cli.dues", "quote membership dues"),
    "bank": ("wego.cli.bank", "try a bank's statement"),
    "form": ("wego.cli.form", "check and convert a questionnaire's file"),
    "tally": ("wego.cli.tally", "count ballots"),
    "verify-election": ("wego.cli.election", "count a published vote again"),
}
# Promised by the interface and not built yet: each names itself instead of pretending.
UNBUILT_COMMANDS = {
    "match": "schedule meetings",
    "jury": "assign jurors and calibrate their scores",
}
PLATFORM_COMMANDS = {
    "demo": "a fresh demonstration, served until stopped",
    "serve": "serve the platform",
    "worker": "background and periodic jobs",
    "migrate": "bring the database up to date",
    "load": "load a network folder",
    "create-admin": "make a person of the secretariat",
    "backup": "write database and files into one archive",
    "restore": "restore an archive",
    "record-bounces": "mark returned e-mails, by their delivery reports",
    "doctor": "check configuration and surroundings",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0 done, 1 understood and refused, 2 wrong usage."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    command = next((word for word in arguments if not word.startswith("-")), None)
    parser = _parser(command)
    parsed = parser.parse_args(arguments)
    if not hasattr(parsed, "run"):
        parser.print_help()
        return 2
    try:
        return parsed.run(parsed) or 0
    except DataFaults as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone; nothing is wrong with us
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(command: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wego",
        description="The platform on which a network of cities runs.",
        epilog="example: wego demo --port 8000",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"wego {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, (module, about) in FILE_COMMANDS.items():
        if command == name:
            import_module(module).add_parser(commands)
        else:
            commands.add_parser(name, help=about)
    for name, about in UNBUILT_COMMANDS.items():
        unbuilt = commands.add_parser(name, help=f"{about} (not built yet)", add_help=False)
        unbuilt.add_argument("rest", nargs=argparse.REMAINDER)
        unbuilt.set_defaults(run=_refuse_unbuilt)
    platform = import_module("wego.config.commands") if command in PLATFORM_COMMANDS else None
    for name, about in PLATFORM_COMMANDS.items():
        if platform and command == name:
            platform.add_parser(commands, name, about)
        else:
            commands.add_parser(name, help=about)
    return parser


def _refuse_unbuilt(arguments: argparse.Namespace) -> int:
    print(f"wego {arguments.command}: not built yet in version {__version__}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
