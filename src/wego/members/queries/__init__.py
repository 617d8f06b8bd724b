"""Every read of the member register that a page, a list, an export or the API needs."""
