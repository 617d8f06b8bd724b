"""The shipped pilot, loaded once for a module of tests; what a test changes is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.prepared_databases import Laid

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
LOADED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def pilot(laid: Laid) -> Iterator[Any]:
    """The shipped network with its pilot edition, and the report of loading that."""
    with laid("pilot", load) as report:
        yield report


def load() -> Any:
    from wego.cityindex.services import load_cityindex
    from wego.members.services.loading import load_members
    from wego.records.services import load_records

    load_members(FOLDER, at=LOADED_AT)
    load_records(FOLDER, at=LOADED_AT)
    return load_cityindex(FOLDER, at=LOADED_AT)
