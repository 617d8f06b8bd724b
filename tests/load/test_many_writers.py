"""Twenty processes write to one platform at once: none is refused, nothing is lost, the books agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scripts import finish, loaded_platform, run

pytestmark = [pytest.mark.whole, pytest.mark.slow]

WRITERS, ACTS = 20, 60  # a request each: between two of them a process does something else for a moment
WRITE = """
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from django.db import connection
from wego.finance.services.payments import record_payment
from wego.finance.services.invoicing import issue_invoices
from wego.members.models import Organisation
from tests.finance.factories import make_draft
writers, acts = int(sys.argv[1]), int(sys.argv[2])
organisations = list(Organisation.objects.order_by("pk")[:writers])
at = datetime(2026, 11, 21, 9, tzinfo=UTC)
connection.close()

def write(organisation):
    for number in range(acts):
        record_payment(
            organisation_id=organisation.pk, received_on=date(2026, 11, 20), amount=Decimal(100 + number),
            currency="USD", by=None, at=at, payer=f"{organisation.slug} {number}",
        )
        if number % 6 == 0:
            issue_invoices([make_draft(organisation, year=2026 - number // 6)], by=None, at=at)
        connection.close()
        time.sleep(0.05)

children = []
for organisation in organisations:
    child = os.fork()
    if not child:
        try:
            write(organisation)
            os._exit(0)
        except BaseException as error:
            print(organisation.slug, repr(error), file=sys.stderr, flush=True)
            os._exit(1)
    children.append(child)
print(sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children))
"""
COUNT = """
import json
from collections import Counter
from decimal import Decimal
from django.db.models import Count
from wego.core.models import AuditEntry
from wego.finance.models import Invoice, Payment, Posting, Receipt
accounts = Counter()
for posting in Posting.objects.all():
    accounts[posting.debit] += posting.amount
    accounts[posting.credit] -= posting.amount
print(json.dumps({
    "payments": Payment.objects.count(),
    "most_alike": max(row["n"] for row in Payment.objects.values("payer").annotate(n=Count("pk"))),
    "in_bank": str(accounts["bank"]),
    "received": str(sum(Payment.objects.values_list("amount", flat=True))),
    "sums_to": str(sum(accounts.values())),
    "audited": AuditEntry.objects.filter(action="payment.recorded").count(),
    "receipts": sorted(Receipt.objects.values_list("sequence", flat=True)),
    "invoices": sorted(Invoice.objects.values_list("sequence", flat=True)),
}))
"""


def test_twenty_processes_write_at_once(empty_database: Path, tmp_path: Path):
    data_dir = loaded_platform(empty_database, tmp_path / "data")

    failed = finish(run(data_dir, WRITE, str(WRITERS), str(ACTS)), patience=600).strip()
    found = json.loads(finish(run(data_dir, COUNT)))

    acts = WRITERS * ACTS
    assert failed == "0"
    assert (found["payments"], found["most_alike"], found["audited"]) == (acts, 1, acts)
    assert (float(found["in_bank"]), float(found["sums_to"])) == (float(found["received"]), 0)
    assert found["receipts"] == list(range(1, acts + 1))
    assert found["invoices"] == list(range(1, WRITERS * 10 + 1))
