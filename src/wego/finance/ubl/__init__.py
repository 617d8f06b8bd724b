"""Invoices and credit notes as UBL 2.1 after Peppol BIS Billing 3."""

from wego.finance.ubl.documents import (
    DocumentIncomplete,
    credit_note_document,
    invoice_document,
    missing_invoice_facts,
)

__all__ = [
    "DocumentIncomplete",
    "credit_note_document",
    "invoice_document",
    "missing_invoice_facts",
]
