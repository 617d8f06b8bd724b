"""Puts money into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import MenuEntry, MenuGroup, addresses_in_office, submenu
from wego.finance.banking.office import lines as bank
from wego.finance.permissions import can_see_books


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.finance.urls.office", "wego.finance.banking.urls.office")


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries: list[MenuEntry] = [
        (_("Overview"), "office_finance:overview"),
        (_("Invoices"), "office_finance:invoice_list"),
        (_("Payments"), "office_finance:payment_list"),
        (_("Overdue"), "office_finance:overdue"),
        (_("Not sent"), "office_finance:unsent"),
        (_("Unmatched payments"), bank.QUEUE),
        (_("Bank statements"), "office_bank:statements"),
        (_("Bank transactions"), "office_bank:transactions"),
        (_("Credit and refunds"), "office_finance:credits"),
        (_("Ageing"), "office_finance:ageing"),
        (_("Journal"), "office_finance:journal"),
        (_("Months and years"), "office_finance:periods"),
        (_("Earlier arrears"), "office_finance:opening_arrears", MenuGroup.SETTINGS),
        (_("Accounts and rates"), "office_finance:settings", MenuGroup.SETTINGS),
        (_("Electronic invoices"), "office_bank:sender", MenuGroup.SETTINGS),
    ]
    return submenu(MenuGroup.PAYMENTS, entries, allowed=can_see_books)
