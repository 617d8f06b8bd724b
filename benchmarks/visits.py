"""A visitor on a slow line (1.6 Mbit/s, 150 ms): when a page's largest part is drawn, and what comes over the line.

In a real Chromium that is slowed down by itself; medians of visits with an empty cache, and of the visit after each.
`BENCH_SITE` names a platform that runs already; without it a demonstration is made and served.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browsing import PHONE, QUIET, find_chromium, serving, wego

REPEATS = 5
DRAWN_WITHIN = 1.5  # seconds
FIRST_VISIT, SECOND_VISIT = 150.0, 40.0  # KiB; tests/walkers/test_weight.py holds them
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
# Korean takes the most bytes to say the same.
PAGES = ("ko/", "ko/members/", "ko/members/map/", "ko/members/seoul/", "ko/index/pilot-2024/", "ko/join/")
# Milliseconds until the largest part of the page was drawn.
DRAWN = """() => new Promise(tell => new PerformanceObserver(list => tell(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""


def rows() -> Iterator[dict[str, object]]:
    """Seconds and KiB against what a visitor may wait for and pay."""
    from playwright.sync_api import sync_playwright

    with _site() as site, sync_playwright() as playwright:
        arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        for path in PAGES:
            _visits(browser, f"{site}/{path}")  # the server has drawn its pictures
            first, second = zip(*(_visits(browser, f"{site}/{path}") for _ in range(REPEATS)), strict=True)
            yield _row(f"/{path} drawn", [seconds for seconds, _ in first], DRAWN_WITHIN)
            yield _row(f"/{path} first visit, KiB", [size / 1024 for _, size in first], FIRST_VISIT)
            yield _row(f"/{path} second visit, KiB", [size / 1024 for _, size in second], SECOND_VISIT)
        browser.close()


@contextmanager
def _site() -> Iterator[str]:
    if named := os.environ.get("BENCH_SITE"):
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        wego("demo", "--no-serve", "--data-dir", folder)
        with serving(Path(folder), "--no-worker") as (address, _process):
            yield address


def _visits(browser: Any, address: str) -> list[tuple[float, int]]:
    """Seconds until the largest part was drawn, and bytes as they were sent: of a first visit, and of a second."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    found = []
    for _visit in range(2):
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        found.append((page.evaluate(DRAWN) / 1000, sum(sizes)))
        page.goto("about:blank")
    context.close()
    return found


def _row(name: str, measured: list[float], limit: float) -> dict[str, object]:
    middle = statistics.median(measured)
    return {"name": name, "measured": middle, "limit": limit, "ratio": middle / limit}
