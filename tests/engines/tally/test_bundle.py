"""A published vote counted again: what is proved, what is noticed, what is said to be out of reach."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.tally import (
    BundleVerification,
    Malformed,
    as_published,
    bundle_text,
    hash_of,
    read_table,
    verify_bundle,
)

VOTERS = [
    {"id": "seoul", "name": "Seoul", "votes": 2},
    {"id": "busan", "name": "Busan", "votes": 3},
    {"id": "ulsan", "name": "Ulsan", "votes": 0, "reason": "in arrears"},
]
RANKED = read_table("1,2,weight\nAda,Ben,2\nBen,Cy,1\nCy,,1\n,,1\n")


def published(method: str = "stv", *, with_ballots: bool = True, text: str = "") -> dict[str, Any]:
    ballots = read_table(text, options=("yes", "no", "abstain") if "yes" in text else ()) if text else RANKED
    return as_published(title="투표", voters=VOTERS, ballots=ballots, method=method, with_ballots=with_ballots)


def verified(document: dict[str, Any]) -> BundleVerification:
    return verify_bundle(document, bundle_text(document))


def states(found: BundleVerification) -> dict[str, bool | None]:
    return {check.what: check.holds for check in found.checks}


def sealed(document: dict[str, Any]) -> dict[str, Any]:
    """With every hash right again, as someone would who changes more than a byte."""
    for part, inner in (("roll", document["roll"]["voters"]), ("box", None)):
        own = inner if inner is not None else {k: v for k, v in document["box"].items() if k != "hash"}
        document[part]["hash"] = hash_of(own)
    document["hash"] = hash_of({key: value for key, value in document.items() if key != "hash"})
    return document


@pytest.mark.parametrize(
    ("method", "with_ballots", "text"),
    [
        ("stv", True, ""),
        ("irv", True, ""),
        ("schulze", True, ""),
        ("majority", False, "choice\nyes\nyes\nno\n\n"),
        ("two_thirds", False, "choice\nyes\nyes\nyes\nyes\nno\n"),
        ("plurality", False, "choice\nAda\nAda\nBen\n"),
        ("approval", False, "approved\nAda;Ben\nAda\n"),
        ("approval", True, "approved\nAda;Ben\nAda\n"),
    ],
)
def test_what_was_published_holds(method: str, with_ballots: bool, text: str):
    found = verified(published(method, with_ballots=with_ballots, text=text))

    assert set(states(found).values()) == {True}
    assert {"roll", "box", "result", "writing", "bundle"} <= set(states(found))


def test_of_ranked_votes_counts_alone_do_not_prove_the_result():
    found = verified(published(with_ballots=False))

    assert found.holds
    assert states(found)["result"] is None


@given(st.data())
def test_one_changed_byte_is_noticed(data: st.DataObject):
    text = bundle_text(published())
    raw = bytearray(text.encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[at]))

    try:
        changed = raw.decode()
        found = verify_bundle(json.loads(changed), changed)
    except (UnicodeDecodeError, json.JSONDecodeError, Malformed):
        return
    assert not found.holds


def _winner(document: dict[str, Any]) -> None:
    document["result"]["winners"] = ["Cy"]


def _ballot(document: dict[str, Any]) -> None:
    document["box"]["ballots"][0]["weight"] = 1


def _order(document: dict[str, Any]) -> None:
    document["box"]["ballots"].reverse()


def _roll(document: dict[str, Any]) -> None:
    document["roll"]["voters"].pop(1)


def _stranger(document: dict[str, Any]) -> None:
    document["box"]["ballots"][0]["ranking"] = ["Ada", "Zoe"]


@pytest.mark.parametrize(
    ("change", "what"),
    [(_winner, "result"), (_ballot, "result"), (_order, "order"), (_roll, "result"), (_stranger, "result")],
)
def test_a_change_with_every_hash_made_right_is_noticed_too(change: Callable[[dict[str, Any]], None], what: str):
    document = published()
    change(document)

    found = verified(sealed(document))

    assert [check.what for check in found.checks if check.holds is False] == [what]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("title", None, "bundle: title is missing"),
        ("more", 1, "bundle: more is unknown"),
        ("format", "wego-election/9", "bundle: the format is not wego-election/1"),
        ("roll", {"voters": 1, "hash": ""}, "roll: its voters are no list"),
        ("rules", [], "rules: is no object"),
        ("box", {"ballots": 1, "kind": "ranked", "hash": ""}, "box: its ballots are no list"),
    ],
)
def test_what_is_no_bundle_is_refused(key: str, value: object, said: str):
    document = published() | {key: value}
    if value is None:
        del document[key]

    with pytest.raises(Malformed, match=f"^{said}$"):
        verified(document)
