"""Builds UBL 2.1 documents after Peppol BIS Billing 3.0 from what was issued; nothing that is unknown is made up.

Dues of an international non-profit are taken to be outside the scope of VAT (category O, VATEX-EU-O). That reading is
ours: CATEGORY and EXEMPTION below are where another one would be written. Electronic addresses are those of the network
Peppol, which knows no e-mail addresses: both parties' must have been entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from wego.core.countries import KOSOVO
from wego.core.plain_text import plain
from wego.core.punctuation import joined_clauses
from wego.core.rules import RuleError
from wego.finance.identifiers import IdentifierWrong, checked_address, checked_registration, in_documents
from wego.finance.models import BankAccount, BillingContact, CreditNote, Invoice
from wego.finance.queries.terms import account_for, contact_of, electronic_address_of
from wego.finance.ubl.models import ElectronicAddress, Sender

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CATEGORY, EXEMPTION = "O", ("VATEX-EU-O", "Not subject to VAT")
INVOICE_TYPE, CREDIT_NOTE_TYPE = "380", "381"
CREDIT_TRANSFER = "30"
ONE = "C62"  # UN/ECE Recommendation 20: one, a unit without a kind

ROOT = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
# A prefix of our own for the root, since ElementTree keeps prefixes for the whole process.
ET.register_namespace("inv", ROOT.format("Invoice"))
ET.register_namespace("cn", ROOT.format("CreditNote"))
ET.register_namespace("cac", CAC)
ET.register_namespace("cbc", CBC)


class DocumentIncomplete(RuleError):
    """A part that the standard requires is not known; the message names what is to be entered."""


def missing_invoice_facts(invoice: Invoice) -> list[str]:
    """What is to be entered before the invoice can be sent electronically; empty where nothing is missing."""
    return _missing(invoice, *_facts(invoice))


def invoice_document(invoice: Invoice) -> bytes:
    """An invoice as a UBL Invoice; refused (DocumentIncomplete) while required facts are missing."""
    contact, sender, address = _complete(invoice)
    root = ET.Element(f"{{{ROOT.format('Invoice')}}}Invoice")
    _head(root, invoice.number, invoice.issued_on.isoformat())
    _basic(root, "DueDate", invoice.due_on.isoformat())
    _basic(root, "InvoiceTypeCode", INVOICE_TYPE)
    if steps := invoice.steps(invoice.language):
        _basic(root, "Note", " ".join(steps))
    _basic(root, "DocumentCurrencyCode", invoice.currency)
    _basic(root, "BuyerReference", _buyer_reference(invoice, contact))
    _parties(root, invoice, sender, address)
    if account := account_for(invoice.currency):
        _payment_means(root, invoice, account)
    _totals(root, invoice.total, invoice.currency)
    for line in invoice.lines.all():
        words = line.description.get(invoice.language) or line.description.get("en") or str(line)
        _line(root, "Invoice", line.position, words, line.quantity, line.unit_price, line.amount, invoice.currency)
    return _written(root)


def credit_note_document(note: CreditNote) -> bytes:
    """A credit note as a UBL CreditNote that names its invoice; refused while required facts are missing."""
    invoice = note.invoice
    contact, sender, address = _complete(invoice)
    root = ET.Element(f"{{{ROOT.format('CreditNote')}}}CreditNote")
    _head(root, note.number, note.issued_on.isoformat())
    _basic(root, "CreditNoteTypeCode", CREDIT_NOTE_TYPE)
    _basic(root, "Note", note.reason)
    _basic(root, "DocumentCurrencyCode", invoice.currency)
    _basic(root, "BuyerReference", _buyer_reference(invoice, contact))
    credited = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
    _basic(credited, "ID", invoice.number)
    _basic(credited, "IssueDate", invoice.issued_on.isoformat())
    _parties(root, invoice, sender, address)
    _totals(root, note.amount, invoice.currency)
    _line(root, "CreditNote", 1, note.reason, Decimal(1), note.amount, note.amount, invoice.currency)
    return _written(root)


Known = tuple[BillingContact | None, Sender | None, ElectronicAddress | None]


def _facts(invoice: Invoice) -> Known:
    payer = invoice.organisation
    return contact_of(payer), Sender.objects.first(), electronic_address_of(payer)


def _missing(
    invoice: Invoice, contact: BillingContact | None, sender: Sender | None, address: ElectronicAddress | None
) -> list[str]:
    name = {"name": invoice.debtor_name}
    missing = []
    if sender is None:
        missing.append(_("the network's registered name, registration number, electronic address and country"))
    elif wrong := (
        _wrong(checked_address, sender.scheme, sender.address)
        or _wrong(checked_registration, sender.registration_scheme, sender.registration)
    ):
        missing.append(_("change to the network's identifiers: %(why)s") % {"why": wrong})
    if address is None:
        missing.append(_("the electronic address of %(name)s") % name)
    elif wrong := _wrong(checked_address, address.scheme, address.address):
        missing.append(_("change to the electronic address of %(name)s: %(why)s") % {**name, "why": wrong})
    if not _buyer_reference(invoice, contact):
        words = _("the reference, or the person or office, to which %(name)s wants invoices addressed")
        missing.append(words % name)
    return missing


def _wrong(check: Callable[[str, str], str], scheme: str, number: str) -> str:
    """Why an identifier that is stored cannot be used today; empty where it can."""
    try:
        check(scheme, number)
    except IdentifierWrong as refusal:
        return str(refusal).rstrip(".")
    return ""


def _complete(invoice: Invoice) -> tuple[BillingContact | None, Sender, ElectronicAddress]:
    contact, sender, address = _facts(invoice)
    missing = _missing(invoice, contact, sender, address)
    if missing or sender is None or address is None:
        message = _("This electronic document cannot be created yet. Still missing: %(facts)s.")
        raise DocumentIncomplete(message % {"facts": joined_clauses(missing)})
    return contact, sender, address


def _buyer_reference(invoice: Invoice, contact: BillingContact | None) -> str:
    """The buyer's own words: a purchase reference, else the person or office that the buyer has named."""
    return invoice.purchase_reference or (contact.purchase_reference or contact.name if contact else "")


