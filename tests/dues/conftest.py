"""The shipped register, figures and schedules, loaded once for a module; what a test changes is rolled back."""

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
def network(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Members, figures, schedules and terms of the shipped folder."""
    from wego.config.loading import know_the_sizes
    from wego.dues.services.loading import load_dues
    from wego.finance.services.loading import load_finance
    from wego.members.services.loading import load_members
    from wego.records.services.loading import load_records

    with django_db_blocker.unblock(), transaction.atomic():
        for load in (load_members, load_records, load_finance, load_dues):
            load(FOLDER, at=LOADED_AT)
        know_the_sizes()
        yield
        transaction.set_rollback(True)
