"""What a bank line may name an invoice by: numbers, names and words, folded so that they are found in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from wego.core.folding import fold
from wego.finance.banking.invoice_numbers import joined_text, words_of

SHORTEST_NUMBER = 5  # letters and digits; a shorter reference is found in any text
LONGEST_NUMBER = 30
LONGEST_NAME = 8  # words
SHORTEST_WORD = 3  # letters; a shorter word tells nobody apart


# The same few thousand names are folded for every page of the queue.
@lru_cache(maxsize=50_000)
def folded_name(name: str) -> tuple[str, tuple[str, ...]]:
    """A name folded, whole and word by word."""
    return fold(name), tuple(fold(word) for word in words_of(name))


def telling_words(name: str) -> list[str]:
    """The folded words of a name by which it may be told from others."""
    return [word for word in folded_name(name)[1] if len(word) >= SHORTEST_WORD]


def names_within(text: str) -> Iterator[str]:
    """Every run of words in a text that may be somebody's name, folded."""
    words = words_of(text)
    folded = [fold(word) for word in words]
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            yield "".join(folded[start:end])
    for word in words:
        if not word.isascii():  # no spaces: 서울특별시청 begins with 서울특별시
            for end in range(2, len(word)):
                yield fold(word[:end])


def numbers_within(texts: Iterable[str]) -> set[str]:
    """Everything in the texts that may be the number of an invoice, as `number_key` writes it."""
    found = set()
    for text in texts:
        joined, starts, ends = joined_text(text)
        for start in starts:
            found |= {joined[start:end] for end in ends if SHORTEST_NUMBER <= end - start <= LONGEST_NUMBER}
    return found


def invoice_numbers_like(folded: str) -> list[str]:
    """The numbers of invoices (`2016-0001`, `O2016-0001`) that `number_key` folds so, or that a reference holds."""
    found = PRINTED.fullmatch(folded)
    if found is None:
        return []
    series = "O" if found["opening"] else ""
    return [f"{series}{found['year']}-{found['sequence']}"]


# With the head of a creditor reference; the O of opening arrears is read as a zero.
PRINTED = re.compile(r"(?:RF\d\d)?(?P<opening>0?)(?P<year>[1-9]\d{3})(?P<sequence>\d{4,})")
