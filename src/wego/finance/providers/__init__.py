"""Online payment: a provider opens a page to pay an invoice on, and tells when the money has come."""
