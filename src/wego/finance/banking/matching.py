"""Which bank line pays which invoice: by the number in its text, the amount and the payer's name; computed, not stored.

Only what admits one reading is certain. Everything else is a proposal, ranked, for a person to confirm. The order in
which lines come never matters: a line is judged against all invoices first, and an invoice that two lines claim is
left to a person (it may have been paid twice).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum

from wego.core.folding import fold
from wego.finance.banking.invoice_numbers import joined_text, number_key
from wego.finance.banking.keys import SHORTEST_NUMBER, SHORTEST_WORD, folded_name, names_within, telling_words

NOTHING = Decimal(0)
# A word that more names than this have (“city”, “government”) tells nobody apart; so many proposals help nobody.
MOST_SHARING = 50
MOST_PROPOSALS = 5
# Whatever the limit, banks do not keep more than a tenth; a payment of half is a part.
MOST_KEPT = Decimal("0.1")


class Certainty(IntEnum):
    """How sure: certain is booked by itself, the rest is shown in this order."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


class Reason(IntEnum):
    """What speaks for a match, the strongest last."""

    NAME_RESEMBLES = 1
    AMOUNT = 2
    NAME = 3
    SEVERAL_INVOICES = 4
    CHARGES = 5
    PARTIAL = 6
    OVERPAID = 7
    CLAIMED_TWICE = 8
    REPEATED = 9
    NUMBER = 10
    TAKEN_BACK = 11


@dataclass(frozen=True)
class OpenInvoice:
    """An invoice that waits for money: how much, in what, and every name of who owes it in every script."""

    key: int
    number: str
    amount: Decimal
    currency: str
    names: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenLine:
    """A bank line that is not yet matched. A repeated one is never matched by itself."""

    key: int
    amount: Decimal
    currency: str
    payer: str = ""
    texts: tuple[str, ...] = ()
    instructed_amount: Decimal | None = None
    instructed_currency: str = ""
    is_repeated: bool = False
    ultimate_payer: str = ""
    references: tuple[str, ...] = ()
    bank_reference: str = ""
    is_reversal: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Who paid, and on whose behalf."""
        return tuple(filter(None, (self.payer, self.ultimate_payer)))

    @property
    def written(self) -> tuple[str, ...]:
        """Everything in which the payer may have put an invoice's number; a reference wherever it stands."""
        return (*self.texts, *self.references, *self.names)


@dataclass(frozen=True)
class LineShare:
    """What of a line goes to an invoice, and what banks on the way kept of what was sent for it."""

    invoice: int
    amount: Decimal
    charges: Decimal = NOTHING


@dataclass(frozen=True)
class Match:
    """One reading of a line. Shares and rest add up to the line's amount; the rest is the payer's credit."""

    line: int
    shares: tuple[LineShare, ...]
    certainty: Certainty
    reasons: tuple[Reason, ...]
    rest: Decimal = NOTHING

    @property
    def strength(self) -> tuple[int, int, tuple[int, ...]]:
        """Sorts the likeliest last."""
        is_whole = Reason.PARTIAL not in self.reasons and not self.rest
        return (self.certainty, is_whole, tuple(sorted(self.reasons, reverse=True)))


@dataclass(frozen=True)
class Matches:
    """What is certain, and the proposals for every other line that has any, likeliest first."""

    certain: tuple[Match, ...]
    proposals: Mapping[int, tuple[Match, ...]]


def match(
    lines: Iterable[OpenLine], invoices: Iterable[OpenInvoice], *, charges_limits: Mapping[str, Decimal]
) -> Matches:
    """Judge every line. `charges_limits` says by currency how much banks on the way may keep without a question."""
    index = Index(invoices)
    lines = list(lines)
    taken_back = {(line.currency, -line.amount) for line in lines if line.is_reversal and line.amount < 0}
    # What is a reversal brings money of ours back, or takes some: no member pays with it.
    payments = [line for line in lines if line.amount > 0 and not line.is_reversal]
    judged = {
        line.key: _readings(line, index, charges_limits, is_taken_back=(line.currency, line.amount) in taken_back)
        for line in payments
    }
    claims: Counter[int] = Counter()
    for readings in judged.values():
        for reading in readings:
            if reading.certainty is Certainty.CERTAIN:
                claims.update(share.invoice for share in reading.shares)
    certain, proposals = [], {}
    for key, readings in sorted(judged.items()):
        sure = [reading for reading in readings if reading.certainty is Certainty.CERTAIN]
        if len(sure) == 1 and all(claims[share.invoice] == 1 for share in sure[0].shares):
            certain.append(sure[0])
        elif readings:
            proposals[key] = tuple(_unsure(reading, claims) for reading in readings)
    return Matches(tuple(certain), proposals)


