"""Every upward hook, page slot and periodic job, in one place and in the order in which they run."""

from __future__ import annotations


def connect() -> None:
    """Connect hooks and slots; called once, when every app is ready."""
