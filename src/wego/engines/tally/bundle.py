"""A published vote in one file, and what a stranger can prove from it alone.

The file is canonical JSON: keys sorted, one space of indent, no escapes but those that JSON demands, a line's end at
the end; so every byte of it is determined by what it says, and one that is changed is noticed. docs/reference/tally.md
has the keys.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from wego.engines.tally.ballots import Ballots, Rank, Ranking, Weight, as_rank, read_weight, repeated
from wego.engines.tally.counting import METHODS, MOTIONS, CannotCount, count
from wego.engines.tally.motions import OPTIONS
from wego.engines.tally.outcome import Outcome, as_document, as_number

FORMAT = "wego-election/1"
KEYS = {"format", "title", "roll", "rules", "box", "result", "hash"}
RULE_KEYS = {"method", "seats", "candidates", "withdrawn"}
VOTER_KEYS = {"id", "name", "votes"}  # and why somebody has none: reason
COUNTED = (*MOTIONS, "plurality", "approval")  # methods whose result follows from counts
MOST_VOTES = 10**9


@dataclass(frozen=True, slots=True)
class BundleCheck:
    """One thing that was recomputed: whether it holds; None: it could not be recomputed."""

    what: str
    holds: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class BundleVerification:
    """Every check of one bundle, and what was counted again."""

    checks: tuple[BundleCheck, ...]
    outcome: Outcome | None = None

    @property
    def holds(self) -> bool:
        return all(check.holds is not False for check in self.checks)


class Malformed(Exception):
    """The bundle lacks what it must have, or has what none may: `what` is its part."""

    def __init__(self, what: str, said: str) -> None:
        self.what, self.said = what, said
        super().__init__(f"{what}: {said}")


def bundle_text(document: Mapping[str, Any]) -> str:
    """The document as its only writing."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def hash_of(part: object) -> str:
    """The SHA-256 of a part in its shortest canonical writing."""
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def sorted_ballots(ballots: Ballots) -> list[dict[str, Any]]:
    """Each different ballot by its names with the sum of its weights, sorted by its writing: order says nothing."""
    names = ballots.candidates

    def written(rank: Rank) -> object:
        return names[rank] if isinstance(rank, int) else sorted(names[one] for one in rank)

    rows = [
        {"ranking": [written(rank) for rank in ranking], "weight": as_number(weight)}
        for ranking, weight in ballots.groups.items()
    ]
    return sorted(rows, key=_order)


def as_published(
    *,
    title: str,
    voters: Sequence[Mapping[str, Any]],
    ballots: Ballots,
    method: str,
    seats: int = 1,
    with_ballots: bool,
) -> dict[str, Any]:
    """A vote's bundle, counted here. Without its ballots it has the counts of the first round and of the invalid."""
    roll = sum(voter["votes"] for voter in voters)
    outcome = count(ballots, method=method, seats=seats, roll=roll)
    if with_ballots:
        box: dict[str, Any] = {"kind": ballots.kind, "ballots": sorted_ballots(ballots)}
    else:
        votes = {name: as_number(number) for name, number in outcome.rounds[0].votes.items()}
        box = {"counts": votes, "invalid": as_number(outcome.invalid), "valid": as_number(outcome.valid)}
    document = {
        "format": FORMAT,
        "title": title,
        "roll": {"voters": list(voters), "hash": hash_of(list(voters))},
        "rules": {
            "method": method,
            "seats": seats,
            "candidates": list(ballots.candidates),
            "withdrawn": [ballots.candidates[one] for one in sorted(ballots.withdrawn)],
        },
        "box": {**box, "hash": hash_of(box)},
        "result": _result(outcome),
    }
    return {**document, "hash": hash_of(document)}