def payment_of(line: OpenLine, invoices: Sequence[OpenInvoice], *, charges_limit: Decimal) -> Match:
    """How a line pays invoices that a person has chosen for it, in that order."""
    return _allocated(line, invoices, [], charges_limit, if_whole=Certainty.LIKELY)


class Index:
    """Open invoices found by number, by name and by amount without looking at each."""

    def __init__(self, invoices: Iterable[OpenInvoice]):
        self.invoices = {invoice.key: invoice for invoice in invoices if invoice.amount > 0}
        numbers: dict[str, set[int]] = defaultdict(set)
        names: dict[str, set[int]] = defaultdict(set)
        words: dict[str, set[int]] = defaultdict(set)
        self.amounts: dict[tuple[str, Decimal], list[int]] = defaultdict(list)
        for key, invoice in sorted(self.invoices.items()):
            self.amounts[invoice.currency, invoice.amount].append(key)
            for reference in (invoice.number, *invoice.references):
                if len(folded := number_key(reference)) >= SHORTEST_NUMBER:
                    numbers[folded].add(key)
            for name in invoice.names:
                folded, parts = folded_name(name)
                if folded:
                    names[folded].add(key)
                for word in parts:
                    words[word].add(key)
        # A number that two invoices share finds neither.
        self.numbers = {number: next(iter(keys)) for number, keys in numbers.items() if len(keys) == 1}
        self.lengths = sorted({len(number) for number in self.numbers})
        self.names = {name: keys for name, keys in names.items() if len(keys) <= MOST_SHARING}
        telling = (word for word, keys in words.items() if len(keys) <= MOST_SHARING and len(word) >= SHORTEST_WORD)
        self.words = {word: words[word] for word in telling}

    def numbered(self, texts: Iterable[str]) -> tuple[int, ...]:
        """The invoices whose numbers stand in the texts, in the order of their keys."""
        return tuple(sorted({self.numbers[found] for text in texts for found in self._numbers_in(text)}))

    def numbered_in(self, currency: str, texts: Iterable[str]) -> list[int]:
        """The same, those in a currency."""
        return [key for key in self.numbered(texts) if self.invoices[key].currency == currency]

    def _numbers_in(self, text: str) -> Iterator[str]:
        """Numbers of invoices in a text, whatever spaces and dashes part them, never inside a longer number."""
        joined, starts, ends = joined_text(text)
        after = 0
        for start in sorted(starts):
            for length in reversed(self.lengths):
                if start >= after and start + length in ends and joined[start : start + length] in self.numbers:
                    after = start + length
                    yield joined[start:after]
                    break

    def named(self, line: OpenLine) -> tuple[set[int], set[int]]:
        """The invoices of whoever bears the payer's whole name, and of those whose name stands in payer or texts."""
        whole = {key for name in line.names for key in self.names.get(fold(name), ())}
        inside: set[int] = set()
        for text in line.written:
            for name in names_within(text):
                inside |= self.names.get(name, set())
        return whole, inside | whole

    def resembling(self, line: OpenLine) -> set[int]:
        """The invoices of those whose name shares a telling word with the payer's."""
        return {key for name in line.names for word in telling_words(name) for key in self.words.get(word, ())}


def _readings(
    line: OpenLine, index: Index, limits: Mapping[str, Decimal], *, is_taken_back: bool = False
) -> tuple[Match, ...]:
    """Every reading of a line that deserves to be shown, likeliest first."""
    limit = limits.get(line.currency, NOTHING)
    whole, inside = index.named(line)
    numbered = index.numbered_in(line.currency, line.written)
    by_chance = not numbered
    if by_chance:  # a bank's own reference may hold such a number by chance
        numbered = index.numbered_in(line.currency, [line.bank_reference])
    if numbered:
        found = [_by_number(line, [index.invoices[key] for key in numbered], inside, limit)]
        if whole and not whole & set(numbered):  # the number of one debtor, the name of another
            found[0] = replace(found[0], certainty=min(found[0].certainty, Certainty.LIKELY))
            found += _by_name(line, index, set(), whole, limit)
    else:
        found = [
            *_by_name(line, index, whole, inside, limit),
            *_by_amount(line, index, inside),
        ]
    if is_taken_back:  # of the same amount as what the bank took back
        found = [replace(one, reasons=(Reason.TAKEN_BACK, *one.reasons)) for one in found]
    if is_taken_back or (by_chance and numbered):
        found = [replace(one, certainty=min(one.certainty, Certainty.LIKELY)) for one in found]
    found.sort(key=lambda reading: reading.shares[0].invoice)
    found.sort(key=lambda reading: reading.strength, reverse=True)
    return tuple(found[:MOST_PROPOSALS])


