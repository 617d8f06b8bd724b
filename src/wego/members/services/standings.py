"""Standing over time: periods are closed and followed by others, and the organisation's standing today kept equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.loading import LoadReport
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.members.folder import Folder
from wego.members.models import Organisation, Standing

# What a standing may rest on: only a body's decision makes or keeps a full or friendship member, and nobody becomes
# former without one, unless the organisation went up in another (a relation says so).
_DECIDED = frozenset({"governance.Decision", "governance.Revocation"})
RESTS_ON = {
    Standing.Kind.FULL.value: _DECIDED,
    Standing.Kind.FRIENDSHIP.value: _DECIDED,
    Standing.Kind.FORMER.value: _DECIDED | {"members.Relation"},
}


class StandingRefused(RuleError):
    """The standing cannot change so; the message says why."""


class DecisionMissing(StandingRefused):
    """This standing exists by decision only."""


def standing_needs_decision(kind: str, decision: Reference | None) -> None:
    """Refuse a standing that rests on no decision. Raises DecisionMissing."""
    if kind in RESTS_ON and (decision is None or decision.kind not in RESTS_ON[kind]):
        label = Standing.Kind(kind).label
        raise DecisionMissing(_("“%(standing)s” needs a decision of a body.") % {"standing": label})


@transaction.atomic
def change_standing(
    *,
    organisation_id: int,
    kind: str,
    starts_on: date,
    by: Actor | None,
    at: datetime,
    decision: Reference | None = None,
    note: str = "",
) -> Standing:
    """Close the period in force and open another on the day on which it begins to hold."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if kind not in Standing.Kind.values:
        raise StandingRefused(_("“%(kind)s” is not a standing.") % {"kind": kind})
    standing_needs_decision(kind, decision)
    last = organisation.standings.filter(ends_on=None).first()
    if last and last.kind == kind:
        raise StandingRefused(_("%(name)s already has this standing.") % {"name": organisation.name})
    if last and starts_on <= last.starts_on:
        raise StandingRefused(
            _("The current period began on %(day)s; another can start only after that day.")
            % {"day": last.starts_on.isoformat()}
        )
    if last:
        last.ends_on = starts_on
        last.save(update_fields=["ends_on"])
    opened = Standing.objects.create(
        organisation=organisation,
        kind=kind,
        starts_on=starts_on,
        is_start_exact=True,
        decision_kind=decision.kind if decision else "",
        decision_id=decision.id if decision else "",
        decision_label=decision.label if decision else "",
        note=note,
    )
    organisation.standing = _standing_on(organisation, _today(at))
    organisation.save(update_fields=["standing"])
    before = {"standing": last.kind, "since": last.starts_on} if last else {"standing": ""}
    after = {"standing": kind, "since": starts_on, "decision": decision.label if decision else "", "note": note}
    audit.record("standing.changed", organisation, by=by, at=at, before=before, after=after)
    return opened


@transaction.atomic
def refresh_standings(at: datetime) -> None:
    """Bring every organisation's standing up to the day: periods begin and end without anybody's act; a daily job."""
    today = _today(at)
    in_force = dict(Standing.objects.on(today).values_list("organisation", "kind"))
    stale = []
    for organisation in Organisation.objects.only("standing"):
        standing = in_force.get(organisation.pk, "")
        if organisation.standing != standing and (standing or organisation.standings.exists()):
            organisation.standing = standing
            stale.append(organisation)
    Organisation.objects.bulk_update(stale, ["standing"], batch_size=500)
    begun = [(organisation, {"standing": organisation.standing}) for organisation in stale]
    audit.record_many("standing.begun", begun, by=None, at=at)


def _today(at: datetime) -> date:
    return timezone.localdate(at)


def _standing_on(organisation: Organisation, day: date) -> str:
    """The standing on a day; none before the first period begins."""
    return organisation.standings.on(day).values_list("kind", flat=True).first() or ""