def verify_bundle(document: Any, text: str) -> BundleVerification:
    """Recompute what can be recomputed; `text` is the file as it was read. Raises Malformed."""
    _check_shape(document)
    checks = [
        BundleCheck(
            "writing", text == bundle_text(document), "the file is written as the format demands, byte by byte"
        ),
        _hash_check("roll", document["roll"]["voters"], document["roll"]["hash"]),
        _hash_check("box", _without_hash(document["box"]), document["box"]["hash"]),
        _hash_check("bundle", _without_hash(document), document["hash"]),
    ]
    roll = _votes_on(document["roll"]["voters"])
    box, rules = document["box"], document["rules"]
    if "ballots" in box:
        rows = box["ballots"]
        checks.append(
            BundleCheck("order", rows == sorted(rows, key=_order), "the ballots are sorted, so their order is mute")
        )
        outcome, counted = _count_ballots(box, rules, roll)
    elif rules["method"] in COUNTED:
        outcome, counted = _count_counts(box, rules, roll)
    else:
        said = f"{rules['method']} needs the ballots, and this body's rule publishes only counts"
        return BundleVerification((*checks, _size_check(box, roll), BundleCheck("result", None, said)))
    if outcome is None:
        return BundleVerification((*checks, BundleCheck("result", False, counted)))
    same = _result(outcome) == document["result"]
    return BundleVerification((*checks, BundleCheck("result", same, "the result follows from the box")), outcome)


def _hash_check(what: str, part: object, said: object) -> BundleCheck:
    found = hash_of(part)
    return BundleCheck(what, found == said, found if found == said else f"its hash is {found}, not {said}")


def _size_check(box: Mapping[str, Any], roll: int) -> BundleCheck:
    votes = Fraction(str(box["valid"])) + Fraction(str(box["invalid"]))
    return BundleCheck("size", votes <= roll, f"{as_number(votes)} votes in the box, {roll} on the roll")


def _result(outcome: Outcome) -> dict[str, object]:
    document = as_document(outcome)
    return {key: value for key, value in document.items() if key != "explanation"}


def _order(row: Mapping[str, Any]) -> str:
    return json.dumps(row.get("ranking"), ensure_ascii=False)


def _without_hash(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "hash"}


def _count_ballots(box: Mapping[str, Any], rules: Mapping[str, Any], roll: int) -> tuple[Outcome | None, str]:
    index = {name: at for at, name in enumerate(rules["candidates"])}
    groups: dict[Ranking, Weight] = {}
    for number, row in enumerate(box["ballots"], 1):
        try:
            ranking, weight = _ballot(row, index)
        except ValueError as wrong:
            return None, f"ballot {number}: {wrong}"
        groups[ranking] = groups.get(ranking, 0) + weight
    return _counted(groups, box["kind"], rules, roll)


def _ballot(row: Any, index: Mapping[str, int]) -> tuple[Ranking, Weight]:
    if not isinstance(row, dict) or set(row) != {"ranking", "weight"} or not isinstance(row["ranking"], list):
        raise ValueError("has not the keys ranking and weight")
    ranks = []
    for place in row["ranking"]:
        there = place if isinstance(place, list) else [place]
        for name in there:
            if not isinstance(name, str) or name not in index:
                raise ValueError(f"{name!r} is no candidate")
        ranks.append(as_rank(index[name] for name in there))
    if repeated(tuple(ranks)) is not None:
        raise ValueError("a candidate is named twice")
    return tuple(ranks), _weight(row["weight"])


def _weight(said: object) -> Weight:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise ValueError(f"{said!r} is no weight")
    weight = read_weight(str(said))
    if isinstance(weight, str):
        raise ValueError(weight)
    return weight


def _count_counts(box: Mapping[str, Any], rules: Mapping[str, Any], roll: int) -> tuple[Outcome | None, str]:
    """The result as if each vote of the counts were a ballot of its own; approvals are then no ballots to count."""
    index = {name: at for at, name in enumerate(rules["candidates"])}
    # A motion names all three options, whether or not somebody chose them.
    names = (*index, *(option for option in OPTIONS if option not in index)) if _is_motion(rules) else tuple(index)
    places = {name: at for at, name in enumerate(names)}
    try:
        groups: dict[Ranking, Weight] = {(places[name],): _weight(votes) for name, votes in box["counts"].items()}
        invalid, valid = _weight(box["invalid"]), _weight(box["valid"])
    except (KeyError, ValueError) as wrong:
        return None, f"counts: {wrong}"
    if rules["method"] == "approval":
        # How many ballots there were does not follow from approvals: it stands as published, and bounds each of them.
        if any(votes > valid for votes in groups.values()):
            return None, "counts: somebody has more approvals than there are valid ballots"
        outcome, said = _counted(groups, "approved", {**rules, "candidates": names}, None)
        return (None, said) if outcome is None else (_as_said(outcome, valid, invalid), said)
    if valid != sum(groups.values()):
        return None, "counts: their sum is not the number of valid ballots"
    return _counted(groups | {(): invalid}, "choice", {**rules, "candidates": names}, roll)


