"""Members: organisations, places, affiliations, standing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "wego.members"
    label = "members"
    verbose_name = _("Members")
