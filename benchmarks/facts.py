"""Facts in numbers: loading them, and rolling one indicator up, beside what the database does by itself."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

CITIES, YEARS = 10_000, 10
REPEATS = 5
MOST = 3  # times the bare query
MOST_LOADING = 5  # times the database's own insertion of the same rows
BATCH = 1000  # facts of one load; BENCH_FACTS says how many are loaded altogether
AT = datetime(2026, 11, 1, tzinfo=UTC)


def rows() -> Iterator[dict[str, object]]:
    """Median seconds against a bare query, and seconds of a load against bare insertion."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "wego.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        numbers, indicator = made_up()
        amount = int(os.environ.get("BENCH_FACTS", CITIES * YEARS))
        seconds, bare = loading(numbers, indicator, amount)
        yield compared(f"{amount:,} facts loaded", seconds, bare, MOST_LOADING)
        for name, act in rolling(indicator).items():
            yield compared(name, median_of(act), median_of(lambda: bare_sum(indicator)), MOST)


def compared(name: str, seconds: float, bare: float, most: int) -> dict[str, object]:
    return {"name": f"{name} (at most {most}×)", "measured": seconds, "limit": bare * most, "ratio": seconds / bare}


def made_up() -> tuple[list[int], Any]:
    """Cities of one region, and an indicator that is counted."""
    from wego.members.models import Organisation, Place, Region
    from wego.records.models import Indicator

    region = Region.objects.create(scheme="2022", code="made-up", name="Made up", order=1, countries=["KR"])
    places = Place.objects.bulk_create(
        Place(slug=f"made-up-{n}", country="KR", name=f"Made up {n}", latitude=37, longitude=127, match="certain")
        for n in range(CITIES)
    )
    cities = Organisation.objects.bulk_create(
        Organisation(
            slug=place.slug,
            kind=Organisation.Kind.LOCAL_GOVERNMENT,
            country="KR",
            name=place.name,
            place=place,
            region=region,
            standing="full",
        )
        for place in places
    )
    indicator = Indicator.objects.create(
        code="bench.people", name="People", unit="persons", level="city", kind=Indicator.Kind.COUNT
    )
    return [city.pk for city in cities], indicator


def loading(numbers: list[int], indicator: Any, amount: int) -> tuple[float, float]:
    """Facts made and inserted in batches, and the same rows inserted by the database's own statement."""
    from django.db import connection, transaction

    from wego.records.models import Observation, Source

    source = Source.objects.create(code="bench", title="Benchmark")

    def facts(first: int, last: int) -> list[Observation]:
        return [
            Observation(
                indicator=indicator,
                organisation_id=numbers[n % len(numbers)],
                period=str(2015 + n // len(numbers)),
                value=n,
                quality=Observation.Quality.ACTUAL,
                source=source,
                recorded_at=AT,
            )
            for n in range(first, last)
        ]

    began = time.perf_counter()
    with transaction.atomic():
        for first in range(0, amount, BATCH):
            Observation.objects.bulk_create(facts(first, min(first + BATCH, amount)), batch_size=BATCH)
    seconds = time.perf_counter() - began
    kept = [field.column for field in Observation._meta.concrete_fields if field.column and not field.primary_key]
    columns = ", ".join(str(column) for column in kept)
    table = Observation._meta.db_table
    began = time.perf_counter()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}")
        bare = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds, bare


def rolling(indicator: Any) -> dict[str, Callable[[], Any]]:
    from wego.records.queries import roll_up

    return {
        "roll-up by year": lambda: roll_up(indicator),
        "roll-up by region and year": lambda: roll_up(indicator, by="organisation__region__code"),
    }


def bare_sum(indicator: Any) -> Any:
    """One bare aggregate query over the same rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT period, COUNT(*), SUM(value) FROM records_observation WHERE indicator_id = %s GROUP BY period",
            [indicator.pk],
        )
        return cursor.fetchall()


def median_of(act: Callable[[], Any]) -> float:
    took = []
    for _again in range(REPEATS):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)
