"""What somebody may do next, and what came of what they did, as first pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NextStep:
    """Something to do: what it is called, where it is done, why now, by which day, and how far it is (per cent)."""

    label: str
    url: str
    why: str = ""
    due_on: date | None = None
    is_late: bool = False
    done: int | None = None


@dataclass(frozen=True)
class LastResult:
    """What came of something done: what it is, in one value, and where all of it is."""

    label: str
    value: str
    url: str
