"""Fee schedules, quotes and the yearly run."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuesConfig(AppConfig):
    name = "wego.dues"
    label = "dues"
    verbose_name = _("Dues")
