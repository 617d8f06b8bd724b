"""Money that comes in: invoices, payments, the journal underneath."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "wego.finance"
    label = "finance"
    verbose_name = _("Finance")
