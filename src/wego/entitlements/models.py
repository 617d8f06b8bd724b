"""What a standing entitles to, as the network folder says it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.definitions.models import Definition
from wego.core.texts import pick
from wego.members.models import Organisation


class EntitlementRules(Definition):
    """One version of all rights together, as the network folder says them."""

    audit_name = "entitlement_rules"

    class Meta(Definition.Meta):
        verbose_name = _("rules of entitlement")
        verbose_name_plural = _("rules of entitlement")


class Entitlement(models.Model):
    """One right by the rules in force: which standings and kinds have it, and whether arrears suspend it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(_("title"), default=dict)
    standings = models.JSONField(_("standings"), default=list)
    # Empty: every kind.
    kinds = models.JSONField(_("kinds"), default=list)
    is_without_arrears = models.BooleanField(_("only without arrears"), default=False)
    sources = models.JSONField(_("source"), default=dict)

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return pick(self.titles) or self.code

    @property
    def source(self) -> str:
        """Where it is said, in the reader's language."""
        return pick(self.sources)

    def is_for(self, organisation: Organisation) -> bool:
        """Whether this kind of organisation can have it at all."""
        return not self.kinds or organisation.kind in self.kinds
