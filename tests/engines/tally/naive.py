"""STV, instant runoff and Schulze a second time, paper by paper and slowly, straight from the rules' words."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from itertools import pairwise, permutations

Papers = list[tuple[str, ...]]
STEP = Decimal("0.00001")


class LotNeeded(Exception):
    """Two are equal in every round."""


def _chosen(tied: list[str], history: list[dict[str, Decimal]], *, most: bool) -> str:
    for votes in reversed(history[:-1]):
        best = (max if most else min)(votes[name] for name in tied)
        tied = [name for name in tied if votes[name] == best]
        if len(tied) == 1:
            break
    if len(tied) > 1:
        raise LotNeeded
    return tied[0]


def scottish(papers: Papers, candidates: list[str], seats: int) -> tuple[list[str], list[dict[str, Decimal]]]:
    """The elected and the votes of every stage; each paper is a list of its own with its value of the moment."""
    quota = Decimal(len(papers) // (seats + 1) + 1)
    held: dict[str, list[list[object]]] = {name: [] for name in candidates}
    votes = dict.fromkeys(candidates, Decimal(0))
    continuing, elected, waiting = list(candidates), [], []
    history: list[dict[str, Decimal]] = []

    def give(paper: tuple[str, ...], value: Decimal) -> None:
        for name in paper:
            if name in continuing:
                held[name].append([paper, value])
                votes[name] += value
                return

    def close() -> None:
        history.append(dict(votes))
        for name in sorted((name for name in continuing if votes[name] >= quota), key=lambda name: -votes[name]):
            continuing.remove(name)
            elected.append(name)
            if votes[name] > quota:
                waiting.append(name)
        if len(continuing) <= seats - len(elected):
            elected.extend(sorted(continuing, key=lambda name: -votes[name]))
            continuing.clear()

    for paper in papers:
        give(paper, Decimal(1))
    close()
    while len(elected) < seats and continuing:
        if waiting:
            most = max(votes[name] for name in waiting)
            name = _one([name for name in waiting if votes[name] == most], history, most=True)
            waiting.remove(name)
            surplus, total = votes[name] - quota, votes[name]
            moved, held[name], votes[name] = held[name], [], quota
            for paper, value in moved:
                give(paper, (surplus * value / total).quantize(STEP, rounding=ROUND_DOWN))
        else:
            fewest = min(votes[name] for name in continuing)
            name = _one([name for name in continuing if votes[name] == fewest], history, most=False)
            continuing.remove(name)
            moved, held[name], votes[name] = held[name], [], Decimal(0)
            for paper, value in moved:
                give(paper, value)
        close()
    return elected, history


def _one(tied: list[str], history: list[dict[str, Decimal]], *, most: bool) -> str:
    return tied[0] if len(tied) == 1 else _chosen(tied, history, most=most)


def runoff(papers: Papers, candidates: list[str]) -> str:
    """Exclude the last until somebody has more than half of the papers that still name somebody."""
    left = list(candidates)
    history: list[dict[str, Decimal]] = []
    while True:
        votes = dict.fromkeys(candidates, Decimal(0))
        for paper in papers:
            for name in paper:
                if name in left:
                    votes[name] += 1
                    break
        history.append(votes)
        best = max(left, key=lambda name: votes[name])
        if len(left) == 1 or votes[best] * 2 > sum(votes.values()):
            return best
        fewest = min(votes[name] for name in left)
        left.remove(_one([name for name in left if votes[name] == fewest], history, most=False))


def schulze(papers: Papers, candidates: list[str]) -> set[str]:
    """Who is unbeaten, over every path written out (few candidates only)."""

    def rank(paper: tuple[str, ...], name: str) -> int:
        return paper.index(name) if name in paper else len(candidates)

    def prefer(one: str, other: str) -> int:
        return sum(rank(paper, one) < rank(paper, other) for paper in papers)

    def link(one: str, other: str) -> int:
        return prefer(one, other) if prefer(one, other) > prefer(other, one) else 0

    links = {(one, other): link(one, other) for one, other in permutations(candidates, 2)}

    def strongest(one: str, other: str) -> int:
        between = [name for name in candidates if name not in (one, other)]
        paths = [(one, *via, other) for size in range(len(between) + 1) for via in permutations(between, size)]
        return max(min(links[step] for step in pairwise(path)) for path in paths)

    paths = {(one, other): strongest(one, other) for one, other in permutations(candidates, 2)}
    return {
        name
        for name in candidates
        if all(paths[name, other] >= paths[other, name] for other in candidates if other != name)
    }
