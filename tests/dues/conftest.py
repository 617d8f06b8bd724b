"""The shipped register, figures and schedules, loaded once for a module; what a test changes is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.prepared_databases import Laid

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
LOADED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def network(laid: Laid) -> Iterator[None]:
    """Members, figures, schedules and terms of the shipped folder."""
    with laid("dues", load):
        yield


def load() -> None:
    from wego.config.loading import know_the_sizes
    from wego.dues.services.loading import load_dues
    from wego.finance.services.loading import load_finance
    from wego.members.services.loading import load_members
    from wego.records.services.loading import load_records

    for each in (load_members, load_records, load_finance, load_dues):
        each(FOLDER, at=LOADED_AT)
    know_the_sizes()
