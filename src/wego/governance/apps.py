"""Bodies, their meetings, agendas and decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "wego.governance"
    label = "governance"
    verbose_name = _("Governance")
