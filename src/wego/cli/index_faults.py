"""How `wego index` tells faults: a line each on standard error, or JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from wego.datafiles import DataFault


def say(faults: Sequence[DataFault], before: str = "") -> None:
    """A line for each fault on standard error."""
    for fault in faults:
        print(f"{before}{fault}", file=sys.stderr)


def as_json(fault: DataFault) -> dict[str, Any]:
    """A fault as an object of the JSON answer."""
    return {
        "file": fault.file,
        "line": fault.line,
        "key": fault.key,
        "message": fault.message,
        "remedy": fault.remedy,
    }
