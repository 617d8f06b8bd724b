"""Invoices and credit notes as UBL 2.1 after Peppol BIS Billing 3, and the rules that such a document keeps."""

from wego.finance.ubl.documents import (
    DocumentIncomplete,
    credit_note_document,
    invoice_document,
    missing_credit_note_facts,
    missing_invoice_facts,
)
from wego.finance.ubl.rules import check

__all__ = [
    "DocumentIncomplete",
    "check",
    "credit_note_document",
    "invoice_document",
    "missing_credit_note_facts",
    "missing_invoice_facts",
]
