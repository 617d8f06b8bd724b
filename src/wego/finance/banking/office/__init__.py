"""The treasurer's pages of the bank: lines, statements, the sender of electronic invoices."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from wego.finance.banking.office import lines, sender, statements

urls: list[URLPattern] = [
    path("money/bank/", lines.bank_lines, name="bank_lines"),
    path("money/bank/lines/<int:pk>/", lines.bank_line, name="bank_line"),
    path("money/bank/lines/<int:pk>/confirm/", lines.confirm_proposal, name="confirm_proposal"),
    path("money/bank/statements/", statements.statements, name="statements"),
    path("money/bank/statements/sample.csv", statements.sample, name="sample"),
    path("money/bank/imports/<int:pk>/", statements.statement_import, name="import"),
    path("money/bank/imports/<int:pk>/resume/", statements.import_resume, name="import_resume"),
    path("money/bank/statements/<int:pk>/", statements.statement, name="statement"),
    path("money/bank/statements/<int:pk>/file/", statements.statement_file, name="statement_file"),
    path("money/sender/", sender.sender, name="sender"),
]
# For the office's menu: label, address, icon.
MENU = [
    (gettext_lazy("Unmatched payments"), lines.QUEUE, "link"),
    (gettext_lazy("Bank statements"), "office_bank:statements", "download"),
    (gettext_lazy("Electronic invoices"), "office_bank:sender", "mail"),
]
