"""What the database itself holds of an edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cityindex.factories import make_edition
from wego.cityindex.models import Edition, EditionFile, Element, Score, Unit, Value

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Edition, {"draws": 0}),
        (Element, {"direction": 0}),
        (Element, {"weight": -1}),
        (Unit, {"rank": 0}),
        (Unit, {"rank": None}),
        (Unit, {"reason": "too_few"}),
        (Unit, {"rank_q5": 99}),
        (Unit, {"rank_low": 99}),
        (Unit, {"rank_mean": None}),
    ],
)
def test_a_row_that_cannot_be_true_is_refused(tmp_path: Path, model: Any, changes: dict[str, Any]):
    make_edition(tmp_path)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=model.objects.first().pk).update(**changes)


@pytest.mark.parametrize("model", [Edition, EditionFile, Element, Unit, Value, Score])
def test_the_same_row_does_not_stand_twice(tmp_path: Path, model: Any):
    make_edition(tmp_path)
    row = model.objects.first()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
