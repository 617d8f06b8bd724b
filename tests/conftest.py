"""What every test may ask for: reference data, people signed in, databases that can be emptied again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools import catalogues

ROOT = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Translations are tested too: compile what is newer than its compiled form (once, not in every worker)."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all(only_stale=True)


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


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Files of a test with a database go into its own folder."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session", autouse=True)
def _emptying_lifts_triggers() -> Iterator[None]:
    """Insert-only tables refuse the DELETE with which Django empties a SQLite database after a transactional test.

    Their triggers are lifted for that moment only. PostgreSQL truncates, which fires no row trigger.
    """
    from django.db.backends.sqlite3.operations import DatabaseOperations

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
