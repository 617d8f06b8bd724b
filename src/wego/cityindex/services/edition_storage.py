"""Writes a computed edition into its tables: elements, cities, values, scores and files."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wego.cityindex.dataset import figure_of_period, years_of
from wego.cityindex.models import SCHEME, Edition, EditionFile, Element, Score, Unit, Value
from wego.cityindex.services.bundle import FIGURES, Bundle
from wego.core.loading import Found, LoadReport
from wego.datafiles import DataFault, DataFaults, Row, Table
from wego.lazy_import import lazy_import
from wego.members.models import Organisation, Place, Region
from wego.records.models import Indicator, Observation, Source

if TYPE_CHECKING:
    import numpy as np

    from wego.engines import composite
else:
    np, composite = lazy_import("numpy"), lazy_import("wego.engines.composite")

NEAR = 24  # cities of which a city keeps how often it is ahead of them
# What a result folder holds that a reader wants; the steps between can be recomputed.
RESULTS = ("results.csv", "robustness.csv", "method.json")


@dataclass(frozen=True)
class Computed:
    """What the engine made of an edition."""

    result: composite.Result
    spread: composite.Robustness
    files: Mapping[str, str]
    draws: int
    seed: int


@dataclass
class Storage:
    """One edition on its way into the database."""

    bundle: Bundle
    computed: Computed
    report: LoadReport

    def write(self, *, at: datetime) -> Edition:
        """Write all of it, or raise DataFaults naming what the register and the record do not know."""
        self._check_known()
        edition = self._edition(at)
        self._write_files(edition)
        elements = self._write_elements(edition)
        units = self._write_units(edition)
        self._write_values(units, elements)
        self._write_scores(units, elements)
        self._count(edition, units)
        return edition

    # --- what must be known beforehand ----------------------------------------------------------------------------

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        codes = self.bundle.inputs.method.tree.indicators
        return {found.code: found for found in Indicator.objects.filter(code__in=codes)}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {found.code: found for found in Source.objects.all()}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {found.slug: found for found in Organisation.objects.select_related("place", "region")}

    @cached_property
    def places(self) -> dict[str, Place]:
        return {found.slug: found for found in Place.objects.all()}

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {found.code: found for found in Region.objects.filter(scheme=SCHEME)}

    @cached_property
    def region_of_country(self) -> dict[str, Region]:
        others = self.bundle.definition.data.get("regions_of_other_countries", {})
        found = {country: self.regions[code] for code, codes in others.items() for country in codes}
        return found | {country: region for region in self.regions.values() for country in region.countries}

    def _check_known(self) -> None:
        bundle, tree = self.bundle, self.bundle.inputs.method.tree
        document = bundle.definition.document
        faults = [
            document.fault(("indicators", number, "code"), f"{entry['code']} is unknown", "name it in indicators.yaml")
            for number, entry in enumerate(bundle.definition.data["indicators"])
            if entry["code"] in tree.indicators and entry["code"] not in self.indicators
        ]
        faults += [
            document.fault(("indicators", number, "code"), f"{entry['code']} is for profiles only", "leave it out")
            for number, entry in enumerate(bundle.definition.data["indicators"])
            if (known := self.indicators.get(entry["code"])) and known.background
        ]
        faults += [
            bundle.values.fault(row, "source", f"{row['source']} is unknown", "name it in sources.yaml")
            for row in bundle.values
            if row["source"] not in self.sources
        ]
        for code in bundle.definition.data.get("regions_of_other_countries", {}):
            if code not in self.regions:
                key = ("regions_of_other_countries", code)
                faults.append(document.fault(key, "is no region", ", ".join(self.regions) or "load regions.yaml"))
        if faults:
            raise DataFaults(faults)
        faults = [*self._place_faults(bundle.inputs.table), *self._place_faults(bundle.listed)]
        if faults:
            raise DataFaults(faults)

    def _place_faults(self, table: Table) -> Iterable[DataFault]:
        for row in table:
            unit = row["unit"]
            if unit not in self.organisations and unit not in self.places:
                yield table.fault(row, "unit", f"{unit} is unknown", "a member, or a city of units.csv")
            elif self._region(row) is None:
                yield table.fault(row, "unit", f"{unit} is in no region", "regions_of_other_countries in edition.yaml")

    # --- rows -----------------------------------------------------------------------------------------------------

    def _edition(self, at: datetime) -> Edition:
        definition, computed = self.bundle.definition, self.computed
        record = json.loads(computed.files["method.json"])
        return Edition.objects.create(
            code=definition.data["code"],
            status=definition.data["status"],
            **definition.edition_words(),
            method=record["method"],
            sha256=self.bundle.sha256,
            draws=computed.draws,
            seed=computed.seed,
            versions=record["versions"],
            computed_at=at,
        )

    def _write_files(self, edition: Edition) -> None:
        texts = {name: self.bundle.texts[name] for name in FIGURES}
        texts |= {name: self.computed.files[name] for name in RESULTS}
        EditionFile.objects.bulk_create(
            EditionFile(
                edition=edition,
                name=name,
                text=text,
                size=len(text.encode()),
                sha256=hashlib.sha256(text.encode()).hexdigest(),
            )
            for name, text in texts.items()
        )

    def _write_elements(self, edition: Edition) -> dict[str, Element]:
        result = self.computed.result
        tree = result.method.tree
        medians = dict(zip(result.codes, _medians(result.normalised), strict=True))
        medians |= dict(zip(result.aggregates, _medians(result.scores), strict=True))
        elements: dict[str, Element] = {}
        for position, code in enumerate(_reading_order(tree)):
            element = tree.elements[tree.position[code]]
            # One by one: a child needs its parent's key.
            elements[code] = Element.objects.create(
                edition=edition,
                code=code,
                parent=elements[element.parent] if element.parent is not None else None,
                position=position,
                weight=element.weight,
                effective_weight=float(tree.effective_weights[tree.position[code]]),
                direction=element.direction,
                lower=element.lower,
                upper=element.upper,
                median=_number(medians[code]),
                indicator=self.indicators.get(code),
                **self.bundle.definition.element_words(code),
            )
        return elements

    def _write_units(self, edition: Edition) -> dict[str, Unit]:
        spread = self.computed.spread
        statistics = {
            "rank": spread.rank,
            "rank_mean": spread.mean,
            "rank_median": spread.median,
            "rank_q5": spread.quantile(0.05),
            "rank_q95": spread.quantile(0.95),
            "rank_low": spread.low,
            "rank_high": spread.high,
        }
        row_of = {unit: number for number, unit in enumerate(spread.units)}
        groups, ahead_of = _apart(spread)
        ranked = [
            self._unit(
                edition,
                row,
                groups=groups[row["unit"]],
                ahead_of=ahead_of[row["unit"]],
                **{name: float(column[row_of[row["unit"]]]) for name, column in statistics.items()},
            )
            for row in self.bundle.inputs.table
        ]
        Unit.objects.bulk_create(ranked)
        units = {unit.slug: unit for unit in ranked}
        listed = [
            self._unit(edition, row, reason=row["reason"], measured_in=units.get(row["measured_in"]), note=row["note"])
            for row in self.bundle.listed
        ]
        Unit.objects.bulk_create(listed)
        return units | {unit.slug: unit for unit in listed}

    def _unit(self, edition: Edition, row: Row, **fields: Any) -> Unit:
        organisation = self.organisations.get(row["unit"])
        place = organisation.place if organisation else self.places[row["unit"]]
        country = organisation.country if organisation else place.country
        fields.setdefault("note", place.note if organisation is None else "")
        for name in ("rank", "rank_low", "rank_high"):
            if name in fields:
                fields[name] = int(fields[name])
        return Unit(
            edition=edition,
            slug=row["unit"],
            organisation=organisation,
            place=place,
            country=country,
            region=self._region(row),
            **fields,
        )

    def _region(self, row: Row) -> Region | None:
        """The region that data.csv says, else the member's, else its country's."""
        if said := row.cells.get("group:region"):
            return self.regions.get(said)
        organisation = self.organisations.get(row["unit"])
        if organisation and organisation.region.scheme == SCHEME:
            return organisation.region
        country = organisation.country if organisation else self.places[row["unit"]].country
        return self.region_of_country.get(country)

    def _write_values(self, units: dict[str, Unit], elements: dict[str, Element]) -> None:
        record = self._record(elements)
        values = []
        for row in self.bundle.values:
            value = Decimal(row["value"])
            observation = record.get((row["subject"], row["indicator"], row["period"]))
            if observation is None or observation.value != value:
                self._report_difference(row, observation)
                observation = None
            values.append(
                Value(
                    unit=units[row["unit"]],
                    element=elements[row["indicator"]],
                    value=value,
                    level=row["level"],
                    source=self.sources[row["source"]],
                    period=row["period"],
                    quality=row["quality"],
                    page=row["page"],
                    note=row["note"],
                    observation=observation,
                )
            )
        said = {value.unit.slug for value in values}
        countries: dict[str, dict[str, dict[str, Observation]]] = {}
        for (_subject, code, period), seen in record.items():
            if seen.country:
                countries.setdefault(seen.country, {}).setdefault(code, {})[period] = seen
        for row in self.bundle.listed:
            if row["unit"] not in said:
                values += self._country_values(units[row["unit"]], elements, countries)
        Value.objects.bulk_create(values, batch_size=500)

    def _record(self, elements: dict[str, Element]) -> dict[tuple[str, str, str], Observation]:
        """The record's figures by subject, indicator and period."""
        periods = {element.period for element in elements.values() if element.period}
        periods |= {row["period"] for row in self.bundle.values}
        for element in elements.values():
            periods |= {str(year) for year in years_of(element.period) or ()}
        found = (
            Observation.objects.filter(indicator__in=self.indicators.values(), period__in=periods)
            .select_related("indicator", "organisation", "place")
            .order_by("pk")
        )
        return {(seen.subject_code, seen.indicator.code, seen.period): seen for seen in found}

    def _country_values(
        self, unit: Unit, elements: dict[str, Element], countries: Mapping[str, Mapping[str, dict[str, Observation]]]
    ) -> list[Value]:
        """A listed city without figures of its own is known by its country's."""
        country = unit.organisation.country_in_statistics if unit.organisation else unit.country
        known = countries.get(country, {})
        values = []
        for code in self.indicators:
            observation = figure_of_period(elements[code].period, known.get(code, {}))
            if observation is not None:
                copied = {name: getattr(observation, name) for name in ("value", "source_id", "period", "quality")}
                copied |= {"page": observation.page, "note": observation.note}
                level = Indicator.Level.COUNTRY
                values.append(Value(unit=unit, element=elements[code], level=level, observation=observation, **copied))
        return values

    def _report_difference(self, row: Row, observation: Observation | None) -> None:
        held = f"holds {observation.number.normalize():f}" if observation else "holds none"
        self.report.inconsistencies.append(
            Found(
                id=f"{self.bundle.definition.data['code']}:{row['unit']}:{row['indicator']}",
                where=f"{self.bundle.values.path.name}:{row.line}",
                what=f"{row['value']} of {row['subject']} in {row['period']}; the record {held}",
                decision="the edition keeps its own figure",
            )
        )

    def _count(self, edition: Edition, units: dict[str, Unit]) -> None:
        """Count once what every page of the edition says."""
        spread = self.computed.spread
        ranked = [unit for unit in units.values() if unit.rank is not None]
        listed = [unit for unit in units.values() if unit.rank is None]
        edition.ranked_count, edition.listed_count = len(ranked), len(listed)
        edition.counts = {
            "ranked_countries": len({unit.country for unit in ranked}),
            "countries": sorted({unit.country for unit in units.values()}),
            "regions": sorted({unit.region.code for unit in units.values()}),
            "reasons": Counter(unit.reason for unit in listed).most_common(),
            "interval_width": float(np.median(spread.quantile(0.95) - spread.quantile(0.05))),
        }
        edition.save()

    def _write_scores(self, units: dict[str, Unit], elements: dict[str, Element]) -> None:
        result = self.computed.result
        Score.objects.bulk_create(
            (
                Score(
                    unit=units[unit],
                    element=elements[line.code],
                    score=line.score,
                    rank=None if math.isnan(line.rank) else int(line.rank),
                    weight=line.weight,
                    effective_weight=line.effective,
                    points=_number(line.points),
                )
                for unit in result.units
                for line in composite.explain(result, unit).lines
                if not math.isnan(line.score) and not math.isnan(line.effective)
            ),
            batch_size=500,
        )


