"""`wego serve` with its background worker on a demonstration: from start to the first answer, and memory once idle.

Memory is the proportional share of all its processes (PSS); it is read where Linux tells it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

REPEATS = 5
FIRST_ANSWER_WITHIN = 1.0  # seconds
MOST_MEMORY = 200.0  # MiB
IDLE_AFTER = 15.0  # seconds in which the worker has done what waits
WEGO = [sys.executable, "-m", "wego.config.command"]


def rows() -> Iterator[dict[str, object]]:
    """Seconds and MiB against what may be waited for and held."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        subprocess.run([*WEGO, "demo", "--no-serve", "--data-dir", folder], check=True, stderr=subprocess.DEVNULL)
        waited, worked, memory = [], [], {}
        for number in range(REPEATS):
            with _serving(folder) as (process, seconds):
                waited.append(seconds)
                worked.append(sum(map(_work, _with_children(process))))
                if number == 0:
                    time.sleep(IDLE_AFTER)
                    memory = {one: _share(one) for one in _with_children(process)}
    seconds = statistics.median(waited)
    yield {
        "name": "start to the first answer",
        "measured": seconds,
        "limit": FIRST_ANSWER_WITHIN,
        "ratio": seconds / FIRST_ANSWER_WITHIN,
    }
    yield {"name": "seconds of the processors until then", "measured": statistics.median(worked)}
    total = sum(memory.values())
    yield {
        "name": f"memory of {len(memory)} processes: server, web, worker",
        "measured": total,
        "limit": MOST_MEMORY,
        "ratio": total / MOST_MEMORY,
    }


@contextlib.contextmanager
def _serving(folder: str) -> Iterator[tuple[int, float]]:
    """A server that has answered: its process, and the seconds from its start to the answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.perf_counter()
    command = [*WEGO, "serve", "--data-dir", folder, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            while True:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=30).close()
                    break
                time.sleep(0.01)
            yield server.pid, time.perf_counter() - begun
        finally:
            server.send_signal(signal.SIGTERM)


def _with_children(process: int) -> list[int]:
    found = [process]
    for task in os.listdir(f"/proc/{process}/task"):
        for child in Path(f"/proc/{process}/task/{task}/children").read_text().split():
            found += _with_children(int(child))
    return found


def _work(process: int) -> float:
    """Seconds of the processors that one process has had."""
    facts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")


def _share(process: int) -> float:
    """MiB of one process, what it shares counted by halves, thirds and so on."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
