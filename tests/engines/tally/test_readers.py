"""Files of ballots: what is read, and what is refused with its line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from wego.engines.tally import Ballots, BallotsRefused, read_blt, read_preflib, read_table

NAMES = "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n"


def faults(text: str, form: str = "blt") -> list[tuple[int | None, str]]:
    with pytest.raises(BallotsRefused) as refusal:
        read(text, form)
    return [(one.line, one.message) for one in refusal.value.faults]


def read(text: str, form: str = "blt") -> Ballots:
    if form == "blt":
        return read_blt(text)
    return read_table(text) if form == "csv" else read_preflib(text, form=form)


def test_a_blt_file_with_all_that_programs_write():
    found = read(
        '3 2 # an election\n-3\n2 1 2 0\n(id 7) 1 2=1 0\n1 1 - 2 0\n1 0\n2 1 2 0\n0\n"A" # first\n"B"\n"C"\n"T"\n'
    )

    assert found == Ballots(
        ("A", "B", "C"), {(0, 1): 4, ((0, 1),): 1, (0, (), 1): 1, (): 1}, withdrawn=frozenset([2]), seats=2
    )


def test_a_blt_file_as_one_stream_of_numbers():
    assert read('2 1\n1 1 2 0 3 2\n0 0\n"A" "B" "T"\n').groups == {(0, 1): 1, (1,): 3}


def test_orders_of_preflib():
    text = f"# NUMBER ALTERNATIVES: 3\n{NAMES}2: 1,{{2,3}}\n1: {{1,2}},3\n1: 3\n"

    assert read(text, "toi").groups == {(0, (1, 2)): 2, ((0, 1), 2): 1, (2,): 1}
    assert read(f"{NAMES}2: 1,{{2,3}}\n", "toc").groups == {(0,): 2}  # the unranked, as complete orders write them


def test_tables():
    assert read("1,2,weight\nB,A,2\nB,A,0.5\nC,,1\n", "csv").groups == {(1, 0): Fraction(5, 2), (2,): 1}
    assert read('choice\n"Seoul"\nBusan\n\nSeoul\n', "csv") == Ballots(
        ("Busan", "Seoul"), {(1,): 2, (0,): 1, (): 1}, "choice"
    )


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ('2 1\n1 1 3 0\n0\n"A"\n"B"\n', "blt", [(2, "candidate '3' is unknown")]),
        ('2 1\n1 1 0\n1 1 2 1 0\n0\n"A"\n"B"\n', "blt", [(3, "candidate 1 is named twice")]),
        ('2 1\n1 1=1 0\n0\n"A"\n"B"\n', "blt", [(2, "1=1 names a candidate twice")]),
        ('2 1\n-3 1 2 0\n0\n"A"\n"B"\n', "blt", [(2, "the weight -3 is below zero")]),
        ('2 1\n-5\n1 1 0\n0\n"A"\n"B"\n', "blt", [(2, "withdrawn candidate 5 is unknown")]),
        ('2 1\nx 1 2 0\n0\n"A"\n"B"\n', "blt", [(2, "the weight 'x' is not a number")]),
        ("2 1\n1 1 0\n", "blt", [(None, "the ballots do not end")]),
        ('2 1\n1 1 0\n0\n"A"\n', "blt", [(4, "1 names for 2 candidates")]),
        ('2 1\n1 1 0\n0\n"A"\n"A"\n', "blt", [(5, "two candidates are called 'A'")]),
        ("two 1\n", "blt", [(1, "the first line is not two numbers from 1")]),
        ("", "blt", [(1, "the first line is not two numbers from 1")]),
        (f"{NAMES}1: 1,4\n", "soi", [(4, "alternative '4' is unknown")]),
        (f"{NAMES}1: 1,2,1\n", "soi", [(4, "alternative 1 is named twice")]),
        (f"{NAMES}1: {{1,1}},2\n", "toi", [(4, "{1,1} names an alternative twice")]),
        (f"{NAMES}1: 1,{{2,3}}\n", "soi", [(4, ".soi holds strict orders, and {2,3} is a tie")]),
        (f"{NAMES}-1: 1\n", "soi", [(4, "the weight -1 is below zero")]),
        (f"{NAMES}1: 1,{{2\n", "toi", [(4, "'1,{2' is no order")]),
        (f"{NAMES}1,2,3\n", "soc", [(4, "is no ballot")]),
        ("1: 1\n", "soi", [(1, "no alternative is named")]),
        ("1,2\nA,B\nA,A\n", "csv", [(3, "'A' is named twice")]),
        ("1,2\nA;A,B\n", "csv", [(2, "'A;A' names one twice")]),
        (
            "choice,weight\nA,-1\nA,x\n",
            "csv",
            [(2, "the weight -1 is below zero"), (3, "the weight 'x' is not a number")],
        ),
        ("vote\nA\n", "csv", [(1, "unknown column 'vote'")]),
        ("choice,1\nA,B\n", "csv", [(1, "columns that do not go together: choice, 1")]),
        ("1,3\nA,B\n", "csv", [(1, "unknown column '3'")]),
        ("weight\n1\n", "csv", [(1, "no column holds a vote")]),
        ("", "csv", [(1, "no column holds a vote")]),
        ("1,2\nA\n", "csv", [(2, "has 1 cells where the header has 2")]),
    ],
)
def test_what_is_refused_with_its_line(text: str, form: str, said: list[tuple[int | None, str]]):
    assert faults(text, form) == said


def test_a_motion_names_only_its_options():
    with pytest.raises(BallotsRefused) as refusal:
        read_table("choice\nyes\nMaybe\n", options=("yes", "no", "abstain"))

    assert [(one.line, one.message) for one in refusal.value.faults] == [(3, "'maybe' cannot be voted for")]