@dataclass(frozen=True)
class Period:
    """A period as the editions give it."""

    kind: str
    starts_on: date
    ends_on: date | None
    source: str

    @classmethod
    def of(cls, standing: Standing) -> Period:
        return cls(standing.kind, standing.starts_on, standing.ends_on, standing.source)


def periods_from_editions(folder: Folder) -> dict[str, list[Period]]:
    """What the editions say of each organisation, in order of their days.

    An edition tells who was a member on its day, not since when. Who stood in one edition and not in the next is
    former from the next one's day: neither a date nor a decision of leaving is known.
    """
    said: dict[str, list[tuple[date, str, str]]] = {}
    for edition in folder.editions:
        source = " ".join(edition.documents)[:60]
        listed = {row["slug"]: row["standing"] for row in folder.entries[edition.code]}
        for slug in folder.organisations:
            if slug in listed:
                said.setdefault(slug, []).append((edition.as_of, listed[slug], source))
            elif slug in said:
                said[slug].append((edition.as_of, Standing.Kind.FORMER.value, source))
    return {slug: _periods(facts) for slug, facts in said.items()}


def _periods(facts: list[tuple[date, str, str]]) -> list[Period]:
    changes = [fact for number, fact in enumerate(facts) if number == 0 or fact[1] != facts[number - 1][1]]
    ends = [day for day, _kind, _source in changes[1:]] + [None]
    return [Period(kind, day, end, source) for (day, kind, source), end in zip(changes, ends, strict=True)]


def load_standings(
    folder: Folder, organisations: Mapping[str, Organisation], report: LoadReport, *, at: datetime
) -> None:
    """Periods as the editions give them, for organisations about which nothing was decided on the platform since.

    A period whose edition was corrected is corrected too, with a line in the audit trail that keeps what it was.
    """
    found: dict[int, list[Standing]] = {}
    for standing in Standing.objects.filter(organisation__in=[thing.pk for thing in organisations.values()]).order_by(
        "starts_on"
    ):
        found.setdefault(standing.organisation_id, []).append(standing)
    fresh: list[Standing] = []
    moved: list[Organisation] = []
    today = _today(at)
    for slug, periods in periods_from_editions(folder).items():
        organisation = organisations[slug]
        held = found.get(organisation.pk, [])
        if any(not standing.source for standing in held):
            report.left += len(held)
            continue
        if [Period.of(standing) for standing in held] == periods:
            report.left += len(held)
            continue
        fresh += _replace(organisation, held, periods, report, at=at)
        in_force = next(
            (p.kind for p in periods if p.starts_on <= today and (p.ends_on is None or p.ends_on > today)), ""
        )
        organisation.standing = in_force
        moved.append(organisation)
    Standing.objects.bulk_create(fresh)
    Organisation.objects.bulk_update(moved, ["standing"], batch_size=500)


def _replace(
    organisation: Organisation, held: list[Standing], periods: list[Period], report: LoadReport, *, at: datetime
) -> list[Standing]:
    """The periods to add, after those that no longer agree with the editions are gone."""
    agreeing = {Period.of(standing) for standing in held} & set(periods)
    disagreeing = [standing for standing in held if Period.of(standing) not in agreeing]
    missing = [period for period in periods if period not in agreeing]
    if held:
        before = {"periods": [_words(Period.of(standing)) for standing in held]}
        after = {"periods": [_words(period) for period in periods]}
        audit.record("standing.loaded", organisation, by=None, at=at, before=before, after=after)
    Standing.objects.filter(pk__in=[standing.pk for standing in disagreeing]).delete()
    report.left += len(agreeing)
    report.changed += min(len(disagreeing), len(missing))
    report.added += max(len(missing) - len(disagreeing), 0)
    return [
        Standing(organisation=organisation, kind=p.kind, starts_on=p.starts_on, ends_on=p.ends_on, source=p.source)
        for p in missing
    ]


def _words(period: Period) -> dict[str, Any]:
    return {"standing": period.kind, "from": period.starts_on, "until": period.ends_on, "source": period.source}
