"""The rules of EN 16931 and of Peppol BIS Billing 3 that apply to what we issue, by their own ids.

Each rule is a predicate on the parsed document that says whether it is broken. Rules on parts that our documents never
hold (allowances, charges, other VAT categories, direct debit) are left out. The editions are those of the code lists
(`core/codes/editions.csv`): EN 16931 1.3.16 and Peppol BIS Billing 3.0.21.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from tests.finance.ubl.code_rules import CODE_RULES
from tests.finance.ubl.document import SUMS, Rule, UblDocument, everything, number
from wego.engines.banking.xml_tree import XmlElement, read_xml

SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILES = {
    "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    "urn:peppol:bis:billing_with_response",
    "urn:peppol:france:billing:regulated",
    "urn:peppol:france:billing:non-regulated",
}
SELLER, BUYER = "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"
TWO_PLACES = re.compile(r"-?\d+(\.\d{1,2})?$")


def check(document: bytes) -> list[str]:
    """The ids of the rules that a document breaks, in their order; empty where it keeps them all."""
    parsed = UblDocument(read_xml(document))
    return [name for name, is_broken in RULES.items() if is_broken(parsed)]


def some_line_lacks(path: str) -> Rule:
    return lambda document: any(not line.at(path) for line in document.lines)


def some_breakdown_lacks(path: str) -> Rule:
    return lambda document: any(not part.at(path) for part in document.breakdown)


def _quantity(line: XmlElement) -> XmlElement | None:
    return line.first("InvoicedQuantity", "CreditedQuantity")


def _bad_sum(document: UblDocument) -> bool:
    """BR-CO-10: the lines make the sum of lines."""
    amounts = [number(line.at("LineExtensionAmount")) for line in document.lines]
    return None in amounts or sum(filter(None, amounts), Decimal(0)) != document.sum_of("LineExtensionAmount")


def _bad_inclusive(document: UblDocument) -> bool:
    exclusive, inclusive = document.sum_of("TaxExclusiveAmount"), document.sum_of("TaxInclusiveAmount")
    tax = number(document.root.at("TaxTotal/TaxAmount"))
    return exclusive is None or inclusive is None or tax is None or exclusive + tax != inclusive


def _bad_payable(document: UblDocument) -> bool:
    inclusive, payable = document.sum_of("TaxInclusiveAmount"), document.sum_of("PayableAmount")
    if inclusive is None or payable is None:
        return True
    prepaid = document.sum_of("PrepaidAmount") or Decimal(0)
    return inclusive - prepaid + (document.sum_of("PayableRoundingAmount") or Decimal(0)) != payable


def _bad_tax_total(document: UblDocument) -> bool:
    parts = [number(part.at("TaxAmount")) for part in document.breakdown]
    return None in parts or sum(filter(None, parts), Decimal(0)) != number(document.root.at("TaxTotal/TaxAmount"))


def _bad_line_amount(document: UblDocument) -> bool:
    for line in document.lines:
        quantity = number(line.at("InvoicedQuantity", "CreditedQuantity"))
        price = number(line.at("Price/PriceAmount"))
        base = number(line.at("Price/BaseQuantity") or "1") or Decimal(1)
        net = number(line.at("LineExtensionAmount"))
        if quantity is None or price is None or net is None or abs(quantity * price / base - net) > Decimal("0.02"):
            return True
    return False


def _bad_currency(document: UblDocument) -> bool:
    codes = {item.attributes["currencyID"] for item in everything(document.root) if "currencyID" in item.attributes}
    return bool(codes - {document.currency})


def more_decimals(path: str) -> Rule:
    """Does an amount at a path (from the root) have more than two decimals?"""
    return lambda document: any(not TWO_PLACES.match(item.text) for item in document.root.all(path) if item.text)


def _bad_line_decimals(document: UblDocument) -> bool:
    amounts = [line.at("LineExtensionAmount") for line in document.lines]
    return any(amount and not TWO_PLACES.match(amount) for amount in amounts)


def _bad_dates(document: UblDocument) -> bool:
    for item in everything(document.root):
        if item.name.endswith("Date") and item.text:
            try:
                if date.fromisoformat(item.text).isoformat() != item.text:
                    return True
            except ValueError:
                return True
    return False


def _outside(document: UblDocument) -> bool:
    return "O" in document.category_codes()


def _outside_parts(document: UblDocument) -> list[XmlElement]:
    return [part for part in document.breakdown if part.at("TaxCategory/ID") == "O"]


def _bad_outside_sum(document: UblDocument) -> bool:
    lines = [line for line in document.lines if line.at("Item/ClassifiedTaxCategory/ID") == "O"]
    total = sum((number(line.at("LineExtensionAmount")) or Decimal(0) for line in lines), Decimal(0))
    return any(number(part.at("TaxableAmount")) != total for part in _outside_parts(document))


def _has_vat_number(document: UblDocument) -> bool:
    holders = [*document.root.all(f"{SELLER}/PartyTaxScheme"), *document.root.all(f"{BUYER}/PartyTaxScheme")]
    return any(holder.at("CompanyID") and holder.at("TaxScheme/ID") == "VAT" for holder in holders)


def _due(document: UblDocument) -> bool:
    return (document.sum_of("PayableAmount") or Decimal(0)) > 0


def _transfer_without_account(document: UblDocument) -> bool:
    means = document.root.all("PaymentMeans")
    return any(one.at("PaymentMeansCode") in ("30", "58") and not one.at("PayeeFinancialAccount/ID") for one in means)


RULES: dict[str, Rule] = {
    "BR-01": lambda d: d.lacks("CustomizationID"),
    "BR-02": lambda d: d.lacks("ID"),
    "BR-03": lambda d: d.lacks("IssueDate"),
    "BR-04": lambda d: d.lacks("InvoiceTypeCode", "CreditNoteTypeCode"),
    "BR-05": lambda d: not d.currency,
    "BR-06": lambda d: d.lacks(f"{SELLER}/PartyLegalEntity/RegistrationName"),
    "BR-07": lambda d: d.lacks(f"{BUYER}/PartyLegalEntity/RegistrationName"),
    "BR-08": lambda d: d.root.first(f"{SELLER}/PostalAddress") is None,
    "BR-09": lambda d: d.lacks(f"{SELLER}/PostalAddress/Country/IdentificationCode"),
    "BR-10": lambda d: d.root.first(f"{BUYER}/PostalAddress") is None,
    "BR-11": lambda d: d.lacks(f"{BUYER}/PostalAddress/Country/IdentificationCode"),
    "BR-12": lambda d: d.lacks(f"{SUMS}/LineExtensionAmount"),
    "BR-13": lambda d: d.lacks(f"{SUMS}/TaxExclusiveAmount"),
    "BR-14": lambda d: d.lacks(f"{SUMS}/TaxInclusiveAmount"),
    "BR-15": lambda d: d.lacks(f"{SUMS}/PayableAmount"),
    "BR-16": lambda d: not d.lines,
    "BR-21": some_line_lacks("ID"),
    "BR-22": lambda d: any(not (found and found.text) for found in map(_quantity, d.lines)),
    "BR-23": lambda d: any(not (found and found.attributes.get("unitCode")) for found in map(_quantity, d.lines)),
    "BR-24": some_line_lacks("LineExtensionAmount"),
    "BR-25": some_line_lacks("Item/Name"),
    "BR-26": some_line_lacks("Price/PriceAmount"),
    "BR-27": lambda d: any(price is not None and price < 0 for price in d.prices),
    "BR-45": some_breakdown_lacks("TaxableAmount"),
    "BR-46": some_breakdown_lacks("TaxAmount"),
    "BR-47": some_breakdown_lacks("TaxCategory/ID"),
    "BR-49": lambda d: any(not means.at("PaymentMeansCode") for means in d.root.all("PaymentMeans")),
    "BR-55": lambda d: any(not one.at("InvoiceDocumentReference/ID") for one in d.root.all("BillingReference")),
    "BR-61": _transfer_without_account,
    "BR-62": lambda d: any(not one.attributes.get("schemeID") for one in d.root.all(f"{SELLER}/EndpointID")),
    "BR-63": lambda d: any(not one.attributes.get("schemeID") for one in d.root.all(f"{BUYER}/EndpointID")),
    "BR-CO-04": some_line_lacks("Item/ClassifiedTaxCategory/ID"),
    "BR-CO-10": _bad_sum,
    "BR-CO-13": lambda d: d.sum_of("LineExtensionAmount") != d.sum_of("TaxExclusiveAmount"),
    "BR-CO-14": _bad_tax_total,
    "BR-CO-15": _bad_inclusive,
    "BR-CO-16": _bad_payable,
    "BR-CO-18": lambda d: not d.breakdown,
    "BR-CO-25": lambda d: _due(d) and d.root.name == "Invoice" and d.lacks("DueDate", "PaymentTerms/Note"),
    "BR-CO-26": lambda d: d.lacks(
        f"{SELLER}/PartyIdentification/ID", f"{SELLER}/PartyLegalEntity/CompanyID", f"{SELLER}/PartyTaxScheme/CompanyID"
    ),
    "BR-DEC-09": more_decimals(f"{SUMS}/LineExtensionAmount"),
    "BR-DEC-12": more_decimals(f"{SUMS}/TaxExclusiveAmount"),
    "BR-DEC-13": more_decimals("TaxTotal/TaxAmount"),
    "BR-DEC-14": more_decimals(f"{SUMS}/TaxInclusiveAmount"),
    "BR-DEC-18": more_decimals(f"{SUMS}/PayableAmount"),
    "BR-DEC-19": more_decimals("TaxTotal/TaxSubtotal/TaxableAmount"),
    "BR-DEC-20": more_decimals("TaxTotal/TaxSubtotal/TaxAmount"),
    "BR-DEC-23": _bad_line_decimals,
    "BR-O-01": lambda d: _outside(d) and len(_outside_parts(d)) != 1,
    "BR-O-02": lambda d: _outside(d) and _has_vat_number(d),
    "BR-O-05": lambda d: any(
        line.at("Item/ClassifiedTaxCategory/ID") == "O" and line.at("Item/ClassifiedTaxCategory/Percent")
        for line in d.lines
    ),
    "BR-O-08": _bad_outside_sum,
    "BR-O-09": lambda d: any(number(part.at("TaxAmount")) != 0 for part in _outside_parts(d)),
    "BR-O-10": lambda d: any(
        not part.at("TaxCategory/TaxExemptionReason", "TaxCategory/TaxExemptionReasonCode")
        for part in _outside_parts(d)
    ),
    "BR-O-11": lambda d: bool(_outside_parts(d)) and len(d.breakdown) > 1,
    "BR-O-12": lambda d: (
        bool(_outside_parts(d)) and any(line.at("Item/ClassifiedTaxCategory/ID") != "O" for line in d.lines)
    ),
    "PEPPOL-EN16931-F001": _bad_dates,
    "PEPPOL-EN16931-P0105": lambda d: any(
        part.at("TaxCategory/TaxExemptionReasonCode").upper() == "VATEX-EU-O" and part.at("TaxCategory/ID") != "O"
        for part in d.breakdown
    ),
    "PEPPOL-EN16931-R001": lambda d: d.lacks("ProfileID"),
    "PEPPOL-EN16931-R002": lambda d: len(list(d.root.all("Note"))) > 1,
    "PEPPOL-EN16931-R003": lambda d: d.lacks("BuyerReference", "OrderReference/ID"),
    "PEPPOL-EN16931-R004": lambda d: (
        not d.root.at("CustomizationID").startswith(SPECIFICATION) or "::" in d.root.at("CustomizationID")
    ),
    "PEPPOL-EN16931-R007": lambda d: d.root.at("ProfileID") not in PROFILES,
    "PEPPOL-EN16931-R008": lambda d: any(not item.children and not item.text for item in everything(d.root)),
    "PEPPOL-EN16931-R010": lambda d: d.lacks(f"{BUYER}/EndpointID"),
    "PEPPOL-EN16931-R020": lambda d: d.lacks(f"{SELLER}/EndpointID"),
    "PEPPOL-EN16931-R051": _bad_currency,
    "PEPPOL-EN16931-R053": lambda d: sum(1 for total in d.root.all("TaxTotal") if total.first("TaxSubtotal")) != 1,
    "PEPPOL-EN16931-R120": _bad_line_amount,
    "PEPPOL-EN16931-R121": lambda d: any(
        (number(line.at("Price/BaseQuantity") or "1") or Decimal(0)) <= 0 for line in d.lines
    ),
    **CODE_RULES,
}
