"""Regional offices; regional networks and agreements will join them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "wego.networks"
    label = "networks"
    verbose_name = _("Regional offices")
