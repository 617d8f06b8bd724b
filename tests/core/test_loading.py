"""Rows put from a network folder: added, changed, or left."""

from __future__ import annotations

import pytest

from wego.core.loading import LoadReport, upsert
from wego.core.models import PeriodicRun

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
def test_a_row_is_added_then_left_then_changed():
    report = LoadReport()

    first = upsert(report, PeriodicRun, {"name": "one"}, {"failure": ""})
    assert (report.added, report.changed, report.left) == (1, 0, 0)
    upsert(report, PeriodicRun, {"name": "one"}, {"failure": ""})
    assert (report.added, report.changed, report.left) == (1, 0, 1)
    again = upsert(report, PeriodicRun, {"name": "one"}, {"failure": "broke"})
    assert (report.added, report.changed, report.left) == (1, 1, 1)

    assert again.pk == first.pk
    assert PeriodicRun.objects.get().failure == "broke"
