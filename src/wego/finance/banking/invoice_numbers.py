"""Numbers of invoices as payers write them: found whatever spaces and dashes part them, never inside longer ones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=50_000)
def number_key(text: str) -> str:
    """A number as it is looked for: letters and digits alone, the letter O read as the digit beside digits."""
    return joined_text(text)[0]


DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)\d\d)(?!\d)")


# Letters that other series of numbers begin with: credit note C2016-0001 is not invoice 2016-0001.
SERIES = frozenset({"C", "O", "R", "0"})


def joined_text(text: str) -> tuple[str, set[int], set[int]]:
    """The text's letters and digits, and where a number may begin and end: at a word's edge, or a letter's to a digit.

    A date is left out: 2016-04-10 is not invoice 2016-0410.
    """
    plain = DATE.sub(" / ", unicodedata.normalize("NFKC", text).upper())
    joined, before = "", ""
    starts, ends = set(), set()
    for raw in words_of(plain):
        word = _with_zeros(raw)
        if before not in SERIES:
            starts.add(len(joined))
        for place in range(1, len(word)):
            if word[place - 1].isdigit() != word[place].isdigit():
                ends.add(len(joined) + place)
                if word[:place] not in SERIES:
                    starts.add(len(joined) + place)
        joined += word
        ends.add(len(joined))
        before = word
    return joined, starts, ends


def _with_zeros(word: str) -> str:
    """The letter O read as the digit where it stands among digits, or alone."""
    if word == "O" or (re.fullmatch(r"[0-9O]+", word) and re.search(r"\d", word)):
        return word.replace("O", "0")
    return re.sub(r"(?<=\d)O(?=[\dO]|$)|O(?=\d)", "0", word)


def words_of(text: str) -> list[str]:
    """The words of a text; no longer ones than a name or a number can be."""
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", text)]


LONGEST_WORD = 60
