"""The composite-index engine beside its limit: a bare matrix product and argsort of the same shape, in the same run.

The limit does what any engine must at least do, draws times units scores and their order, with the weights of all
indicators in one product; it builds nothing, draws nothing, breaks no ties and counts no ranks.
"""

from __future__ import annotations

import csv
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from wego.engines import composite
from wego.engines.composite import method_mapping

REPOSITORY = Path(__file__).resolve().parents[1]
REPEATS = 5


def rows() -> Iterator[dict[str, object]]:
    """One row a case: seconds measured and at the limit (the best of five), their ratio, peak memory in MiB; at the end
    the exponents of cost in draws, units and indicators (1 is linear), measured and at the limit."""
    pilot, method = _made_up(units=70, indicators=12, pillars=4)
    yield _row("pilot: build and 1,000 draws of 70 x 12", lambda: _robust(pilot, method, 1_000), _limit(1_000, 70, 12))

    name, panel, method = _asem()
    limit = _limit(1_000, 51, 49)
    yield _row(f"{name}: 1,000 draws, weights and normalisation (at most 0.03)", _drawn(panel, method, 1_000), limit)
    yield _row(f"{name}: build and the same draws", lambda: _robust(panel, method, 1_000), limit)
    mixed = _mixed(method)
    yield _row(f"{name}: treatment and aggregation too (at most 0.2)", _drawn(panel, mixed, 1_000), limit)
    yield _row(
        f"{name}: Sobol indices of 500 x (4 + 2) runs (at most 0.5)", _sobol(panel, mixed, 500), _limit(3_000, 51, 49)
    )
    outranked = _aggregated(method, "copeland")
    yield _row(f"{name}: 1,000 draws of weights, Copeland at every level", _drawn(panel, outranked, 1_000), limit)
    doubted = _aggregated(method, "arithmetic", *["benefit_of_the_doubt"] * (method.tree.height - 2))
    yield _row(
        f"{name}: 100 draws of weights, benefit of the doubt from the pillars up",
        _drawn(panel, doubted, 100),
        _limit(100, 51, 49),
    )

    large, method = _made_up(units=1_000, indicators=100, pillars=10)
    yield _row("one build of 1,000 x 100 (at most 0.05)", lambda: composite.build(large, method), _limit(1, 1_000, 100))
    limit = _limit(10_000, 1_000, 100)
    yield _row("10,000 draws of 1,000 x 100", _drawn(large, method, 10_000), limit)
    yield _row("the same on two threads (at most 1.2)", _drawn(large, method, 10_000, threads=2), limit)

    yield _exponent("draws", [(n, 200, 60) for n in (2_000, 4_000, 8_000, 16_000)])
    yield _exponent("units", [(4_000, n, 60) for n in (100, 200, 400, 800)])
    yield _exponent("indicators", [(4_000, 200, n) for n in (60, 120, 240, 480)])


def _exponent(name: str, shapes: list[tuple[int, int, int]]) -> dict[str, object]:
    """Slope of log seconds on log size over the shapes (draws, units, indicators), all weights varied."""
    sizes = [shape[("draws", "units", "indicators").index(name)] for shape in shapes]
    ours, least = [], []
    for draws, units, indicators in shapes:
        panel, method = _made_up(units=units, indicators=indicators, pillars=6, levels=[1, 2])
        ours.append(_seconds(_drawn(panel, method, draws)))
        least.append(_seconds(_limit(draws, units, indicators)))
    slopes = [float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]) for seconds in (ours, least)]
    return {
        "name": f"exponent of cost in {name}, {sizes[0]:,} to {sizes[-1]:,}",
        **dict(zip(("measured", "limit"), slopes, strict=True)),
    }


def _row(name: str, measured: Callable[[], object], limit: Callable[[], object]) -> dict[str, object]:
    seconds, least = _seconds(measured), _seconds(limit)
    return {
        "name": name,
        "measured": seconds,
        "limit": least,
        "ratio": seconds / least,
        "memory": _peak(measured),
    }


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def _limit(draws: int, units: int, indicators: int) -> Callable[[], object]:
    rng = np.random.default_rng(0)
    weights, values = rng.random((draws, indicators)), rng.random((indicators, units))
    return lambda: np.argsort(weights @ values, axis=1)


