"""Ballot files in the BLT format of I. D. Hill, B. A. Wichmann and D. R. Woodall, “Algorithm 123: Single transferable
vote by Meek's method”, The Computer Journal 30 (1987), with what later programs added: `#` comments, `(id)` before a
ballot, `=` between candidates who stand equal, `-` for a place left empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

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

_QUOTED = re.compile(r'"[^"]*"|\S+')
_COMMENT = re.compile(r"#.*")
_ID = re.compile(r"\([^)]*\)\s*")
_NEGATIVE = re.compile(r"-[0-9]{1,9}", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
MOST_CANDIDATES = 10_000


def read_blt(text: str) -> Ballots:
    """A BLT file's ballots. Raises BallotsRefused with every fault and its line."""
    lines = iter(_lines(text))
    candidates, seats = _header(next(lines, None))
    if plain := _plain(text, candidates):
        groups, rest = plain
        faults: list[BallotFault] = []
        names = _names([(number, line) for number, line in lines if number > rest], candidates, faults)
        if faults:
            raise BallotsRefused(faults)
        return Ballots(names, groups, seats=seats)
    reader = _BltReader(candidates)
    for number, line in lines:
        if reader.take(number, line):
            break
    else:
        raise BallotsRefused([*reader.faults, BallotFault(None, "the ballots do not end", "end them with a line 0")])
    names = _names(list(lines), candidates, reader.faults)
    if reader.faults:
        raise BallotsRefused(reader.faults)
    return Ballots(names, reader.groups, withdrawn=frozenset(reader.withdrawn), seats=seats)


def _plain(text: str, candidates: int) -> tuple[dict[Ranking, Weight], int] | None:
    """The ballots of a file that has one strict ballot a line and nothing else, equal lines at once, and the line of
    their end: a million in a second or two. None: it has more, or faults, and is read line by line."""
    all_lines = text.split("\n")
    try:
        end = all_lines.index("0")
    except ValueError:
        return None
    known = {str(number): number - 1 for number in range(1, candidates + 1)}
    groups: dict[Ranking, Weight] = {}
    for line, times in Counter(all_lines[1:end]).items():
        words = line.split()
        if len(words) < 2 or words[-1] != "0" or not _WHOLE.fullmatch(words[0]) or words[0].startswith("0"):
            return None
        try:
            ranking = tuple(map(known.__getitem__, words[1:-1]))
        except KeyError:
            return None
        if len(set(ranking)) < len(ranking):
            return None
        groups[ranking] = groups.get(ranking, 0) + int(words[0]) * times
    return groups, end + 1


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if "#" in line and '"' not in line:
            line = _COMMENT.sub("", line)
        if line := line.strip():
            yield number, line


def _header(first: tuple[int, str] | None) -> tuple[int, int]:
    number, line = first or (1, "")
    words = line.split()
    if len(words) != 2 or not all(_WHOLE.fullmatch(word) for word in words) or not all(int(word) for word in words):
        remedy = "write the numbers of candidates and of seats, such as 4 2"
        raise BallotsRefused([BallotFault(number, "the first line is not two numbers from 1", remedy)])
    if int(words[0]) > MOST_CANDIDATES:
        raise BallotsRefused([BallotFault(number, "too many candidates", f"at most {MOST_CANDIDATES}")])
    return int(words[0]), int(words[1])


