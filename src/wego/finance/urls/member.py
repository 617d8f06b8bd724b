"""Addresses of a member's money."""

from __future__ import annotations

from django.urls import path

from wego.finance.providers import views as online
from wego.finance.views import member

app_name = "finance"
urlpatterns = [
    path("", member.overview, name="overview"),
    path("invoices/<str:number>/", member.invoice, name="invoice"),
    path("invoices/<str:number>/invoice.pdf", member.invoice_as_pdf, name="invoice_as_pdf"),
    path("invoices/<str:number>/pay/", online.invoice_pay, name="invoice_pay"),
    path("invoices/<str:number>/invoice.xml", member.invoice_as_ubl, name="invoice_as_ubl"),
    path("credit-notes/<str:number>.pdf", member.credit_note_as_pdf, name="credit_note_as_pdf"),
    path("credit-notes/<str:number>.xml", member.credit_note_as_ubl, name="credit_note_as_ubl"),
    path("receipts/<str:number>.pdf", member.receipt_as_pdf, name="receipt_as_pdf"),
    path("<slug:slug>/statement/", member.statement, name="statement"),
    path("<slug:slug>/contact/", member.billing_contact, name="billing_contact"),
]
