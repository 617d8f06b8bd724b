"""The nouns of the money that comes in."""

from wego.finance.models.billing import BankAccount, BillingContact, Terms
from wego.finance.models.invoices import (
    CreditNote,
    Instalment,
    Invoice,
    InvoiceBalance,
    InvoiceLine,
    NumberSeries,
    WriteOff,
)
from wego.finance.models.journal import Account, ClosedPeriod, JournalEntry, Posting
from wego.finance.models.notices import Notice
from wego.finance.models.payments import Allocation, Payment, Rate, Receipt, Refund

__all__ = [
    "Account",
    "Allocation",
    "BankAccount",
    "BillingContact",
    "ClosedPeriod",
    "CreditNote",
    "Instalment",
    "Invoice",
    "InvoiceBalance",
    "InvoiceLine",
    "JournalEntry",
    "Notice",
    "NumberSeries",
    "Payment",
    "Posting",
    "Rate",
    "Receipt",
    "Refund",
    "Terms",
    "WriteOff",
]
