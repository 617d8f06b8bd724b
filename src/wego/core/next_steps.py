"""What somebody may do next, as first pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NextStep:
    """Something to do: what it is called, where it is done, and why now."""

    label: str
    url: str
    why: str = ""
