"""Every code that an engine can say has English for the command line and words in each language; none is in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType

import pytest

import wego.engines.banking
import wego.engines.composite
import wego.engines.fees
import wego.engines.identifiers
import wego.engines.questions
import wego.engines.scoring
import wego.engines.tally
from tests.engine_messages import filled, names_in, said_by
from wego.assessment import wording as assessment_wording
from wego.cityindex import engine_words as cityindex_words
from wego.dues import wording as dues_wording
from wego.engines.banking import messages as banking_messages
from wego.engines.composite import messages as composite_messages
from wego.engines.fees import messages as fees_messages
from wego.engines.fees.quotes import MEASURED
from wego.engines.identifiers import messages as identifiers_messages
from wego.engines.questions import messages as questions_messages
from wego.engines.scoring import messages as scoring_messages
from wego.engines.tally import messages as tally_messages
from wego.finance import identifiers as finance_identifiers
from wego.finance.banking import words as banking_words
from wego.governance import tally_words
from wego.questionnaires import wording as questionnaires_wording


@dataclass(frozen=True)
class Voice:
    """An engine, its English, an app's words, and what the app adds to the facts."""

    engine: ModuleType
    english: Mapping[str, str]
    words: Mapping[str, str]
    saying: Mapping[str, int] = field(default_factory=lambda: {"message": 0})
    not_shown: frozenset[str] = frozenset()  # codes that the app shows in another way than by a sentence
    added: frozenset[str] = frozenset()  # facts that stand beside the code's when it is told
    computed: frozenset[str] = frozenset()  # codes that are not written out where they are said


def _refusal(code: str) -> str:
    """The sentence of dues for a refusal; what is missing has one for each figure."""
    return "cannot_missing_gdp" if code == "missing" else f"cannot_{code}"


VOICES = {
    "composite": Voice(wego.engines.composite, composite_messages.MESSAGES, cityindex_words.WORDS),
    "questions": Voice(
        wego.engines.questions,
        questions_messages.MESSAGES,
        questionnaires_wording.SENTENCES,
        saying={"AnswerFault": 0},
        added=frozenset(["question"]),
    ),
    "scoring": Voice(
        wego.engines.scoring,
        scoring_messages.MESSAGES,
        assessment_wording.SENTENCES,
        not_shown=frozenset(["answer"]),  # a row of a table
    ),
    "fees": Voice(
        wego.engines.fees,
        fees_messages.MESSAGES,
        {code: dues_wording.SENTENCES[code] for code in fees_messages.STEPS}
        | {code: dues_wording.SENTENCES[_refusal(code)] for code in fees_messages.REFUSALS},
        saying={"message": 0, "CannotQuote": 0},
        computed=frozenset(MEASURED),
        not_shown=frozenset(fees_messages.KNOWN),  # within a refusal that pages say without the list
        added=frozenset(["title", "reason", "fees", "why", "figure", "thousands", "source"]),
    ),
    "banking": Voice(
        wego.engines.banking,
        banking_messages.MESSAGES,
        banking_words.WORDS,
        saying={"message": 0, "refused": 0, "refuse": 0},
    ),
    "banking, what would be right": Voice(
        wego.engines.banking,
        banking_messages.REMEDIES,
        banking_words.REMEDIES,
        saying={"refused": 0, "refuse": 0},
        computed=frozenset(banking_messages.FAULTS),  # said as faults, a few of them not by `refused`
    ),
    "identifiers": Voice(wego.engines.identifiers, identifiers_messages.MESSAGES, finance_identifiers.WORDS),
    "tally": Voice(wego.engines.tally, tally_messages.MESSAGES, tally_words.WORDS),
}
CODES = [(name, code) for name, voice in VOICES.items() for code in sorted(voice.words)]


@pytest.mark.parametrize("name", VOICES)
def test_what_an_engine_says_and_what_has_english_are_the_same(name: str):
    voice = VOICES[name]

    said = {code for one in said_by(voice.engine, saying=voice.saying) for code in one.codes}

    assert said | voice.computed == set(voice.english)


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
            (voice.english[code], one.facts | voice.added),
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
