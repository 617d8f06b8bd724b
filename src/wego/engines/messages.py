"""What an engine says: a code with its facts. Apps have words for each code in every language; here is plain English.

Each engine keeps a table `MESSAGES` of its codes and English sentences, whose `%(name)s` are the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said. Facts are plain values, lists of names, or a message inside a message."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)


class AllOf(tuple[str, ...]):
    """Names that hold together: a, b and c."""


class AnyOf(tuple[str, ...]):
    """Names of which one is meant: a, b or c."""


def message(code: str, /, **params: object) -> Message:
    """A message by its code and facts."""
    return Message(code, params)


def english(said: Message, sentences: Mapping[str, str], shown: Callable[[object], object] | None = None) -> str:
    """A message as the command line prints it; `shown` writes a fact where it is not to stand as it is."""

    def fact(value: object) -> object:
        match value:
            case Message():
                return english(value, sentences, shown)
            case AllOf():
                return " and ".join(value)
            case AnyOf():
                return " or ".join(value)
            case list() | tuple():
                return ", ".join(map(str, value))
        return shown(value) if shown else value

    return sentences[said.code] % {name: fact(value) for name, value in said.params.items()}


class Sentence(str):
    """English with the facts in it, where an engine says too many things for a code each: it prints as it is, and an
    app finds its words in another language by `words`, as gettext does."""

    words: str
    facts: Mapping[str, object]


def say(words: str, /, **facts: object) -> Sentence:
    """A sentence whose `%(name)s` are the facts; `%(name)r` writes one in quotes."""
    said = Sentence(words % facts)
    said.words, said.facts = words, facts
    return said
