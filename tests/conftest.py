"""What every test may ask for: reference data, people signed in, databases that can be emptied again."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import hypothesis
import pytest

from tools import catalogues

ROOT = Path(__file__).resolve().parents[1]
pytest_plugins = ["tests.axe", "tests.prepared_databases", "tests.browsing", "tests.costs", "tests.form_tokens"]


def pytest_configure(config: pytest.Config) -> None:
    """Translations are tested too: compile what is newer than its compiled form (once, not in every worker)."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all(only_stale=True)


# Examples: the quick run tries the same few each time, so that it never fails by chance; the whole run looks for more.
hypothesis.settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("deep", max_examples=200, deadline=None, print_blob=True)
hypothesis.settings.load_profile("quick")

NEEDS_DATABASE = {"db", "transactional_db", "live_server", "postgresql_address"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file's tests go to one worker, since they share what its fixtures make; a mark `xdist_group` joins files.

    On PostgreSQL only what touches a database is run again; the rest has been run on SQLite.
    """
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.location[0]))
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    again = [
        item
        for item in items
        if item.get_closest_marker("django_db") or NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in again])
    # The longest first, or one worker ends with them while the other has nothing left.
    items[:] = sorted(again, key=lambda item: "postgresql_address" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def postgresql_address() -> Callable[..., str]:
    """Makes a database on the PostgreSQL that these tests run on, without tables unless `migrated`; its address."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        pytest.skip("needs a PostgreSQL: make test starts one")

    def make(name: str, *, migrated: bool = False) -> str:
        import psycopg
        from psycopg import sql

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            template = sql.Identifier(os.environ["TEST_DATABASE_TEMPLATE"] if migrated else "template1")
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
        parts = urlsplit(address)
        return urlunsplit(parts._replace(path=f"/{name}"))

    return make


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the tests' database is a copy of the empty one laid below, so Django need not make it."""
    from django.db import connection

    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, request: Any) -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        shutil.copyfile(request.getfixturevalue("empty_database"), settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database without rows of ours, made once and by one worker, and kept until a migration changes.

    Migrating from nothing takes half a minute.
    """
    from wego.config.commands import schema

    folder = ROOT / ".pytest_cache"
    folder.mkdir(exist_ok=True)
    kept = folder / f"empty-{schema.fingerprint()}.sqlite3"
    with (folder / "empty.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            making = folder / "making-empty"
            shutil.rmtree(making, ignore_errors=True)
            environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            command = [sys.executable, "-m", "wego.config.command", "migrate", "--data-dir", str(making)]
            environment["DJANGO_SETTINGS_MODULE"] = "wego.config.settings"
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
            for old in folder.glob("empty-*.sqlite3"):
                old.unlink()
            (making / "wego.sqlite3").replace(kept)
            shutil.rmtree(making)
        # A copy of one's own: other runs, of other branches, replace the kept one.
        return Path(shutil.copy(kept, tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of reference data; hand-worked cases run without it."""
    folder = Path(os.environ.get("WEGO_REFERENCE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no reference data: {folder} is not there (set WEGO_REFERENCE_DATA)")
    return folder


@pytest.fixture
def signed_in() -> Callable[..., Any]:
    """A browser's stand-in with a person's session: `signed_in(user).get(address)`.

    The session has used a second factor, as the secretariat's role needs; `second_factor=False` leaves that out.
    """
    from django.test import Client

    from tests.accounts.factories import note_second_factor

    def sign_in(user: Any, *, second_factor: bool = True) -> Client:
        client = Client()
        client.force_login(user)
        if second_factor:
            note_second_factor(client, user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A test that switches the language does not leave it to the next one."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A name of its own for each test's folder, which is made when a first file goes into it.

    `mktemp` would look through all folders made before, for every test with a database.
    """
    base = tmp_path_factory.mktemp("files")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _files(settings: Any, files_of_tests: Iterator[Path], request: pytest.FixtureRequest) -> None:
    """Files of a test with a database go into its own folder."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        settings.MEDIA_ROOT = next(files_of_tests)


@pytest.fixture
def own_charts(settings: Any) -> None:
    """Drawn charts and set reports are kept for this test alone: workers share the folder of all others."""
    from django.core.cache import caches

    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "charts of one test"}
    settings.CACHES = {**settings.CACHES, "charts": kept}
    caches["charts"].clear()


@pytest.fixture(scope="session", autouse=True)
def _emptying_lifts_triggers() -> Iterator[None]:
    """Insert-only tables refuse the DELETE with which Django empties a SQLite database after a transactional test.

    Their triggers are lifted for that moment only. PostgreSQL truncates, which fires no row trigger.
    """
    from django.db.backends.sqlite3.base import DatabaseOperations

    empty = DatabaseOperations.execute_sql_flush

    def lifting(self: DatabaseOperations, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                empty(self, statements)
            finally:
                for _name, sql in triggers:
                    cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = lifting
    yield
    DatabaseOperations.execute_sql_flush = empty
