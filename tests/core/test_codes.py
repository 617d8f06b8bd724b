"""The official code lists: whole, with their editions, and what is money and what is a country among them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from wego.core.codes import SchemeState, address_schemes, codes, currencies_in_use, editions, iban_lengths, registers
from wego.core.codes.lists import FOLDER
from wego.core.countries import countries_by_name, is_country


def test_every_list_says_where_it_is_from():
    sourced = {name for edition in editions() for name in edition.lists}

    assert sourced == {path.stem for path in FOLDER.glob("*.csv")} - {"editions"}
    assert all(edition.edition and edition.dated and edition.source for edition in editions())


# The numbers of codes in the artefacts of EN 16931 1.3.16 and Peppol BIS 3.0.21; ISO 3166-1 assigns 249 codes.
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("countries", 249),
        ("currencies", 178),
        ("icd", 243),
        ("units", 2162),
        ("payment_means", 84),
        ("vat_categories", 10),
        ("vat_exemptions", 88),
        ("invoice_types", 50),
        ("credit_note_types", 13),
    ],
)
def test_a_list_is_whole(name: str, number: int):
    assert len(codes(name)) == number


def test_schemes_are_current_removed_or_not_taken():
    schemes = address_schemes()

    assert sum(scheme.state is SchemeState.CURRENT for scheme in schemes.values()) == 82
    assert (schemes["0088"].name, schemes["0088"].country) == ("Global Location Number", "")
    assert (schemes["0037"].state, schemes["0037"].until) == (SchemeState.REMOVED, date(2024, 12, 31))
    assert schemes["0205"].state is SchemeState.NOT_TAKEN
    assert "EM" not in schemes


def test_registers_have_names_where_the_list_gives_one():
    assert registers()["0192"]
    assert "9930" not in registers()  # of electronic addresses only


def test_currencies_in_use_are_money():
    used = currencies_in_use()

    assert {"KRW", "USD", "EUR", "CNY", "XOF", "XCG"} <= set(used)
    assert not {"XAU", "XXX", "XTS", "CHE", "DEM", "BGN", "USN"} & set(used)


def test_countries_are_those_of_iso_3166_1():
    assert all(map(is_country, ("KR", "CN", "TW", "AQ", "XK")))
    assert not any(map(is_country, ("EU", "IC", "EA", "AC", "TA", "DG", "CP", "ZZ", "1A", "XI", "kr", "")))


def test_countries_are_listed_by_name_in_the_readers_language():
    with translation.override("ko"):
        listed = countries_by_name()

    assert len(listed) == 250
    assert ("KR", "대한민국") in listed
    assert [name for _code, name in listed] == sorted(name for _code, name in listed)


def test_iban_lengths_know_who_has_none():
    lengths = iban_lengths()

    assert (lengths["NO"], lengths["DE"], lengths["MT"], lengths["RU"]) == (15, 22, 31, 33)
    assert not {"KR", "CN", "US", "JP"} & set(lengths)
