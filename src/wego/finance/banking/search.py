"""What a line of the bank is found by: who paid, what was written, how much."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.formats import money, short_day
from wego.core.search import SearchKind, in_every_language
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import bank_lines_visible_to


def _titles(line: BankLine) -> Mapping[str, str]:
    whose = line.ultimate_payer or line.payer
    return in_every_language(lambda: " · ".join(filter(None, [whose, money(line.money), short_day(line.booked_on)])))


BANK_LINE = SearchKind(
    code="bank_line",
    model=BankLine,
    label=_("Bank transactions"),
    titles=_titles,
    spellings=lambda line: [line.payer, line.ultimate_payer, line.text, line.bank_reference, f"{line.money.amount:f}"],
    is_found_by_title=False,
    is_found_by_words=True,
    visible_to=bank_lines_visible_to,
    reads=("payer", "ultimate_payer", "texts", "references", "bank_reference", "amount", "currency", "booked_on"),
    office_address=lambda entry: reverse("office_bank:bank_line", args=[entry.thing_id]),
)
