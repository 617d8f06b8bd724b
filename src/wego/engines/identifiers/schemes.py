"""How an identifier of each scheme is written, by Peppol's list of participant identifier schemes and its rules.

Sources: Peppol eDEC Code Lists 9.7 (validation rules and structures), Peppol BIS Billing 3.0.21 (PEPPOL-COMMON-R040 to
R057), and for the VAT numbers of the European Union the structures that VIES publishes. Where two differ, the narrower
one holds, but for the Dutch register (0106), of which the list describes a form that nobody uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wego.engines.identifiers import check_digits as digits
from wego.engines.messages import Message, message

BETWEEN = " \u00a0\u202f\t.-/"  # what people write between groups of digits


@dataclass(frozen=True, slots=True)
class IdentifierScheme:
    """How an identifier is written, one that is right, and its check, if there is one."""

    form: re.Pattern[str]
    example: str
    check: Callable[[str], bool] | None = None
    keeps: str = ""  # what belongs to the identifier of `BETWEEN`

    @property
    def is_capital(self) -> bool:
        """Are its letters capitals?"""
        return not self.form.flags & re.IGNORECASE


def _scheme(
    form: str, example: str, check: Callable[[str], bool] | None = None, *, keeps: str = ""
) -> IdentifierScheme:
    return IdentifierScheme(re.compile(form, re.ASCII), example, check, keeps)


def _either_case(form: str, example: str, *, keeps: str = "") -> IdentifierScheme:
    return IdentifierScheme(re.compile(form, re.ASCII | re.IGNORECASE), example, None, keeps)


SCHEMES: Mapping[str, IdentifierScheme] = MappingProxyType(
    {
        "0002": _scheme(r"\d{9}(\d{5})?", "784301772", digits.luhn),
        "0007": _scheme(r"\d{10}", "2120000787", digits.luhn),
        "0009": _scheme(r"\d{14}", "78430177200025"),
        "0060": _scheme(r"\d{9}", "812810734"),
        "0088": _scheme(r"\d{13}", "9429041098400", digits.gs1),
        "0096": _scheme(r"\d{10}", "1234567890"),
        "0097": _scheme(r"\d{11,16}", "12345678901"),
        "0106": _scheme(r"\d{8}", "12345678"),
        "0135": _scheme(r"\d+", "12345"),
        "0142": _scheme(r"\d+", "12345"),
        "0151": _scheme(r"\d{11}", "51824753556", digits.australian),
        "0158": _scheme(r"\d{8}", "12345679", digits.slovak_organisation),
        "0183": _scheme(r"CHE\d{9}", "CHE100155212", digits.swiss),
        "0184": _scheme(r"[1-9]\d{7}", "12345678"),
        "0188": _scheme(r"[1-9]\d{12}", "7000012050002", digits.japanese),
        "0190": _scheme(r"\d{20}", "00000001820029336000"),
        "0191": _scheme(r"[1789]\d{7}", "10137025", digits.estonian),
        "0192": _scheme(r"\d{9}", "745707327", digits.norwegian),
        "0195": _either_case(r"[a-z]{2}[a-z]{3}(\d{8}|\d{9}|[RST]\d{2}[a-z]{2}\d{4})[0-9a-z]", "SGUEN201812345A"),
        "0196": _scheme(r"\d{10}", "4504013150", digits.icelandic),
        "0198": _scheme(r"DK\d{8}", "DK13585628", digits.danish),
        "0199": _scheme(r"[A-Z0-9]{18}\d{2}", "506700GE1G29325QX363", digits.mod97_10),
        "0200": _scheme(r"\d{9}", "111963319", digits.lithuanian),
        "0201": _either_case(r"[0-9a-z]{6}", "F7VRDL"),
        "0204": _scheme(r"\d{2,12}(-[0-9A-Z]{0,30})?-\d{2}", "04011000-12345-03", digits.leitweg, keeps="-"),
        "0208": _scheme(r"[01]\d{9}", "0739484052", digits.belgian),
        "0210": _scheme(r"\d{11}|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", "97735020584", digits.italian_tax),
        "0211": _scheme(r"IT\d{11}", "IT02985591201", digits.italian_vat),
        "0216": _scheme(r"0037\d{8}[A-Z0-9]{0,5}", "003704944842TST01", digits.finnish),
        "0217": _scheme(r"\d{12}", "123456789012"),
        "0218": _scheme(r"[456]\d{10}|\d{9}", "40003009497"),
        "0221": _scheme(r"T[1-9]\d{12}", "T7000012050002", digits.japanese_invoice_issuer),
        "0225": _either_case(r"[a-z0-9_\-]{1,130}", "784301772", keeps="-"),
        "0235": _scheme(r"1\d{9}", "1000000001"),
        "0240": _scheme(r"\d{11}", "20010000000"),
        "0242": _either_case(r"\d{6}(-[0-9A-Z_]{3,12}(\.[0-9A-Z\-._~]{3,24})?)?", "000001", keeps="-."),
        "0244": _scheme(r"\d{13}", "1234567890123"),
        "0245": _scheme(r"[1-7]\d{9}", "2021853504", digits.slovak_tax),
        "0246": _either_case(r"DE\d{9}(-\d{5})?(\.[0-9A-Z]{1,8})?", "DE123456789-00001", keeps="-."),
        "0248": _scheme(r"OM\d{10}", "OM1100003554"),
        "9910": _scheme(r"HU\d{8}", "HU12892312", digits.hungarian_vat),
        "9914": _scheme(r"ATU\d{8}", "ATU12345678"),
        "9918": _scheme(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", "DE89370400440532013000", digits.iban),
        "9919": _scheme(r"[A-Z]\d{3}[A-Z]\d{3}[A-Z]", "R123R456A"),
        "9920": _scheme(r"ES[A-Z0-9]\d{7}[A-Z0-9]", "ESA12345674"),
        "9925": _scheme(r"BE[01]\d{9}", "BE0739484052", digits.belgian_vat),
        "9926": _scheme(r"BG\d{9,10}", "BG123456789"),
        "9928": _scheme(r"CY\d{8}[A-Z]", "CY12345678X"),
        "9929": _scheme(r"CZ\d{8,10}", "CZ12345678"),
        "9930": _scheme(r"DE\d{9}", "DE123456789"),
        "9931": _scheme(r"EE\d{9}", "EE123456789"),
        "9932": _scheme(r"GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})", "GB123456789"),
        "9933": _scheme(r"(EL|GR)\d{9}", "EL123456789"),
        "9934": _scheme(r"HR\d{11}", "HR12345678901"),
        "9935": _scheme(r"IE(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])", "IE1234567T"),
        "9937": _scheme(r"LT(\d{9}|\d{12})", "LT123456789"),
        "9938": _scheme(r"LU\d{8}", "LU12345678"),
        "9939": _scheme(r"LV\d{11}", "LV12345678901"),
        "9943": _scheme(r"MT\d{8}", "MT12345678"),
        "9944": _scheme(r"NL\d{9}B\d{2}", "NL123456789B12"),
        "9945": _scheme(r"PL\d{10}", "PL1234567890"),
        "9946": _scheme(r"PT\d{9}", "PT123456789"),
        "9947": _scheme(r"RO\d{2,10}", "RO12345678"),
        "9949": _scheme(r"SI\d{8}", "SI12345678"),
        "9950": _scheme(r"SK\d{10}", "SK1234567890"),
        "9957": _scheme(r"FR[0-9A-Z]{2}\d{9}", "FR83784301772"),
        "9959": _scheme(r"\d{9}", "123456789"),
    }
)


def tidied(scheme: str, text: str) -> str:
    """An identifier without what people put between its groups, in capitals where the scheme has them."""
    known = SCHEMES.get(scheme)
    if known is None:
        return text.strip()
    bare = "".join(character for character in text if character not in BETWEEN or character in known.keeps)
    return bare.upper() if known.is_capital else bare


def identifier_fault(scheme: str, identifier: str) -> Message | None:
    """What is wrong with an identifier of a scheme; None where nothing is, or where the scheme has no rule.

    It is judged as it stands: what a person has typed goes through `tidied` first.
    """
    known = SCHEMES.get(scheme)
    if known is None:
        return None
    if not known.form.fullmatch(identifier):
        return message("form", scheme=scheme, example=known.example)
    if known.check and not known.check(identifier):
        return message("check_digit")
    return None
