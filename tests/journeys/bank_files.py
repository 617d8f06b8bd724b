"""Banks' files in a journey: made from what members owe, and brought in on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.finance.banking.statement_files import camt

MONEY = "/en/office/money/"


@dataclass(frozen=True)
class Billed:
    """An invoice of the run, as the bank's customer knows it."""

    number: str
    total: Decimal
    name: str
    slug: str
    issued_on: str


def entry(sum_: Decimal, text: str, payer: str, currency: str = "USD") -> str:
    """A booking of money that came in."""
    return (
        f'<Ntry><Amt Ccy="{currency}">{sum_:.2f}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt>'
        f"<Dt>2016-05-31</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def statement_file(entries: list[str], of: Billed, currency: str = "USD") -> bytes:
    """A bank's file of the day of issue, whose balances agree with its bookings."""
    sums = (Decimal(re.search(r">([\d.]+)</Amt>", one).group(1)) for one in entries)  # type: ignore[union-attr]
    raw = camt(entries="".join(entries), closing=f"{1000 + sum(sums):.2f}")
    text = raw.decode().replace("2016-05-31", of.issued_on).replace("2016-05-30", of.issued_on)
    return text.replace("USD", currency).replace("DE89370400440532013000", f"DE89370400440532013000{currency}").encode()


def upload(page: Any, name: str, raw: bytes) -> str:
    """Bring a file in; what is said of it."""
    page.goto(f"{MONEY}bank/statements/")
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": "application/xml", "buffer": raw})
    page.get_by_role("button", name="Preview the file").click()
    page.get_by_text("Nothing is recorded yet").wait_for()
    page.get_by_role("button", name="Accept and record").click()
    page.get_by_text("Recorded as shown.").wait_for()
    said = page.get_by_text(re.compile(r"\d+ new transactions?, "))
    return re.search(r"\d+ new transaction.*", said.inner_text()).group()  # type: ignore[union-attr]


def open_line(page: Any, text: str) -> None:
    page.goto(f"{MONEY}bank/")
    page.get_by_role("row").filter(has_text=text).get_by_role("link").first.click()
