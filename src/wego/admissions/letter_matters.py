"""What letters may be about here: applications that are under way."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.admissions.models import Application
from wego.core.references import Reference
from wego.correspondence.hooks import MatterSource

MOST = 100
UNDER_WAY = (Application.Status.SUBMITTED, Application.Status.RETURNED, Application.Status.ACCEPTED)


def letter_matters() -> MatterSource:
    """Fills `correspondence.hooks.matters`."""
    return MatterSource(
        Application._meta.label,
        _("Applications"),
        choices=_applications,
        address=lambda number: reverse("office_admissions:application", args=[number]),
    )


def _applications() -> list[Reference]:
    found = Application.objects.filter(status__in=UNDER_WAY).select_related("organisation").order_by("-submitted_at")
    return [Reference.to(one) for one in found[:MOST]]
