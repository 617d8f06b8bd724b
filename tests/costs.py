"""What each test costs: seconds of the processors, told at the end, and refused above a limit without the mark `slow`.

Seconds of processors, not of the clock, since they hardly change with what else a machine is doing; and weighed by how
fast this machine is just then (tools/speed.py).
"""

from __future__ import annotations

import gc
import resource
from collections.abc import Generator
from typing import Any

import pytest

from tools.speed import slowness

LIMIT = 5.0  # CPU seconds of a test's own part, on a machine as fast as the one that they were set on
SHOWN = 10
COST = "cpu"

_costs: dict[str, float] = {}


def _spent() -> float:
    """CPU seconds of this process and of its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it for rubbish again and again took an eighth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def pytest_unconfigure() -> None:
    gc.unfreeze()  # what is counted as left behind at the end is counted rightly


def _is_to_blame(item: pytest.Item, spent: float) -> bool:
    """Is a test too dear for the quick run?"""
    if spent <= LIMIT or item.get_closest_marker("slow"):
        return False
    return item.config.getoption("--hypothesis-profile") != "deep" and spent > LIMIT * slowness()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    begun = _spent()
    result = yield
    spent = _spent() - begun
    item.user_properties.append((COST, spent))
    if _is_to_blame(item, spent):
        pytest.fail(
            f"took {spent:.1f} CPU seconds, more than {LIMIT:.0f}: make it cheaper, or mark it `slow` so that only "
            "`make test-whole` runs it (docs/explanation/tests.md)",
            pytrace=False,
        )
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        _costs[report.nodeid] = sum(spent for name, spent in report.user_properties if name == COST)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    dearest = sorted(_costs.items(), key=lambda each: -each[1])[:SHOWN]
    if sum(_costs.values()) < LIMIT:
        return  # a few tests, run by somebody who looks at something else
    terminalreporter.section("dearest tests in CPU seconds")
    for node, spent in dearest:
        terminalreporter.write_line(f"{spent:6.2f}  {node}")
