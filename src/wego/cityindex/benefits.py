"""Taking part in an edition of the index is a use of the network's tools: fills `entitlements.hooks.benefit_uses`."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from wego.cityindex.models import Participation
from wego.entitlements.hooks import BenefitUse
from wego.members.models import Organisation

TOOLS = "tools"


def editions_used(*, year: int, organisation: Organisation | None) -> Iterator[BenefitUse]:
    """Each edition that a city joined in the year; one query."""
    found = Participation.objects.filter(joined_at__year=year).order_by("pk")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    for one in found.select_related("draft"):
        text = _("Participation in the city index: %(edition)s") % {"edition": one.draft}
        yield BenefitUse(one.organisation_id, TOOLS, timezone.localdate(one.joined_at), text)
