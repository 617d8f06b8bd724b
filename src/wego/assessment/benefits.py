"""A submitted diagnosis is a use of the network's tools: fills `entitlements.hooks.benefit_uses`."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from wego.assessment.models import Diagnosis
from wego.entitlements.hooks import BenefitUse
from wego.members.models import Organisation

TOOLS = "tools"


def diagnoses_used(*, year: int, organisation: Organisation | None) -> Iterator[BenefitUse]:
    """Each diagnosis in force that was submitted in the year; one query."""
    found = Diagnosis.objects.filter(submitted_at__year=year, is_in_force=True, is_demonstration=False).order_by("pk")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    for number, submitted_at, of_year in found.values_list("organisation", "submitted_at", "year"):
        text = _("Activator diagnosis %(year)s") % {"year": of_year}
        yield BenefitUse(number, TOOLS, timezone.localdate(submitted_at), text)
