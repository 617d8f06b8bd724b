"""Acts (`acts.act`; on many rows `acts.bulk`): what can be done with a noun.

Each has one address, one service, its rights, its form and its words:

WRITE_OFF = Act(
    name="invoice_write_off",
    address="office_finance:invoice_write_off",
    label=_("Write off"),
    said=_("Written off."),
    subject=lambda user, number: get_object_or_404(invoices_visible_to(user), number=number),
    allowed=can_keep_books,
    service=write_off,
    key="invoice_id",
    form=WriteOffForm,
    explains=lambda invoice: [_("What is open of it is given up. This cannot be taken back.")],
    is_final=True,
    args=lambda invoice: [invoice.number],
    back=page_of_invoice,
)
"""