class _BltReader:
    """Takes line after line until the ballots end. A ballot may go over several lines, and a line hold several."""

    def __init__(self, candidates: int) -> None:
        self.candidates = candidates
        self.groups: dict[Ranking, Weight] = {}
        self.withdrawn: set[int] = set()
        self.faults: list[BallotFault] = []
        self._seen: dict[str, tuple[Ranking, Weight]] = {}  # lines that hold one whole, faultless ballot
        self._known = {str(number): number - 1 for number in range(1, candidates + 1)}
        self._open: list[str] = []
        self._began = 0
        self._started = False

    def take(self, number: int, line: str) -> bool:
        """True: this line ends the ballots."""
        if not self._open and (known := self._seen.get(line)):
            self._add(*known)
            return False
        words = _ID.sub("", line).split() if "(" in line else line.split()
        if not self._started and not self._open and all(_NEGATIVE.fullmatch(word) for word in words):
            self._withdraw(number, words)
            return False
        if not self._open and words[-1:] == ["0"] and words.count("0") == 1 and len(words) > 1:
            found = self._ballot(number, words[:-1])
            if found:
                self._seen[line] = found
            return False
        for at, word in enumerate(words):
            if word == "0" and not self._open:
                # A ballot of weight 0 and the end of all ballots look alike until something follows.
                if rest := words[at + 1 :]:
                    self.faults.append(BallotFault(number, f"{' '.join(rest)!r} follows the end of the ballots"))
                return True
            if not self._open:
                self._began = number
            if word == "0" and self._open:
                self._ballot(self._began, self._open)
                self._open = []
            else:
                self._open.append(word)
        if self._open and words and '"' in line:
            self.faults.append(BallotFault(number, "the ballots do not end", "end them with a line 0"))
            return True
        return False

    def _withdraw(self, number: int, words: list[str]) -> None:
        for word in words:
            at = self._known.get(word[1:])
            if at is None:
                self.faults.append(BallotFault(number, f"withdrawn candidate {word[1:]} is unknown", self._range))
            else:
                self.withdrawn.add(at)

    def _ballot(self, number: int, words: list[str]) -> tuple[Ranking, Weight] | None:
        self._started = True
        weight = read_weight(words[0])
        if isinstance(weight, str):
            self.faults.append(BallotFault(number, weight, WEIGHT_REMEDY))
            return None
        known = self._known
        ranks: list[Rank] = []
        for word in words[1:]:
            if (one := known.get(word)) is not None:
                ranks.append(one)
            elif word == "-":
                ranks.append(())
            else:
                parts = word.split("=")
                if wrong := [part for part in parts if part not in known]:
                    self.faults.append(BallotFault(number, f"candidate {wrong[0]!r} is unknown", self._range))
                    return None
                if len(set(parts)) < len(parts):
                    self.faults.append(BallotFault(number, f"{word} names a candidate twice", ONCE))
                    return None
                ranks.append(as_rank(known[part] for part in parts))
        while ranks and ranks[-1] == ():
            ranks.pop()
        ranking = tuple(ranks)
        if (twice := repeated(ranking)) is not None:
            self.faults.append(BallotFault(number, f"candidate {twice + 1} is named twice", ONCE))
            return None
        self._add(ranking, weight)
        return ranking, weight

    def _add(self, ranking: Ranking, weight: Weight) -> None:
        self.groups[ranking] = self.groups.get(ranking, 0) + weight

    @property
    def _range(self) -> str:
        return f"the candidates are 1 to {self.candidates}"


def _names(lines: list[tuple[int, str]], candidates: int, faults: list[BallotFault]) -> tuple[str, ...]:
    """The candidates' names; the election's title, and what follows it, is not needed."""
    found = [(number, word.strip('"').strip()) for number, line in lines for word in _words(line)]
    names: list[str] = []
    for number, name in found[:candidates]:
        if not name:
            faults.append(BallotFault(number, "a candidate's name is empty", "write every name"))
        elif name in names:
            faults.append(BallotFault(number, f"two candidates are called {name!r}", "tell them apart"))
        names.append(name)
    if len(names) < candidates:
        last = found[-1][0] if found else None
        faults.append(BallotFault(last, f"{len(names)} names for {candidates} candidates", "write every name"))
    return tuple(names)


def _words(line: str) -> list[str]:
    """A line is one name, quoted or not; or several that are quoted."""
    if '"' not in line:
        return [line]
    return [word for word in _QUOTED.findall(line) if word.startswith('"')]
