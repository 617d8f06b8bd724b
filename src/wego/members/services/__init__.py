"""Every write of the member register: one function is one business act, one transaction, one audit line."""
