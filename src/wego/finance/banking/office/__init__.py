"""The treasurer's pages of the bank: lines, statements, the sender of electronic invoices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from wego.finance.banking.office import lines

# For the office's menu: label, address, icon.
MENU = [
    (gettext_lazy("Unmatched payments"), lines.QUEUE, "link"),
    (gettext_lazy("Bank statements"), "office_bank:statements", "download"),
    (gettext_lazy("Electronic invoices"), "office_bank:sender", "mail"),
]
