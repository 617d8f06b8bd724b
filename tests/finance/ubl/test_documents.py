"""Electronic invoices: complete and by the rules, or refused with what is to be entered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.finance.factories import AT, DECISION, make_invoice
from tests.finance.ubl.rules import check
from tests.members.factories import make_organisation
from wego.core.rules import RuleError
from wego.engines.banking.xml_tree import read_xml
from wego.finance.models import BankAccount, BillingContact, CreditNote, ElectronicAddress, Invoice, Sender
from wego.finance.ubl import (
    DocumentIncomplete,
    credit_note_document,
    invoice_document,
    missing_invoice_facts,
)

pytestmark = pytest.mark.django_db
LATER = datetime(2016, 4, 1, 3, tzinfo=UTC)


@pytest.fixture
def invoice() -> Invoice:
    organisation = make_organisation()
    BillingContact.objects.create(
        organisation=organisation,
        email="finance@example.org",
        name="Finance office",
        language="ko",
        address="Sejong-daero 110\nJung-gu\nSeoul\n04524",
        changed_at=AT,
    )
    ElectronicAddress.objects.create(organisation=organisation, scheme="0060", address="000000000", changed_at=AT)
    return make_invoice(organisation)


@pytest.fixture
def sender() -> Sender:
    return Sender.objects.create(
        pk=1,
        name="Made-up Network",
        registration="0000000000000",
        registration_scheme="0088",
        scheme="0088",
        address="0000000000000",
        country="KR",
        changed_at=AT,
    )


def test_invoice_document_keeps_every_rule(invoice: Invoice, sender: Sender):
    document = invoice_document(invoice)

    root = read_xml(document)
    assert check(document) == []
    assert root.namespace == "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    assert root.at("ID") == invoice.number
    assert root.at("LegalMonetaryTotal/PayableAmount") == "7000.00"
    assert root.at("BuyerReference") == "Finance office"
    assert root.at("TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReasonCode") == "VATEX-EU-O"
    assert root.at("InvoiceLine/Item/Name") == "2016년 회비"
    assert root.first("PaymentMeans") is None


def test_a_debtor_in_kosovo_has_the_code_that_en_16931_gives_it(invoice: Invoice, sender: Sender):
    invoice.debtor_country = "XK"

    document = invoice_document(invoice)

    assert check(document) == []
    assert read_xml(document).at("AccountingCustomerParty/Party/PostalAddress/Country/IdentificationCode") == "1A"


def test_payment_means_stand_only_where_an_account_is_entered(invoice: Invoice, sender: Sender):
    BankAccount.objects.create(
        currency="USD", holder="Made-up Network", number="00-11", bank="Bank", bic="AAAAKRSE", since=date(2016, 1, 1)
    )

    document = invoice_document(invoice)

    root = read_xml(document)
    assert check(document) == []
    assert root.at("PaymentMeans/PaymentID") == invoice.reference
    assert root.at("PaymentMeans/PayeeFinancialAccount/ID") == "00-11"


def test_credit_note_document_names_its_invoice(invoice: Invoice, sender: Sender):
    note = CreditNote.objects.create(
        number="C2016-0001",
        series_year=2016,
        sequence=1,
        invoice=invoice,
        amount=Decimal("500.00"),
        reason="Another column of the table",
        issued_on=date(2016, 4, 1),
        issued_at=LATER,
        decision_label=DECISION.label,
    )

    document = credit_note_document(note)

    root = read_xml(document)
    assert check(document) == []
    assert (root.name, root.at("CreditNoteTypeCode")) == ("CreditNote", "381")
    assert root.at("BillingReference/InvoiceDocumentReference/ID") == invoice.number
    assert root.at("LegalMonetaryTotal/PayableAmount") == "500.00"


def test_what_is_unknown_is_named_and_not_made_up(sender: Sender):
    invoice = make_invoice(make_organisation("Busan"))

    with pytest.raises(DocumentIncomplete, match="electronic address of Busan; the reference"):
        invoice_document(invoice)


def test_an_identifier_that_has_become_wrong_is_named(invoice: Invoice, sender: Sender):
    """It was entered before its scheme was removed, or before identifiers were checked."""
    ElectronicAddress.objects.update(scheme="9956", address="0739484052")
    Sender.objects.update(address="9429041098401")

    missing = missing_invoice_facts(invoice)

    assert [words.partition(":")[0] for words in missing] == [
        "change to the network's identifiers",
        "change to the electronic address of Seoul",
    ]
    assert "removed from Peppol's list" in missing[1]
    with pytest.raises(DocumentIncomplete, match="check digit"):
        invoice_document(invoice)


def test_an_iban_stands_without_spaces(invoice: Invoice, sender: Sender):
    BankAccount.objects.create(
        currency="USD", holder="N", number="DE89 3704 0044 0532 0130 00", bank="Bank", since=date(2016, 1, 1)
    )

    document = invoice_document(invoice)

    assert check(document) == []
    assert read_xml(document).at("PaymentMeans/PayeeFinancialAccount/ID") == "DE89370400440532013000"


def test_without_a_sender_nothing_is_sent(invoice: Invoice):
    assert len(missing_invoice_facts(invoice)) == 1
    with pytest.raises(RuleError, match="registration number"):
        invoice_document(invoice)


# What is written instead of what, so that the rule is broken; where it stands often, only once for FIRST_ONLY.
FIRST_ONLY = {"BR-CO-10", "BR-CO-14", "BR-O-01"}
PARTS: dict[str, tuple[bytes, bytes]] = {
    "BR-01": (
        b"CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</",
        b"CustomizationID></",
    ),
    "BR-02": (b"<cbc:ID>2016-0001</cbc:ID>", b""),
    "BR-03": (b"<cbc:IssueDate>2016-03-01</cbc:IssueDate>", b""),
    "BR-04": (b"<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", b""),
    "BR-05": (b"<cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode>", b""),
    "BR-06": (b"<cbc:RegistrationName>Made-up Network</cbc:RegistrationName>", b""),
    "BR-07": (b"<cbc:RegistrationName>Seoul</cbc:RegistrationName>", b""),
    "BR-08": (b"PostalAddress>", b"Nowhere>"),
    "BR-09": (b"<cbc:IdentificationCode>KR</cbc:IdentificationCode>", b""),
    "BR-10": (b"PostalAddress>", b"Nowhere>"),
    "BR-11": (b"<cbc:IdentificationCode>KR</cbc:IdentificationCode>", b""),
    "BR-12": (b'<cbc:LineExtensionAmount currencyID="USD">7000.00</cbc:LineExtensionAmount>', b""),
    "BR-13": (b'<cbc:TaxExclusiveAmount currencyID="USD">7000.00</cbc:TaxExclusiveAmount>', b""),
    "BR-14": (b'<cbc:TaxInclusiveAmount currencyID="USD">7000.00</cbc:TaxInclusiveAmount>', b""),
    "BR-15": (b'<cbc:PayableAmount currencyID="USD">7000.00</cbc:PayableAmount>', b""),
    "BR-16": (b"InvoiceLine>", b"OtherLine>"),
    "BR-21": (b"<cbc:ID>1</cbc:ID>", b""),
    "BR-22": (b'unitCode="C62">1<', b'unitCode="C62"><'),
    "BR-23": (b' unitCode="C62"', b""),
    "BR-24": (b'<cbc:LineExtensionAmount currencyID="USD">7000.00</cbc:LineExtensionAmount>', b""),
    "BR-25": ("<cbc:Name>2016년 회비</cbc:Name>".encode(), b""),
    "BR-26": (b'<cbc:PriceAmount currencyID="USD">7000.00</cbc:PriceAmount>', b""),
    "BR-27": (b'<cbc:PriceAmount currencyID="USD">', b'<cbc:PriceAmount currencyID="USD">-'),
    "BR-45": (b'<cbc:TaxableAmount currencyID="USD">7000.00</cbc:TaxableAmount>', b""),
    "BR-46": (b'<cbc:TaxAmount currencyID="USD">0.00</cbc:TaxAmount>', b""),
    "BR-47": (b"<cbc:ID>O</cbc:ID>", b""),
    "BR-49": (b"<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>", b""),
    "BR-55": (
        b"<cac:AccountingSupplierParty>",
        b"<cac:BillingReference><cbc:x>1</cbc:x></cac:BillingReference><cac:AccountingSupplierParty>",
    ),
    "BR-61": (b"<cbc:ID>00-11</cbc:ID>", b""),
    "BR-62": (b' schemeID="00', b' other="00'),
    "BR-63": (b' schemeID="00', b' other="00'),
    "BR-CO-04": (b"<cbc:ID>O</cbc:ID>", b""),
    "BR-CO-10": (
        b'<cbc:LineExtensionAmount currencyID="USD">7000.00',
        b'<cbc:LineExtensionAmount currencyID="USD">7001.00',
    ),
    "BR-CO-13": (
        b'<cbc:TaxExclusiveAmount currencyID="USD">7000.00',
        b'<cbc:TaxExclusiveAmount currencyID="USD">6000.00',
    ),
    "BR-CO-14": (b'<cbc:TaxAmount currencyID="USD">0.00', b'<cbc:TaxAmount currencyID="USD">1.00'),
    "BR-CO-15": (
        b'<cbc:TaxInclusiveAmount currencyID="USD">7000.00',
        b'<cbc:TaxInclusiveAmount currencyID="USD">7001.00',
    ),
    "BR-CO-16": (b'<cbc:PayableAmount currencyID="USD">7000.00', b'<cbc:PayableAmount currencyID="USD">1.00'),
    "BR-CO-18": (b"TaxSubtotal>", b"Other>"),
    "BR-CO-25": (b"DueDate>", b"SomeDate>"),
    "BR-CO-26": (b"cbc:CompanyID", b"cbc:Other"),
    "BR-CL-01": (b"TypeCode>380<", b"TypeCode>381<"),
    "BR-CL-03": (b'currencyID="USD"', b'currencyID="BGN"'),
    "BR-CL-04": (b"CurrencyCode>USD<", b"CurrencyCode>BGN<"),
    "BR-CL-11": (b'CompanyID schemeID="0088"', b'CompanyID schemeID="9930"'),
    "BR-CL-14": (b"IdentificationCode>KR<", b"IdentificationCode>IC<"),
    "BR-CL-16": (b"PaymentMeansCode>30<", b"PaymentMeansCode>99<"),
    "BR-CL-17": (b"<cbc:ID>O</cbc:ID>", b"<cbc:ID>X</cbc:ID>"),
    "BR-CL-22": (b">VATEX-EU-O<", b">VATEX-EU-X<"),
    "BR-CL-23": (b'unitCode="C62"', b'unitCode="one"'),
    "BR-DEC-09": (b'<cbc:LineExtensionAmount currencyID="USD">', b'<cbc:LineExtensionAmount currencyID="USD">0.001'),
    "BR-DEC-12": (b'<cbc:TaxExclusiveAmount currencyID="USD">', b'<cbc:TaxExclusiveAmount currencyID="USD">0.001'),
    "BR-DEC-13": (b'<cbc:TaxAmount currencyID="USD">', b'<cbc:TaxAmount currencyID="USD">0.001'),
    "BR-DEC-14": (b'<cbc:TaxInclusiveAmount currencyID="USD">', b'<cbc:TaxInclusiveAmount currencyID="USD">0.001'),
    "BR-DEC-18": (b'<cbc:PayableAmount currencyID="USD">', b'<cbc:PayableAmount currencyID="USD">0.001'),
    "BR-DEC-19": (b'<cbc:TaxableAmount currencyID="USD">', b'<cbc:TaxableAmount currencyID="USD">0.001'),
    "BR-DEC-20": (b'<cbc:TaxAmount currencyID="USD">', b'<cbc:TaxAmount currencyID="USD">0.001'),
    "BR-DEC-23": (b'<cbc:LineExtensionAmount currencyID="USD">', b'<cbc:LineExtensionAmount currencyID="USD">0.001'),
    "BR-O-01": (b"<cbc:ID>O</cbc:ID>", b"<cbc:ID>E</cbc:ID>"),
    "BR-O-02": (
        b"<cac:PartyLegalEntity>",
        b"<cac:PartyTaxScheme><cbc:CompanyID>KR1</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
        b"</cac:PartyTaxScheme><cac:PartyLegalEntity>",
    ),
    "BR-O-05": (
        b"</cbc:ID>\n        <cac:TaxScheme>",
        b"</cbc:ID>\n        <cbc:Percent>0</cbc:Percent><cac:TaxScheme>",
    ),
    "BR-O-08": (b'<cbc:TaxableAmount currencyID="USD">7000.00', b'<cbc:TaxableAmount currencyID="USD">1.00'),
    "BR-O-09": (b'<cbc:TaxAmount currencyID="USD">0.00', b'<cbc:TaxAmount currencyID="USD">1.00'),
    "BR-O-10": (b"TaxExemptionReason", b"Other"),
    "BR-O-11": (b"<cac:TaxSubtotal>", b"<cac:TaxSubtotal><cbc:x>1</cbc:x></cac:TaxSubtotal><cac:TaxSubtotal>"),
    "BR-O-12": (b"<cac:InvoiceLine>", b"<cac:InvoiceLine><cbc:x>1</cbc:x></cac:InvoiceLine><cac:InvoiceLine>"),
    **{
        f"PEPPOL-COMMON-{rule}": (b'schemeID="0060">000000000<', f'schemeID="{scheme}">{wrong}<'.encode())
        for rule, scheme, wrong in (
            ("R040", "0088", "9429041098401"),
            ("R041", "0192", "745707328"),
            ("R042", "0184", "1234567"),
            ("R043", "0208", "0739484059"),
            ("R044", "0201", "F7VRDLF7VRDL"),
            ("R045", "0210", "ABC"),
            ("R047", "0211", "IT1"),
            ("R049", "0007", "2021005480"),
            ("R050", "0151", "51824753550"),
            ("R052", "0096", "123456789"),
            ("R053", "0198", "13585628"),
            ("R054", "0106", "1234567"),
            ("R055", "0190", "1"),
            ("R056-1", "9944", "NL123456789"),
            ("R057", "0217", "12345678901"),
        )
    },
    "PEPPOL-EN16931-CL008": (b'schemeID="0060"', b'schemeID="0037"'),
    "PEPPOL-EN16931-P0105": (b"<cbc:ID>O</cbc:ID>", b"<cbc:ID>E</cbc:ID>"),
    "PEPPOL-EN16931-F001": (b"IssueDate>2016-03-01<", b"IssueDate>01.03.2016<"),
    "PEPPOL-EN16931-R001": (b"ProfileID>", b"Other>"),
    "PEPPOL-EN16931-R002": (
        b"<cbc:DocumentCurrencyCode>",
        b"<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note><cbc:DocumentCurrencyCode>",
    ),
    "PEPPOL-EN16931-R003": (b"BuyerReference>", b"Other>"),
    "PEPPOL-EN16931-R004": (b"billing:3.0<", b"billing:2.0<"),
    "PEPPOL-EN16931-R007": (b"billing:01:1.0<", b"billing:1:1.0<"),
    "PEPPOL-EN16931-R008": (b"<cac:AccountingSupplierParty>", b"<cbc:Empty/><cac:AccountingSupplierParty>"),
    "PEPPOL-EN16931-R010": (b"EndpointID", b"Other"),
    "PEPPOL-EN16931-R020": (b"EndpointID", b"Other"),
    "PEPPOL-EN16931-R051": (b'currencyID="USD">0.00', b'currencyID="EUR">0.00'),
    "PEPPOL-EN16931-R053": (b"TaxTotal>", b"Other>"),
    "PEPPOL-EN16931-R120": (b'<cbc:PriceAmount currencyID="USD">7000.00', b'<cbc:PriceAmount currencyID="USD">6000.00'),
    "PEPPOL-EN16931-R121": (b"</cbc:PriceAmount>", b"</cbc:PriceAmount><cbc:BaseQuantity>0</cbc:BaseQuantity>"),
}


def test_every_rule_is_broken_once(invoice: Invoice, sender: Sender):
    from tests.finance.ubl.rules import RULES

    BankAccount.objects.create(
        currency="USD", holder="Made-up Network", number="00-11", bank="Bank", since=date(2016, 1, 1)
    )
    document = invoice_document(invoice)

    assert set(PARTS) == set(RULES)
    for rule, (part, instead) in PARTS.items():
        assert part in document, rule
        assert rule in check(document.replace(part, instead, 1 if rule in FIRST_ONLY else -1)), rule


def test_a_document_holds_no_control_characters(invoice: Invoice, sender: Sender):
    invoice.debtor_name = "Seoul\x00 Metro\x1bpolitan\x0bGovernment"

    document = invoice_document(invoice)

    assert b"Seoul Metropolitan Government" in document
    read_xml(document)
