"""The shipped pilot, loaded once for a module of tests; what a test changes is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
LOADED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def pilot(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The shipped network with its pilot edition, and the report of loading that."""
    from wego.cityindex.services import load_cityindex
    from wego.members.services.loading import load_members
    from wego.records.services import load_records

    with django_db_blocker.unblock(), transaction.atomic():
        load_members(FOLDER, at=LOADED_AT)
        load_records(FOLDER, at=LOADED_AT)
        yield load_cityindex(FOLDER, at=LOADED_AT)
        transaction.set_rollback(True)
