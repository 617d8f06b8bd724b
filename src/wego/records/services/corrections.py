"""A figure put right by whoever it is about: a new observation that supersedes the one in force."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.members.models import Organisation
from wego.records.models import Evidence, Indicator, Observation, Source

# The source of figures that an organisation reported of itself and the secretariat accepted.
REPORTED = "reported"
TITLE, PUBLISHER = "Reported by the city itself, accepted by the secretariat", "The city itself"


class Superseded(RuleError):
    """The figure has been replaced since."""


def record_correction(
    *,
    indicator: Indicator,
    organisation: Organisation,
    period: str,
    value: Decimal,
    evidence: Evidence,
    supersedes: Observation | None,
    cause: Reference,
    at: datetime,
) -> Observation:
    """Add the corrected figure, in the transaction and the audit line of the act that caused it."""
    if supersedes is not None and Observation.objects.filter(supersedes=supersedes).exists():
        raise Superseded(
            _("The data register now has another figure. Refuse this request and ask for a new one on that figure.")
        )
    source, _is_new = Source.objects.get_or_create(code=REPORTED, defaults={"title": TITLE, "publisher": PUBLISHER})
    return Observation.objects.create(
        indicator=indicator,
        organisation=organisation,
        period=period,
        value=value,
        quality=Observation.Quality.REPORTED,
        source=source,
        evidence=evidence,
        supersedes=supersedes,
        cause_kind=cause.kind,
        cause_id=cause.id,
        recorded_at=at,
    )
