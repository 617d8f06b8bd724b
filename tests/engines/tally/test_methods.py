"""Each method by cases worked out by hand."""

from __future__ import annotations

import pytest

from wego.engines.tally import CannotCount, Outcome, as_document, count, read_blt, read_table

HILL = """4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""


def blt(names: str, *ballots: str, seats: int = 1) -> str:
    """`"3 AB"`: three ballots, A first and B next."""
    rows = []
    for ballot in ballots:
        number, _space, order = ballot.partition(" ")
        rows.append(" ".join([number, *(str(names.index(name) + 1) for name in order), "0"]))
    quoted = [f'"{name}"' for name in names]
    return "\n".join([f"{len(names)} {seats}", *rows, "0", *quoted, '"Title"']) + "\n"


def counted(names: str, *ballots: str, method: str, seats: int | None = None) -> Outcome:
    return count(read_blt(blt(names, *ballots)), method=method, seats=seats)


def motion(*cells: str, method: str = "majority", roll: int | None = None) -> Outcome:
    text = "choice\n" + "".join(f"{cell}\n" for cell in cells)
    return count(read_table(text, options=("yes", "no", "abstain")), method=method, roll=roll)


def votes(found: Outcome) -> list[dict[str, str]]:
    return [one["votes"] for one in as_document(found)["rounds"]]  # type: ignore[index,union-attr,attr-defined]


@pytest.mark.parametrize(
    ("cells", "method", "roll", "carried"),
    [
        (["yes", "yes", "no"], "majority", None, True),
        (["yes", "no", "abstain"], "majority", None, False),
        (["abstain"], "majority", None, False),
        (["yes", "Yes", "no"], "absolute_majority", 3, True),
        (["yes", "yes", "no"], "absolute_majority", 4, False),
        (["yes", "yes"], "two_thirds", 3, True),
        (["yes", "yes"], "two_thirds", 4, False),
    ],
)
def test_a_motion(cells: list[str], method: str, roll: int | None, carried: bool):
    found = motion(*cells, method=method, roll=roll)

    assert (found.carried, found.winners, found.tie) == (carried, (), ())


def test_an_abstention_is_valid_and_an_empty_or_overvoted_ballot_is_not():
    found = motion("yes", "abstain", "", "yes;no")

    assert (found.valid, found.invalid) == (2, 2)
    assert votes(found) == [{"yes": "1.00000", "no": "0.00000", "abstain": "1.00000"}]
    assert [step.code for step in found.steps][1:3] == ["invalid_empty", "invalid_overvoted"]


def test_plurality_and_a_tie_at_the_last_seat():
    found = counted("ABCD", "4 A", "2 B", "2 C", "1 D", method="plurality", seats=2)

    assert (found.winners, found.tie) == (("A",), ("B", "C"))
    assert counted("ABCD", "4 A", "2 B", "2 C", "1 D", method="plurality", seats=3).winners == ("A", "B", "C")


def test_approval_counts_each_name_once_a_ballot():
    found = count(read_table("approved,weight\nA;B,1\nB;C,2\nA,1\n,1\n"), method="approval")

    assert (found.winners, found.valid, found.invalid) == (("B",), 4, 1)
    assert votes(found) == [{"A": "2.00000", "B": "3.00000", "C": "2.00000"}]


def test_instant_runoff_passes_ballots_on_and_sets_exhausted_ones_aside():
    found = counted("ABC", "4 A", "3 B", "1 CB", "1 C", method="irv")

    # Without C it is 4 to 4 with one exhausted; in the first round it was 4 to 3, so B is excluded.
    assert (found.winners, found.tie) == (("A",), ())
    assert [one.exhausted for one in found.rounds] == [0, 1, 5]


def test_instant_runoff_asks_the_most_recent_round_that_differs():
    found = counted("ABCD", "5 A", "4 B", "1 CB", "1 DC", "1 D", method="irv")

    # C goes first, as it had fewer than D; B then has 5 as A has, and D goes; A and B are equal, and B had fewer.
    assert found.winners == ("A",)
    assert [one.excluded for one in found.rounds] == [(), ("C",), ("D",), ("B",)]
    assert "fewer_before" in [step.code for step in found.steps]
    assert str(votes(found)[2]["A"]) == "5.00000"
    assert found.rounds[2].exhausted == 2


def test_stv_by_the_scottish_rules_to_the_fifth_decimal():
    found = count(read_blt(HILL), method="stv")

    # 12 valid ballots (the one for Basil alone is empty): quota 12 // 3 + 1 = 5. Adam's 2 above it: 2 / 7 = 0.28571.
    assert (found.winners, found.valid, found.invalid) == (("Adam", "Donald"), 12, 1)
    assert (
        votes(found)
        == [
            {"Adam": "7.00000", "Charlotte": "1.00000", "Donald": "4.00000"},
            {"Adam": "5.00000", "Charlotte": "2.99997", "Donald": "4.00000"},
            {"Adam": "5.00000", "Charlotte": "0.00000", "Donald": "6.85713"},
        ]
        or found.rounds
    )


def test_stv_fills_the_last_seats_after_the_exclusion_has_passed_on():
    found = counted("ABC", "4 A", "3 BC", "2 CB", method="stv", seats=2)

    # The quota is 4: A has it, and no surplus; C goes, and its ballots reach B before the seat is B's.
    assert found.winners == ("A", "B")
    assert votes(found)[-1] == {"A": "4.00000", "B": "5.00000", "C": "0.00000"}


@pytest.mark.parametrize("method", ["plurality", "approval", "irv", "stv", "schulze"])
def test_more_seats_than_candidates_elect_all(method: str):
    found = counted("AB", "2 A", "1 B", method=method, seats=3)

    assert (sorted(found.winners), found.tie) == (["A", "B"], ())


def test_a_tie_that_no_round_breaks_is_reported_with_those_elected_anyway():
    found = counted("ABCD", "5 A", "2 B", "1 C", "1 D", method="stv", seats=2)

    assert (found.winners, found.tie) == (("A", "B"), ("C", "D"))
    assert found.steps[-1].code == "elected_anyway"


def test_a_tie_for_the_seat_elects_nobody():
    for method in ("plurality", "irv", "stv", "schulze"):
        found = counted("AB", "1 A", "1 B", method=method)

        assert (found.winners, found.tie) == ((), ("A", "B"))


def test_who_has_no_ballot_at_all_is_excluded_without_moving_a_vote():
    found = counted("ABCDE", "4 A", "3 B", "2 CB", method="irv")

    assert (found.winners, found.tie) == (("B",), ("D", "E"))
    assert [one.excluded for one in found.rounds] == [(), ("D",), ("E",), ("C",)]


def test_schulze_by_the_example_of_its_paper():
    """45 voters, five candidates: E wins (Schulze 2011, example 1)."""
    found = counted(
        "ABCDE",
        "5 ACBED",
        "5 ADECB",
        "8 BEDAC",
        "3 CABED",
        "7 CAEBD",
        "2 CBADE",
        "7 DCEBA",
        "8 EBADC",
        method="schulze",
    )

    assert found.winners == ("E",)
    assert votes(found) == [{"A": "3.00000", "B": "1.00000", "C": "2.00000", "D": "0.00000", "E": "4.00000"}]


def test_an_overvoted_ballot_is_invalid_by_ranks_and_a_tie_by_schulze():
    text = "3 1\n2 1=2 3 0\n1 3 1=2 0\n1 2 0\n0\nA\nB\nC\n"

    assert count(read_blt(text), method="irv").invalid == 3
    assert count(read_blt(text), method="schulze").invalid == 0
    assert count(read_blt(text), method="plurality").invalid == 2


def test_choices_behind_a_gap_do_not_count_and_without_a_first_choice_a_ballot_is_invalid():
    ballots = read_table("1,2,3\nA,,B\n,B,\nC,B,A\nC,A,B\nA,,\n")

    found = count(ballots, method="stv")
    assert (found.valid, found.invalid) == (4, 1)
    assert "invalid_no_first" in [step.code for step in found.steps]
    assert count(ballots, method="schulze").invalid == 0


@pytest.mark.parametrize(
    ("text", "method", "seats", "roll", "said"),
    [
        ("choice\n", "plurality", None, None, "there are no ballots"),
        ("choice,weight\nA,0\n", "plurality", None, None, "there are no ballots"),
        ("choice\nyes\nno\n", "majority", None, 1, "there are more votes (2) than the roll has (1)"),
        ("choice\nA\n", "majority", None, None, "majority counts only yes, no, abstain"),
        ("choice\nyes\n", "two_thirds", None, None, "two_thirds is measured against the roll"),
        ("approved\nA;B\n", "stv", None, None, "stv needs choices in order, and these are approvals"),
        ("1,2\nA,B\nB,C\n", "irv", 2, None, "irv fills one seat"),
        ("choice\nA\n", "borda", None, None, "there is no method 'borda'"),
    ],
)
def test_what_cannot_be_counted(text: str, method: str, seats: int | None, roll: int | None, said: str):
    with pytest.raises(CannotCount) as refusal:
        count(read_table(text), method=method, seats=seats, roll=roll)

    assert refusal.value.said == said
