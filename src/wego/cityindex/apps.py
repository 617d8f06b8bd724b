"""City index: editions, methods, results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityIndexConfig(AppConfig):
    name = "wego.cityindex"
    label = "cityindex"
    verbose_name = _("City index")