def _reading_order(tree: composite.Tree) -> list[str]:
    """Each parent before its children, a child's own children before its next sibling."""
    order: list[str] = []
    waiting = [tree.aggregates[0]]
    while waiting:
        code = waiting.pop()
        order.append(code)
        waiting += [tree.elements[position].code for position in reversed(tree.children.get(code, ()))]
    return order


def _medians(columns: np.ndarray) -> list[float]:
    """The middle of each column's present values, NaN where there is none."""
    return [float(np.median(kept)) if (kept := column[~np.isnan(column)]).size else math.nan for column in columns.T]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _apart(spread: composite.Robustness) -> tuple[dict[str, list[int]], dict[str, dict[str, float]]]:
    """Of each city: the groups in which it is not told apart, and how often it is ahead of those near it."""
    assert spread.pairs is not None
    groups: dict[str, list[int]] = {unit: [] for unit in spread.units}
    for number, members in enumerate(spread.pairs.groups(), start=1):
        for unit in members:
            groups[unit].append(number)
    ahead = spread.pairs.ahead
    ahead_of = {}
    for row, unit in enumerate(spread.units):
        near = np.argsort(np.abs(spread.rank - spread.rank[row]), kind="stable")[: NEAR + 1]
        ahead_of[unit] = {spread.units[other]: round(float(ahead[row, other]), 4) for other in near if other != row}
    return groups, ahead_of
