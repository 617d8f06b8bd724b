"""Long runs of `wego index`: how far they are, and going on where an interrupted one stopped."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

import wego

if TYPE_CHECKING:
    from wego.engines import composite

SILENT = 1.0  # seconds in which nothing is said
ON_A_SCREEN, IN_A_LOG = 0.2, 30.0  # seconds between two words
KEPT_EVERY = 5.0  # seconds between two savings


class Progress:
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


class Kept:
    """The tally of an unfinished run, in a hidden file beside the result folder; gone once the result is written.

    It fits only the same method, data, seed and versions: anything else starts anew.
    """

    def __init__(
        self, out: Path, *, method: dict[str, Any], data_sha256: str, seed: int, pairs: bool, time: float | None = None
    ) -> None:
        out = out.resolve()
        year = "" if time is None else f".{time!r}"
        self.path = out.parent / f".{out.name}{year}.draws.npz"
        about = json.dumps([method, data_sha256, seed, pairs, wego.__version__, np.__version__], sort_keys=True)
        self.key = hashlib.sha256(about.encode()).hexdigest()
        self.saved = monotonic()

    def read(self, draws: int) -> composite.Tally | None:
        """The tally so far, None where there is none that fits."""
        from wego.engines import composite

        try:
            with self.path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                if str(kept["key"]) != self.key or int(kept["done"]) > draws:
                    return None
                ahead = kept["ahead"] if "ahead" in kept.files else None
                return composite.Tally(int(kept["done"]), kept["counts"], ahead, json.loads(str(kept["state"])))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None

    def offer(self, tally: composite.Tally) -> None:
        """Save the tally if the last time is a while ago."""
        if monotonic() - self.saved >= KEPT_EVERY:
            self.save(tally)

    def save(self, tally: composite.Tally) -> None:
        """Save the tally: whole or not at all. A place that cannot be written to only costs the going on."""
        arrays = {"counts": tally.counts} | ({} if tally.ahead is None else {"ahead": tally.ahead})
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                np.savez(
                    file,
                    key=np.array(self.key),
                    done=np.array(tally.done),
                    state=np.array(json.dumps(tally.state)),
                    **arrays,  # type: ignore[arg-type]
                )
            os.replace(part, self.path)
        except OSError:
            part.unlink(missing_ok=True)
        self.saved = monotonic()

    def forget(self) -> None:
        """Remove what was kept."""
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".part").unlink(missing_ok=True)
