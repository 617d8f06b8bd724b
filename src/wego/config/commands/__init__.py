"""`wego demo serve worker migrate load create-admin backup restore doctor`: one module per command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from wego.config.commands.prerequisites import Refused
from wego.config.environment import SettingRefused


def add_parser(commands: Any, name: str, about: str) -> None:
    """Add one command; each module offers EXAMPLE, `add_arguments(parser)` and `run(arguments)`."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    parser = commands.add_parser(
        name,
        help=about,
        description=module.__doc__,
        epilog=f"example: {module.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    parser.set_defaults(run=partial(_guarded, module.run))


def _guarded(run: Callable[[argparse.Namespace], int | None], arguments: argparse.Namespace) -> int:
    """A refusal is one line that says what to do, never a traceback."""
    try:
        return run(arguments) or 0
    except (Refused, SettingRefused) as refusal:
        print(f"wego {arguments.command}: {refusal}", file=sys.stderr)
        return 1
