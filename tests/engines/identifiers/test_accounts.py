"""IBAN, BIC and numbers of a bank's own."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wego.core.codes import codes, iban_lengths
from wego.engines.identifiers import account_fault, bic_fault, iban_fault, masked
from wego.engines.identifiers.check_digits import iban

LENGTHS = iban_lengths()
SEPA = codes("sepa")
IN_IBAN = string.ascii_uppercase + string.digits


@st.composite
def ibans(draw: st.DrawFn) -> str:
    """Any IBAN whose check digits fit, of any country."""
    country = draw(st.sampled_from(sorted(LENGTHS)))
    rest = draw(st.text(IN_IBAN, min_size=LENGTHS[country] - 4, max_size=LENGTHS[country] - 4))
    number = int("".join(str(int(one, 36)) for one in f"{rest}{country}00"))
    return f"{country}{98 - number % 97:02d}{rest}"


# Examples of the IBAN registry.
@pytest.mark.parametrize(
    "number",
    [
        "GB29 NWBK 6016 1331 9268 19",
        "DE89 3704 0044 0532 0130 00",
        "FR14 2004 1010 0505 0001 3M02 606",
        "NO93 8601 1117 947",
        "MT84MALT011000012345MTLCAST001S",
        "be68-5390-0754-7034",
    ],
)
def test_examples_of_the_registry_pass(number: str):
    assert iban_fault(number, LENGTHS) is None


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("DE89 3704 0044 0532 0130 01", "iban_check_digit"),
        ("DE98 3704 0044 0532 0130 00", "iban_check_digit"),
        ("DE8A 3704 0044 0532 0130 00", "iban_check_digit"),
        ("DE89 3704 0044 0532 0130 0", "iban_length"),
        ("DE89 3704 0044 0532 0130 0é", "iban_letters"),
        ("ED89 3704 0044 0532 0130 00", "iban_country"),
    ],
)
def test_a_wrong_iban_is_told_apart(number: str, code: str):
    fault = iban_fault(number, LENGTHS)

    assert fault
    assert fault.code == code


def test_the_length_is_told():
    fault = iban_fault("NO93 8601 1117 94", LENGTHS)

    assert fault
    assert fault.params == {"country": "NO", "wanted": 15, "given": 14}


@given(ibans())
def test_every_iban_passes(number: str):
    assert iban(number)
    assert iban_fault(number, LENGTHS) is None


@given(ibans(), st.data())
def test_one_wrong_character_is_always_found(number: str, data: st.DataObject):
    """A digit for a digit, a letter for a letter; of both sorts, one in 97 numbers fits by chance."""
    place = data.draw(st.integers(2, len(number) - 1))
    other = data.draw(st.sampled_from(IN_IBAN))
    assume(other != number[place] and other.isdigit() == number[place].isdigit())

    assert iban_fault(number[:place] + other + number[place + 1 :], LENGTHS) is not None


@given(ibans(), st.data())
def test_two_swapped_digits_are_always_found(number: str, data: st.DataObject):
    place = data.draw(st.integers(2, len(number) - 2))
    assume(number[place] != number[place + 1] and number[place : place + 2].isdigit())

    assert iban_fault(number[:place] + number[place + 1] + number[place] + number[place + 2 :], LENGTHS) is not None


@pytest.mark.parametrize(
    ("number", "bic", "code"),
    [
        ("110-123-456789", "SHBKKRSE", None),  # Korea has no IBAN
        ("110-123-456789", "", None),
        ("KR12 3456", "", None),
        ("6222 0200 1234 5678", "ICBKCNBJ", None),
        ("DE89 3704 0044 0532 0130 00", "COBADEFF", None),
        ("DE89 3704 0044 0532 0130 01", "COBADEFF", "iban_check_digit"),
        ("KR89 3704 0044 0532 0130 00", "", "iban_country"),
        ("0532013000", "COBADEFF", "iban_wanted"),
        ("12345678", "MIDLGB22", "iban_wanted"),
        ("123456", "ALFAEGCX", None),  # Egypt is in the registry, but not in the area that asks for it
    ],
)
def test_an_account_is_an_iban_or_a_number_of_its_bank(number: str, bic: str, code: str | None):
    fault = account_fault(number, bic, LENGTHS, only=SEPA)

    assert (fault.code if fault else None) == code


@pytest.mark.parametrize(
    ("bic", "code"),
    [
        ("KOEXKRSE", None),
        ("DEUTDEFF500", None),
        ("short", "bic_form"),
        ("koexkrse", "bic_form"),
        ("KOEXKRSE5", "bic_form"),
        ("KOEXZZSE", "bic_country"),
    ],
)
def test_a_bic_has_its_form_and_a_country(bic: str, code: str | None):
    fault = bic_fault(bic, codes("countries"))

    assert (fault.code if fault else None) == code


def test_the_payments_area_has_ibans():
    assert set(LENGTHS) >= SEPA


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("DE89 3704 0044 0532 0130 00", "••••••••••••••••••3000"),
        ("123456", "••••56"),
        ("12", "••"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_its_end(number: str, shown: str):
    assert masked(number) == shown


@given(st.text())
def test_nothing_typed_breaks_it(text: str):
    account_fault(text, text, LENGTHS, only=SEPA)
    bic_fault(text, codes("countries"))
    assert sum(character != "•" for character in masked(text)) <= 4
