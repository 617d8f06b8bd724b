"""What a standing allows on a date."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitlementsConfig(AppConfig):
    name = "wego.entitlements"
    label = "entitlements"
    verbose_name = _("Entitlements")
