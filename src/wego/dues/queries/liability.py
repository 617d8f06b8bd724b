"""Who owes dues for a year: from dated standings alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from wego.members.models import Standing

Kind = Standing.Kind
FREE = {Kind.ASSOCIATE: "associate", Kind.FRIENDSHIP: "friendship"}


@dataclass(frozen=True)
class Liability:
    """Whether an organisation owes for a year: `is_due`, or a code that says why not, with its facts."""

    is_due: bool
    code: str
    facts: dict[str, str] = field(default_factory=dict)


def liability_of(standings: Iterable[Standing], year: int) -> Liability | None:
    """What an organisation's standings say of a year's dues; None where it was no member in that year.

    The duty begins the calendar year after becoming full, so who was full before 1 January owes. Where a list tells
    that a member is full and not since when, its first day is that of the list: such a member is taken to have been
    full before the year.
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    held = sorted(
        (held for held in standings if held.starts_on < after and (held.ends_on is None or held.ends_on > first)),
        key=lambda held: held.starts_on,
    )
    for period in held:
        if period.kind != Kind.FULL:
            continue
        if period.starts_on < first:
            return Liability(True, "liable_since", {"day": period.starts_on.isoformat()})
        if not period.is_start_exact:
            return Liability(True, "liable_taken", {"source": period.source, "day": period.starts_on.isoformat()})
    if not held or held[-1].kind == Kind.FORMER:
        return None
    last = held[-1]
    if last.kind == Kind.FULL:
        return Liability(False, "first_year", {"day": last.starts_on.isoformat(), "year": str(year + 1)})
    if last.kind == Kind.UNSTATED:
        return Liability(False, "unstated", {"source": last.source})
    return Liability(False, FREE[Kind(last.kind)], {})


def liabilities(year: int, organisations: Iterable[int] | None = None) -> dict[int, Liability]:
    """What the standings say of a year's dues, by organisation; one query."""
    found = Standing.objects.filter(starts_on__lt=date(year + 1, 1, 1)).filter(
        Q(ends_on=None) | Q(ends_on__gt=date(year, 1, 1))
    )
    if organisations is not None:
        found = found.filter(organisation__in=organisations)
    held: dict[int, list[Standing]] = {}
    for standing in found:
        held.setdefault(standing.organisation_id, []).append(standing)
    said = {key: liability_of(standings, year) for key, standings in held.items()}
    return {key: liability for key, liability in said.items() if liability}
