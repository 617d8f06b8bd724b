"""A part of a page that is made while somebody writes is not kept beyond that write."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.core.cache import caches
from django.db import connection, transaction

from wego.core import audit
from wego.core.fragment_cache import cached_fragment

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _store(settings: Any) -> None:
    store = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept-at-once"}
    settings.CACHES = {**settings.CACHES, "pages": store}
    caches["pages"].clear()


def note(what: str) -> None:
    audit.note("thing.done", what, by=None, at=AT, after={})


def test_a_write_that_ends_after_a_later_one_is_seen() -> None:
    """On PostgreSQL the slow write has the lower number: the last number alone does not tell that it has ended."""
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writes follow each other")
    begun, go_on = threading.Event(), threading.Event()

    def slow_write() -> None:
        try:
            with transaction.atomic():
                note("slow")
                begun.set()
                go_on.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow_write)
    writer.start()
    begun.wait(10)
    note("quick")

    meanwhile = cached_fragment(lambda: "without the slow write", "/en/")
    go_on.set()
    writer.join()

    assert meanwhile == "without the slow write"
    assert cached_fragment(lambda: "with it", "/en/") == "with it"
    assert cached_fragment(lambda: "made again", "/en/") == "with it", "and from now on it is kept"


def test_a_write_elsewhere_on_the_server_is_none_of_ours(postgresql_address: Any) -> None:
    """Transactions of other databases, such as a backup of one, keep nothing from being kept."""
    elsewhere = psycopg.connect(postgresql_address("elsewhere"))
    elsewhere.execute("CREATE TABLE busy ()")  # and goes on
    try:
        note("quick")

        first, again = cached_fragment(lambda: "once", "/x"), cached_fragment(lambda: "twice", "/x")
    finally:
        elsewhere.close()

    assert (first, again) == ("once", "once")
