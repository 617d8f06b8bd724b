"""The rules of EN 16931 and Peppol BIS on codes: each is one of its official list."""

from __future__ import annotations

from collections.abc import Iterator

from wego.core.codes import State, address_schemes, codes, registers
from wego.finance.ubl.document import Document, Rule, everything

# EN 16931 gives these codes to Kosovo, and to Northern Ireland for VAT, beside those of ISO 3166-1.
OUTSIDE_ISO_3166 = frozenset({"1A", "XI"})


def _texts(document: Document, *names: str) -> set[str]:
    return {item.text for item in everything(document.root) if item.name in names}


def _attributes(document: Document, attribute: str, *names: str) -> Iterator[str]:
    """What elements of some names (any where none is given) say in an attribute, where they have it."""
    for item in everything(document.root):
        if attribute in item.attributes and (not names or item.name in names):
            yield item.attributes[attribute]


def _bad_type(document: Document) -> bool:
    known = codes("invoice_types" if document.root.name == "Invoice" else "credit_note_types")
    return document.root.at("InvoiceTypeCode", "CreditNoteTypeCode") not in known


def _bad_endpoints(document: Document) -> bool:
    schemes = address_schemes()
    current = {code for code, scheme in schemes.items() if scheme.state is State.CURRENT}
    ends = [item for item in everything(document.root) if item.name == "EndpointID"]
    return any(end.attributes.get("schemeID") not in current for end in ends)


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
    # Peppol takes no scheme that EN 16931 does not, and fewer: CL008 holds BR-CL-25.
    "PEPPOL-EN16931-CL008": _bad_endpoints,
}
