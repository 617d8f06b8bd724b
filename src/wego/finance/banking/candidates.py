"""The open invoices that some bank lines may pay, found by the database's indexes, not by reading every open one.

Matching judges by all invoices: it drops a word that many share, and an amount that many have. So each key of a line is
answered whole, or with one more than matching bears; what it then says is what it says of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wego.core.folding import fold
from wego.finance.banking.keys import invoice_numbers_like, names_within, numbers_within, telling_words
from wego.finance.banking.matching import MOST_PROPOSALS, MOST_SHARING, OpenLine
from wego.finance.models import DebtorName, Invoice
from wego.finance.models.debtors import KEY_LENGTH

AT_ONCE = 5000  # keys in a question
PARTS_AT_ONCE = 100  # parts of a question that are cut off each on its own


def invoices_that_may_be_paid(lines: Sequence[OpenLine]) -> set[int]:
    """The keys of all open invoices that matching needs to judge these lines as it would beside every open one."""
    payments = [line for line in lines if line.amount > 0 and not line.is_reversal]
    # In every currency: who owes in two is asked about, whatever else came with the line.
    opened = Invoice.objects.filter(balance__open__gt=0).order_by()
    named = _numbered(opened, payments) | _named(opened, payments)
    return named | _of_amounts(opened, payments, beside=len(named))


def _numbered(opened: QuerySet[Invoice], lines: Sequence[OpenLine]) -> set[int]:
    texts = [text for line in lines for text in (*line.written, line.bank_reference)]
    numbers = sorted({number for key in numbers_within(texts) for number in invoice_numbers_like(key)})
    return {pk for part in _parts(numbers) for pk in opened.filter(number__in=part).values_list("pk", flat=True)}


def _named(opened: QuerySet[Invoice], lines: Sequence[OpenLine]) -> set[int]:
    """By whole names in all that was written, and by single words of the payer's name."""
    names = {fold(name) for line in lines for name in line.names}
    names |= {name for line in lines for text in line.written for name in names_within(text)}
    words = {word for line in lines for name in line.names for word in telling_words(name)}
    # Thousands may bear the same word: it is read only until it is known to be one of those.
    owing = Exists(opened.filter(organisation=OuterRef("organisation")))
    bearing = DebtorName.objects.order_by().filter(owing, is_whole=False)
    asked = [Q(is_whole=True, key__in=part) for part in _parts(sorted({name[:KEY_LENGTH] for name in names}))]
    asked += [
        Q(pk__in=bearing.filter(key=word)[: MOST_SHARING + 1].values("pk"))
        for word in sorted({word[:KEY_LENGTH] for word in words})
    ]
    debtors: set[int] = set()
    for part in _parts(asked, PARTS_AT_ONCE):
        found = DebtorName.objects.filter(reduce(or_, part)).order_by()
        debtors.update(found.values_list("organisation_id", flat=True))
    return set(opened.filter(organisation__in=debtors).values_list("pk", flat=True))


def _of_amounts(opened: QuerySet[Invoice], lines: Sequence[OpenLine], *, beside: int) -> set[int]:
    """So many of each amount that matching sees whether they are few, though all those named had the same."""
    amounts: set[tuple[str, Decimal]] = {(line.currency, line.amount) for line in lines}
    most = MOST_PROPOSALS + 1 + beside
    asked = [
        Q(pk__in=opened.filter(currency=code, balance__open=amount)[:most].values("pk"))
        for code, amount in sorted(amounts)
    ]
    found: set[int] = set()
    for part in _parts(asked, PARTS_AT_ONCE):
        found.update(Invoice.objects.filter(reduce(or_, part)).order_by().values_list("pk", flat=True))
    return found


def _parts(keys: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
