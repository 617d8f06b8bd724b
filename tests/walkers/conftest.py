"""The shipped network with two cities' private things in it, made once for all walks; what a walk changes is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.prepared_databases import Laid
from tests.walkers.world import AT, DOCUMENT, STATEMENT, World, make_world
from wego.correspondence.models import Certificate, LetterAttachment
from wego.finance.banking.models import BankPreview, BankStatement
from wego.governance.models import Decision
from wego.records.models import Evidence


@pytest.fixture(scope="package")
def world(laid: Laid) -> Iterator[World]:
    """Everything that addresses lead to."""
    with laid("world", load) as world:
        yield world


def load() -> World:
    from wego.config.loading import load_network

    load_network(Path(__file__).parents[2] / "networks" / "wego", at=AT)
    return make_world()


@pytest.fixture(autouse=True)
def _documents(world: World, _files: None, settings: Any) -> None:
    """Every test has a folder of files of its own: the cities' documents are put there."""
    names = [
        *Evidence.objects.values_list("file", flat=True),
        *BankStatement.objects.values_list("file", flat=True),
        *LetterAttachment.objects.values_list("file", flat=True),
        *Certificate.objects.values_list("file", flat=True),
        *Decision.objects.exclude(paper="").values_list("paper", flat=True),
    ]
    contents = dict.fromkeys(names, DOCUMENT)
    contents |= dict.fromkeys(BankPreview.objects.values_list("file", flat=True), STATEMENT)
    for name, content in contents.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
