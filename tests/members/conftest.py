"""The shipped register, loaded once for a module of tests; what a test changes is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.prepared_databases import Laid

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
LOADED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def register(laid: Laid) -> Iterator[None]:
    """The members of the shipped folder, for tests that read."""
    from wego.members.services.loading import load_members

    with laid("register", lambda: load_members(FOLDER, at=LOADED_AT)):
        yield
