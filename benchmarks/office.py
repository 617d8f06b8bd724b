"""The office's lists at the network's size and at 10,000 members, beside a bare page on the same server.

Each list is asked for as the secretariat sees it first, with its filters where those are other work. What adds up
(money, ageing) reads every open invoice, and so grows with them. Bank lines ask for what the lines shown may pay: their
page is measured beside the office's frame around nothing, too.
"""

from __future__ import annotations

import gzip
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks import pages
from benchmarks.finance import draft_of

AT = datetime(2026, 1, 15, tzinfo=UTC)
# A list asks what it shows and what frames it, however many there are.
MOST_QUERIES = 15
# How much more a list may cost at 10,000 members than at 160, bare page against bare page.
MOST_GROWTH = 1.5
# Fifty lines with their proposals and buttons, beside the office's frame around nothing.
MOST_OF_EMPTY = 15
# A page of the office may cost so many bare pages, and so many bytes where nothing of it is known yet.
MOST_OF_BARE = 5
HEAVIEST_FIRST_VISIT = 150 * 1024
LISTS = {
    "home": "/en/office/",
    "organisations": "/en/office/organisations/",
    "organisations, a search": "/en/office/organisations/?q=made",
    "organisations, by country": "/en/office/organisations/?ordering=country",
    "money": "/en/office/money/",
    "invoices": "/en/office/money/invoices/",
    "invoices, page 4": "/en/office/money/invoices/?page=4",
    "invoices, open": "/en/office/money/invoices/?state=open",
    "invoices, overdue": "/en/office/money/invoices/?state=overdue",
    "invoices, of a region": "/en/office/money/invoices/?region=asia-pacific",
    "invoices, a search": "/en/office/money/invoices/?q=made+up+77",
    "one invoice": "/en/office/money/invoices/{number}/",
    "past their day": "/en/office/money/overdue/",
    "not mailed": "/en/office/money/unsent/",
    "unused credit": "/en/office/money/credits/",
    "ageing": "/en/office/money/ageing/",
    "journal": "/en/office/money/journal/",
    "bank lines": "/en/office/money/bank/",
    "bank statements": "/en/office/money/bank/statements/",
    "outbox": "/en/office/mails/",
    "outbox, to look at": "/en/office/mails/?status=look",
    "outbox, a search": "/en/office/mails/?q=made-up-77",
    "people": "/en/office/people/",
    "people, a search": "/en/office/people/?q=made-up-77",
    "applications": "/en/office/admissions/",
    "to decide": "/en/office/admissions/to-decide/",
    "leaving": "/en/office/admissions/leaving/",
    "profile changes": "/en/office/members/profile-changes/",
    "diagnoses": "/en/office/diagnoses/",
    "dues": "/en/office/dues/",
    "decisions": "/en/office/governance/decisions/",
}


def rows() -> Iterator[dict[str, object]]:
    """Median processor seconds against the bare page, growth with the members, queries against the most allowed."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        client = pages.platform()
        as_secretariat(client)
        small: dict[str, float] = {}
        for size in (160, 10_000):
            grow_to(size)
            for name, address in LISTS.items():
                seconds, bare, queries, _bytes = pages.measure(client, _written(address))
                ratio = seconds / bare
                label = f"{size:>6} members: {name}"
                yield {"name": label, "measured": seconds, "limit": bare, "ratio": ratio}
                yield {"name": f"{label}, beside five bare pages", "measured": seconds, "limit": MOST_OF_BARE * bare}
                yield {"name": f"{label}, queries", "measured": queries, "limit": MOST_QUERIES}
                if name in small:
                    growth = ratio / small[name]
                    yield {"name": f"{label}, growth", "measured": growth, "limit": MOST_GROWTH}
                else:
                    cold = first_visit(client, _written(address))
                    yield {"name": f"{label}, bytes cold", "measured": cold, "limit": HEAVIEST_FIRST_VISIT}
                small.setdefault(name, ratio)
            bare = pages.measure(client, "/en/office/bare/")[0]
            seconds = pages.measure(client, LISTS["bank lines"])[0]
            label = f"{size:>6} members: bank lines beside an empty page of the office"
            yield {"name": label, "measured": seconds, "limit": bare * MOST_OF_EMPTY, "ratio": seconds / bare}


def _written(address: str) -> str:
    from wego.finance.models import Invoice

    return address.format(number=Invoice.objects.latest("pk").number)


def first_visit(client: Any, address: str) -> int:
    """Bytes of a page as it is sent, with the styles, scripts and pictures it names."""
    from django.conf import settings

    body = client.get(address).content
    names = set(re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', body.decode()))
    files = [Path(settings.STATIC_ROOT) / name for name in names]
    return len(gzip.compress(body, 6)) + sum(len(gzip.compress(file.read_bytes())) for file in files)


def as_secretariat(client: Any) -> None:
    """The role, and a session that has used a second factor."""
    from wego.accounts.models import NetworkRole, User

    user = User.objects.get(email="bench@example.org")
    NetworkRole.objects.create(user=user, role=NetworkRole.Role.SECRETARIAT, granted_at=AT)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "id": 0, "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def grow_to(size: int) -> None:
    """So many members, each with an invoice, a person, two mails and a line of the bank."""
    pages.grow_to(size)
    from wego.accounts.models import User
    from wego.finance.models import Invoice
    from wego.finance.services.invoicing import issue_invoices
    from wego.members.models import Affiliation, Organisation

    new = list(Organisation.objects.filter(slug__startswith="made-up-", invoices=None).select_related("place"))
    if not Invoice.objects.exists():
        new += list(Organisation.objects.filter(invoices=None).exclude(pk__in=[one.pk for one in new])[:100])
    issue_invoices([replace(draft_of(one), issued_on=AT.date(), due_on=_due(one)) for one in new], by=None, at=AT)
    people = User.objects.bulk_create(
        User(email=f"{one.slug}@city.example", name=f"Of {one.name.source}") for one in new
    )
    Affiliation.objects.bulk_create(
        Affiliation(user=person, organisation=one, role="officer", starts_on=AT.date())
        for person, one in zip(people, new, strict=True)
    )
    _mails(new)
    _bank_lines(new)


def _due(organisation: Any) -> date:
    """Half of them are past their day."""
    return AT.date() + timedelta(days=30 if organisation.pk % 2 else 3_300)


def _mails(organisations: list[Any]) -> None:
    from wego.core.models import Mail

    Mail.objects.bulk_create(
        Mail(
            kind="finance/mail/invoice",
            recipient=f"{one.slug}@city.example",
            language="en",
            subject="Invoice",
            about_label=one.name.source,
            message_id=f"<{number}-{one.slug}@bench.example>",
            status="bounced" if number else "sent",
            sent_at=AT,
            queued_at=AT,
            next_try_at=AT,
        )
        for one in organisations
        for number in range(2)
    )


def _bank_lines(organisations: list[Any]) -> None:
    from wego.finance.banking.models import BankLine, BankStatement

    statement = BankStatement.objects.create(
        file_name="bench.csv",
        sha256="0",
        format="csv",
        identity=str(len(organisations)),
        account="KR1",
        currency="USD",
        from_on=AT.date(),
        to_on=AT.date(),
        imported_at=AT,
    )
    BankLine.objects.bulk_create(
        BankLine(
            statement=statement,
            identity=one.slug,
            booked_on=AT.date() + timedelta(days=one.pk % 300),
            amount=Decimal(7000),
            currency="USD",
            payer=one.name.source,
            texts=[f"for {one.name.source}"],
        )
        for one in organisations
    )
