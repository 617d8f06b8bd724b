"""Portal: what spans apps (home, search, dashboards)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "wego.portal"
    label = "portal"
    verbose_name = _("Portal")
