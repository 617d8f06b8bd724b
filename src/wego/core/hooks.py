"""Hooks and slots: how something low sets off, or shows, something high without importing it.

A low app defines them in its `hooks.py`; only `config/wiring.py` connects them. Receivers run in the order in which
they were connected, in the caller's transaction; their errors propagate.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Hook:
    """Something happened: every receiver is told; what it answers is nobody's business."""

    def __init__(self, name: str):
        self.name = name
        self.receivers: list[Callable[..., object]] = []

    def connect(self, receiver: Callable[..., object]) -> None:
        if receiver in self.receivers:
            raise ValueError(f"{receiver.__qualname__} is already connected to {self.name}")
        self.receivers.append(receiver)

    def fire(self, **facts: Any) -> None:
        for receiver in self.receivers:
            receiver(**facts)


class Slot:
    """A place on a low app's page that high apps fill: every filler answers with what it has to show, or None."""

    def __init__(self, name: str):
        self.name = name
        self.fillers: list[Callable[..., Any]] = []

    def connect(self, filler: Callable[..., Any]) -> None:
        if filler in self.fillers:
            raise ValueError(f"{filler.__qualname__} already fills {self.name}")
        self.fillers.append(filler)

    def collect(self, **about: Any) -> list[Any]:
        return [shown for filler in self.fillers if (shown := filler(**about)) is not None]
