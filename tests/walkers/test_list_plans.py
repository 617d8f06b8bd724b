"""Every order and filter of a list has its index, or a reason: no page sorts all rows to show the first fifty.

Asked of SQLite, which says how it would answer; what it can read in order PostgreSQL can too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import note_second_factor
from tests.walkers.world import World

pytestmark = pytest.mark.django_db

# Each list of the office, with every order and filter that is other work for the database.
LISTS = {
    "/en/office/organisations/": ("", "q=seoul", "kind=corporation", "standing=full", "country=KR"),
    "/en/office/money/invoices/": (
        "",
        "page=2",
        "year=2016",
        "currency=USD",
        "state=open",
        "state=settled",
        "state=overdue",
        "kind=corporation",
        "region=europe",
        "q=seoul",
        "year=2016&currency=USD&state=open",
    ),
    "/en/office/money/payments/": (
        "",
        "page=2",
        "year=2016",
        "currency=USD",
        "state=standing",
        "state=unused",
        "state=unknown",
        "method=online",
        "recorded=7",
        "sort=received_on",
        "q=seoul",
    ),
    "/en/office/money/overdue/": ("",),
    "/en/office/money/unsent/": ("",),
    "/en/office/money/credits/": ("",),
    "/en/office/money/journal/": ("",),
    "/en/office/money/bank/": ("",),
    "/en/office/money/bank/statements/": ("",),
    "/en/office/mails/": (
        "",
        "status=sent",
        "status=look",
        "kind=finance/mail/invoice",
        "q=seoul",
        *(f"sort={turn}{name}" for name in ("kind", "recipient", "about", "queued_at", "status") for turn in ("", "-")),
    ),
    "/en/office/people/": ("", "q=seoul"),
    "/en/office/admissions/": ("",),
    "/en/office/admissions/to-decide/": ("",),
    "/en/office/admissions/leaving/": ("",),
    "/en/office/members/profile-changes/": ("",),
    "/en/office/diagnoses/": ("", "year=2025", "q=seoul", "region=europe"),
    "/en/office/dues/": ("",),
    "/en/office/governance/decisions/": ("",),
    "/en/office/governance/meetings/": ("",),
    "/en/office/governance/agenda/": ("",),
    "/en/office/index-editions/corrections/": ("",),
    "/en/office/letters/": (
        "",
        "page=2",
        "q=invitation",
        "member=seoul",
        "organisation=seoul",
        "direction=sent",
        "direction=received",
        "status=draft",
        "year=2026",
        "series=letters",
        "year=2026&direction=sent&status=draft",
        *(f"sort={turn}{name}" for name in ("number", "dated_on", "subject", "correspondent") for turn in ("", "-")),
    ),
    "/en/office/certificates/": ("", "kind=dues", "member=seoul", "sort=issued_on"),
    "/en/members/": (
        "",
        "page=2",
        "sort=-name",
        "sort=-population",
        "sort=country",
        "sort=region",
        "sort=kind",
        "sort=standing",
        "q=seoul",
        "country=KR",
        "edition=2016",
    ),
}
# The rows of these are sorted, and why that is well.
QUEUE = "a queue that is worked off: what waits is little"
SLOWLY = "some dozens come a year"
RANKED = "the order is that of a list of words in the reader's language, which no index knows"
NAMED = "few bear the words that were searched: the index of names finds them, and then they are put in order"
SORTED = {
    "/en/office/letters/?q=invitation": NAMED,
    "/en/office/letters/?member=seoul": NAMED,
    "/en/office/certificates/?member=seoul": NAMED,
    "/en/office/diagnoses/?q=seoul": NAMED,
    "/en/office/money/invoices/?q=seoul": NAMED,
    "/en/office/money/payments/?q=seoul": NAMED,
    "/en/office/organisations/?q=seoul": NAMED,
    "/en/office/people/?q=seoul": NAMED,
    "/en/members/?sort=country": RANKED,
    "/en/members/?sort=kind": RANKED,
    "/en/members/?sort=region": RANKED,
    "/en/members/?sort=standing": RANKED,
    "/en/members/?edition=2016": "an edition lists some hundreds",
    "/en/office/organisations/?country=KR": "a country has some dozens",
    "/en/office/diagnoses/?region=europe": "by year, then by name: one a city and year, those of a region",
    "/en/office/money/bank/statements/": "counts the lines of each: a statement a month or a day",
    "/en/office/mails/?status=look": QUEUE,
    "/en/office/money/unsent/": "its mails that did not arrive: " + QUEUE,
    "/en/office/governance/agenda/": QUEUE,
    "/en/office/admissions/to-decide/": QUEUE,
    "/en/office/admissions/": SLOWLY,
    "/en/office/admissions/leaving/": SLOWLY,
    "/en/office/members/profile-changes/": QUEUE,
    "/en/office/dues/": "a run a year",
    "/en/office/governance/decisions/": SLOWLY,
    "/en/office/governance/meetings/": SLOWLY,
    "/en/office/index-editions/corrections/": SLOWLY,
}


def test_every_order_and_filter_of_a_list_has_its_index_or_a_reason(world: World, monkeypatch: pytest.MonkeyPatch):
    if connection.vendor != "sqlite":
        pytest.skip("the plans of SQLite are looked at")
    monkeypatch.setattr(Paginator, "count", 10_000)  # as if there were pages of each
    client = Client()
    client.force_login(world.people["secretariat"])
    note_second_factor(client, world.people["secretariat"])
    addresses = [f"{path}?{query}" if query else path for path, queries in LISTS.items() for query in queries]

    found = {address for address in addresses if any(map(_sorts, _lists_read(client, address)))}

    assert found - set(SORTED) == set(), "rows are sorted: give the order an index, or say why not"
    assert set(SORTED) - found == set(), "these need no reason any more"


def _lists_read(client: Client, address: str) -> Iterator[str]:
    """The queries of a page that read one page of a list."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    for query in queries:
        if "ORDER BY" in query["sql"] and re.search(r" LIMIT (2[2-9]|[3-9]\d|\d{3,})\b", query["sql"]):
            yield query["sql"]


def _sorts(sql: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"), ())
        return any("USE TEMP B-TREE FOR ORDER BY" in row[3] for row in cursor.fetchall())
