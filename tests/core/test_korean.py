"""Particles follow the last sound of a word."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wego.core.korean import particle, with_particle

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6)
PAIRS = st.sampled_from(["은/는", "이/가", "을/를", "과/와", "으로/로"])


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("서울", "은/는", "서울은"),
        ("부산", "이/가", "부산이"),
        ("제주", "을/를", "제주를"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("제주", "으로/로", "제주로"),
        ("2023", "과/와", "2023과"),
        ("2021", "으로/로", "2021로"),
        ("2010", "은/는", "2010은"),
        ("2024", "은/는", "2024는"),
        ("URL", "을/를", "URL을"),
        ("PDF", "을/를", "PDF를"),
        ("Stripe", "으로/로", "Stripe로"),
        ("Beijing", "은/는", "Beijing은"),
        ("Amsterdam", "이/가", "Amsterdam이"),
        ("부산(항구)", "은/는", "부산(항구)은"),
        ("“광주”", "이/가", "“광주”가"),
        ("—", "이/가", "—가"),
    ],
)
def test_a_particle_follows_the_last_sound(word: str, pair: str, said: str) -> None:
    assert with_particle(word, pair) == said


@given(SYLLABLES, PAIRS)
def test_the_letters_of_the_last_syllable_choose(word: str, pair: str) -> None:
    last = unicodedata.normalize("NFD", word[-1])
    ends_on_a_vowel = len(last) == 2
    first = not ends_on_a_vowel and not (pair == "으로/로" and last.endswith("\u11af"))

    assert with_particle(word, pair) == word + pair.split("/")[0 if first else 1]


@given(st.text(), PAIRS)
def test_any_text_gets_exactly_one_of_the_pair(word: str, pair: str) -> None:
    assert with_particle(word, pair) in [word + one for one in pair.split("/")]


def test_other_languages_have_no_particles() -> None:
    with translation.override("en"):
        assert particle("Stripe", "으로/로") == "Stripe"
    with translation.override("ko"):
        assert particle("Stripe", "으로/로") == "Stripe로"
