"""What a schedule, a reading or another year's figures would change, by member and in all, before anybody decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wego.dues.models import FeeSchedule
from wego.dues.queries.quotes import MemberQuote, Outcome, cases, find
from wego.members.models import Organisation


@dataclass(frozen=True)
class Assumption:
    """One way to compute a year's dues. `gdp_year` None means the year that the schedule itself names."""

    schedule: FeeSchedule
    reading: str
    year: int
    gdp_year: int | None = None
    as_if_full: bool = False


@dataclass(frozen=True)
class SimulationRow:
    """One member under both assumptions; None where it is no member under one."""

    organisation: Organisation
    before: MemberQuote | None
    after: MemberQuote | None

    @property
    def difference(self) -> Decimal | None:
        """What it would pay more; None where one of the two cannot be quoted."""
        if not self.before or not self.after or Outcome.CANNOT in {self.before.outcome, self.after.outcome}:
            return None
        return self.after.amount - self.before.amount


@dataclass(frozen=True)
class Sums:
    """One assumption over all members."""

    amount: Decimal
    due: int
    free: int
    cannot: int


@dataclass(frozen=True)
class Simulation:
    """Both assumptions over the same members. Nothing of it is kept."""

    rows: Sequence[SimulationRow]
    before: Sums
    after: Sums

    @property
    def difference(self) -> Decimal:
        return self.after.amount - self.before.amount

    @property
    def changed(self) -> int:
        """How many would pay another amount."""
        return sum(bool(row.difference) for row in self.rows)


def simulate(organisations: Iterable[Organisation], before: Assumption, after: Assumption) -> Simulation:
    """Compute every member's dues twice; queries do not grow with the members."""
    members = list(organisations)
    first, second = (_found(members, assumption) for assumption in (before, after))
    rows = [
        SimulationRow(member, first.get(member.pk), second.get(member.pk))
        for member in members
        if member.pk in first or member.pk in second
    ]
    return Simulation(rows, _sums(first.values()), _sums(second.values()))


def _found(members: Sequence[Organisation], assumption: Assumption) -> dict[int, MemberQuote]:
    schedule = assumption.schedule.read()
    taken = cases(schedule, assumption.year, members, gdp_year=assumption.gdp_year, as_if_full=assumption.as_if_full)
    return {case.organisation.pk: find(schedule, assumption.reading, case) for case in taken}


def _sums(findings: Iterable[MemberQuote]) -> Sums:
    found = list(findings)
    return Sums(
        sum((finding.amount for finding in found), Decimal(0)),
        *(
            sum(finding.outcome == outcome for finding in found)
            for outcome in (Outcome.DUE, Outcome.FREE, Outcome.CANNOT)
        ),
    )
