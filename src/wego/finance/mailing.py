"""What the books say to a mailing: whom a list of invoices means, and what is unpaid of each organisation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wego.core.formats import money
from wego.core.money import Money
from wego.core.punctuation import joined
from wego.correspondence.audiences import Addressee, Audience, of_organisations
from wego.correspondence.mailing_fields import MailingField
from wego.finance.listings.invoices import INVOICES
from wego.finance.models import Invoice
from wego.members.models import Organisation


def _of_invoices(invoices: Sequence[Invoice]) -> list[Addressee]:
    """Those who owe them, each once; whoever owes several in different batches is written to once all the same."""
    numbers = list(dict.fromkeys(one.organisation_id for one in invoices))
    found = Organisation.objects.in_bulk(numbers)
    return of_organisations([found[number] for number in numbers])


def _unpaid(people: Sequence[Addressee]) -> list[str]:
    """What is open of each addressee's organisation, in every currency; one query."""
    numbers = {one.organisation.pk for one in people if one.organisation}
    rows = Invoice.objects.filter(organisation__in=numbers, balance__open__gt=0).order_by()
    sums: dict[int, list[Money]] = {}
    for number, code, amount in rows.values_list("organisation", "currency").annotate(Sum("balance__open")):
        sums.setdefault(number, []).append(Money(Decimal(amount), code))
    said = []
    for one in people:
        amounts = sums.get(one.organisation.pk, []) if one.organisation else []
        with translation.override(one.language):
            said.append(joined(money(amount) for amount in sorted(amounts, key=lambda owed: owed.currency)))
    return said


INVOICE_AUDIENCE = Audience("invoices", _("Members by their invoices"), lambda: INVOICES, _of_invoices)
UNPAID = MailingField("unpaid", _("what the organisation has not yet paid"), _unpaid)
