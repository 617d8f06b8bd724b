"""A whole year's dues for 10,000 members: quotes, then invoices with their journal; without PDFs."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

MEMBERS = 10_000
WITHIN = 60.0
AT = datetime(2026, 1, 15, tzinfo=UTC)
NETWORK = Path(__file__).resolve().parents[1] / "networks" / "wego"


def rows() -> Iterator[dict[str, object]]:
    """Seconds against what may be waited for, and the most memory that the process took."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        _platform()
        from wego.dues.services.runs import begin_run, confirm_run, issue_run, prepare_run

        run = begin_run(year=2016, issued_on=date(2016, 5, 2), due_on=date(2016, 6, 30), by=None, at=AT)
        start = time.perf_counter()
        prepare_run(run_id=run.pk, clock=lambda: AT)
        quoted = time.perf_counter()
        confirm_run(run_id=run.pk, by=None, at=AT)
        run = issue_run(run_id=run.pk, clock=lambda: AT)
        issued = time.perf_counter()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        for name, seconds in (("quotes", quoted - start), ("invoices", issued - quoted), ("both", issued - start)):
            label = f"{run.done:,} members: {name}"
            yield {
                "name": label,
                "measured": seconds,
                "limit": WITHIN,
                "ratio": seconds / WITHIN,
                "memory": memory,
            }


def _platform() -> None:
    """The shipped network, and made-up full members until there are so many."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wego.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from wego.config.loading import load_network
    from wego.members.models import Organisation, Place, Standing

    load_network(NETWORK, at=AT)
    like = Organisation.objects.get(slug="kathmandu")
    places = Place.objects.bulk_create(
        Place(
            slug=f"made-up-{n}",
            country="NP",
            name=f"Made up {n}",
            latitude=1,
            longitude=1,
            match="certain",
            population=1000 * (n + 1),
        )
        for n in range(MEMBERS)
    )
    made = Organisation.objects.bulk_create(
        Organisation(
            slug=f"made-up-{n}",
            kind=like.kind,
            country="NP",
            region_id=like.region_id,
            place=place,
            name=f"Made up {n}",
            standing="full",
        )
        for n, place in enumerate(places)
    )
    Standing.objects.bulk_create(
        Standing(organisation=member, kind="full", starts_on=date(2014, 1, 1), is_start_exact=True) for member in made
    )
