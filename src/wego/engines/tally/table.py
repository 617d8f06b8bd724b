"""Ballots in a table, one a row: a `choice`, ranks in columns 1, 2, 3 …, or what is `approved`; perhaps a `weight`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

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

COLUMNS = "a column choice, or approved, or 1, 2, 3 …; and perhaps weight"


def read_table(text: str, *, options: Sequence[str] = ()) -> Ballots:
    """The ballots of a CSV text with a header. The candidates are all who are named, in alphabetical order.

    With `options` (yes, no, abstain) these are all that may be named, in capitals or not. Raises BallotsRefused with
    every fault and its line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    faults: list[BallotFault] = []
    names = {option: at for at, option in enumerate(options)}
    groups: dict[Ranking, Weight] = {}
    try:
        header = [cell.strip() for cell in next(reader, [])]
        kind, places = _places(header)
        weight_at = header.index("weight") if "weight" in header else None
        line = reader.line_num + 1
        for cells in reader:
            # A blank line is no ballot, but in a table of one column it is an empty one.
            if cells or len(header) == 1:
                found = _row(cells, header, places, weight_at, names, options)
                if isinstance(found, BallotFault):
                    faults.append(BallotFault(line, found.message, found.remedy))
                else:
                    groups[found[0]] = groups.get(found[0], 0) + found[1]
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(BallotFault(reader.line_num, f"is not CSV: {error}"))
    if faults:
        raise BallotsRefused(faults)
    return Ballots(tuple(options), groups, kind) if options else _in_order(names, groups, kind)


def _places(header: Sequence[str]) -> tuple[str, list[int]]:
    """What the table holds, and the columns of its places, first to last."""
    if twice := [name for name in header if header.count(name) > 1]:
        raise BallotsRefused([BallotFault(1, f"the column {twice[0]!r} appears twice", "keep one")])
    own = [name for name in header if name != "weight"]
    if own in (["choice"], ["approved"]):
        return own[0], [header.index(own[0])]
    wanted = [str(number) for number in range(1, len(own) + 1)]
    if own and sorted(own) == sorted(wanted):
        return "ranked", [header.index(name) for name in wanted]
    unknown = [name for name in own if name not in ("choice", "approved", *wanted)]
    said = f"unknown column {unknown[0]!r}" if unknown else f"columns that do not go together: {', '.join(own)}"
    raise BallotsRefused([BallotFault(1, said if own else "no column holds a vote", f"give {COLUMNS}")])


def _row(
    cells: Sequence[str],
    header: Sequence[str],
    places: list[int],
    weight_at: int | None,
    names: dict[str, int],
    options: Sequence[str],
) -> tuple[Ranking, Weight] | BallotFault:
    if cells and len(cells) != len(header):
        message = f"has {len(cells)} cells where the header has {len(header)}"
        return BallotFault(None, message, "quote cells that hold a comma")
    cells = cells or [""]
    weight = 1 if weight_at is None else read_weight(cells[weight_at].strip())
    if isinstance(weight, str):
        return BallotFault(None, weight, WEIGHT_REMEDY)
    ranks: list[Rank] = []
    for at in places:
        there = [name.strip() for name in cells[at].split(";") if name.strip()]
        if options:
            there = [name.casefold() for name in there]
            if wrong := [name for name in there if name not in options]:
                return BallotFault(None, f"{wrong[0]!r} cannot be voted for", f"write {', '.join(options)}")
        if len(set(there)) < len(there):
            return BallotFault(None, f"{cells[at]!r} names one twice", ONCE)
        ranks.append(as_rank(names.setdefault(name, len(names)) for name in there))
    while ranks and ranks[-1] == ():
        ranks.pop()
    if (twice := repeated(tuple(ranks))) is not None:
        return BallotFault(None, f"{list(names)[twice]!r} is named twice", ONCE)
    return tuple(ranks), weight


def _in_order(names: dict[str, int], groups: dict[Ranking, Weight], kind: str) -> Ballots:
    """In alphabetical order, so that the order of rows changes nothing."""
    ordered = sorted(names)
    new = {names[name]: at for at, name in enumerate(ordered)}

    def moved(rank: Rank) -> Rank:
        return new[rank] if isinstance(rank, int) else tuple(sorted(new[one] for one in rank))

    return Ballots(tuple(ordered), {tuple(map(moved, ranking)): weight for ranking, weight in groups.items()}, kind)
