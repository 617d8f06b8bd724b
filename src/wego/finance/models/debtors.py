"""By which names those who are invoiced may be told in a text of a bank: kept folded, so that one index finds them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.members.models import Organisation

KEY_LENGTH = 200


class DebtorName(models.Model):
    """A name of an organisation that was invoiced, or one word of it, folded. Says nothing that its invoices do not."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    is_whole = models.BooleanField()

    class Meta:
        verbose_name = _("name of a debtor")
        verbose_name_plural = _("names of debtors")
        ordering = ["organisation", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "is_whole", "organisation"], name="debtorname_once"),
        ]

    def __str__(self) -> str:
        return self.key
