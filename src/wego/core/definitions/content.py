"""What a definition says, as it is kept and as it is told from another: its meaning, not a file's bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any


def plain(data: Any) -> Any:
    """What YAML read, as JSON holds it: a date becomes its ISO text."""
    return json.loads(json.dumps(data, default=_iso))


def digest_of(data: Any) -> str:
    """The digest of a definition's meaning, whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso)
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a definition")
