"""Every code that an engine can say has English for the command line and words in each language; none is in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType

import pytest

import wego.engines.composite
from tests.engine_messages import filled, names_in, said_by
from wego.cityindex import engine_words as cityindex_words
from wego.engines.composite import messages as composite_messages


@dataclass(frozen=True)
class Voice:
    """An engine, its English, an app's words, and what the app adds to the facts."""

    engine: ModuleType
    english: Mapping[str, str]
    words: Mapping[str, str]
    saying: Mapping[str, int] = field(default_factory=lambda: {"message": 0})
    not_shown: frozenset[str] = frozenset()  # codes that the app shows in another way than by a sentence
    added: frozenset[str] = frozenset()  # facts that the app knows beside the engine's


VOICES = {
    "composite": Voice(wego.engines.composite, composite_messages.MESSAGES, cityindex_words.WORDS),
}
CODES = [(name, code) for name, voice in VOICES.items() for code in sorted(voice.words)]


@pytest.mark.parametrize("name", VOICES)
def test_what_an_engine_says_and_what_has_english_are_the_same(name: str):
    voice = VOICES[name]

    said = {code for one in said_by(voice.engine, saying=voice.saying) for code in one.codes}

    assert said == set(voice.english)


@pytest.mark.parametrize("name", VOICES)
def test_what_an_engine_says_and_what_has_words_are_the_same(name: str):
    voice = VOICES[name]

    assert set(voice.words) == set(voice.english) - voice.not_shown


@pytest.mark.parametrize("name", VOICES)
def test_a_sentence_names_only_facts_that_come_with_its_code(name: str):
    voice = VOICES[name]

    wanting = [
        (one.where, code, names_in(text) - facts)
        for one in said_by(voice.engine, saying=voice.saying)
        if one.facts is not None
        for code in one.codes
        for text, facts in (
            (voice.english[code], one.facts),
            (voice.words.get(code, ""), one.facts | voice.added),
        )
        if names_in(text) - facts
    ]

    assert wanting == []


@pytest.mark.parametrize(("name", "code"), CODES, ids=[f"{name}-{code}" for name, code in CODES])
def test_a_code_is_said_in_every_language_with_its_facts(name: str, code: str):
    words = VOICES[name].words
    names = names_in(words[code])

    english = filled(words, code, "en")

    for language in ("ko", "zh-hans"):
        there = filled(words, code, language)
        assert there != english
        assert all(f"<{fact}>" in there for fact in names), there
