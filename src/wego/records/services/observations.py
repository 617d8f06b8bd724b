"""Loads one file of observations: new ones are added, better ones supersede, the same ones are left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from wego.core.loading import LoadReport
from wego.datafiles import DataFault, Row, Table, read_csv
from wego.records.models import Indicator, Observation, Source
from wego.records.services.subjects import Subjects

COLUMNS = ("subject", "indicator", "period", "value", "quality", "page", "note")
# A year, or the first and last of a span.
PERIOD = re.compile(r"\d{4}(/\d{4})?")


@dataclass(frozen=True)
class ObservationFile:
    """A file of one source's values."""

    path: Path
    source: Source
    indicators: dict[str, Indicator]
    subjects: Subjects

    def load(self, report: LoadReport, *, at: datetime) -> list[DataFault]:
        """Add what is new or better, if the whole file is sound; else every fault and nothing written."""
        table = read_csv(self.path, columns=COLUMNS, key=("subject", "indicator", "period"))
        faults: list[DataFault] = []
        read = [self._observation(table, row, at, faults) for row in table]
        if faults:
            return faults
        # The file's own last word; corrections from elsewhere may have superseded it since.
        former_of = {_key(found): found for found in Observation.objects.filter(source=self.source).order_by("pk")}
        others = Observation.objects.exclude(source=self.source).filter(supersedes__isnull=False)
        correction_of = {found.supersedes_id: found for found in others}
        added = []
        for observation in read:
            former = former_of.get(_key(observation))
            if former is None:
                report.added += 1
            elif _said(former) == _said(observation):
                report.left += 1
                continue
            else:
                report.changed += 1
                while former.pk in correction_of:
                    former = correction_of[former.pk]
                observation.supersedes = former
            added.append(observation)
        Observation.objects.bulk_create(added, batch_size=500)
        return []

    def _observation(self, table: Table, row: Row, at: datetime, faults: list[DataFault]) -> Observation:
        subject = self.subjects.find(row["subject"])
        if subject is None:
            faults.append(
                table.fault(row, "subject", f"{row['subject']} is unknown", "org:, city: or country: and a known one")
            )
        if row["indicator"] not in self.indicators:
            faults.append(table.fault(row, "indicator", f"{row['indicator']} is unknown", "name it in indicators.yaml"))
        if row["quality"] not in Observation.Quality.values:
            faults.append(
                table.fault(row, "quality", f"{row['quality']} is unknown", ", ".join(Observation.Quality.values))
            )
        if not PERIOD.fullmatch(row["period"]):
            faults.append(
                table.fault(row, "period", f"{row['period']} is not a period", "a year, or two with / between")
            )
        value = _decimal(row["value"])
        if value is None:
            faults.append(
                table.fault(
                    row,
                    "value",
                    f"{row['value']!r} is not a number",
                    "plain digits with a point; leave the row out if missing",
                )
            )
        return Observation(
            indicator=self.indicators.get(row["indicator"]),
            period=row["period"],
            value=value or Decimal(),  # a fault is noted where there is none, and then nothing is written
            quality=row["quality"],
            source=self.source,
            page=row["page"],
            note=row["note"],
            recorded_at=at,
            **(subject or {}),
        )


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _key(observation: Observation) -> tuple[Any, ...]:
    return (
        observation.indicator_id,
        observation.organisation_id,
        observation.place_id,
        observation.country,
        observation.period,
    )


def _said(observation: Observation) -> tuple[Any, ...]:
    return observation.value, observation.quality, observation.page, observation.note
