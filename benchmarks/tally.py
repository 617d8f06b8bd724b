"""STV over a million ballots, and a published vote of ten thousand ballots verified; ballots made up by a seed."""

from __future__ import annotations

import json
import random
import resource
import time
from collections.abc import Iterator

from wego.engines.tally import Ballots, Ranking, Weight, as_published, bundle_text, count, read_blt, verify_bundle

BALLOTS, CANDIDATES, SEATS = 1_000_000, 20, 5
PUBLISHED = 10_000
COUNT_WITHIN, VERIFY_WITHIN = 5.0, 10.0


def rows() -> Iterator[dict[str, object]]:
    """Seconds against what the issue of governance allows, and the most memory that the process took."""
    names = [f"Candidate {number}" for number in range(1, CANDIDATES + 1)]
    text = _blt(names)
    start = time.perf_counter()
    ballots = read_blt(text)
    read = time.perf_counter()
    found = count(ballots, method="stv", seats=SEATS)
    done = time.perf_counter()
    different = len(ballots.groups)
    yield _row(f"{BALLOTS:,} ballots, {different:,} different: read", read - start, COUNT_WITHIN)
    yield _row(f"counted by STV in {len(found.rounds)} rounds", done - read, COUNT_WITHIN)
    yield _row("both", done - start, COUNT_WITHIN)
    document = as_published(
        title="Made up",
        voters=[{"id": str(number), "name": f"City {number}", "votes": 1} for number in range(PUBLISHED)],
        ballots=_some(names),
        method="stv",
        seats=SEATS,
        with_ballots=True,
    )
    published = bundle_text(document)
    start = time.perf_counter()
    assert verify_bundle(json.loads(published), published).holds
    yield _row(f"bundle of {PUBLISHED:,} ballots: verified", time.perf_counter() - start, VERIFY_WITHIN)


def _blt(names: list[str]) -> str:
    """Up to six choices a ballot, some candidates liked more than others, as in real elections of that size."""
    rng = random.Random(20)
    liked = sorted(range(1, CANDIDATES + 1), key=lambda _: rng.random())
    weights = [1 / (place + 2) for place in range(CANDIDATES)]
    drawn = rng.choices(liked, weights, k=BALLOTS * 6)
    lines = []
    for ballot in range(BALLOTS):
        order = dict.fromkeys(drawn[ballot * 6 : ballot * 6 + 6])
        lines.append(f"1 {' '.join(map(str, order))} 0")
    quoted = "\n".join(f'"{name}"' for name in names)
    return f"{CANDIDATES} {SEATS}\n" + "\n".join(lines) + f'\n0\n{quoted}\n"Made up"\n'


def _some(names: list[str]) -> Ballots:
    rng = random.Random(10)
    groups: dict[Ranking, Weight] = {}
    for _ in range(PUBLISHED):
        ranking = tuple(rng.sample(range(CANDIDATES), 10))
        groups[ranking] = groups.get(ranking, 0) + 1
    return Ballots(tuple(names), groups)


def _row(name: str, seconds: float, limit: float) -> dict[str, object]:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"name": name, "measured": seconds, "limit": limit, "ratio": seconds / limit, "memory": memory}
