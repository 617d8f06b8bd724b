"""The rules of EN 16931 and Peppol BIS on codes, each one of its official list, and on identifiers.

An identifier is judged as our forms judge it, which is in places stricter than Peppol: it still takes a Danish number
with DK before it (R042), and asks for no check digit of a Danish SE number (R053).
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.finance.ubl.document import Rule, UblDocument, everything
from wego.core.codes import SchemeState, address_schemes, codes, registers
from wego.engines.banking.xml_tree import XmlElement
from wego.engines.identifiers import identifier_fault

# EN 16931 gives these codes to Kosovo, and to Northern Ireland for VAT, beside those of ISO 3166-1.
OUTSIDE_ISO_3166 = frozenset({"1A", "XI"})

# The rule of Peppol on identifiers of a scheme.
IDENTIFIERS = {
    "0007": "R049",
    "0088": "R040",
    "0096": "R052",
    "0106": "R054",
    "0151": "R050",
    "0184": "R042",
    "0190": "R055",
    "0192": "R041",
    "0198": "R053",
    "0201": "R044",
    "0208": "R043",
    "0210": "R045",
    "0211": "R047",
    "0217": "R057",
    "9944": "R056-1",
}


def _texts(document: UblDocument, *names: str) -> set[str]:
    return {item.text for item in everything(document.root) if item.name in names}


def _attributes(document: UblDocument, attribute: str, *names: str) -> Iterator[str]:
    """What elements of some names (any where none is given) say in an attribute, where they have it."""
    for item in everything(document.root):
        if attribute in item.attributes and (not names or item.name in names):
            yield item.attributes[attribute]


def _bad_type(document: UblDocument) -> bool:
    known = codes("invoice_types" if document.root.name == "Invoice" else "credit_note_types")
    return document.root.at("InvoiceTypeCode", "CreditNoteTypeCode") not in known


def _bad_endpoints(document: UblDocument) -> bool:
    schemes = address_schemes()
    current = {code for code, scheme in schemes.items() if scheme.state is SchemeState.CURRENT}
    ends = [item for item in everything(document.root) if item.name == "EndpointID"]
    return any(end.attributes.get("schemeID") not in current for end in ends)


def _identifiers(document: UblDocument) -> Iterator[XmlElement]:
    """What names a party by a scheme."""
    for item in everything(document.root):
        if item.name in ("EndpointID", "CompanyID"):
            yield item
        elif item.name == "PartyIdentification":
            yield from item.all("ID")


def _bad_identifier(scheme: str) -> Rule:
    return lambda document: any(
        item.attributes.get("schemeID") == scheme and identifier_fault(scheme, item.text) is not None
        for item in _identifiers(document)
    )


CODE_RULES: dict[str, Rule] = {
    "BR-CL-01": _bad_type,
    "BR-CL-03": lambda d: bool(set(_attributes(d, "currencyID")) - codes("currencies")),
    "BR-CL-04": lambda d: d.currency not in codes("currencies"),
    "BR-CL-11": lambda d: bool(set(_attributes(d, "schemeID", "CompanyID")) - set(registers())),
    "BR-CL-14": lambda d: bool(_texts(d, "IdentificationCode") - codes("countries") - OUTSIDE_ISO_3166),
    "BR-CL-16": lambda d: bool(_texts(d, "PaymentMeansCode") - codes("payment_means")),
    "BR-CL-17": lambda d: bool(d.category_codes() - codes("vat_categories")),
    "BR-CL-22": lambda d: bool(_texts(d, "TaxExemptionReasonCode") - codes("vat_exemptions")),
    "BR-CL-23": lambda d: bool(set(_attributes(d, "unitCode")) - codes("units")),
    **{f"PEPPOL-COMMON-{rule}": _bad_identifier(scheme) for scheme, rule in IDENTIFIERS.items()},
    # Peppol takes no scheme that EN 16931 does not, and fewer: CL008 holds BR-CL-25.
    "PEPPOL-EN16931-CL008": _bad_endpoints,
}
