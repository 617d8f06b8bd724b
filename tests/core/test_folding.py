"""Text folded for search, in any script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.core.folding import fold, fold_all

# Letters of the scripts in which members' names are written, with their case and accents.
names = st.text(
    st.characters(codec="utf-8", categories=["L", "M", "N", "Z", "P"], max_codepoint=0xFFFF), min_size=0, max_size=30
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("São Paulo", "saopaulo"),
        ("SAO  PAULO", "saopaulo"),
        ("Xi'an", "xian"),
        ("Ｓｅｏｕｌ", "seoul"),
        ("Straße", "strasse"),
        ("ℬern, ℕîmes", "bernnimes"),
        ("Łódź, Ålesund, Đà Nẵng", "lodzalesunddanang"),
        ("Diyarbakır, IĞDIR, İzmir", "diyarbakirigdirizmir"),
        ("Ærø, Œuilly, Ħamrun, Þingvellir", "aerooeuillyhamrunthingvellir"),
        ("首爾", "首尔"),
        ("廣島縣, 広島県", "广岛县广岛县"),
        ("", ""),
        (" -- ", ""),
    ],
)
def test_case_accents_width_and_spacing_are_set_aside(written: str, folded: str):
    assert fold(written) == folded


def test_a_half_typed_syllable_is_found():
    assert fold("서우") in fold("서울") or fold("서우") == fold("서울")[: len(fold("서우"))]
    assert fold("서울") in fold("서울특별시")


def test_scripts_stay_apart():
    assert fold("首尔") == "首尔"
    assert fold("서울") != fold("seoul")


@given(names)
def test_folding_again_changes_nothing(name: str):
    assert fold(fold(name)) == fold(name)


def test_folding_any_letter_again_changes_nothing():
    letters = map(chr, range(0x30000))  # further on no letter has a case or comes apart

    assert [letter for letter in letters if fold(fold(letter)) != fold(letter)] == []


@given(names)
def test_case_and_composition_do_not_matter(name: str):
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name))
    assert fold(name.lower()) == fold(name.lower().casefold())


@given(names, names)
def test_spacing_does_not_matter(one: str, two: str):
    assert fold(one + " " + two) == fold(one + "  -  " + two)


@given(st.lists(names, max_size=5))
def test_texts_folded_together_do_not_run_into_each_other(texts: list[str]):
    together = fold_all(*texts)

    assert together.split("|") == [fold(text) for text in texts if fold(text)] or together == ""
    assert all(fold(text) in together for text in texts)
