"""Korean particles: which of a pair follows a word is chosen by the sound on which the word ends."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import get_language

FIRST, LAST, FINALS, RIEUL = 0xAC00, 0xD7A3, 28, 8
DIGITS_WITH_RIEUL, DIGITS_WITH_FINAL = "178", "036"  # 일 칠 팔; 영(십, 백, 천) 삼 육
CAPITALS_WITH_RIEUL, CAPITALS_WITH_FINAL = "LR", "MN"  # as letters are read out: 엘 알; 엠 엔
_ASIDE = re.compile(r"(?<=.)\([^()]*\)$")


def with_particle(word: str, pair: str) -> str:
    """`with_particle("서울", "은/는")` is 서울은: the first of a pair follows a consonant, the second a vowel.

    After ㄹ, 으로/로 takes the second. A Latin letter counts as it is read in Korean, an aside in brackets not at all.
    """
    after_consonant, after_vowel = pair.split("/")
    final = _final(word)
    takes_first = final == "consonant" or (final == "rieul" and after_vowel != "로")
    return word + (after_consonant if takes_first else after_vowel)


def particle(word: str, pair: str) -> str:
    """The word with its particle on Korean pages, and as it is on all others: `{{ name|particle:"으로/로" }}`."""
    return with_particle(str(word), pair) if (get_language() or "").startswith("ko") else str(word)


def _final(word: str) -> str:
    """On what a word ends: `consonant`, `rieul` (ㄹ) or `vowel`, which also is what cannot be told."""
    spoken = _ASIDE.sub("", unicodedata.normalize("NFC", word).strip())
    letters = "".join(letter for letter in spoken if letter.isalnum())
    if not letters:
        return "vowel"
    last, before = letters[-1], letters[-2:-1]
    if FIRST <= ord(last) <= LAST:
        final = (ord(last) - FIRST) % FINALS
        return "rieul" if final == RIEUL else "consonant" if final else "vowel"
    if last.isdecimal():
        return _one_of(str(unicodedata.decimal(last)), DIGITS_WITH_RIEUL, DIGITS_WITH_FINAL)
    if last.isupper() and (not before or not before.islower()):
        return _one_of(last, CAPITALS_WITH_RIEUL, CAPITALS_WITH_FINAL)
    if before.lower() + last.lower() == "ng":
        return "consonant"
    return _one_of(last.lower(), "l", "mn")


def _one_of(letter: str, with_rieul: str, with_final: str) -> str:
    return "rieul" if letter in with_rieul else "consonant" if letter in with_final else "vowel"