def _head(root: ET.Element, number: str, issued_on: str) -> None:
    _basic(root, "CustomizationID", CUSTOMIZATION)
    _basic(root, "ProfileID", PROFILE)
    _basic(root, "ID", number)
    _basic(root, "IssueDate", issued_on)


def _parties(root: ET.Element, invoice: Invoice, sender: Sender, electronic: ElectronicAddress) -> None:
    party = _group(_group(root, "AccountingSupplierParty"), "Party")
    _basic(party, "EndpointID", sender.address, schemeID=sender.scheme)
    address = _group(party, "PostalAddress")
    for name, text in (
        ("StreetName", sender.street),
        ("CityName", sender.city),
        ("PostalZone", sender.postal_code),
    ):
        if text:
            _basic(address, name, text)
    _basic(_group(address, "Country"), "IdentificationCode", _country(sender.country))
    legal = _group(party, "PartyLegalEntity")
    _basic(legal, "RegistrationName", sender.name)
    scheme = {"schemeID": sender.registration_scheme} if sender.registration_scheme else {}
    _basic(legal, "CompanyID", sender.registration, **scheme)

    party = _group(_group(root, "AccountingCustomerParty"), "Party")
    _basic(party, "EndpointID", electronic.address, schemeID=electronic.scheme)
    address = _group(party, "PostalAddress")
    for name, text in _address_lines(invoice.debtor_address):
        if name == "Line":
            _basic(_group(address, "AddressLine"), "Line", text)
        else:
            _basic(address, name, text)
    _basic(_group(address, "Country"), "IdentificationCode", _country(invoice.debtor_country))
    _basic(_group(party, "PartyLegalEntity"), "RegistrationName", invoice.debtor_name)


def _country(code: str) -> str:
    """Kosovo has a code of its own in EN 16931; ISO 3166-1 has none."""
    return "1A" if code == KOSOVO else code


def _address_lines(text: str) -> Iterable[tuple[str, str]]:
    """An address as it was typed, which says nothing of street and city, in the standard's three lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    names = ("StreetName", "AdditionalStreetName", "Line")
    return zip(names, [*lines[:2], *([", ".join(lines[2:])] if lines[2:] else [])], strict=False)


def _payment_means(root: ET.Element, invoice: Invoice, account: BankAccount) -> None:
    means = _group(root, "PaymentMeans")
    _basic(means, "PaymentMeansCode", CREDIT_TRANSFER)
    _basic(means, "PaymentID", invoice.reference)
    payee = _group(means, "PayeeFinancialAccount")
    _basic(payee, "ID", in_documents(account.number))
    _basic(payee, "Name", account.holder)
    if account.bic:
        _basic(_group(payee, "FinancialInstitutionBranch"), "ID", account.bic)


def _totals(root: ET.Element, total: Decimal, currency: str) -> None:
    tax = _group(root, "TaxTotal")
    _amount(tax, "TaxAmount", Decimal(0), currency)
    part = _group(tax, "TaxSubtotal")
    _amount(part, "TaxableAmount", total, currency)
    _amount(part, "TaxAmount", Decimal(0), currency)
    category = _group(part, "TaxCategory")
    _basic(category, "ID", CATEGORY)
    _basic(category, "TaxExemptionReasonCode", EXEMPTION[0])
    _basic(category, "TaxExemptionReason", EXEMPTION[1])
    _basic(_group(category, "TaxScheme"), "ID", "VAT")
    sums = _group(root, "LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        _amount(sums, name, total, currency)


def _line(
    root: ET.Element,
    kind: str,
    position: int,
    words: str,
    quantity: Decimal,
    price: Decimal,
    amount: Decimal,
    currency: str,
) -> None:
    if price < 0:  # a discount: the standard wants the price positive and the quantity negative
        quantity, price = -quantity, -price
    line = _group(root, f"{kind}Line")
    _basic(line, "ID", str(position))
    count = "InvoicedQuantity" if kind == "Invoice" else "CreditedQuantity"
    _basic(line, count, f"{quantity.normalize():f}", unitCode=ONE)
    _amount(line, "LineExtensionAmount", amount, currency)
    item = _group(line, "Item")
    _basic(item, "Name", words)
    category = _group(item, "ClassifiedTaxCategory")
    _basic(category, "ID", CATEGORY)
    _basic(_group(category, "TaxScheme"), "ID", "VAT")
    _amount(_group(line, "Price"), "PriceAmount", price, currency)


def _group(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{CAC}}}{name}")


def _basic(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{CBC}}}{name}", attributes)
    element.text = " ".join(plain(text).split())
    return element


def _amount(parent: ET.Element, name: str, amount: Decimal, currency: str) -> None:
    _basic(parent, name, f"{amount:.2f}", currencyID=currency)


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
