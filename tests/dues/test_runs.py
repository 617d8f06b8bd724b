"""The yearly run on the real register: the dues of 2016 for that year's 90 full members."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.accounts.factories import make_secretary
from wego.core.references import Reference
from wego.dues.models import DuesRun, RunQuote
from wego.dues.services.decisions import grant_concession
from wego.dues.services.runs import RunRefused, begin_run, confirm_run, drop_run, issue_run, prepare_run
from wego.finance.models import Invoice
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
DECISION = Reference("governance.Decision", "1", "Executive Committee 2016, item 3")


def clock() -> datetime:
    return AT


def begin(year: int = 2016) -> DuesRun:
    return begin_run(
        year=year, issued_on=date(year, 5, 2), due_on=date(year, 6, 30), by=make_secretary(), at=AT, is_demonstration=True
    )


def prepared(year: int = 2016) -> DuesRun:
    return prepare_run(run_id=begin(year).pk, clock=clock)


def test_dues_of_2016_for_the_90_full_members(network: None) -> None:
    run = prepared()

    counts = Counter(run.quotes.values_list("outcome", flat=True))
    print(counts, [(q.organisation.name, q.steps) for q in run.quotes.filter(outcome="cannot")])
    print(sum(run.quotes.values_list("amount", flat=True)))
    assert counts["due"] + counts["cannot"] == 90
    assert counts["free"] == 10  # seven associates, three friendship bodies
