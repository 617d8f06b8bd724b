"""ISO 20022 camt.053, the bank-to-customer statement, versions 001.02 and later, bare or in its business envelope.

Elements are read by name whatever the version: later ones moved a party's name under `Pty` or `Agt` and a status under
`Cd`. Only booked entries count. The direction of a reversal is its own `CdtDbtInd`, as the standard has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wego.engines.banking.amounts import checked_amount, checked_currency
from wego.engines.banking.camt_texts import party, references, remittance
from wego.engines.banking.dates import iso_day
from wego.engines.banking.faults import FileRefused, Note, refused
from wego.engines.banking.statements import Statement, StatementLine, said
from wego.engines.banking.xml_tree import XmlElement, read_xml
from wego.engines.messages import message

NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d\d)")
ENVELOPES = 4  # how deep a document may stand in what carries it
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{0,5})?|\.[0-9]{1,5}")
# Sub-families of ISO 20022's bank transaction codes that take an earlier booking back.
TAKEN_BACK = frozenset(["RRTN", "RPCR", "UPDD", "PRDD", "RCDD", "UPCQ", "UPCT", "CQRV"])
# What German banks write in Prtry/Cd: `NRTI+109+00931`.
GERMAN = re.compile(r"[NFS]([A-Z0-9]{3})\+([0-9]{3})")
GERMAN_RETURNS = frozenset(["009", "059", "108", "109", "111", "159"])


def read_camt053(raw: bytes) -> tuple[list[Statement], list[Note]]:
    """Every statement of the document, not yet checked against each other."""
    root = read_xml(raw)
    documents = _documents(root)
    found = [statement for document in documents for statement in document.all("BkToCstmrStmt/Stmt")]
    if not found:
        raise refused("no_statement", root.line)
    reader = _Reader([])
    return [reader.statement(element) for element in found], reader.notes


def _documents(root: XmlElement) -> list[XmlElement]:
    """The statements' documents, wherever the envelope has them; refused by name where it is another message."""
    level, documents = [root], []
    for _depth in range(ENVELOPES):
        documents = [element for element in level if element.name == "Document"]
        if documents:
            break
        level = [child for element in level for child in element.children]
    for document in documents or [root]:
        if not NAMESPACE.fullmatch(document.namespace) or document.name != "Document":
            what = document.namespace.rpartition(":")[2] or document.name
            raise _another(what, document.line)
    return documents


def _another(what: str, line: int) -> FileRefused:
    match what[:8]:
        case "camt.052":
            return refused("interim_report", line, what=what[:60])
        case "camt.054":
            return refused("notification", line, what=what[:60])
    return refused("not_camt053", line, what=what[:60])