def _as_said(outcome: Outcome, valid: Weight, invalid: Weight) -> Outcome:
    return replace(outcome, valid=valid, invalid=invalid)


def _counted(
    groups: Mapping[Ranking, Weight], kind: str, rules: Mapping[str, Any], roll: int | None
) -> tuple[Outcome | None, str]:
    names = tuple(rules["candidates"])
    withdrawn = frozenset(names.index(name) for name in rules["withdrawn"])
    try:
        ballots = Ballots(names, groups, kind, withdrawn)
        return count(ballots, method=rules["method"], seats=rules["seats"], roll=roll), ""
    except CannotCount as refusal:
        return None, str(refusal)


def _is_motion(rules: Mapping[str, Any]) -> bool:
    return rules["method"] in MOTIONS


def _votes_on(voters: Iterable[Mapping[str, Any]]) -> int:
    return sum(voter["votes"] for voter in voters)


def _check_shape(document: Any) -> None:
    """What the rest may rely on."""
    _want("bundle", isinstance(document, dict), "is no object")
    _want("bundle", document.get("format") == FORMAT, f"the format is not {FORMAT}")
    _keys("bundle", document, KEYS)
    _keys("roll", document["roll"], {"voters", "hash"})
    _want("roll", isinstance(document["roll"]["voters"], list), "its voters are no list")
    ids = set()
    for number, voter in enumerate(document["roll"]["voters"], 1):
        _keys(f"roll, voter {number}", voter, VOTER_KEYS, frozenset(["reason"]))
        votes = voter["votes"]
        sound = isinstance(votes, int) and not isinstance(votes, bool) and 0 <= votes <= MOST_VOTES
        _want(f"roll, voter {number}", sound, "its votes are no whole number from 0")
        _want(f"roll, voter {number}", str(voter["id"]) not in ids, "its id stands twice")
        ids.add(str(voter["id"]))
    _check_rules(document["rules"])
    box = document["box"]
    if isinstance(box, dict) and "ballots" in box:
        _keys("box", box, {"kind", "ballots", "hash"})
        _want("box", box["kind"] in ("ranked", "choice", "approved"), "its kind is not ranked, choice or approved")
        _want("box", isinstance(box["ballots"], list), "its ballots are no list")
        _want("box", all(isinstance(row, dict) for row in box["ballots"]), "a ballot is no object")
    else:
        _keys("box", box, {"counts", "valid", "invalid", "hash"})
        _want("box", isinstance(box["counts"], dict), "its counts are no object")
        for key in ("valid", "invalid"):
            try:
                _weight(box[key])
            except ValueError as wrong:
                raise Malformed("box", f"{key}: {wrong}") from None


def _check_rules(rules: Any) -> None:
    _keys("rules", rules, RULE_KEYS)
    _want("rules", rules["method"] in METHODS, f"the method is none of {', '.join(METHODS)}")
    seats = rules["seats"]
    sound = isinstance(seats, int) and not isinstance(seats, bool) and 1 <= seats <= MOST_VOTES
    _want("rules", sound, "the seats are no whole number from 1")
    for key in ("candidates", "withdrawn"):
        names = rules[key]
        sound = isinstance(names, list) and all(isinstance(name, str) for name in names)
        _want("rules", sound and len(set(names)) == len(names), f"the {key} are no list of different names")
    _want("rules", set(rules["withdrawn"]) <= set(rules["candidates"]), "somebody withdrawn was no candidate")


def _want(what: str, is_so: bool, said: str) -> None:
    if not is_so:
        raise Malformed(what, said)


def _keys(what: str, part: Any, wanted: set[str], optional: frozenset[str] = frozenset()) -> None:
    _want(what, isinstance(part, dict), "is no object")
    if missing := sorted(wanted - set(part)):
        raise Malformed(what, f"{missing[0]} is missing")
    if unknown := sorted(set(part) - wanted - optional):
        raise Malformed(what, f"{unknown[0]} is unknown")
