"""Accounts: people, sign-in, roles in the network."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "wego.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from wego.accounts import audit_log  # models must be loaded first

        audit_log.connect()
