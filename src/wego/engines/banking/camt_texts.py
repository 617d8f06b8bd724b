"""Who paid and what they wrote, from the transactions of a camt.053 entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from wego.engines.banking.statements import said
from wego.engines.banking.xml_tree import XmlElement

# The payer's and the documents' references, those that most often name an invoice first.
REFERENCES = (
    "RmtInf/Strd/CdtrRefInf/Ref",
    "RmtInf/Strd/RfrdDocInf/Nb",
    "RmtInf/Strd/RfrdDocInf/LineDtls/Id/Nb",
    "RltdRmtInf/RmtId",
    "Refs/EndToEndId",
    "Refs/InstrId",
    "Refs/PmtInfId",
    "Refs/MndtId",
    "Refs/ChqNb",
    "Refs/TxId",
    "Refs/AcctOwnrTxId",
    "Refs/Prtry/Ref",
    "RtrInf/OrgnlBkTxCd/Prtry/Cd",
)
RETURN_REASONS = ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf")
NAMES = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm", "Agt/FinInstnId/BICFI")
USTRD_WIDTH = 140


def party(parts: Sequence[XmlElement], amount: Decimal, *, is_reversal: bool, prefix: str = "") -> str:
    """The name of the other side, where all transactions of the entry agree on it.

    In a return the roles are those of the first payment: what comes back had gone to the creditor.
    """
    sides = ("Dbtr", "Cdtr") if (amount > 0) != is_reversal else ("Cdtr", "Dbtr")
    wanted = sides if is_reversal else sides[:1]
    paths = [f"RltdPties/{prefix}{side}/{name}" for side in wanted for name in NAMES]
    names = {part.at(*paths) for part in parts}
    return names.pop() if len(names) == 1 else ""


def references(entry: XmlElement, parts: Iterable[XmlElement]) -> tuple[str, ...]:
    """Every reference but the bank's own of the entry, each once."""
    found = [element.text for part in parts for path in REFERENCES for element in part.all(path)]
    found += [element.text for element in entry.all("NtryDtls/Btch/PmtInfId")]
    return tuple(dict.fromkeys(filter(None, map(said, found))))


def remittance(parts: Iterable[XmlElement]) -> str:
    """What the payer and the banks wrote, each once."""
    texts = []
    for part in parts:
        texts.append(joined([element.text for element in part.all("RmtInf/Ustrd")], USTRD_WIDTH))
        texts += [element.text for element in part.all("RmtInf/Strd/AddtlRmtInf")]
        texts += [element.text for element in part.all("AddtlTxInf")]
        texts += [element.text for path in RETURN_REASONS for element in part.all(path)]
    return " ".join(dict.fromkeys(text for text in map(said, texts) if text))


def joined(pieces: Iterable[str], width: int) -> str:
    """Pieces of one text. One that fills its width was cut there, and so was a number that ends or begins at a dash."""
    parts: list[str] = []
    before = ""
    for piece in pieces:
        if not piece.strip():
            continue
        if parts and not is_cut(before, piece, width):
            parts.append(" ")
        parts.append(piece)
        before = piece
    return " ".join("".join(parts).split())


def is_cut(before: str, after: str, width: int) -> bool:
    """Does a piece go on in the next without a space between them?"""
    if len(before) >= width:
        return True
    one, other = before[-2:], after[:2]
    return (len(one) == 2 and one[0].isdigit() and one[1] in "-/" and other[:1].isdigit()) or (
        one[-1:].isdigit() and len(other) == 2 and other[0] in "-/" and other[1].isdigit()
    )
