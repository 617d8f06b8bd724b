"""Lists: a noun declares its columns, filters and rights once, and has its page, its sums and its files by it.

INVOICES = Listing(
    name="invoices",
    title=_("Invoices"),
    allowed=can_keep_books,
    rows=invoices_visible_to,
    columns=[Column("number", _("Number"), sort="number"), …],
    filters=InvoiceFilters,
    order=["-issued_on"],
    address="office_finance:invoice_list",
)
"""

from wego.core.listings.columns import Column
from wego.core.listings.filters import ListFilters
from wego.core.listings.listing import LISTINGS, Listing, ListPage, file_asked_of

__all__ = ["LISTINGS", "Column", "ListFilters", "ListPage", "Listing", "file_asked_of"]
