"""The shipped network with two cities' private things in it, made once for all walks; what a walk changes is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.walkers.world import AT, DOCUMENT, World, make_world
from wego.finance.banking.models import BankStatement
from wego.governance.models import Decision
from wego.records.models import Evidence


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Everything that addresses lead to."""
    from wego.config.loading import load_network

    with django_db_blocker.unblock(), transaction.atomic():
        load_network(Path(__file__).parents[2] / "networks" / "wego", at=AT)
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _documents(world: World, _files: None, settings: Any) -> None:
    """Every test has a folder of files of its own: the cities' documents are put there."""
    names = [
        *Evidence.objects.values_list("file", flat=True),
        *BankStatement.objects.values_list("file", flat=True),
        *Decision.objects.exclude(paper="").values_list("paper", flat=True),
    ]
    for name in names:
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(DOCUMENT)
