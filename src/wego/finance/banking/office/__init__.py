"""The treasurer's pages of the bank: lines, statements, the sender of electronic invoices."""
