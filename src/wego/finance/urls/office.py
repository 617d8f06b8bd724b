"""Addresses of money in the office."""

from django.urls import URLPattern, path

from wego.finance.acts import books as in_books
from wego.finance.acts import invoices as of_invoices
from wego.finance.acts import payments as of_payments
from wego.finance.listings.invoices import INVOICES, OVERDUE
from wego.finance.listings.payments import PAYMENTS_RECEIVED, REFUNDS
from wego.finance.office import books, closing, invoices, overview, payments, queues

app_name = "office_finance"
urlpatterns: list[URLPattern] = [
    path("money/", overview.overview, name="overview"),
    path("money/invoices/", INVOICES.view, name="invoice_list"),
    path("money/invoices/<str:number>/", invoices.invoice, name="invoice"),
    of_invoices.PAY.path("money/invoices/<str:number>/payment/"),
    of_invoices.USE_CREDIT.path("money/invoices/<str:number>/use-credit/<str:currency>/"),
    of_invoices.MAIL.path("money/invoices/<str:number>/mail/"),
    of_invoices.REMIND.path("money/invoices/<str:number>/remind/"),
    of_invoices.CREDIT.path("money/invoices/<str:number>/credit/"),
    of_invoices.WRITE_OFF.path("money/invoices/<str:number>/write-off/"),
    of_invoices.REVERSE.path("money/allocations/<int:pk>/reverse/"),
    path("money/overdue/", OVERDUE.view, name="overdue"),
    path("money/unsent/", queues.unsent, name="unsent"),
    of_invoices.MAIL_ALL.path("money/unsent/mail/"),
    path("money/credits/", queues.credits_, name="credits"),
    path("money/payments/", PAYMENTS_RECEIVED.view, name="payment_list"),
    path("money/payments/<int:pk>/", payments.payment, name="payment"),
    of_payments.IDENTIFY.path("money/payments/<int:pk>/payer/"),
    of_payments.REFUND.path("money/payments/<int:pk>/refund/"),
    of_payments.CANCEL.path("money/payments/<int:pk>/cancel/"),
    path("money/refunds/", REFUNDS.view, name="refunds"),
    path("money/refunds/<int:pk>/", payments.refund, name="refund"),
    of_payments.PAY_OUT.path("money/refunds/<int:pk>/paid-out/"),
    path("money/opening-arrears/", queues.opening_arrears, name="opening_arrears"),
    of_invoices.ENTER_ARREAR.path("money/opening-arrears/enter/"),
    path("money/ageing/", books.ageing_page, name="ageing"),
    path("money/journal/", books.journal, name="journal"),
    path("money/months/", books.periods, name="periods"),
    in_books.CLOSE_MONTH.path("money/months/<str:month>/close/"),
    path("money/years/<int:year>/close/", closing.year_close, name="year_close"),
    path("money/settings/", books.settings, name="settings"),
    in_books.SET_ACCOUNT.path("money/settings/account/"),
    in_books.RECORD_RATE.path("money/settings/rate/"),
]
