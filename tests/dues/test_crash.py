"""A run whose process is killed in the middle: exactly one invoice per member and year, and no number missing."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.scripts import finish, loaded_platform, run

BEGIN = """
from datetime import UTC, date, datetime
from wego.dues.services import runs
at = datetime(2026, 11, 21, 9, tzinfo=UTC)
clock = lambda: at
"""
PREPARE = """
run = runs.begin_run(year=2016, issued_on=date(2016, 5, 2), due_on=date(2016, 6, 30), by=None, at=at)
runs.prepare_run(run_id=run.pk, clock=clock)
runs.confirm_run(run_id=run.pk, by=None, at=at)
print(run.pk)
"""
ISSUE = """
runs.BATCH = 4
issue = runs.issue_invoices
def telling(*words, **named):
    made = issue(*words, **named)
    print("issued", flush=True)  # not committed yet: killed here, the batch must leave nothing
    sys.stdin.readline()
    return made
if "slowly" in sys.argv:
    runs.issue_invoices = telling
runs.issue_run(run_id=int(sys.argv[1]), clock=clock)
"""
COUNT = """
import json
from wego.dues.models import DuesRun
from wego.finance.models import Invoice
run = DuesRun.objects.get()
print(json.dumps({
    "status": run.status,
    "due": run.quotes.filter(outcome="due").count(),
    "linked": run.quotes.exclude(invoice=None).count(),
    "invoices": Invoice.objects.count(),
    "members": Invoice.objects.values("organisation").distinct().count(),
    "numbers": sorted(Invoice.objects.values_list("sequence", flat=True)),
}))
"""


@pytest.mark.slow
def test_a_killed_run_goes_on_and_invoices_everybody_once(empty_database: Path, tmp_path: Path) -> None:
    data_dir = loaded_platform(empty_database, tmp_path / "data")
    number = finish(run(data_dir, BEGIN + PREPARE)).strip()

    slow = run(data_dir, BEGIN + ISSUE, number, "slowly")
    assert slow.stdin is not None
    assert slow.stdout is not None
    for _batch in range(3):
        assert slow.stdout.readline() == "issued\n"
        slow.stdin.write("go on\n")
        slow.stdin.flush()
    assert slow.stdout.readline() == "issued\n"
    os.kill(slow.pid, signal.SIGKILL)
    slow.communicate()
    cut_off = json.loads(finish(run(data_dir, COUNT)))
    finish(run(data_dir, BEGIN + ISSUE, number))
    whole = json.loads(finish(run(data_dir, COUNT)))

    assert (cut_off["status"], cut_off["invoices"], cut_off["linked"]) == ("issuing", 12, 12)
    assert whole["status"] == "done"
    assert whole["invoices"] == whole["members"] == whole["linked"] == whole["due"] > 60
    assert whole["numbers"] == list(range(1, whole["due"] + 1))
