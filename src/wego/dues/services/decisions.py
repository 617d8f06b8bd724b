"""What the network decides about dues, and what members declare for them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.dues.models import Concession, DeclaredFigure, FeeSchedule, ReadingChoice
from wego.dues.models.figures import INDICATORS, PURPOSE
from wego.finance.models.fields import pointer
from wego.finance.services.decisions import borne_by
from wego.members.models import Organisation
from wego.records.models import Evidence, Indicator, Observation, Visibility
from wego.records.services.facts import FactOrigin, GivenFact, fact_said, record_facts


class DuesRefused(RuleError):
    """The act is refused; the message says why and what to do."""


@transaction.atomic
def choose_reading(*, schedule_id: int, reading: str, decision: Reference, by: User, at: datetime) -> ReadingChoice:
    """Record how the network decided to read a schedule's ambiguous cells; issued invoices stay as they are."""
    schedule = FeeSchedule.objects.select_for_update().get(pk=schedule_id)
    known = {one.code for one in schedule.read().readings}
    if reading not in known:
        raise DuesRefused(_("The schedule has no reading “%(reading)s”.") % {"reading": reading})
    decision = borne_by(decision)
    chosen = ReadingChoice.objects.create(
        schedule=schedule, reading=reading, chosen_at=at, chosen_by=by, **pointer("decision", decision)
    )
    audit.record("reading.chosen", schedule, by=by, at=at, after={"reading": reading, "decision": decision.label})
    return chosen


@transaction.atomic
def grant_concession(
    *,
    organisation_id: int,
    year: int,
    kind: str,
    reason: str,
    decision: Reference,
    by: User | None,
    at: datetime,
    percent: Decimal = Decimal(0),
    parts: int = 1,
) -> Concession:
    """Record a waiver, a discount or instalments for one year; it works on the runs that are prepared from now on."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    decision = borne_by(decision)
    if not reason.strip():
        raise DuesRefused(_("Enter the reason. It is shown on the member's own page."))
    if kind == Concession.Kind.DISCOUNT and not 0 < percent < 100:
        raise DuesRefused(
            _("A discount is more than 0 and less than 100 per cent; for a full exemption choose a waiver.")
        )
    if kind == Concession.Kind.INSTALMENTS and not 2 <= parts <= 12:
        raise DuesRefused(_("Enter 2 to 12 instalments."))
    try:
        with transaction.atomic():
            granted = Concession.objects.create(
                organisation=organisation,
                year=year,
                kind=kind,
                percent=percent if kind == Concession.Kind.DISCOUNT else Decimal(0),
                parts=parts if kind == Concession.Kind.INSTALMENTS else 1,
                reason=reason.strip(),
                granted_at=at,
                granted_by=by,
                **pointer("decision", decision),
            )
    except IntegrityError:
        raise DuesRefused(
            _("This organisation already has such a concession for the year. Withdraw that one first.")
        ) from None
    after = {"year": year, "kind": kind, "percent": granted.percent, "parts": granted.parts, "decision": decision.label}
    audit.record("concession.granted", organisation, by=by, at=at, after=after)
    return granted


@transaction.atomic
def withdraw_concession(*, concession_id: int, by: User, at: datetime) -> Concession:
    """Take a concession back; what was invoiced by it stays."""
    concession = Concession.objects.select_for_update().select_related("organisation").get(pk=concession_id)
    if concession.withdrawn_at:
        raise DuesRefused(_("This concession has already been withdrawn."))
    concession.withdrawn_at = at
    concession.save(update_fields=["withdrawn_at"])
    before = {"year": concession.year, "kind": concession.kind}
    audit.record("concession.withdrawn", concession.organisation, by=by, at=at, before=before)
    return concession


@transaction.atomic
def declare_figure(
    *,
    organisation_id: int,
    measure: str,
    value: int,
    year: int,
    by: User | None,
    at: datetime,
    evidence: Evidence | None = None,
    source: str = "",
) -> DeclaredFigure:
    """Submit people or staff for the fee, borne out by a document or by where the figure is published."""
    organisation = Organisation.objects.get(pk=organisation_id)
    if value < 0:
        raise DuesRefused(_("Enter a number of 0 or more."))
    if not 1900 <= year <= timezone.localdate(at).year:
        raise DuesRefused(_("Enter a year between 1900 and this year."))
    if evidence is None and not source.strip():
        raise DuesRefused(_("Attach a document, or state where the figure is published."))
    if evidence is not None and evidence.organisation_id != organisation.pk:
        raise DuesRefused(_("The document belongs to another organisation."))
    fact = _fact_of(organisation, measure, value, year, evidence, source.strip(), by=by, at=at)
    declared = DeclaredFigure.objects.create(
        organisation=organisation,
        measure=measure,
        fact=fact,
        source=source.strip(),
        declared_at=at,
        declared_by=by,
    )
    audit.record(
        "figure.declared", organisation, by=by, at=at, after={"measure": measure, "value": value, "year": year}
    )
    return declared


def _fact_of(
    organisation: Organisation,
    measure: str,
    value: int,
    year: int,
    evidence: Evidence | None,
    published: str,
    *,
    by: User | None,
    at: datetime,
) -> Observation:
    """The figure in the record; what was said of it before is superseded, and the same is not said twice."""
    label = str(DeclaredFigure.Measure(measure).label)
    is_staff = measure == DeclaredFigure.Measure.STAFF
    defaults = {
        "name": DeclaredFigure.Measure(measure).label,
        "kind": Indicator.Kind.COUNT,
        "level": Indicator.Level.CITY,
        "visibility": Visibility.PURPOSE if is_staff else Visibility.PUBLIC,
        "purpose": PURPOSE if is_staff else "",
        "direction": 0,
    }
    indicator, _is_new = Indicator.objects.get_or_create(code=INDICATORS[measure], defaults=defaults)
    given = GivenFact(indicator=indicator, period=str(year), value=Decimal(value), evidence=evidence, note=published)
    origin = FactOrigin(Reference(DeclaredFigure._meta.label, str(organisation.pk), f"{label} {year}"))
    recorded = record_facts(organisation, [given], origin, by=by, at=at)
    return recorded[0] if recorded else fact_said(organisation, given)
