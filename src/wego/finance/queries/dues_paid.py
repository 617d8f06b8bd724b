"""Whether a member's dues of a year are paid, as a certificate may say it."""

from __future__ import annotations

from collections import defaultdict

from wego.core.money import Money
from wego.correspondence.hooks import CertifiedYear, PaidInvoice
from wego.finance.models import Invoice
from wego.members.models import Organisation


def dues_of_member(*, organisation: Organisation) -> list[CertifiedYear]:
    """Fills `correspondence.hooks.dues_of_member`. What was credited or written off was not paid."""
    rows = Invoice.objects.filter(organisation=organisation, kind=Invoice.Kind.DUES).select_related("balance")
    by_year: defaultdict[int, list[Invoice]] = defaultdict(list)
    for invoice in rows.prefetch_related("allocations", "write_offs").order_by("-year", "pk"):
        by_year[invoice.year].append(invoice)
    return [_year(year, invoices) for year, invoices in by_year.items()]


def _year(year: int, invoices: list[Invoice]) -> CertifiedYear:
    paid = [found for invoice in invoices if (found := _paid(invoice)) is not None]
    is_open = any(invoice.balance.open for invoice in invoices)
    is_given_up = any(invoice.write_offs.all() for invoice in invoices)
    is_sample = any(invoice.is_demonstration for invoice in invoices)
    return CertifiedYear(year, bool(paid) and not is_open and not is_given_up, paid, is_sample)


def _paid(invoice: Invoice) -> PaidInvoice | None:
    """What payments have brought, reversals taken off; None where nothing did."""
    used = list(invoice.allocations.all())
    total = sum((one.amount for one in used), start=invoice.total * 0)
    if total <= 0:
        return None
    undone = {one.reverses_id for one in used}
    last = max(one.allocated_on for one in used if one.reverses_id is None and one.pk not in undone)
    return PaidInvoice(invoice.number, Money(total, invoice.currency), last)
