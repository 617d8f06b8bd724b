"""Bank lines against open invoices, beside the limit of 30 seconds for 10,000 of each; reading as long a statement."""

from __future__ import annotations

import os
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal

LINES = 10_000
MATCHING_LIMIT = 30.0
# Half by number, the rest by name, by amount, for several invoices, or for none at all.
KINDS = ("number", "number", "number", "spaced", "several", "name", "inside", "nothing", "short", "twice")


def rows() -> Iterator[dict[str, object]]:
    """Seconds against the limit, and what became of the lines; memory is the peak in MiB."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wego.config.settings")
    import django

    django.setup()
    from wego.engines.banking import read_file
    from wego.finance.banking.matching import match

    invoices, lines = _made_up()
    seconds, memory = _measured(lambda: match(lines, invoices, charges_limits={"USD": Decimal(30)}))
    found = match(lines, invoices, charges_limits={"USD": Decimal(30)})
    yield {
        "name": f"{LINES:,} lines against {LINES:,} open invoices",
        "measured": seconds,
        "limit": MATCHING_LIMIT,
        "ratio": seconds / MATCHING_LIMIT,
        "memory": memory,
    }
    yield {"name": "of these certain", "measured": len(found.certain)}
    yield {"name": "of these proposed to a person", "measured": len(found.proposals)}
    raw = _table(lines)
    seconds, memory = _measured(lambda: read_file(raw))
    yield {"name": f"reading a table of {LINES:,} lines", "measured": seconds, "memory": memory}


def _made_up() -> tuple[list, list]:
    from wego.finance.banking.matching import OpenInvoice, OpenLine

    chance = random.Random(0)
    amounts = [Decimal(amount) for amount in (400, 500, 750, 1000, 2000, 3500, 5000, 7000, 8500)]
    invoices = [
        OpenInvoice(
            key=number,
            number=f"2016-{number:05d}",
            amount=chance.choice(amounts),
            currency="USD",
            names=(f"City {number} of {chance.choice('ABCDEFGH')}land", f"시{number}도청"),
        )
        for number in range(1, LINES + 1)
    ]
    lines = []
    for number, invoice in enumerate(invoices, 1):
        kind = KINDS[number % len(KINDS)]
        text = {
            "number": f"membership fee invoice {invoice.number} with thanks",
            "spaced": f"INV {invoice.number.replace('-', ' ')}",
            "several": f"{invoice.number} and {invoices[number % LINES].number}",
            "short": invoice.number,
            "twice": invoices[0].number,
        }.get(kind, "yearly contribution of the city")
        payer = {"name": invoice.names[0], "inside": f"Treasury of the {invoice.names[0]}"}.get(kind, "A bank")
        amount = invoice.amount - 15 if kind == "short" else invoice.amount
        if kind == "several":
            amount += invoices[number % LINES].amount
        lines.append(OpenLine(number, amount, "USD", payer, (text, "NOTPROVIDED", "value day as booked")))
    return invoices, lines


def _table(lines: list) -> bytes:
    head = "date,amount,currency,account,payer,reference,bank_reference\n"
    rows = (f"2016-05-31,{line.amount}.00,USD,A1,{line.payer},{line.texts[0]},B{line.key}\n" for line in lines)
    return (head + "".join(rows)).encode()


def _measured(work: Callable[[], object]) -> tuple[float, float]:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, peak / 2**20
