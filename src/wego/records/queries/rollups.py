"""Figures of many members as one: sums of counts and amounts; shares from the sums of their parts, not of percents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from wego.core.rules import RuleError
from wego.records.models import Indicator, Observation, Visibility
from wego.records.queries.facts import WIDER

SUMMED = (Indicator.Kind.COUNT, Indicator.Kind.MONEY, Indicator.Kind.YES_NO)


class NotSummable(RuleError):
    """The figures of this indicator have no sum."""


@dataclass(frozen=True)
class Rollup:
    """One group in one period: how many members have the figure, and what they come to together."""

    group: str
    period: str
    count: int
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def roll_up(
    indicator: Indicator, rows: QuerySet[Observation] | None = None, *, by: str = "", currency: str = ""
) -> list[Rollup]:
    """The figures in force of an indicator (or `rows` of it) by period, and by what `by` says of each: the region
    (`organisation__region__code`), the country. One query.

    Raises NotSummable where values cannot be added: numbers without parts, amounts in more than one currency.
    """
    if indicator.kind not in (*SUMMED, Indicator.Kind.SHARE):
        raise NotSummable(f"{indicator.code}: {indicator.kind}")
    if indicator.kind == Indicator.Kind.MONEY and not currency:
        raise NotSummable(f"{indicator.code}: currency")
    found = _figures_in_force() if rows is None else rows
    found = found.filter(indicator=indicator).order_by()
    if indicator.kind == Indicator.Kind.MONEY:
        found = found.filter(currency=currency)
    groups = (by, "period") if by else ("period",)
    if indicator.kind == Indicator.Kind.SHARE:
        # A share of which only the quotient is known can be added to nothing.
        totals = found.filter(denominator__isnull=False).values_list(*groups)
        sums = totals.annotate(Count("pk"), Sum("numerator"), Sum("denominator"))
        return sorted_rollups(_share(tuple(row), indicator, grouped=bool(by)) for row in sums)
    return sorted_rollups(
        Rollup(str(row[0] or "") if by else "", row[-3], row[-2], row[-1])
        for row in found.values_list(*groups).annotate(Count("pk"), Sum("value"))
    )


def _figures_in_force() -> QuerySet[Observation]:
    """As `observations_in_force`, for all figures of an indicator at once: the superseded ones are few and read once,
    where a join would look for a later one beside each."""
    superseded = Observation.objects.filter(supersedes__isnull=False).values("supersedes")
    everybodys = Observation.objects.filter(visibility=Visibility.PUBLIC, breakdown="", value__isnull=False)
    return everybodys.exclude(boundary__in=WIDER).filter(~Q(pk__in=superseded))


def _share(row: tuple[object, ...], indicator: Indicator, *, grouped: bool) -> Rollup:
    numerator, denominator = Decimal(str(row[-2])), Decimal(str(row[-1]))
    group = str(row[0] or "") if grouped else ""
    value = numerator / denominator * indicator.per
    return Rollup(group, str(row[-4]), int(str(row[-3])), value, numerator, denominator)


def sorted_rollups(rollups: Iterable[Rollup]) -> list[Rollup]:
    return sorted(rollups, key=lambda one: (one.group, one.period))
