"""Puts money into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import submenu
from wego.finance.banking import office as bank
from wego.finance.office import books, closing, invoices, overview, queues
from wego.finance.permissions import can_keep_books

urls = [
    path("money/", overview.overview, name="overview"),
    path("money/invoices/", invoices.invoice_list, name="invoice_list"),
    path("money/invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("money/overdue/", queues.overdue, name="overdue"),
    path("money/unsent/", queues.unsent, name="unsent"),
    path("money/credits/", queues.credits_, name="credits"),
    path("money/ageing/", books.ageing_page, name="ageing"),
    path("money/journal/", books.journal, name="journal"),
    path("money/months/", books.periods, name="periods"),
    path("money/years/<int:year>/close/", closing.year_close, name="year_close"),
    path("money/settings/", books.settings, name="settings"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((urls, "office_finance"))), path("", include((bank.urls, "office_bank")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("Overview"), "office_finance:overview", "home"),
        (_("Invoices"), "office_finance:invoice_list", "doc-full"),
        (_("Overdue"), "office_finance:overdue", "warning"),
        (_("Not mailed yet"), "office_finance:unsent", "mail"),
        (_("Credit and refunds"), "office_finance:credits", "rotate"),
        (_("Ageing"), "office_finance:ageing", "date"),
        (_("Journal"), "office_finance:journal", "list-ol"),
        (_("Months and years"), "office_finance:periods", "lock"),
        *bank.MENU,
        (_("Accounts and rates"), "office_finance:settings", "cog"),
    ]
    return submenu(_("Money"), entries, name="money", icon="clipboard-list", order=300, allowed=can_keep_books)
