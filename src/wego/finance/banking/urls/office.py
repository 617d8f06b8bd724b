"""Addresses of the bank in the office."""

from django.urls import URLPattern, path

from wego.finance.banking.office import lines, sender, statements

app_name = "office_bank"
urlpatterns: list[URLPattern] = [
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
