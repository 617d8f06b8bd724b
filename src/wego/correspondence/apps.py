"""People and organisations outside the membership, and what is written to them and to members."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    name = "wego.correspondence"
    label = "correspondence"
    verbose_name = _("Correspondence")
