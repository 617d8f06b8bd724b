"""What the treasurer does: to `invoices`, to `payments`, in the `books`."""
