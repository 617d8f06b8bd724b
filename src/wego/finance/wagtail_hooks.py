"""Puts money into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import submenu
from wego.finance.banking import office as bank
from wego.finance.permissions import can_keep_books


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include("wego.finance.urls.office")), path("", include("wego.finance.banking.urls.office"))]


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
        (_("Arrears from before"), "office_finance:opening_arrears", "history"),
        (_("Accounts and rates"), "office_finance:settings", "cog"),
    ]
    return submenu(_("Money"), entries, name="money", icon="clipboard-list", order=300, allowed=can_keep_books)
