"""STV as Scottish local elections count it, and instant runoff.

STV: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52, and the order of 2011
(SSI 2011/399): Droop quota; a surplus passes on over all ballots of the elected at the value that each had × surplus ÷
votes, to five decimal places, any remainder ignored (weighted inclusive Gregory method); the largest surplus first,
then the exclusion of the last; equal ones by the most recent earlier stage that differs. As in official counts the
ballots of the excluded pass on before the last seats are filled without the quota.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from wego.engines.messages import Message, message
from wego.engines.tally.ballots import Ballots
from wego.engines.tally.outcome import Outcome, Round, names_of, short
from wego.engines.tally.papers import ONE, Papers, Parcel
from wego.engines.tally.validity import Box, as_preferences, open_box

# How many undecided choices are followed to see who is elected whatever they are; beyond it only those elected so far.
MOST_BRANCHES = 3_000


def count_transferable(ballots: Ballots, seats: int) -> Outcome:
    """STV by the Scottish rules, exact to the last of its five decimals."""
    return _counted(Stages(open_box(ballots, as_preferences), seats, is_runoff=False))


def count_instant_runoff(ballots: Ballots, seats: int) -> Outcome:
    """The last is excluded until one has more than half of the votes still counted. No more than one seat, unless
    there is one for everybody."""
    return _counted(Stages(open_box(ballots, as_preferences), seats, is_runoff=True))


class Undecided(Exception):
    """The rules do not say which of the tied is meant; `go_on` is what happens to the one that is chosen."""

    def __init__(self, tied: tuple[int, ...], go_on: Callable[[Stages, int], None], code: str) -> None:
        self.tied, self.go_on, self.code = tied, go_on, code
        super().__init__(code)


def _counted(stages: Stages) -> Outcome:
    """Run to the end or to a tie; then every way on is followed to see who is elected in all of them."""
    names = stages.box.candidates
    anyway: tuple[int, ...] = ()
    undecided = None
    try:
        stages.run()
    except Undecided as tie:
        undecided = tie
        sure = _elected_anyway(stages, tie, {}, [MOST_BRANCHES])
        anyway = (*stages.elected, *sorted(sure - set(stages.elected)))
    steps = [*stages.box.steps(), *stages.steps]
    if not undecided:
        winners = names_of(names, stages.elected)
    else:
        winners = names_of(names, anyway)
        said = names_of(names, undecided.tied)
        steps.append(
            message("exclusion_tied", names=said)
            if undecided.code == "exclusion"
            else message("surplus_tied", names=said)
        )
        further = names_of(names, anyway[len(stages.elected) :])
        steps.append(message("elected_anyway", names=further) if further else message("nobody_anyway"))
    tied = undecided.tied if undecided else stages.harmless_tie
    return Outcome(
        stages.box.valid, stages.box.invalid, tuple(stages.rounds), tuple(steps), winners, tie=names_of(names, tied)
    )


def _elected_anyway(
    stages: Stages, tie: Undecided, known: dict[object, frozenset[int]], budget: list[int]
) -> frozenset[int]:
    """Who is elected whichever of the tied is chosen, now and in every later tie."""
    sure: frozenset[int] | None = None
    for one in tie.tied:
        budget[0] -= 1
        if budget[0] < 0:
            return frozenset(stages.elected)
        branch = stages.copy()
        tie.go_on(branch, one)
        key = branch.key()
        if key not in known:
            try:
                branch.run()
                known[key] = frozenset(branch.elected)
            except Undecided as next_:
                known[key] = _elected_anyway(branch, next_, known, budget)
        sure = known[key] if sure is None else sure & known[key]
    return sure or frozenset()


class Stages:
    """A count as it stands after a stage: votes, who is elected and excluded, and the papers that each one holds.

    Votes are whole numbers of 0.00001 / the papers' scale.
    """

    def __init__(self, box: Box, seats: int, *, is_runoff: bool) -> None:
        self.box, self.seats, self.is_runoff = box, seats, is_runoff
        self.papers = Papers(box)
        several = len(box.candidates)
        self.unit = ONE * self.papers.scale
        self.quota = (self.papers.total // (self.papers.scale * (seats + 1)) + 1) * self.unit
        self.votes = [0] * several
        self.exhausted = 0
        self.continuing = list(range(several))
        self.elected: list[int] = []
        self.surpluses: list[int] = []
        self.excluded: list[int] = []
        self.piles: list[list[Parcel]] = [[] for _ in range(several)]
        self.history: list[tuple[int, ...]] = []
        self.rounds: list[Round] = []
        self.steps: list[Message] = []
        self.harmless_tie: tuple[int, ...] = ()

    def copy(self) -> Stages:
        """The same count, to go on in another way; papers and parcels never change and are shared."""
        other = object.__new__(Stages)
        other.__dict__.update(self.__dict__)
        for name in ("votes", "continuing", "elected", "surpluses", "excluded", "history", "rounds", "steps"):
            setattr(other, name, list(getattr(self, name)))
        other.piles = [list(pile) for pile in self.piles]
        return other

    def key(self) -> object:
        """What decides all that follows."""
        return frozenset(self.excluded), tuple(self.elected), tuple(self.surpluses), tuple(self.history)

    def run(self) -> None:
        """Stage after stage until all seats are filled. Raises Undecided, with the count as it stood before."""
        if not self.rounds:
            self._first_choices()
        while len(self.elected) < self.seats and self.continuing:
            self._next_stage()

    def _first_choices(self) -> None:
        if not self.is_runoff:
            quota, valid = short(self.quota // self.unit), short(self.box.valid)
            self.steps.append(message("quota", valid=valid, divisor=self.seats + 1, quota=quota))
        self.steps.append(message("first_choices", round=1))
        self._credit(self.papers.all_papers(), ONE)
        self._end_stage()

    def _next_stage(self) -> None:
        if self.surpluses:
            most = max(self.votes[one] for one in self.surpluses)
            tied = [one for one in self.surpluses if self.votes[one] == most]
            self._pass_surplus(self._decide(tied, Stages._pass_surplus, "surplus"))
        else:
            fewest = min(self.votes[one] for one in self.continuing)
            tied = [one for one in self.continuing if self.votes[one] == fewest]
            self._exclude(self._decide(tied, Stages._exclude, "exclusion"))

    def _decide(self, tied: list[int], go_on: Callable[[Stages, int], None], code: str) -> int:
        """The most recent earlier stage that differs decides; then the next before it among those still equal."""
        if len(tied) == 1:
            return tied[0]
        chooser = min if code == "exclusion" else max
        left = tied
        for number in range(len(self.history) - 1, 0, -1):
            votes = self.history[number - 1]
            chosen = chooser(votes[one] for one in left)
            left = [one for one in left if votes[one] == chosen]
            if len(left) == 1:
                names, name = self._names(tied), self.box.candidates[left[0]]
                self.steps.append(
                    message("fewer_before", names=names, round=number, name=name)
                    if code == "exclusion"
                    else message("more_before", names=names, round=number, name=name)
                )
                return left[0]
        vacant = self.seats - len(self.elected)
        has_papers = any(self.piles[one] for one in left)
        if code == "exclusion" and not has_papers and len(self.continuing) - len(left) >= vacant:
            # All of them must go, and in whatever order they do, no vote moves.
            if not set(left) <= set(self.harmless_tie):
                self.harmless_tie = tuple(left)
                self.steps.append(message("exclusion_without_votes", names=self._names(left)))
            return left[0]
        raise Undecided(tuple(left), go_on, code)

    def _pass_surplus(self, one: int) -> None:
        votes = self.votes[one]
        surplus = votes - self.quota
        number = len(self.rounds) + 1
        name = self.box.candidates[one]
        self.steps.append(
            message("surplus", round=number, name=name, surplus=self._text(surplus), votes=self._text(votes))
        )
        self.surpluses.remove(one)
        passed = sum(self._credit(parcel, surplus * parcel.value // votes) for parcel in self.piles[one])
        self.piles[one] = []
        self.votes[one] = self.quota
        self._end_stage(lost=surplus - passed)

    def _exclude(self, one: int) -> None:
        votes = self.votes[one]
        number = len(self.rounds) + 1
        name = self.box.candidates[one]
        self.steps.append(message("excluded", round=number, name=name, votes=self._text(votes)))
        self.continuing.remove(one)
        self.excluded.append(one)
        passed = sum(self._credit(parcel, parcel.value) for parcel in self.piles[one])
        self.piles[one] = []
        self.votes[one] = 0
        self._end_stage(lost=votes - passed, excluded=(one,))

    def _credit(self, parcel: Parcel, value: int) -> int:
        """Papers to their next choices at a value; how much that was."""
        passed = 0
        for one, part in self.papers.sort(parcel, value, self.continuing).items():
            votes = value * self.papers.weight(part)
            self.votes[one] += votes
            self.piles[one].append(part)
            passed += votes
        return passed

    def _end_stage(self, *, lost: int = 0, excluded: tuple[int, ...] = ()) -> None:
        """Record the votes, and elect who has enough of them."""
        number = len(self.rounds) + 1
        self.piles = [self.papers.join(pile) for pile in self.piles]
        self.exhausted += lost
        if lost:
            self.steps.append(message("exhausted", round=number, votes=self._text(lost)))
        self.history.append(tuple(self.votes))
        chosen = self._more_than_half(number) if self.is_runoff else self._with_quota(number)
        vacant = self.seats - len(self.elected)
        if vacant and len(self.continuing) <= vacant:
            rest = self._by_votes(self.continuing)
            names = self._names(rest)
            self.steps.append(
                message("all_elected", names=self._names([*chosen, *rest]))
                if number == 1
                else message("last_seats", round=number, names=names)
            )
            self._elect(rest)
            chosen += rest
        votes = {name: Fraction(votes, self.unit) for name, votes in zip(self.box.candidates, self.votes, strict=True)}
        self.rounds.append(
            Round(number, votes, self._names(chosen), self._names(excluded), Fraction(self.exhausted, self.unit))
        )

    def _with_quota(self, number: int) -> list[int]:
        chosen = self._by_votes([one for one in self.continuing if self.votes[one] >= self.quota])
        if chosen:
            self.steps.append(message("quota_reached", round=number, names=self._names(chosen)))
            self._elect(chosen)
            self.surpluses += [one for one in chosen if self.votes[one] > self.quota]
        return chosen

    def _more_than_half(self, number: int) -> list[int]:
        total = sum(self.votes)
        chosen = [one for one in self.continuing if self.votes[one] * 2 > total]
        for one in chosen:
            name, votes = self.box.candidates[one], self._text(self.votes[one])
            self.steps.append(message("more_than_half", round=number, name=name, votes=votes, total=self._text(total)))
        self._elect(chosen)
        return chosen

    def _elect(self, chosen: Sequence[int]) -> None:
        self.elected += chosen
        self.continuing = [one for one in self.continuing if one not in chosen]

    def _by_votes(self, several: Sequence[int]) -> list[int]:
        return sorted(several, key=lambda one: -self.votes[one])

    def _names(self, several: Sequence[int]) -> tuple[str, ...]:
        return names_of(self.box.candidates, several)

    def _text(self, votes: int) -> str:
        return short(Fraction(votes, self.unit))