def _by_number(line: OpenLine, invoices: Sequence[OpenInvoice], inside: set[int], limit: Decimal) -> Match:
    """The invoices named in the text: certain where the amount is theirs, or short by no more than banks may keep."""
    reasons = [Reason.NUMBER]
    if len(invoices) > 1:
        reasons.append(Reason.SEVERAL_INVOICES)
    if all(invoice.key in inside for invoice in invoices):
        reasons.append(Reason.NAME)
    return _allocated(line, invoices, reasons, limit, if_whole=Certainty.CERTAIN)


def _by_name(line: OpenLine, index: Index, whole: set[int], inside: set[int], limit: Decimal) -> Iterator[Match]:
    """Without a number: certain only where the payer's whole name is one debtor's, who owes this and nothing else."""
    owed = [index.invoices[key] for key in sorted(inside) if index.invoices[key].currency == line.currency]
    for invoice in owed:
        is_only = invoice.key in whole and len(whole) == 1 and len(inside) == 1 and invoice.amount == line.amount
        yield _allocated(
            line, [invoice], [Reason.NAME], limit, if_whole=Certainty.CERTAIN if is_only else Certainty.LIKELY
        )
    same_debtor = {invoice.names for invoice in owed}
    if len(owed) > 1 and len(same_debtor) == 1 and sum(invoice.amount for invoice in owed) == line.amount:
        reasons = [Reason.NAME, Reason.SEVERAL_INVOICES]
        yield _allocated(line, owed, reasons, limit, if_whole=Certainty.LIKELY)


def _by_amount(line: OpenLine, index: Index, inside: set[int]) -> Iterator[Match]:
    """What else has this amount: those whose name resembles the payer's, or all where these are few."""
    same = [key for key in index.amounts.get((line.currency, line.amount), ()) if key not in inside]
    resembling = index.resembling(line)
    alike = [key for key in same if key in resembling]
    for key in alike[:MOST_PROPOSALS] or (same if len(same) <= MOST_PROPOSALS else ()):
        reasons = [Reason.NAME_RESEMBLES] if key in resembling else []
        yield _allocated(line, [index.invoices[key]], reasons, NOTHING, if_whole=Certainty.POSSIBLE)


def _allocated(
    line: OpenLine, invoices: Sequence[OpenInvoice], reasons: list[Reason], limit: Decimal, *, if_whole: Certainty
) -> Match:
    """The line's money spread over invoices, first come first paid; what banks kept is charged to the last."""
    owed = sum((invoice.amount for invoice in invoices), NOTHING)
    short = owed - line.amount
    certainty = if_whole
    if short == 0:
        reasons = [*reasons, Reason.AMOUNT]
    elif short > 0 and (short <= min(limit, owed * MOST_KEPT) or _sent(line) == owed):
        reasons = [*reasons, Reason.CHARGES]
    else:
        reasons = [*reasons, Reason.PARTIAL if short > 0 else Reason.OVERPAID]
        certainty = min(certainty, Certainty.LIKELY)
    if line.is_repeated:
        reasons = [*reasons, Reason.REPEATED]
        certainty = min(certainty, Certainty.LIKELY)
    shares, left = [], line.amount
    kept = short if Reason.CHARGES in reasons else NOTHING
    for invoice in invoices:
        amount = min(left, invoice.amount)
        charges = min(kept, invoice.amount - amount)
        kept -= charges
        left -= amount
        if amount:
            shares.append(LineShare(invoice.key, amount, charges))
    return Match(line.key, tuple(shares), certainty, tuple(sorted(set(reasons), reverse=True)), left)


def _sent(line: OpenLine) -> Decimal | None:
    """What the payer instructed, where it is said in the same currency."""
    return line.instructed_amount if line.instructed_currency == line.currency else None


def _unsure(reading: Match, claims: Counter[int]) -> Match:
    """A certain reading that cannot be taken, because another line says the same or the line has two of them."""
    if reading.certainty is not Certainty.CERTAIN:
        return reading
    more = (Reason.CLAIMED_TWICE,) if any(claims[share.invoice] > 1 for share in reading.shares) else ()
    reasons = tuple(sorted({*reading.reasons, *more}, reverse=True))
    return Match(reading.line, reading.shares, Certainty.LIKELY, reasons, reading.rest)
