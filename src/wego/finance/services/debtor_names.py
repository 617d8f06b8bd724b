"""Keeps the names by which bank lines find who was invoiced; told by what issues invoices and what renames members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from wego.core.search.kinds import SearchKind
from wego.finance.banking.keys import folded_name, telling_words
from wego.finance.models import DebtorName, Invoice
from wego.finance.models.debtors import KEY_LENGTH
from wego.members.models import Organisation

BATCH = 1000
Key = tuple[str, bool]


def names_written(*, kind: SearchKind, things: Sequence[Any]) -> None:
    """Names of members were written: those of them who were ever invoiced are found by them from now on."""
    if kind.model is Organisation:
        keep_names(things)


def keep_names(organisations: Iterable[Organisation]) -> None:
    """Bring the kept names of some organisations up to theirs and to those that stand on their invoices."""
    by_number = {one.pk: one for one in organisations}
    numbers = list(by_number)
    for start in range(0, len(numbers), BATCH):
        _keep({pk: by_number[pk] for pk in numbers[start : start + BATCH]})


def _keep(by_number: dict[int, Organisation]) -> None:
    printed: dict[int, list[str]] = defaultdict(list)
    rows = Invoice.objects.filter(organisation__in=by_number).order_by().distinct()
    for pk, name in rows.values_list("organisation_id", "debtor_name"):
        printed[pk].append(name)
    if not printed:
        return
    known: dict[int, dict[Key, int]] = defaultdict(dict)
    for one in DebtorName.objects.filter(organisation__in=printed).order_by():
        known[one.organisation_id][one.key, one.is_whole] = one.pk
    new, gone = [], []
    for pk, names in printed.items():
        wanted = set(_keys(by_number[pk], names))
        lacking = sorted(wanted - set(known[pk]))
        new += [DebtorName(organisation_id=pk, key=key, is_whole=is_whole) for key, is_whole in lacking]
        gone += [number for key, number in known[pk].items() if key not in wanted]
    DebtorName.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if gone:
        DebtorName.objects.filter(pk__in=gone).delete()


def _keys(organisation: Organisation, printed: Iterable[str]) -> Iterable[Key]:
    names = [*organisation.name.texts.values(), organisation.name_native, *organisation.aliases, *printed]
    for name in filter(None, names):
        if whole := folded_name(name)[0]:
            yield whole[:KEY_LENGTH], True
        for word in telling_words(name):
            yield word[:KEY_LENGTH], False
