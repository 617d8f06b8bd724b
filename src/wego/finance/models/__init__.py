"""The nouns of the money that comes in."""

from wego.finance.banking.models import BankImport, BankLine, BankPreview, BankStatement
from wego.finance.models.billing import BankAccount, BillingContact, Terms
from wego.finance.models.debtors import DebtorName
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
from wego.finance.providers.models import ProviderEvent
from wego.finance.ubl.models import ElectronicAddress, Sender

__all__ = [
    "Account",
    "Allocation",
    "BankAccount",
    "BankImport",
    "BankLine",
    "BankPreview",
    "BankStatement",
    "BillingContact",
    "ClosedPeriod",
    "CreditNote",
    "DebtorName",
    "ElectronicAddress",
    "Instalment",
    "Invoice",
    "InvoiceBalance",
    "InvoiceLine",
    "JournalEntry",
    "Notice",
    "NumberSeries",
    "Payment",
    "Posting",
    "ProviderEvent",
    "Rate",
    "Receipt",
    "Refund",
    "Sender",
    "Terms",
    "WriteOff",
]