def _robust(panel: composite.Panel, method: composite.Method, draws: int) -> object:
    return composite.robustness(panel, method, draws, np.random.default_rng(0))


def _drawn(panel: composite.Panel, method: composite.Method, draws: int, *, threads: int = 1) -> Callable[[], object]:
    result = composite.build(panel, method)
    return lambda: composite.robustness_of(result, draws, np.random.default_rng(0), threads=threads)


def _sobol(panel: composite.Panel, method: composite.Method, runs: int) -> Callable[[], object]:
    result = composite.build(panel, method)
    return lambda: composite.sensitivity(result, runs, np.random.default_rng(0))


def _mixed(method: composite.Method) -> composite.Method:
    """The same method with the points that may be winsorised and the aggregation varied too."""
    mapping = method_mapping(method)
    mapping["treat"] = {"method": "winsorise_then_log"}
    mapping["normalise"] = {"method": "minmax", "low": 1.0, "high": 100.0, "mean": 10.0, "sd": 2.0}
    treatments = [{"max_points": points} for points in range(1, 6)]
    mapping["uncertainty"] |= {"treat": treatments, "aggregate": ["arithmetic", "geometric"]}
    return composite.Method.from_mapping(mapping)


def _aggregated(method: composite.Method, *by_level: str) -> composite.Method:
    """The same method by other aggregations (one for all levels, or as many as it has), with all weights varied."""
    mapping = method_mapping(method)
    levels = range(1, method.tree.height)
    mapping["aggregate"] = {"by_level": list(by_level if len(by_level) > 1 else by_level * len(levels))}
    mapping["normalise"] = {"method": "minmax"}
    mapping["uncertainty"] = {"levels": list(levels)}
    return composite.Method.from_mapping(mapping)


def _made_up(
    *, units: int, indicators: int, pillars: int, levels: list[int] | None = None
) -> tuple[composite.Panel, composite.Method]:
    """Random figures with a tenth missing, in as many pillars of the same size; weights vary at the levels named, or
    above the indicators."""
    rng = np.random.default_rng(1)
    values = rng.lognormal(size=(units, indicators))
    values[rng.random(values.shape) < 0.1] = np.nan
    codes = [f"i{n}" for n in range(indicators)]
    elements: list[dict[str, Any]] = [{"code": code, "parent": f"P{n % pillars}"} for n, code in enumerate(codes)]
    elements += [{"code": f"P{n}", "parent": "Index"} for n in range(pillars)]
    uncertainty = {} if levels is None else {"levels": levels}
    method = composite.Method.from_mapping({"element": [*elements, {"code": "Index"}], "uncertainty": uncertainty})
    return composite.Panel(tuple(f"u{n}" for n in range(units)), tuple(codes), values), method


def _asem() -> tuple[str, composite.Panel, composite.Method]:
    """The ASEM index from the reference data; where they are missing, made-up figures of its shape."""
    folder = Path(os.environ.get("WEGO_REFERENCE_DATA") or REPOSITORY.parent / "shared" / "data") / "asem"
    uncertainty = {"levels": [2, 3], "normalise": ["minmax", "zscore"]}
    if not folder.is_dir():
        panel, method = _made_up(units=51, indicators=49, pillars=8)
        mapping = {**method_mapping(method), "uncertainty": {**uncertainty, "levels": [2]}}
        return "51 x 49 made up (no reference data)", panel, composite.Method.from_mapping(mapping)
    with (folder / "input" / "ASEM_iMeta.csv").open(encoding="utf-8", newline="") as file:
        described = [row for row in csv.DictReader(file) if row["Type"] in ("Indicator", "Aggregate")]
    elements = []
    for row in described:
        element: dict[str, Any] = {"code": row["iCode"]}
        if row["Parent"] != "NA":
            element["parent"] = row["Parent"]
        if row["Type"] == "Indicator":
            element["direction"] = int(row["Direction"])
        elements.append(element)
    with (folder / "pipeline_A_example" / "Imputed.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    codes = tuple(element["code"] for element in elements if "direction" in element)
    values = np.array([[float(record[code]) for code in codes] for record in records])
    method = composite.Method.from_mapping(
        {"element": elements, "treat": {"method": "winsorise_then_log"}, "uncertainty": uncertainty}
    )
    return "ASEM", composite.Panel(tuple(record["uCode"] for record in records), codes, values), method
