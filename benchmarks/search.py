"""The office's search at 10,000 members and 100,000 invoices, beside a bare page on the same server.

Words that one thing bears, that many bear, and that nearly all do; all in the index that the services keep.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from benchmarks import office, pages

MEMBERS, INVOICES, PAYMENTS = 10_000, 100_000, 20_000
MOST_OF_BARE = 3
ADDRESS = "/en/office/search/?q={words}&asked={{n}}"
WORDS = {
    "one member": "made up 4711",
    "every member": "made",
    "one invoice by its number": "{number}",
    "invoices of a year": "2026",
    "a person's address": "made-up-4711@city.example",
    "a payment by its amount and payer": "4711.00 payer",
    "nothing": "qqqqqq",
    "one letter": "m",
}


def rows() -> Iterator[dict[str, object]]:
    """Median processor seconds of a search against three bare pages."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        client = pages.platform()
        office.as_secretariat(client)
        office.grow_to(MEMBERS)
        number = _more_invoices()
        _payments()
        for name, words in WORDS.items():
            address = ADDRESS.format(words=words.format(number=number))
            seconds, bare, queries, _bytes = pages.measure(client, address)
            label = f"{MEMBERS} members, {INVOICES} invoices: {name}"
            yield {"name": label, "measured": seconds, "limit": MOST_OF_BARE * bare, "ratio": seconds / bare}
            yield {"name": f"{label}, queries", "measured": queries, "limit": 25}


def _more_invoices() -> str:
    """Until there are so many; answers with the number of one of them."""
    from wego.finance.models import Invoice

    like = Invoice.objects.latest("pk")
    kept = [field for field in like._meta.concrete_fields if field.name not in ("id", "number", "sequence", "year")]
    same = {field.attname: getattr(like, field.attname) for field in kept}
    names = list(Invoice.objects.order_by("pk").values_list("organisation_id", "debtor_name"))
    made = []
    for n in range(INVOICES - len(names)):
        organisation, debtor = names[n % len(names)]
        given = same | {"organisation_id": organisation, "debtor_name": debtor, "year": 2000 + n // len(names)}
        # Of another series than those that the service numbered.
        given |= {"kind": "other", "cause_kind": "", "cause_id": "", "series_year": 2025, "supersedes_id": None}
        made.append(Invoice(number=f"2025-{n:06d}", sequence=n + 1, **given))
    Invoice.objects.bulk_create(made, batch_size=2000)
    return made[-1].number


def _payments() -> None:
    from wego.finance.models import Payment
    from wego.members.models import Organisation

    members = list(Organisation.objects.filter(slug__startswith="made-up-").order_by("pk"))
    Payment.objects.bulk_create(
        [
            Payment(
                organisation=members[n % len(members)],
                received_on=date(2025, 1, 1) + timedelta(days=n % 365),
                amount=Decimal(n + 1),
                currency="USD",
                unapplied=0,
                payer=f"Payer {n}",
                reference_text=f"Dues of {members[n % len(members)].name.source}",
                recorded_at=office.AT,
            )
            for n in range(PAYMENTS)
        ],
        batch_size=2000,
    )
