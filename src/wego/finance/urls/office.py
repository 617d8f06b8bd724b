"""Addresses of money in the office."""

from django.urls import URLPattern, path

from wego.finance.listings import INVOICES
from wego.finance.office import books, closing, invoices, opening, overview, queues

app_name = "office_finance"
urlpatterns: list[URLPattern] = [
    path("money/", overview.overview, name="overview"),
    path("money/invoices/", INVOICES.view, name="invoice_list"),
    path("money/invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("money/overdue/", queues.overdue, name="overdue"),
    path("money/unsent/", queues.unsent, name="unsent"),
    path("money/credits/", queues.credits_, name="credits"),
    path("money/opening-arrears/", opening.opening_arrears, name="opening_arrears"),
    path("money/ageing/", books.ageing_page, name="ageing"),
    path("money/journal/", books.journal, name="journal"),
    path("money/months/", books.periods, name="periods"),
    path("money/years/<int:year>/close/", closing.year_close, name="year_close"),
    path("money/settings/", books.settings, name="settings"),
]
