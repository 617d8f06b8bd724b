"""Bank statements: read from the banks' files, kept line by line, matched to invoices."""
