"""Ballot files in PrefLib's ordinal formats: strict or tied orders, complete or not. N. Mattei and T. Walsh, “PrefLib:
A Library for Preferences”, ADT 2013; the format's specification at preflib.github.io.
"""

from __future__ import annotations

import re

from wego.engines.tally.ballots import (
    ONCE,
    WEIGHT_REMEDY,
    BallotFault,
    Ballots,
    BallotsRefused,
    Rank,
    Ranking,
    Weight,
    as_rank,
    read_weight,
    repeated,
)

PREFLIB = ("soc", "soi", "toc", "toi")
_NAME = re.compile(r"#\s*ALTERNATIVE NAME ([0-9]{1,9})\s*:\s*(.*)", re.ASCII)
_NUMBER = re.compile(r"#\s*NUMBER ALTERNATIVES\s*:\s*([0-9]{1,9})\s*", re.ASCII)
_PLACE = re.compile(r"\{([^{}]*)\}|([^,{}]+)")
_ORDER = re.compile(r"\s*(?:(?:\{[^{}]*\}|[^,{}]*)(?:,(?:\{[^{}]*\}|[^,{}]*)\s*)*)\s*")


def read_preflib(text: str, *, form: str) -> Ballots:
    """The ballots of a file of one of PREFLIB. Raises BallotsRefused with every fault and its line."""
    faults: list[BallotFault] = []
    names: dict[str, str] = {}
    said: int | None = None
    groups: dict[Ranking, Weight] = {}
    codes: dict[str, int] = {}
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("#"):
            if found := _NUMBER.fullmatch(line):
                said = int(found[1])
            elif found := _NAME.fullmatch(line):
                _add_name(names, found[1].lstrip("0"), found[2].strip(), number, faults)
            continue
        if not line:
            continue
        codes = codes or {code: at for at, code in enumerate(names)}
        ballot = _ballot(line, form, codes)
        if isinstance(ballot, BallotFault):
            faults.append(BallotFault(number, ballot.message, ballot.remedy))
        else:
            groups[ballot[0]] = groups.get(ballot[0], 0) + ballot[1]
    if not names:
        raise BallotsRefused([BallotFault(1, "no alternative is named", "write # ALTERNATIVE NAME 1: …")])
    if said is not None and said != len(names):
        faults.insert(0, BallotFault(None, f"{len(names)} names for {said} alternatives", "write every name"))
    if faults:
        raise BallotsRefused(faults)
    return Ballots(tuple(names.values()), groups)


def _add_name(names: dict[str, str], code: str, name: str, number: int, faults: list[BallotFault]) -> None:
    if not name or code in names:
        what = "is named twice" if code in names else "has no name"
        faults.append(BallotFault(number, f"alternative {code} {what}", "write every name once"))
    elif name in names.values():
        faults.append(BallotFault(number, f"two alternatives are called {name!r}", "tell them apart"))
    names.setdefault(code, name)


def _ballot(line: str, form: str, codes: dict[str, int]) -> tuple[Ranking, Weight] | BallotFault:
    count, colon, order = line.partition(":")
    if not colon:
        return BallotFault(None, "is no ballot", "write the number of such ballots, a colon and the order: 3: 1,2")
    weight = read_weight(count.strip())
    if isinstance(weight, str):
        return BallotFault(None, weight, WEIGHT_REMEDY)
    if not _ORDER.fullmatch(order):
        return BallotFault(None, f"{order.strip()!r} is no order", "write 1,{2,3},4")
    ranks: list[Rank] = []
    for together, alone in _PLACE.findall(order):
        there = [code.strip() for code in (alone or together).split(",") if code.strip()]
        if wrong := [code for code in there if code not in codes]:
            return BallotFault(None, f"alternative {wrong[0]!r} is unknown", f"there are {len(codes)}")
        if len(there) > 1 and form.startswith("s"):
            return BallotFault(None, f".{form} holds strict orders, and {{{together}}} is a tie", "save it as .toi")
        if len(set(there)) < len(there):
            return BallotFault(None, f"{{{together}}} names an alternative twice", ONCE)
        if there:
            ranks.append(as_rank(codes[code] for code in there))
    named = sum(1 if isinstance(rank, int) else len(rank) for rank in ranks)
    if form == "toc" and ranks and not isinstance(ranks[-1], int) and named == len(codes):
        ranks.pop()  # complete orders name the unranked too, as a tie at the end
    ranking = tuple(ranks)
    if (twice := repeated(ranking)) is not None:
        return BallotFault(None, f"alternative {list(codes)[twice]} is named twice", ONCE)
    return ranking, weight