@dataclass
class _Reader:
    """Reads the elements of one document and gathers what is to be noted."""

    notes: list[Note]

    def statement(self, element: XmlElement) -> Statement:
        opening, opened_on, currency = self.balance(element, OPENING, last=False)
        closing, closed_on, closed_in = self.balance(element, CLOSING, last=True)
        account = element.at("Acct/Id/IBAN", "Acct/Id/Othr/Id")
        if not account:
            raise refused("no_account", element.line, "Acct/Id")
        if (stated := element.at("Acct/Ccy") or currency) != currency or closed_in != currency:
            other = closed_in if closed_in != currency else stated
            raise refused("balances_differ", element.line, one=currency, other=other[:10])
        lines = [line for entry in element.all("Ntry") if self.is_booked(entry) for line in self.entry(entry)]
        from_text, to_text = element.at("FrToDt/FrDtTm", "FrToDt/FrDt"), element.at("FrToDt/ToDtTm", "FrToDt/ToDt")
        first = self.day(element, from_text) if from_text else opened_on
        last = self.day(element, to_text) if to_text else closed_on
        days = [line.booked_on for line in lines]
        counted = element.at("ElctrncSeqNb", "LglSeqNb")
        page = element.at("StmtPgntn/PgNb")
        number = counted or element.at("Id")
        return Statement(
            account=account,
            currency=currency,
            number=f"{number}/{page}" if page and number else number,
            number_counts=bool(counted),
            is_page=bool(page) and (page != "1" or element.at("StmtPgntn/LastPgInd") == "false"),
            from_on=min([*([] if from_text else days), first, last]),
            to_on=max([*([] if to_text else days), first, last]),
            bounds=(min(first, opened_on), max(last, closed_on)),
            opening=opening,
            closing=closing,
            lines=tuple(lines),
        )

    def is_booked(self, entry: XmlElement) -> bool:
        """Pending and informational entries are no money yet."""
        status = entry.at("Sts/Cd", "Sts/Prtry", "Sts")
        if status in ("BOOK", ""):
            return True
        self.notes.append(Note(message("not_booked", status=status[:20]), entry.line))
        return False

    def balance(self, statement: XmlElement, codes: tuple[str, ...], *, last: bool) -> tuple[Decimal, date, str]:
        """The booked balance; the pages of a long statement may carry interim ones instead."""
        for code in (*codes, "ITBD"):
            found = [bal for bal in statement.all("Bal") if bal.at("Tp/CdOrPrtry/Cd") == code]
            if found:
                balance = found[-1 if last else 0]
                amount, currency = self.amount(balance)
                return self.sign(balance) * amount, self.day(balance, balance.at("Dt/Dt", "Dt/DtTm")), currency
        raise refused("no_closing_balance" if last else "no_opening_balance", statement.line, codes[0])

    def entry(self, entry: XmlElement) -> list[StatementLine]:
        """One line; or one for each of its transactions where these say their amounts and make up the entry's."""
        amount, currency = self.amount(entry)
        whole = self.sign(entry) * amount
        parts = list(entry.all("NtryDtls/TxDtls"))
        amounts = [self.part_amount(part, entry, currency) for part in parts]
        known = [value for value in amounts if value is not None]
        if len(parts) > 1:
            if len(known) == len(parts) and sum(known) == whole:
                pairs = enumerate(zip(parts, known, strict=True), 1)
                return [self.line(entry, [part], value, currency, number) for number, (part, value) in pairs]
            self.notes.append(Note(message("batch_whole", count=len(parts)), entry.line))
        return [self.line(entry, parts, whole, currency, 0)]

    def part_amount(self, part: XmlElement, entry: XmlElement, currency: str) -> Decimal | None:
        for holder in filter(None, (part if part.first("Amt") else None, part.first("AmtDtls/TxAmt"))):
            amount, found = self.amount(holder)
            sign = self.sign(part) if part.first("CdtDbtInd") else self.sign(entry)
            return sign * amount if found == currency else None
        return None

    def line(
        self, entry: XmlElement, parts: list[XmlElement], amount: Decimal, currency: str, number: int
    ) -> StatementLine:
        """`number` counts the transactions of an entry that is split; they share the entry's reference."""
        one = parts[0] if len(parts) == 1 and (number or not _is_some_of_many(entry)) else None
        is_reversal = any(_takes_back(holder) for holder in (entry, *parts))
        booked, value = entry.at("BookgDt/Dt", "BookgDt/DtTm"), entry.at("ValDt/Dt", "ValDt/DtTm")
        value_on = self.day(entry, value, is_value=True) if value else None
        if not booked and value_on is None:
            raise refused("no_day", entry.line, "BookgDt")
        instructed_amount, instructed_currency = self.instructed(one, currency)
        entry_texts = [element.text for element in entry.all("AddtlNtryInf")]
        text = remittance(parts)
        return StatementLine(
            booked_on=self.day(entry, booked) if booked else value_on or date.min,
            value_on=value_on,
            amount=amount,
            currency=currency,
            is_reversal=is_reversal,
            payer=party(parts, amount, is_reversal=is_reversal),
            ultimate_payer=party(parts, amount, is_reversal=is_reversal, prefix="Ultmt"),
            payer_account=_account(one, amount, is_reversal=is_reversal) if one else "",
            text=text if number else " ".join(dict.fromkeys(filter(None, [text, *entry_texts]))),
            entry_text=" ".join(entry_texts) if number else "",
            references=references(entry, parts),
            bank_reference=_bank_reference(entry, one, number),
            charges=self.charges(one, currency) or self.charges(entry, currency),
            instructed_amount=instructed_amount,
            instructed_currency=instructed_currency,
            number=(one or entry).line,
        )

    def instructed(self, one: XmlElement | None, currency: str) -> tuple[Decimal | None, str]:
        holder = one.first("AmtDtls/InstdAmt") if one else None
        amount, found = self.amount(holder) if holder else (None, "")
        if holder and amount is not None and found != currency:
            self.notes.append(Note(message("sent_in", amount=f"{amount:f}", currency=found), holder.line))
        return amount, found

    def charges(self, holder: XmlElement | None, currency: str) -> Decimal | None:
        """What banks kept, where it is said in the account's currency."""
        if holder is None:
            return None
        whole = holder.first("Chrgs/TtlChrgsAndTaxAmt")
        stated = [whole] if whole else [*holder.all("Chrgs/Amt"), *holder.all("Chrgs/Rcrd/Amt")]
        amounts = [self.money(amount) for amount in stated]
        if not amounts or any(found != currency for _amount, found in amounts):
            return None
        return checked_amount(sum((amount for amount, _in in amounts), Decimal(0)), currency, holder.line, "Chrgs")

    def amount(self, holder: XmlElement) -> tuple[Decimal, str]:
        element = holder.first("Amt")
        if element is None:
            raise refused("no_amount", holder.line, f"{holder.name}/Amt")
        return self.money(element)

    def money(self, element: XmlElement) -> tuple[Decimal, str]:
        currency = checked_currency(element.attributes.get("Ccy", ""), element.line)
        if not AMOUNT.fullmatch(element.text):
            raise refused("not_an_amount", element.line, element.name, text=element.text[:40])
        return checked_amount(Decimal(element.text), currency, element.line, element.name), currency

    def sign(self, holder: XmlElement) -> int:
        word = holder.at("CdtDbtInd")
        if word not in ("CRDT", "DBIT"):
            raise refused("credit_or_debit", holder.line, f"{holder.name}/CdtDbtInd")
        return 1 if word == "CRDT" else -1

    def day(self, holder: XmlElement, text: str, *, is_value: bool = False) -> date:
        found = iso_day(text, is_value=is_value)
        if found is None:
            raise self.no_day(holder, text)
        return found

    def no_day(self, holder: XmlElement, text: str) -> FileRefused:
        return refused("not_a_day", holder.line, holder.name, text=text[:40])


