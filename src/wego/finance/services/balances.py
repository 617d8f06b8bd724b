"""The open amount of an invoice: locked by every act that changes it, and kept equal to the journal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from wego.core.rules import RuleError
from wego.finance.models import InvoiceBalance


class NothingOpen(RuleError):
    """The invoice has less open than this would take."""


def lock_balance(invoice_id: int) -> InvoiceBalance:
    """The invoice's balance, locked until the caller's transaction ends, with invoice and organisation."""
    balances = InvoiceBalance.objects.select_for_update(of=("self",)).select_related("invoice__organisation")
    return balances.get(pk=invoice_id)


def lessen(balance: InvoiceBalance, amount: Decimal, *, on: date) -> None:
    """Take an amount off what is open; settled where nothing is left."""
    if amount > balance.open:
        raise NothingOpen(
            _("Only %(open)s of invoice %(number)s is unpaid.")
            % {"open": f"{balance.open} {balance.invoice.currency}", "number": balance.invoice.number}
        )
    balance.open -= amount
    balance.settled_on = on if balance.open == 0 else None
    balance.save(update_fields=["open", "settled_on"])


def restore(balance: InvoiceBalance, amount: Decimal) -> None:
    """Put an amount back onto what is open."""
    balance.open += amount
    balance.settled_on = None
    balance.save(update_fields=["open", "settled_on"])
