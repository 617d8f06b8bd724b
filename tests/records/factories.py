"""Sources, indicators and facts for tests: required fields only."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.members.factories import make_organisation
from wego.records.models import Indicator, Observation, Source

AT = datetime(2026, 11, 1, tzinfo=UTC)


def make_source(code: str = "census") -> Source:
    return Source.objects.get_or_create(code=code, defaults={"title": code.capitalize()})[0]


def make_indicator(code: str = "test.people", **fields: Any) -> Indicator:
    given = {"name": code, "unit": "people", "level": Indicator.Level.CITY, "kind": Indicator.Kind.COUNT, **fields}
    return Indicator.objects.create(code=code, **given)


def make_fact(indicator: Indicator | None = None, value: Any = 1, **fields: Any) -> Observation:
    """A figure of an organisation unless another subject is given."""
    given = {"period": "2024", "quality": Observation.Quality.ACTUAL, "recorded_at": AT, **fields}
    if not {"organisation", "place", "country"} & set(given):
        given["organisation"] = make_organisation()
    given.setdefault("source", make_source())
    given["value"] = Decimal(str(value)) if value is not None else None
    return Observation.objects.create(indicator=indicator or make_indicator(), **given)
