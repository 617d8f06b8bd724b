"""ISO 20022 camt.053, the bank-to-customer statement, versions 001.02 and later.

Elements are read by name whatever the version: later ones moved a party's name under `Pty` and a status under `Cd`.
Only booked entries count. A reversal's direction is its own `CdtDbtInd`, as the standard has it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.numbers import is_currency
from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults
from wego.finance.banking.readers.xml import Element, read_xml
from wego.finance.banking.statements import NO_REFERENCE, Line, Statement, checked, currency_fault

NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d\d)$")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
AMOUNT = re.compile(r"\d{1,18}(\.\d{0,5})?$|\.\d{1,5}$")


def read_camt053(file: str, raw: bytes) -> tuple[Statement, ...]:
    """Every statement of the document, each with balances that agree."""
    root = read_xml(file, raw)
    if not NAMESPACE.match(root.namespace):
        what = root.namespace.rpartition(":")[2] or root.name
        message = _("is “%(what)s”, not a camt.053 statement") % {"what": what}
        raise DataFaults([DataFault(file, message, _("export the end-of-day statement (camt.053)"), root.line)])
    found = list(root.all("BkToCstmrStmt/Stmt"))
    if not found:
        raise DataFaults([DataFault(file, _("holds no statement"), _("fetch the file from the bank again"), root.line)])
    return checked(file, [_Reader(file).statement(element) for element in found])


class _Reader:
    """Reads elements of one file, so that every refusal names it."""

    def __init__(self, file: str):
        self.file = file

    def statement(self, element: Element) -> Statement:
        opening, opened_on, currency = self.balance(element, OPENING, last=False)
        closing, closed_on, _currency = self.balance(element, CLOSING, last=True)
        account = element.at("Acct/Id/IBAN", "Acct/Id/Othr/Id")
        if not account:
            raise self.fault(element, _("does not say which account it is of"), "Acct/Id")
        lines = [line for entry in element.all("Ntry") if _is_booked(entry) for line in self.entry(entry)]
        from_on, to_on = element.at("FrToDt/FrDtTm"), element.at("FrToDt/ToDtTm")
        days = [line.booked_on for line in lines]
        return Statement(
            account=account,
            currency=element.at("Acct/Ccy") or currency,
            from_on=self.day(element, from_on) if from_on else min([*days, opened_on]),
            to_on=self.day(element, to_on) if to_on else max([*days, closed_on]),
            opening=opening,
            closing=closing,
            lines=tuple(lines),
        )

    def balance(self, statement: Element, codes: tuple[str, ...], *, last: bool) -> tuple[Decimal, date, str]:
        """The booked balance; the pages of a long statement may carry interim ones instead."""
        for code in (*codes, "ITBD"):
            found = [bal for bal in statement.all("Bal") if bal.at("Tp/CdOrPrtry/Cd") == code]
            if found:
                balance = found[-1 if last else 0]
                amount, currency = self.amount(balance)
                sign = self.sign(balance)
                return sign * amount, self.day(balance, balance.at("Dt/Dt", "Dt/DtTm")), currency
        message = _("has no closing balance") if last else _("has no opening balance")
        raise self.fault(statement, message, codes[0])

    def entry(self, entry: Element) -> list[Line]:
        """One line; or one for each of its transactions where these say their amounts and make up the entry's."""
        amount, currency = self.amount(entry)
        total = self.sign(entry) * amount
        parts = list(entry.all("NtryDtls/TxDtls"))
        if len(parts) > 1:
            amounts = [self.part_amount(part, entry, currency) for part in parts]
            known = [value for value in amounts if value is not None]
            if len(known) == len(parts) and sum(known) == total:
                return [
                    self.line(entry, [part], value, currency, number)
                    for number, (part, value) in enumerate(zip(parts, known, strict=True), 1)
                ]
        return [self.line(entry, parts, total, currency, 0)]

    def part_amount(self, part: Element, entry: Element, currency: str) -> Decimal | None:
        for holder in filter(None, (part if part.first("Amt") else None, part.first("AmtDtls/TxAmt"))):
            amount, found = self.amount(holder)
            sign = self.sign(part) if part.first("CdtDbtInd") else self.sign(entry)
            return sign * amount if found == currency else None
        return None

    def line(self, entry: Element, parts: list[Element], amount: Decimal, currency: str, number: int) -> Line:
        """`number` counts the transactions of an entry that is split; they share the entry's reference."""
        one = parts[0] if len(parts) == 1 else None
        side = "Dbtr" if amount > 0 else "Cdtr"
        booked_on, value_on = entry.at("BookgDt/Dt", "BookgDt/DtTm"), entry.at("ValDt/Dt", "ValDt/DtTm")
        reference = entry.at("AcctSvcrRef", "NtryRef")
        if number:
            own = one.at("Refs/AcctSvcrRef", "Refs/TxId", "Refs/InstrId") if one else ""
            reference = own if own and own != reference else f"{reference}/{number}" if reference else ""
        elif one and not reference:
            reference = one.at("Refs/AcctSvcrRef")
        instructed = next((found for part in parts[:1] for found in part.all("AmtDtls/InstdAmt")), None)
        instructed_amount, instructed_currency = self.amount(instructed) if one and instructed else (None, "")
        names = [
            part.at(f"RltdPties/{side}/Nm", f"RltdPties/{side}/Pty/Nm", f"RltdPties/Ultmt{side}/Nm") for part in parts
        ]
        account = f"RltdPties/{side}Acct/Id"
        return Line(
            booked_on=self.day(entry, booked_on or value_on),
            value_on=self.day(entry, value_on) if value_on else None,
            amount=amount,
            currency=currency,
            payer=names[0] if len(set(names)) == 1 else "",
            payer_account=one.at(f"{account}/IBAN", f"{account}/Othr/Id") if one else "",
            texts=_texts(entry, parts),
            bank_reference=reference,
            charges=self.charges(one or entry, currency) or self.charges(entry, currency),
            instructed_amount=instructed_amount,
            instructed_currency=instructed_currency,
            number=(one or entry).line,
        )

    def charges(self, holder: Element, currency: str) -> Decimal | None:
        """What banks kept, where it is said in the account's currency."""
        total = holder.first("Chrgs/TtlChrgsAndTaxAmt")
        stated = [total] if total else [*holder.all("Chrgs/Amt"), *holder.all("Chrgs/Rcrd/Amt")]
        amounts = [self.money(amount) for amount in stated]
        if not amounts or any(found != currency for _amount, found in amounts):
            return None
        return sum((amount for amount, _currency in amounts), Decimal(0))

    def amount(self, holder: Element) -> tuple[Decimal, str]:
        element = holder.first("Amt")
        if element is None:
            raise self.fault(holder, _("has no amount"), f"{holder.name}/Amt")
        return self.money(element)

    def money(self, element: Element) -> tuple[Decimal, str]:
        currency = element.attributes.get("Ccy", "")
        if not is_currency(currency):
            raise DataFaults([currency_fault(self.file, currency, element.line)])
        try:
            if not AMOUNT.match(element.text):
                raise InvalidOperation
            return Decimal(element.text), currency
        except InvalidOperation:
            message = _("“%(text)s” is no amount") % {"text": element.text[:40]}
            raise self.fault(element, message, element.name) from None

    def sign(self, holder: Element) -> int:
        word = holder.at("CdtDbtInd")
        if word not in ("CRDT", "DBIT"):
            raise self.fault(holder, _("does not say whether it is credit or debit"), f"{holder.name}/CdtDbtInd")
        return 1 if word == "CRDT" else -1

    def day(self, holder: Element, text: str) -> date:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise self.fault(holder, _("“%(text)s” is no date") % {"text": text[:40]}, holder.name) from None

    def fault(self, element: Element, message: str, key: str) -> DataFaults:
        return DataFaults([DataFault(self.file, message, _("fetch the file from the bank again"), element.line, key)])


def _is_booked(entry: Element) -> bool:
    """Pending and informational entries are no money yet."""
    return entry.at("Sts/Cd", "Sts") in ("BOOK", "")


def _texts(entry: Element, parts: list[Element]) -> tuple[str, ...]:
    """What the payer and the banks wrote, the payer's references first; each once."""
    paths = (
        "RmtInf/Strd/CdtrRefInf/Ref",
        "RmtInf/Strd/RfrdDocInf/Nb",
        "RmtInf/Ustrd",
        "RmtInf/Strd/AddtlRmtInf",
        "Refs/EndToEndId",
        "AddtlTxInf",
    )
    found = [element.text for part in parts for path in paths for element in part.all(path)]
    found += [element.text for element in entry.all("AddtlNtryInf")]
    return tuple(dict.fromkeys(text for text in found if text.upper() not in NO_REFERENCE))
