"""Databases with much in them, made once for all who read them."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

Laid = Callable[[str, Callable[[], Any]], AbstractContextManager[Any]]


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all workers and, where tools/test.py runs them, all parts find what one of them made."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    return Path(os.environ.get("TEST_SHARED_FOLDER") or shared)


@pytest.fixture(scope="session")
def laid(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Laid:
    """`with laid("pilot", load) as report:` has in the tests' database what `load` puts there, and what it answered.

    For fixtures of a module or a package. On SQLite the database is kept as a file and copied for the next who asks
    for the same name, which takes no time; elsewhere it is loaded anew. What a test changes is rolled back either way.
    """
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction

    @contextmanager
    def copied(name: str, make: Callable[[], Any]) -> Iterator[Any]:
        empty, own = request.getfixturevalue("empty_database"), Path(connection.settings_dict["NAME"])
        kept = shared_folder(tmp_path_factory) / f"laid-{name}.sqlite3"
        answer = kept.with_suffix(".answer")
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not answer.exists():
                _replace(own, empty)
                with transaction.atomic():
                    answered = make()
                    connection.run_on_commit = []  # nobody waits for what would be done afterwards
                connection.close()
                shutil.copyfile(own, kept)
                answer.write_bytes(pickle.dumps(answered))
        _replace(own, kept)
        try:
            yield pickle.loads(answer.read_bytes())
        finally:
            _replace(own, empty)

    @contextmanager
    def loaded(name: str, make: Callable[[], Any]) -> Iterator[Any]:
        with transaction.atomic():
            yield make()
            transaction.set_rollback(True)

    def _replace(own: Path, by: Path) -> None:
        connection.close()
        shutil.copyfile(by, own)
        ContentType.objects.clear_cache()

    @contextmanager
    def lay(name: str, make: Callable[[], Any]) -> Iterator[Any]:
        way = copied if connection.vendor == "sqlite" else loaded
        with django_db_blocker.unblock(), way(name, make) as answered:
            yield answered

    return lay
