"""Columns that several nouns of money share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference


def amount_field(label: Any, **options: Any) -> models.DecimalField:
    """An exact amount in the currency that stands beside it."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def exact_amount_field(label: Any, **options: Any) -> models.DecimalField:
    """An amount as a bank wrote it: three decimals, which no currency exceeds."""
    return models.DecimalField(label, max_digits=15, decimal_places=3, **options)


def currency_field(**options: Any) -> models.CharField:
    """An ISO 4217 code."""
    return models.CharField(_("currency"), max_length=3, **options)


class Caused(models.Model):
    """What set it off, in an app above or below: a quote, a bank line, a payment."""

    cause_kind = models.CharField(max_length=80, blank=True, default="")
    cause_id = models.CharField(max_length=64, blank=True, default="")
    cause_label = models.CharField(_("cause"), max_length=300, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def cause(self) -> Reference | None:
        """What set it off; None where nothing is recorded."""
        return Reference(self.cause_kind, self.cause_id, self.cause_label) if self.cause_kind else None


class Decided(models.Model):
    """The decision by which it was done."""

    decision_kind = models.CharField(max_length=80, blank=True, default="")
    decision_id = models.CharField(max_length=64, blank=True, default="")
    decision_label = models.CharField(_("decision"), max_length=300, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def decision(self) -> Reference | None:
        """The decision; None where none was needed."""
        return Reference(self.decision_kind, self.decision_id, self.decision_label) if self.decision_label else None


def pointer(name: str, reference: Reference | None) -> dict[str, str]:
    """The three columns `<name>_kind`, `<name>_id`, `<name>_label` of a pointer."""
    if reference is None:
        return {}
    return {
        f"{name}_kind": reference.kind[:80],
        f"{name}_id": reference.id[:64],
        f"{name}_label": reference.label[:300],
    }
