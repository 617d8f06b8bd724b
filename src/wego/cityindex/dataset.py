"""The dataset of an edition: from places and figures to the rows of data.csv, values.csv and listed.csv.

Pure, so that the office (from the record) and the maintainers' tool (from the network folder) do the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

VALUES = ("unit", "indicator", "value", "level", "source", "period", "subject", "quality", "page", "note")
LISTED = ("unit", "subject", "reason", "own_values", "values", "measured_in", "note")
# The reasons that are given; an edition has words for each.
REASONS = ("no_own_values", "too_few_own_values", "too_few_values", "measured_elsewhere")
CITY = "city"
_YEARS = re.compile(r"(\d{4})-(\d{4})")

Figure = Mapping[str, str]  # value, source, period, subject, quality, page, note
Found = TypeVar("Found")


@dataclass(frozen=True)
class Candidate:
    """A city that may be ranked: its figures stand under `subject`, its country's under `country`; `area` is the city
    in which it is measured, where that is another."""

    unit: str
    subject: str
    country: str
    region: str
    note: str = ""
    area: str = ""


@dataclass(frozen=True)
class IndicatorUse:
    """An indicator of the edition: whose figure it is and of which period."""

    code: str
    level: str
    period: str


@dataclass(frozen=True)
class RankingRule:
    """Who is ranked: so many figures of the city's own, and this share of all."""

    own_values: int
    share: float


@dataclass
class Dataset:
    """The rows of an edition's three tables, and of each city what is known."""

    codes: tuple[str, ...]
    data: list[dict[str, Any]] = field(default_factory=list)
    values: list[dict[str, Any]] = field(default_factory=list)
    listed: list[dict[str, Any]] = field(default_factory=list)

    def files(self) -> dict[str, str]:
        """The tables as the files of a network folder."""
        return {
            "data.csv": _csv(("unit", *self.codes, "group:region"), self.data),
            "values.csv": _csv(VALUES, self.values),
            "listed.csv": _csv(LISTED, self.listed),
        }


def years_of(period: str) -> range | None:
    """The years of a period such as 2020-2024, among which each city's latest value is taken; None for any other."""
    found = _YEARS.fullmatch(period)
    return range(int(found[1]), int(found[2]) + 1) if found else None


def figure_of_period(period: str, known: Mapping[str, Found]) -> Found | None:
    """The figure of a period among those known by period: that very one, or the latest of 2020-2024."""
    years = years_of(period)
    if years is None:
        return known.get(period)
    return next((known[str(year)] for year in reversed(years) if str(year) in known), None)


def build_dataset(
    candidates: Iterable[Candidate],
    wanted: Sequence[IndicatorUse],
    figures: Mapping[tuple[str, str], Mapping[str, Figure]],
    rule: RankingRule,
) -> Dataset:
    """Rank who has enough figures and list the others with the reason. `figures` is by (subject, indicator), period."""
    dataset = Dataset(tuple(one.code for one in wanted))
    for candidate in sorted(candidates, key=lambda one: one.unit):
        known = _known(candidate, wanted, figures)
        own = sum(row["level"] == CITY for row in known)
        share = len(known) / len(wanted) if wanted else 0.0
        reason = _reason(own, share, bool(candidate.area), rule)
        if own or not reason:
            dataset.values += known
        if not reason:
            cells = {row["indicator"]: row["value"] for row in known}
            dataset.data.append({"unit": candidate.unit, **cells, "group:region": candidate.region})
            continue
        dataset.listed.append(
            {
                "unit": candidate.unit,
                "subject": candidate.subject,
                "reason": reason,
                "own_values": own,
                "values": len(known),
                "measured_in": candidate.area,
                "note": candidate.note,
            }
        )
    ranked = {row["unit"] for row in dataset.data}
    for row in dataset.listed:
        # An area that is not ranked itself is no place to point at.
        row["measured_in"] = row["measured_in"] if row["measured_in"] in ranked else ""
    return dataset


def _known(
    candidate: Candidate, wanted: Sequence[IndicatorUse], figures: Mapping[tuple[str, str], Mapping[str, Figure]]
) -> list[dict[str, Any]]:
    """The city's figures are looked up under the city, the country's under its code."""
    rows = []
    for one in wanted:
        subject = candidate.subject if one.level == CITY else f"country:{candidate.country}"
        figure = figure_of_period(one.period, figures.get((subject, one.code), {}))
        if figure is not None:
            kept = {name: figure[name] for name in VALUES if name in figure}
            rows.append({**kept, "unit": candidate.unit, "level": one.level, "indicator": one.code, "subject": subject})
    return rows


def _reason(own: int, share: float, is_elsewhere: bool, rule: RankingRule) -> str:
    """Why a city is not ranked; empty where it is."""
    if own >= rule.own_values:
        return "" if share >= rule.share else "too_few_values"
    if own:
        return "too_few_own_values"
    return "measured_elsewhere" if is_elsewhere else "no_own_values"


def _csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
