"""What holds for every box of ballots, and that a second, slow count agrees."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.engines.tally import naive
from wego.engines.tally import Ballots, Outcome, count, read_blt

NAMES = ("A", "B", "C", "D", "E")


@st.composite
def boxes(draw: st.DrawFn, most: int = 24) -> naive.Papers:
    """Papers with one to five choices among five candidates; few kinds, so that ties are common."""
    paper = st.permutations(NAMES).flatmap(lambda order: st.integers(1, 5).map(lambda size: tuple(order[:size])))
    kinds = draw(st.lists(paper, min_size=1, max_size=7))
    return draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=most))


def ballots(papers: naive.Papers) -> Ballots:
    grouped = Counter(tuple(NAMES.index(name) for name in paper) for paper in papers)
    return Ballots(NAMES, dict(grouped))


@given(boxes(), st.integers(1, 4))
def test_stv_agrees_with_a_count_paper_by_paper(papers: naive.Papers, seats: int):
    found = count(ballots(papers), method="stv", seats=seats)

    try:
        elected, history = naive.scottish(papers, list(NAMES), seats)
    except naive.LotNeeded:
        assert found.tie
    else:
        assert (list(found.winners), [dict(one.votes) for one in found.rounds]) == (elected, history)


@given(boxes(), st.integers(1, 4))
def test_in_stv_no_vote_is_lost_to_the_last_digit(papers: naive.Papers, seats: int):
    found = count(ballots(papers), method="stv", seats=seats)

    assert {sum(one.votes.values()) + one.exhausted for one in found.rounds} == {len(papers)}
    assert all(votes * 100_000 == int(votes * 100_000) for one in found.rounds for votes in one.votes.values())


@given(boxes())
def test_instant_runoff_agrees_with_a_count_paper_by_paper(papers: naive.Papers):
    found = count(ballots(papers), method="irv")

    try:
        winner = naive.runoff(papers, list(NAMES))
    except naive.LotNeeded:
        assert found.tie
    else:
        assert found.winners == (winner,)


@given(boxes(most=12))
def test_schulze_agrees_with_all_paths_written_out(papers: naive.Papers):
    found = count(ballots(papers), method="schulze")

    unbeaten = naive.schulze(papers, list(NAMES))
    assert set(found.winners or found.tie) == unbeaten
    assert bool(found.tie) == (len(unbeaten) > 1)


@given(boxes(), st.sampled_from(NAMES))
def test_who_is_first_on_most_ballots_wins_an_instant_runoff(papers: naive.Papers, name: str):
    papers = papers + [(name,)] * (len(papers) + 1)

    assert count(ballots(papers), method="irv").winners == (name,)
    assert count(ballots(papers), method="stv").winners == (name,)


@given(boxes())
def test_who_beats_everyone_wins_by_schulze(papers: naive.Papers):
    def wins(one: str, other: str) -> int:
        def place(paper: tuple[str, ...], name: str) -> int:
            return paper.index(name) if name in paper else 9

        return sum(
            (place(paper, one) < place(paper, other)) - (place(paper, other) < place(paper, one)) for paper in papers
        )

    champions = [one for one in NAMES if all(wins(one, other) > 0 for other in NAMES if other != one)]

    if champions:
        assert count(ballots(papers), method="schulze").winners == tuple(champions)


def same(found: Outcome) -> object:
    return found.winners, found.tie, [(dict(one.votes), one.excluded) for one in found.rounds], found.valid


@given(boxes(), st.randoms(use_true_random=False), st.sampled_from(["irv", "stv", "schulze", "plurality", "approval"]))
def test_the_order_of_ballots_changes_nothing(papers: naive.Papers, random: object, method: str):
    mixed = list(papers)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert same(count(ballots(mixed), method=method)) == same(count(ballots(papers), method=method))


@given(boxes(), st.sampled_from(["irv", "stv", "schulze", "plurality", "approval"]))
def test_a_weight_is_as_many_ballots(papers: naive.Papers, method: str):
    one_by_one = f"{len(NAMES)} 2\n" + "".join(f"1 {_numbers(paper)} 0\n" for paper in papers)
    weighted = f"{len(NAMES)} 2\n" + "".join(f"{n} {_numbers(paper)} 0\n" for paper, n in Counter(papers).items())
    tail = "0\n" + "".join(f'"{name}"\n' for name in NAMES) + '"Title"\n'

    assert same(count(read_blt(one_by_one + tail), method=method)) == same(
        count(read_blt(weighted + tail), method=method)
    )


def _numbers(paper: tuple[str, ...]) -> str:
    return " ".join(str(NAMES.index(name) + 1) for name in paper)


@given(boxes(), st.integers(1, 3))
def test_halves_of_votes_are_counted_exactly(papers: naive.Papers, seats: int):
    whole = ballots(papers)
    doubled = Ballots(NAMES, {ranking: 2 * weight for ranking, weight in whole.groups.items()})
    halves = Ballots(NAMES, {ranking: Fraction(weight, 2) for ranking, weight in doubled.groups.items()})

    assert same(count(halves, method="stv", seats=seats)) == same(count(whole, method="stv", seats=seats))
