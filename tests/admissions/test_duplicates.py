"""Which names are likely the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.admissions.duplicates import bare, is_likely_duplicate


@pytest.mark.parametrize(
    ("name", "known", "alike"),
    [
        ("The City of São Paulo", "Sao Paulo", True),
        ("Gwangjin-gu", "Gwangjin District", True),
        ("Ulaan Baatar", "Ulaanbaatar", True),
        ("서울특별시청", "서울", True),
        ("成都市人民政府", "成都", True),
        ("Seoul Metropolitan Government", "Seoul", True),
        ("首爾特別市", "首尔", True),
        ("Seoul", "Busan", False),
        ("Goyang", "Gunpo", False),
        ("구리시", "구미시", False),
        ("Bo", "Bonn", False),
    ],
)
def test_names_are_compared_without_what_all_of_them_share(name: str, known: str, alike: bool):
    assert is_likely_duplicate(name, [known]) is alike


def test_a_name_of_nothing_but_such_words_is_kept():
    assert bare("The City") == "thecity"


@given(st.text(min_size=1, max_size=30))
def test_a_name_is_like_itself_and_comparing_is_symmetric(name: str):
    other = name[::-1]

    assert is_likely_duplicate(name, [name])
    assert is_likely_duplicate(name, [other]) == is_likely_duplicate(other, [name])
