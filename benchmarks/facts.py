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
MOST_LOADING = 5  # times the database's own bulk load of the same rows; BENCH_FACTS says how many, DATABASE_URL where
AT = datetime(2026, 11, 1, tzinfo=UTC)


def rows() -> Iterator[dict[str, object]]:
    """Median seconds against a bare query, and seconds of a load against bare insertion."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        os.environ["WEGO_UPLOAD_LIMIT_MB"] = "1000"  # a million rows are 60 MB of CSV
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
    from wego.records.models import Dimension, Indicator

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
    indicator.dimensions.add(Dimension.objects.create(code="district", name="District"))
    return [city.pk for city in cities], indicator


def loading(numbers: list[int], indicator: Any, amount: int) -> tuple[float, float]:
    """A file of facts taken as the office takes it (read, staged, compared, checked, accepted), and the same rows
    brought in by what the database has for it: COPY, or its driver's `executemany`; with indexes and triggers."""
    from django.core.files.base import ContentFile
    from django.db import connection, transaction

    from wego.members.models import Organisation
    from wego.records.models import Observation, Source
    from wego.records.services.imports import accept_import, begin_import, run_import

    source = Source.objects.create(code="bench", title="Benchmark")
    slugs = list(Organisation.objects.filter(pk__in=numbers).order_by("pk").values_list("slug", flat=True))
    lines = (
        f"org:{slugs[n % len(slugs)]},{indicator.code},{1990 + n // len(slugs) % 36},{1000 + n % 7},bench,{_group(n)}"
        for n in range(amount)
    )
    table = "subject,indicator,period,value,source,breakdown\n" + "\n".join(lines)
    began = time.perf_counter()
    shown = begin_import(file=ContentFile(table.encode(), name="facts.csv"), by=None, at=AT)
    shown = run_import(import_id=shown.pk, clock=lambda: AT)
    if shown.status != "shown":
        raise RuntimeError(f"{shown.status}: {shown.plan} {shown.faults} {list(shown.rows.values_list('faults')[:3])}")
    accept_import(import_id=shown.pk, by=None, at=AT)
    run_import(import_id=shown.pk, clock=lambda: AT)
    seconds = time.perf_counter() - began
    kept = [field.column for field in Observation._meta.concrete_fields if field.column and not field.primary_key]
    columns = ", ".join(str(column) for column in kept)
    name = Observation._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {name} WHERE source_id = %s", [source.pk])
        rows = cursor.fetchall()
    if len(rows) != amount:
        raise RuntimeError(f"{len(rows)} of {amount} facts were recorded")
    began = time.perf_counter()
    with transaction.atomic():
        _insert(name, columns, rows)
        bare = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds, bare


def _group(number: int) -> str:
    """Beyond the years that there are, the rows of a city are told apart by a district."""
    return f"district={number // (CITIES * 36)}" if number >= CITIES * 36 else ""


def _insert(table: str, columns: str, rows: list[Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


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
