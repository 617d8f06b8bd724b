"""Money that comes in: invoices, payments, the journal underneath."""