def _is_some_of_many(entry: XmlElement) -> bool:
    """Does the entry say that it holds more transactions than it shows? Then what is shown is not the whole."""
    counts = [element.text for element in entry.all("NtryDtls/Btch/NbOfTxs")]
    return any(text.isascii() and text.isdigit() and len(text) < 9 and int(text) > 1 for text in counts)


def _takes_back(holder: XmlElement) -> bool:
    """Is it a reversal or a return, by any of the ways in which a bank may say so?"""
    if holder.at("RvslInd") in ("true", "1") or holder.first("RtrInf"):
        return True
    if holder.at("BkTxCd/Domn/Fmly/SubFmlyCd") in TAKEN_BACK:
        return True
    found = GERMAN.match(holder.at("BkTxCd/Prtry/Cd"))
    return bool(found and (found[1] == "RTI" or found[2] in GERMAN_RETURNS))


def _account(part: XmlElement, amount: Decimal, *, is_reversal: bool) -> str:
    sides = ("Dbtr", "Cdtr") if (amount > 0) != is_reversal else ("Cdtr", "Dbtr")
    paths = [f"RltdPties/{side}Acct/Id/{place}" for side in sides[: 2 if is_reversal else 1] for place in _PLACES]
    return part.at(*paths)


_PLACES = ("IBAN", "Othr/Id")


def _bank_reference(entry: XmlElement, one: XmlElement | None, number: int) -> str:
    reference = said(entry.at("AcctSvcrRef")) or said(entry.at("NtryRef"))
    if number:
        own = one.at("Refs/AcctSvcrRef", "Refs/TxId", "Refs/InstrId") if one else ""
        return own if said(own) and own != reference else f"{reference}/{number}" if reference else ""
    return reference or (said(one.at("Refs/AcctSvcrRef")) if one else "")
