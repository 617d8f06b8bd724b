"""Rows of a ranking ready to be shown: every text made once, so that a long table stays quick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from wego.cityindex import wording
from wego.cityindex.interval_bars import interval_bar
from wego.cityindex.models import Change, Edition, Unit, Value
from wego.cityindex.queries.own_weights import Shifted
from wego.cityindex.queries.rankings import ElementStanding, RankingRow
from wego.core.countries import country_name
from wego.core.formats import figure, signed


@dataclass(frozen=True)
class CityRow:
    """What any row says of a city."""

    unit: Unit
    url: str
    name: str
    country: str
    region: str
    is_member: bool


@dataclass(frozen=True)
class RankedRow(CityRow):
    """A ranked city: its rank with the interval drawn and in figures, the overall score, each pillar's by its name."""

    rank: str
    strip: SafeString
    interval: str
    groups: str
    score: str
    pillars: list[tuple[str, str]]


@dataclass(frozen=True)
class ShiftedRow(CityRow):
    """A city by a reader's weights, beside its rank by the method (`place`: as a number); `moved` in words."""

    rank: str
    score: str
    official: str
    place: int
    shift: int
    moved: str


@dataclass(frozen=True)
class ChangedRow(CityRow):
    """A city beside its place in the edition before: ranks with their intervals, the places won or lost and by what."""

    rank: str
    interval: str
    rank_before: str
    interval_before: str
    shift: int
    moved: str
    is_clear: bool
    causes: list[str]
    score: str
    score_before: str


@dataclass(frozen=True)
class ElementRow(CityRow):
    """A city in one element: its place there and in the whole, its points as a figure and as the width of a bar."""

    place: int
    points: float
    rank: str
    overall: str
    score: str
    width: str
    value: Value | None


def ranked_rows(edition: Edition, rows: Iterable[RankingRow]) -> list[RankedRow]:
    base = reverse("cityindex:ranking", args=[edition.code])
    return [
        RankedRow(
            **_city(base, row.unit),
            rank=figure(row.unit.rank),
            strip=interval_bar(row.unit, edition.ranked_count),
            interval=interval_of(row.unit),
            groups=groups_of(row.unit),
            score=figure(row.score, 1),
            pillars=[(pillar.name, figure(score, 1)) for pillar, score in row.pillars],
        )
        for row in rows
    ]


def element_rows(edition: Edition, standings: Iterable[ElementStanding]) -> list[ElementRow]:
    base = reverse("cityindex:ranking", args=[edition.code])
    return [
        ElementRow(
            **_city(base, found.unit),
            place=found.rank,
            points=found.score,
            rank=figure(found.rank),
            overall=figure(found.unit.rank),
            score=figure(found.score, 1),
            width=f"{min(max(found.score, 0.0), 100.0):.1f}",
            value=found.value,
        )
        for found in standings
    ]


def changed_rows(edition: Edition, changes: Iterable[Change]) -> list[ChangedRow]:
    base = reverse("cityindex:ranking", args=[edition.code])
    return [
        ChangedRow(
            **_city(base, change.unit),
            rank=figure(change.unit.rank),
            interval=interval_of(change.unit),
            rank_before=figure(change.before.rank),
            interval_before=interval_of(change.before),
            shift=change.places,
            moved=wording.shift(change.places),
            is_clear=change.is_clear,
            causes=[signed(places, 1) for places in change.causes],
            score=figure(change.score, 1),  # type: ignore[attr-defined]  # read by the query
            score_before=figure(change.score_before, 1),
        )
        for change in changes
    ]


def shifted_rows(edition: Edition, rows: Iterable[Shifted]) -> list[ShiftedRow]:
    base = reverse("cityindex:ranking", args=[edition.code])
    return [
        ShiftedRow(
            **_city(base, row.unit),
            rank=figure(row.rank),
            score=figure(row.score, 1),
            official=figure(row.official),
            place=row.official,
            shift=row.shift,
            moved=wording.shift(row.shift),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Moved:
    """How much a reader's weights change: cities that keep their rank, and who wins and loses most."""

    same: int
    rise: Shifted | None
    fall: Shifted | None


def moved(rows: Sequence[Shifted]) -> Moved:
    ranked = [row for row in rows if row.rank]
    highest, lowest = max(ranked, key=_shift, default=None), min(ranked, key=_shift, default=None)
    return Moved(
        sum(not row.shift for row in ranked),
        highest if highest and highest.shift > 0 else None,
        lowest if lowest and lowest.shift < 0 else None,
    )


def _shift(row: Shifted) -> int:
    return row.shift


def groups_of(unit: Unit) -> str:
    """The first and the last group to which a city belongs: they follow one another."""
    if not unit.groups:
        return "–"
    first, last = figure(unit.groups[0]), figure(unit.groups[-1])
    return first if first == last else f"{first}–{last}"


def interval_of(unit: Unit) -> str:
    """The interval of a rank in figures."""
    low, high = unit.interval
    return f"{figure(low)}–{figure(high)}"


def _city(base: str, unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit,
        "url": f"{base}{unit.slug}/",
        "name": unit.name,
        "country": country_name(unit.country),
        "region": unit.region.name,
        "is_member": unit.is_member,
    }
