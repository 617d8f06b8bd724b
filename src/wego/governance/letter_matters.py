"""What letters may be about here: agenda items that wait for a decision."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference
from wego.correspondence.hooks import MatterSource
from wego.governance.models import AgendaItem
from wego.governance.queries import open_items

MOST = 100


def letter_matters() -> MatterSource:
    """Fills `correspondence.hooks.matters`."""
    return MatterSource(
        AgendaItem._meta.label,
        _("Agenda items"),
        choices=lambda: [Reference.to(item) for item in open_items()[:MOST]],
        address=lambda number: reverse("office_governance:item", args=[number]),
    )
