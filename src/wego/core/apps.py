"""Core: access, audit, state, hooks, print, charts, interface components; no domain noun."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "wego.core"
    label = "core"
    verbose_name = _("Core")
