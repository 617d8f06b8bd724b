"""Addresses of the bank in the office."""

from django.urls import URLPattern, path

from wego.finance.banking import acts
from wego.finance.banking.office import lines, previews, sender, statements
from wego.finance.banking.transaction_listings import TRANSACTIONS, UNDO_LINES

app_name = "office_bank"
urlpatterns: list[URLPattern] = [
    path("money/bank/", lines.bank_lines, name="bank_lines"),
    path("money/bank/lines/<int:pk>/", lines.bank_line, name="bank_line"),
    acts.CONFIRM.path("money/bank/lines/<int:pk>/confirm/"),
    acts.MATCH.path("money/bank/lines/<int:pk>/match/"),
    acts.UNMATCH.path("money/bank/lines/<int:pk>/unmatch/"),
    acts.SET_ASIDE.path("money/bank/lines/<int:pk>/set-aside/"),
    acts.TAKE_UP.path("money/bank/lines/<int:pk>/take-up/"),
    acts.TAKE_BACK.path("money/bank/lines/<int:pk>/take-back/"),
    acts.REFUND_RETURNED.path("money/bank/lines/<int:pk>/refund-returned/"),
    path("money/bank/transactions/", TRANSACTIONS.view, name="transactions"),
    UNDO_LINES.path("money/bank/transactions/undo/"),
    path("money/bank/statements/", statements.statements, name="statements"),
    path("money/bank/statements/sample.csv", statements.sample, name="sample"),
    path("money/bank/previews/<int:pk>/", previews.preview, name="preview"),
    acts.ACCEPT_PREVIEW.path("money/bank/previews/<int:pk>/accept/"),
    acts.RESUME_PREVIEW.path("money/bank/previews/<int:pk>/resume/"),
    acts.DROP_PREVIEW.path("money/bank/previews/<int:pk>/drop/"),
    path("money/bank/imports/<int:pk>/", statements.statement_import, name="import"),
    acts.RESUME_IMPORT.path("money/bank/imports/<int:pk>/resume/"),
    path("money/bank/statements/<int:pk>/", statements.statement, name="statement"),
    path("money/bank/statements/<int:pk>/file/", statements.statement_file, name="statement_file"),
    path("money/sender/", sender.sender, name="sender"),
    acts.SET_SENDER.path("money/sender/enter/"),
    acts.SET_ADDRESS.path("money/sender/address/"),
]
