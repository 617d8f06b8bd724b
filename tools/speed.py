"""How fast this machine is just now, so that seconds of its processors can be compared with those of another day.

Seconds of processors do not change with who else waits for them, but they do with who else goes through the same
memory: on machines of one kind, and on one machine from hour to hour, by a factor of two and more.
"""

from __future__ import annotations

import threading
import time

THINGS, STRIDE = 150_000, 61_803
WALKED_IN = 0.100  # seconds of the processor on the machine, and at the hour, on which the limits were set


def walk() -> float:
    """Seconds of the processor for a walk through more than its nearest memory holds, as a test does."""
    begun = time.thread_time()
    things = {number: (number, str(number)) for number in range(THINGS)}
    place, length = 0, 0
    for _step in range(THINGS):
        place = (place + STRIDE) % THINGS
        length += len(things[place][1])
    return time.thread_time() - begun


def slowness(tries: int = 3) -> float:
    """How many times longer than there this machine takes; at least 1."""
    return max(1.0, max(walk() for _try in range(tries)) / WALKED_IN)


class Watch:
    """Looks every few seconds how fast the machine is while something else runs on it."""

    def __init__(self, every: float = 10.0) -> None:
        self._walks: list[float] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(every,), daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self, every: float) -> None:
        while not self._end.wait(every):
            self._walks.append(walk())

    @property
    def slowness(self) -> float:
        """The middle of what was seen; 1 where the time was too short to look."""
        seen = sorted(self._walks)
        return seen[len(seen) // 2] / WALKED_IN if seen else 1.0
