"""The register of letters at 100,000 letters, beside a bare page on the same server and an empty page of the office.

Each order and each filter is asked for as the secretariat would. A search may cost three bare pages of the office.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks import office, pages

LETTERS, AT_ONCE = 100_000, 5_000
AT = datetime(2026, 1, 15, tzinfo=UTC)
MOST_OF_BARE, MOST_QUERIES = 3, 15
REGISTER = "/en/office/letters/"
ASKED = {
    "the latest": "",
    "page 40": "?page=40",
    "by subject": "?sort=subject",
    "by addressee or sender": "?sort=-correspondent",
    "of a year": "?year=2019",
    "received": "?direction=received",
    "in review": "?status=in_review",
    "of a series": "?series=letters",
    "of a year, a direction and a state": "?year=2019&direction=sent&status=sent",
    "of a member": "?organisation={slug}",
    "of members by name": "?member=seoul",
    "a number": "?q=WeGO-2019-0077",
    "words": "?q=invitation+to+forum+4711",
}


def rows() -> Iterator[dict[str, object]]:
    """Median processor seconds against three empty pages of the office, with the ratio to one; queries."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        client = pages.platform()
        office.as_secretariat(client)
        slug = make_letters()
        empty = pages.measure(client, "/en/office/bare/")[0]
        for name, query in ASKED.items():
            seconds, _bare, queries, _bytes = pages.measure(client, REGISTER + query.format(slug=slug))
            label = f"{LETTERS:,} letters: {name}"
            yield {
                "name": label,
                "measured": seconds,
                "limit": MOST_OF_BARE * empty,
                "ratio": seconds / empty,
            }
            yield {"name": f"{label}, queries", "measured": queries, "limit": MOST_QUERIES}


def make_letters() -> str:
    """So many letters over ten years with every member in turn; the slug of one member."""
    from wego.correspondence.models import Letter, LetterSeries
    from wego.members.models import Organisation

    members = list(Organisation.objects.order_by("pk"))
    series = {one.kind: one for one in LetterSeries.objects.all()}
    counts: dict[tuple[str, int], int] = {}

    def letter(place: int) -> Any:
        kind = "received" if place % 3 == 0 else "sent"
        is_open = kind == "sent" and place % 50 == 1
        day = date(2017, 1, 1) + timedelta(days=place * 3650 // LETTERS)
        facts: dict[str, Any] = {"status": "in_review" if is_open else "filed" if kind == "received" else "sent"}
        if not is_open:
            counts[kind, day.year] = sequence = counts.get((kind, day.year), 0) + 1
            facts |= {"sequence": sequence, "number": series[kind].number_text(day.year, sequence)}
        if facts["status"] == "sent":
            facts |= {"way": "email", "sent_on": day}
        return Letter(
            series=series[kind],
            is_received=kind == "received",
            dated_on=day,
            year=day.year,
            organisation=members[place % len(members)],
            correspondent=f"Mayor {place % 997}",
            language="en",
            subject=f"Invitation to forum {place}",
            body="Words.",
            **facts,
        )

    for start in range(0, LETTERS, AT_ONCE):
        Letter.objects.bulk_create([letter(place) for place in range(start, start + AT_ONCE)])
    return str(members[7].slug)
