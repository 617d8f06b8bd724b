"""Pages at the network's size and at 10,000 members, beside a bare page on the same server and the limits of weight."""

from __future__ import annotations

import gzip
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REPEATS = 15
MOST_QUERIES = 12
HEAVIEST_PAGE = 30 * 1024
NETWORK = Path(__file__).resolve().parents[1] / "networks" / "wego"
# What is kept until something changes is measured as kept; `{n}` makes each address one that was not asked for before.
PAGES = {
    "directory": "/en/members/",
    "directory, page 3 by population": "/en/members/?sort=-population&page=3",
    "directory, page 3 for the first time": "/en/members/?sort=-population&page=3&asked={n}",
    "directory, search in Korean": "/en/members/?q=서울",
    "directory, search for the first time": "/en/members/?q=서울&asked={n}",
    "profile": "/en/members/seoul/",
    "ranking": "/en/index/pilot-2024/",
    "a city's rank": "/en/index/pilot-2024/wellington/",
}


def rows() -> Iterator[dict[str, object]]:
    """Median processor seconds against the bare page, queries against the most allowed, bytes against the limit."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        client = platform()
        for size in (160, 10_000):
            grow_to(size)
            for name, address in PAGES.items():
                seconds, bare, queries, weight = measure(client, address)
                label = f"{size:>6} members: {name}"
                yield {"name": label, "measured": seconds, "limit": bare, "ratio": seconds / bare}
                yield {"name": f"{label}, queries", "measured": queries, "limit": MOST_QUERIES}
                ratio = weight / HEAVIEST_PAGE
                yield {"name": f"{label}, bytes", "measured": weight, "limit": HEAVIEST_PAGE, "ratio": ratio}


def platform() -> Any:
    """A fresh platform with the network loaded, and somebody signed in."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wego.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.ROOT_URLCONF = "benchmarks._bare"
    settings.ALLOWED_HOSTS = ["*"]
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)
    from wego.accounts.models import User
    from wego.config.loading import load_network

    load_network(NETWORK, at=datetime.now(UTC))
    client = Client()
    client.force_login(User.objects.create_user("bench@example.org"))
    return client


def grow_to(size: int) -> None:
    """Make up local governments until there are so many of them."""
    from wego.members.models import Organisation, Place

    like = Organisation.objects.select_related("place").get(slug="kathmandu")
    missing = size - Organisation.objects.filter(kind=like.kind, standing=like.standing).count()
    numbers = range(max(missing, 0))
    places = Place.objects.bulk_create(
        Place(
            slug=f"made-up-{n}",
            country="NP",
            name=f"Made up {n}",
            latitude=n % 80,
            longitude=n % 170,
            population=n * 1000 or None,
            match="certain",
        )
        for n in numbers
    )
    skipped = {"id", "slug", "name", "place", "search_text"}
    kept = [field for field in like._meta.concrete_fields if field.name not in skipped and not field.generated]
    same = {field.name: getattr(like, field.name) for field in kept}
    made = [
        Organisation(slug=f"made-up-{n}", name=f"Made up {n}", place=place, **same)
        for n, place in zip(numbers, places, strict=True)
    ]
    for organisation in made:
        organisation.search_text = organisation.folded()
        organisation.sort_population = organisation.place.population or -1
    Organisation.objects.bulk_create(made, batch_size=500)


def measure(client: Any, address: str) -> tuple[float, float, int, int]:
    """Median seconds of a page and of the bare page, asked for in turn so that both meet the same neighbours; the
    page's queries and bytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address.format(n=0))
    assert response.status_code == 200, (address, response.status_code)
    asked = len(queries)  # the next request forgets them
    body = b"".join(response) if response.streaming else response.content
    seconds: dict[str, list[float]] = {address: [], "/bare/": []}
    for number in range(1, REPEATS + 1):
        for one, times in seconds.items():
            start = time.process_time()  # of the processor: on a busy machine the clock tells of neighbours
            client.get(one.format(n=number))
            times.append(time.process_time() - start)
    page, bare = (statistics.median(times) for times in seconds.values())
    return page, bare, asked, len(gzip.compress(body, 6))
