"""Money at 10,000 members: invoices with their journal in one transaction, the ageing of all, and invoices as PDF.

The limit of a row of seconds is what may be waited for; that of the PDFs is 30 a second.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

MEMBERS, PAPERS = 10_000, 240
RUN_WITHIN, AGEING_WITHIN, PAPERS_A_SECOND = 60.0, 5.0, 30.0
AT = datetime(2026, 1, 15, tzinfo=UTC)


def rows() -> Iterator[dict[str, object]]:
    """Seconds against the limit, and papers a second (there a ratio above 1 is better)."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        organisations = _members()
        from wego.finance.models import Invoice
        from wego.finance.pdf import invoice_pdf
        from wego.finance.queries.books import ageing
        from wego.finance.queries.invoices import with_history
        from wego.finance.services.invoicing import issue_invoices

        drafts = [draft_of(organisation) for organisation in organisations]
        yield _row(
            f"{MEMBERS:,} dues invoices, lines, balances, journal, audit",
            lambda: issue_invoices(drafts, by=None, at=AT),
            RUN_WITHIN,
        )
        yield _row(
            f"ageing of what {MEMBERS:,} members owe on a day",
            lambda: ageing(date(2027, 1, 1)),
            AGEING_WITHIN,
        )
        start = time.perf_counter()
        papers = [invoice_pdf(one) for one in with_history(Invoice.objects.all())[:PAPERS]]
        speed = len(papers) / (time.perf_counter() - start)
        yield {
            "name": "invoices as PDF a second",
            "measured": speed,
            "limit": PAPERS_A_SECOND,
            "ratio": speed / PAPERS_A_SECOND,
        }


def _row(name: str, work: Callable[[], Any], limit: float) -> dict[str, object]:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return {"name": name, "measured": seconds, "limit": limit, "ratio": seconds / limit}


def _members() -> list[Any]:
    """A fresh platform with so many made-up local governments."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wego.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from wego.members.models import Organisation, Place, Region

    region = Region.objects.create(scheme="2022", code="asia-pacific", name={"en": "A", "ko": "A", "zh-hans": "A"})
    places = Place.objects.bulk_create(
        Place(slug=f"made-up-{n}", country="NP", name=f"Made up {n}", latitude=1, longitude=1, match="certain")
        for n in range(MEMBERS)
    )
    return Organisation.objects.bulk_create(
        Organisation(
            slug=f"made-up-{n}",
            kind=Organisation.Kind.LOCAL_GOVERNMENT,
            country="NP",
            region=region,
            place=place,
            name=f"Made up {n}",
            standing="full",
        )
        for n, place in enumerate(places)
    )


def draft_of(organisation: Any) -> Any:
    from wego.finance.services.invoicing import DraftLine, InvoiceDraft

    steps = [
        "Full member since 2015: the duty begins in 2016.",
        "GDP per person (PPP) of the country: 35,379 international dollars (IMF, 2014).",
        "Population: 970,000 persons.",
        "Row 20000+, column 600-999 of the schedule of 2016: 7,000 US dollars.",
    ]
    return InvoiceDraft(
        organisation=organisation,
        year=2026,
        currency="USD",
        lines=[
            DraftLine({"en": "Membership fee 2026", "ko": "2026년 회비", "zh-hans": "2026 年会费"}, Decimal("7000.00"))
        ],
        explanation={"en": steps},
    )
