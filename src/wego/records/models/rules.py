"""Rules that the network folder gives for facts: how they are checked, and which answers which."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.core.definitions.models import Definition


class CheckRules(Definition):
    """One version of the rules by which facts are checked, as the network folder says them."""

    audit_name = "check_rules"

    class Meta(Definition.Meta):
        verbose_name = _("rules for checking facts")
        verbose_name_plural = _("rules for checking facts")


class Crosswalk(Definition):
    """One version of what answers what: questions and indicators of one framework from those of another."""

    audit_name = "crosswalk"

    class Meta(Definition.Meta):
        verbose_name = _("crosswalk")
        verbose_name_plural = _("crosswalks")
