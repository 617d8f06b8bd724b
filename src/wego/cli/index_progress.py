"""Long runs of `wego index`: how far they are, and going on where an interrupted one stopped."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

import wego

SILENT = 1.0  # seconds in which nothing is said
ON_A_SCREEN, IN_A_LOG = 0.2, 30.0  # seconds between two words
KEPT_EVERY = 5.0  # seconds between two savings


class ProgressReporter:
    """Says on standard error how much of the work is done: a line that changes on a screen, now and then one in a log.
    Work that ends at once is not talked about. `since` was done before, and says nothing about speed."""

    def __init__(self, what: str, since: int = 0) -> None:
        self.what, self.since = what, since
        self.on_screen = sys.stderr.isatty()
        self.started = self.said = monotonic()
        self.shown = False

    def __call__(self, done: int, of: int) -> None:
        now = monotonic()
        if now - self.started < SILENT or now - self.said < (ON_A_SCREEN if self.on_screen else IN_A_LOG):
            return
        left = (now - self.started) / (done - self.since) * (of - done) if done > self.since else 0.0
        text = f"{self.what}: {done:,} of {of:,} ({done / of:.0%}), about {left:.0f} s left"
        print(f"\r{text}\033[K" if self.on_screen else text, end="" if self.on_screen else "\n", file=sys.stderr)
        sys.stderr.flush()
        self.said, self.shown = now, True

    def close(self) -> None:
        """Clear the line."""
        if self.shown and self.on_screen:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


class Stopped(KeyboardInterrupt):
    """Stopped between two blocks, where what has been counted is whole."""


@contextmanager
def stopping_between() -> Iterator[Callable[[], None]]:
    """Ctrl-C waits for the next call of the function given, or for the end, and raises Stopped there; a second Ctrl-C
    does not wait."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    def look() -> None:
        if asked:
            raise Stopped

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:  # what a shell started in the background is not for Ctrl-C
        signal.signal(signal.SIGINT, note)
    try:
        yield look
        look()
    finally:
        signal.signal(signal.SIGINT, before)


class Growing(Protocol):
    """What is counted or computed block after block, and can be kept."""

    @property
    def done(self) -> int: ...

    def to_arrays(self) -> dict[str, NDArray[Any]]: ...


Work = TypeVar("Work", bound=Growing)


class Kept(Generic[Work]):
    """The work of an unfinished run, in a hidden file beside the result folder; gone once the result is written.

    It fits only what it is about and the same versions: anything else starts anew.
    """

    def __init__(
        self,
        out: Path,
        what: str,
        about: list[Any],
        from_arrays: Callable[[Mapping[str, NDArray[Any]]], Work],
        time: float | None = None,
    ) -> None:
        out = out.resolve()
        year = "" if time is None else f".{time!r}"
        self.path = out.parent / f".{out.name}{year}.{what}.npz"
        text = json.dumps([*about, wego.__version__, np.__version__], sort_keys=True)
        self.key = hashlib.sha256(text.encode()).hexdigest()
        self.from_arrays = from_arrays
        self.saved = monotonic()

    def read(self) -> Work | None:
        """The work so far, None where there is none that fits."""
        try:
            with self.path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return self.from_arrays({**kept}) if str(kept["key"]) == self.key else None
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None

    def offer(self, work: Work) -> None:
        """Save the work if the last time is a while ago."""
        if monotonic() - self.saved >= KEPT_EVERY:
            self.save(work)

    def save(self, work: Work) -> None:
        """Save the work: whole or not at all. A place that cannot be written to only costs the going on."""
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                np.savez(file, key=np.array(self.key), **work.to_arrays())  # type: ignore[arg-type]
            os.replace(part, self.path)
        except OSError:
            part.unlink(missing_ok=True)
        self.saved = monotonic()

    def forget(self) -> None:
        """Remove what was kept."""
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".part").unlink(missing_ok=True)
