"""What strangers send costs time in proportion to its size, and has a limit."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from tests.engines.banking.made_up import camt, entry, mt940
from wego.engines.banking import FileRefused, read_file

BOOKING = ":61:2605040504C7000,00NTRFNONREF"
HOSTILE = {
    "slashes in a reference": lambda n: mt940(BOOKING + "/" * n),
    "slashes in field 86": lambda n: mt940(BOOKING, ":86:/REMI" + "/" * n),
    "code words": lambda n: mt940(BOOKING, ":86:" + "/ABCD/" * (n // 6)),
    "question marks": lambda n: mt940(BOOKING, ":86:166?20" + "?" * n),
    "plus words": lambda n: mt940(BOOKING, ":86:166?20" + "EREF+" * (n // 5)),
    "blocks without an end": lambda n: "{1:F01X}{4:" * (n // 11) + mt940(),
    "frames": lambda n: "\x01\x03" * (n // 2) + mt940(),
    "fields 20": lambda n: ":20:A\n" * (n // 6),
    "dashes": lambda n: "-\n" * (n // 2) + mt940(),
    "quotes in a table": lambda n: "date,amount,currency\n" + '"' * n,
    "digits in a table": lambda n: "date,amount,currency\n2026-05-04," + "1," * (n // 2) + ",USD\n",
    "empty lines of a table": lambda n: "\n" * n + "date,amount,currency\n",
    "elements": lambda n: camt(entry("<Refs><EndToEndId>1</EndToEndId></Refs>" * (n // 40))),
    "text in pieces": lambda n: camt(entry("<AddtlTxInf>" + "&#65;" * (n // 5) + "</AddtlTxInf>")),
    "texts": lambda n: camt(entry("<RmtInf>" + "<Ustrd>2026-</Ustrd>" * (n // 20) + "</RmtInf>")),
}


def seconds(text: str) -> float:
    raw = text.encode()
    begun = time.process_time()
    with suppress(FileRefused):
        read_file(raw)
    return time.process_time() - begun


@pytest.mark.parametrize("kind", HOSTILE)
def test_cost_grows_with_the_size_alone(kind: str):
    made = HOSTILE[kind]
    small, large = seconds(made(20_000)), seconds(made(160_000))

    # Eight times the size; a square would take sixty-four times the time.
    assert large < max(24 * small, 0.4)
