"""Banks' files for tests, made up: MT940, camt.053 and tables around one or several bookings."""

from __future__ import annotations

from typing import Any

from wego.engines.banking import FileReading, FileRefused, Statement, StatementLine, english, read_file


def mt940(
    *entries: str,
    opening: str = "1000,00",
    closing: str = "8000,00",
    number: str = "101/1",
    account: str = "1234567890",
    currency: str = "USD",
    opened: str = "260501",
    closed: str = "260504",
    tags: tuple[str, str] = ("60F", "62F"),
) -> str:
    """A message with these fields 61 and 86; without any, one of 7000."""
    body = entries or (":61:2605040504C7000,00NTRFNONREF//B1", ":86:FEE 2026-0001")
    rows = [
        ":20:PAGE",
        f":25:{account}",
        f":28C:{number}",
        f":{tags[0]}:C{opened}{currency}{opening}",
        *body,
        f":{tags[1]}:C{closed}{currency}{closing}",
        "-",
    ]
    return "\r\n".join(rows) + "\r\n"


def entry(inside: str = "", *, amount: str = "7000.00", sign: str = "CRDT", **options: str) -> str:
    """An entry of camt.053; `inside` stands in its one transaction, `more` beside it, `details` instead of it."""
    currency, day = options.get("currency", "USD"), options.get("day", "2026-05-04")
    reference = options.get("reference", "B1")
    details = options.get("details", f"<TxDtls>{inside}</TxDtls>")
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{options.get("reversal", "")}'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>{options.get('value', '')}"
        f"<AcctSvcrRef>{reference}</AcctSvcrRef><BkTxCd>{options.get('code', '')}</BkTxCd>"
        f"<NtryDtls>{details}</NtryDtls>{options.get('more', '')}</Ntry>"
    )


def camt(*entries: str, opening: str = "1000.00", closing: str = "8000.00", **options: str) -> str:
    """A document of camt.053 with one statement."""
    version, currency = options.get("version", "08"), options.get("currency", "USD")
    balances = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        for code, amount, day in (("OPBD", opening, "2026-05-01"), ("CLBD", closing, "2026-05-04"))
    )
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt><Id>S1</Id>'
        f"{options.get('head', '')}<Acct><Id><Othr><Id>1234567890</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>"
        f"{balances}{''.join(entries or (entry(),))}</Stmt></BkToCstmrStmt></Document>"
    )


def reading(text: str | bytes, **options: Any) -> FileReading:
    return read_file(text.encode() if isinstance(text, str) else text, **options)


def statement(text: str | bytes, **options: Any) -> Statement:
    (one,) = reading(text, **options).statements
    return one


def line(text: str | bytes, **options: Any) -> StatementLine:
    (one,) = statement(text, **options).lines
    return one


def refusal(text: str | bytes, **options: Any) -> str:
    """What is wrong with it: code and sentence."""
    try:
        reading(text, **options)
    except FileRefused as refused:
        return "; ".join(f"{fault.code}: {english(fault)[0]}" for fault in refused.faults)
    return "is read"
