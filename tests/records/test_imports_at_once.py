"""Two files of the same facts accepted at the same moment: what the second would do is shown anew."""

from __future__ import annotations

from functools import partial

import pytest

from tests.finance.test_at_once import at_once
from tests.members.factories import make_organisation
from tests.records.factories import AT, make_indicator, make_source
from tests.records.test_imports import HEADS, bring, counts
from wego.records.models import FactImport, Indicator, Observation
from wego.records.services.imports import accept_import

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_no_fact_is_in_force_twice() -> None:
    make_source()
    make_indicator("test.people", kind=Indicator.Kind.COUNT)
    members = [make_organisation(f"city-{number}") for number in range(40)]
    rows = [f"org:{one.slug},test.people,{year},{year},census,\n" for one in members for year in range(1980, 2025)]
    files = [bring(HEADS + "".join(rows)) for _each in range(2)]

    outcomes = at_once(*[partial(accept_import, import_id=one.pk, by=None, at=AT) for one in files])

    assert outcomes == ["done", "done"]
    assert Observation.objects.count() == len(rows)
    assert sorted(FactImport.objects.values_list("status", flat=True)) == ["accepted", "shown"]
    assert counts(FactImport.objects.get(status="shown")) == (0, 0, len(rows), 0)
