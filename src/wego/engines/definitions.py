"""Reading a definition (plain data from a file) with every fault found at once, each at its key path."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from wego.engines.messages import say

KeyPath = tuple[str | int, ...]

CODE = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
# What other programs call their questions and options is kept to the letter.
QUESTION_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,79}")
OPTION_CODE = re.compile(r"[^\s'\"]{1,80}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


def written(path: KeyPath) -> str:
    """A key path as people write it: `sections[2].questions[0].text.ko`."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out or "(whole file)"


def shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


@dataclass(frozen=True, slots=True)
class DefinitionFault:
    """One thing wrong in a definition: where, what, and what would be right. `code` is for programs and tests."""

    path: KeyPath
    code: str
    message: str
    remedy: str

    @property
    def key(self) -> str:
        return written(self.path)

    def __str__(self) -> str:
        return f"{self.key}: {self.message} ({self.remedy})"


class DefinitionFaults(Exception):
    """A definition was refused; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[DefinitionFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class Cursor:
    """A value in a definition together with where it stands. Readers add a fault and return an empty value of their
    type when the value is wrong, so that one pass finds everything."""

    value: object
    path: KeyPath = ()
    faults: list[DefinitionFault] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The value as a message shows it."""
        return shorten(repr(self.value), 60)

    def fault(self, code: str, message: str, remedy: str) -> None:
        self.faults.append(DefinitionFault(self.path, code, message, remedy))

    def at(self, key: str | int) -> Cursor:
        """The value under `key`; None where there is none."""
        inner: object = None
        if isinstance(self.value, Mapping):
            inner = self.value.get(key)
            key = str(key)  # what was written `yes:` or `1:` still gets a path of text
        elif isinstance(self.value, list) and isinstance(key, int) and key < len(self.value):
            inner = self.value[key]
        return Cursor(inner, (*self.path, key), self.faults)

    def has(self, key: str) -> bool:
        return isinstance(self.value, Mapping) and key in self.value

    def is_mapping(self, *, required: Collection[str], optional: Collection[str] = ()) -> bool:
        """Whether this is a mapping; faults each key that is missing or that the format does not know."""
        if not isinstance(self.value, Mapping):
            self.fault(
                "not_a_mapping",
                "keys and values are expected here",
                say("give %(required)s", required=", ".join(required) or "keys"),
            )
            return False
        allowed = [*required, *optional]
        for key in self.value:
            if key not in allowed:
                near = get_close_matches(str(key), allowed, n=1)
                remedy = (
                    say("did you mean %(near)r?", near=near[0])
                    if near
                    else say("allowed here: %(allowed)s", allowed=", ".join(allowed))
                )
                self.at(key).fault("unknown_key", say("the key %(key)r is not known here", key=key), remedy)
        for key in required:
            if key not in self.value:
                self.at(key).fault("missing_key", say("the key %(key)r is missing", key=key), "add it")
        return True

    def items(self) -> list[Cursor]:
        """The members of a list."""
        if not isinstance(self.value, list):
            self.fault("not_a_list", "a list is expected here", "begin each entry with '- '")
            return []
        return [self.at(index) for index in range(len(self.value))]

    def entries(self) -> list[tuple[str, Cursor]]:
        """The members of a mapping whose keys the writer chooses (codes)."""
        if not isinstance(self.value, Mapping):
            self.fault("not_a_mapping", "keys and values are expected here", "write 'code:' before each value")
            return []
        pairs = []
        for key in self.value:
            if Cursor(key, (*self.path, key), self.faults).code():
                pairs.append((key, self.at(key)))
        return pairs

    def named_entries(self) -> list[tuple[str, Cursor]]:
        """The same with names as other programs write them."""
        if not isinstance(self.value, Mapping):
            return self.entries()
        return [
            (key, self.at(key)) for key in self.value if Cursor(key, (*self.path, key), self.faults).question_code()
        ]

    def string(self) -> str:
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        self.fault(
            "not_text",
            say("text is expected here, not %(shown)s", shown=self.shown),
            "write the text, in quotes if need be",
        )
        return ""

    def code(self) -> str:
        """A name for programs: lower-case ASCII."""
        if isinstance(self.value, str) and CODE.fullmatch(self.value):
            return self.value
        remedy = "use lower-case letters, digits and single _ or -, beginning with a letter; put yes and no in quotes"
        self.fault("not_a_code", say("%(shown)s is not a code", shown=self.shown), remedy)
        return ""

    def question_code(self) -> str:
        """A name of a question: as other programs write them, capitals and underscores at either end among them."""
        if isinstance(self.value, str) and QUESTION_CODE.fullmatch(self.value):
            return self.value
        remedy = "use letters, digits, _ or -, beginning with a letter; put yes and no in quotes"
        self.fault("not_a_code", say("%(shown)s is not a code", shown=self.shown), remedy)
        return ""

    def option_code(self) -> str:
        """A name of an option, kept to the letter: `01`, `1` and `true` are texts here."""
        if isinstance(self.value, str) and OPTION_CODE.fullmatch(self.value) and self.value.isprintable():
            return self.value
        remedy = "use letters, digits or signs without spaces and quotation marks; put digits, yes and no in quotes"
        self.fault("not_a_code", say("%(shown)s is not a code", shown=self.shown), remedy)
        return ""

    def day(self) -> date | None:
        """A day, as YAML reads one or as text."""
        value = self.value
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.fault("not_a_date", say("%(value)r is not a date", value=self.value), "write it as 2024-12-31")
        return None

    def one_of(self, allowed: Collection[str]) -> str:
        if isinstance(self.value, str) and self.value in allowed:
            return self.value
        near = get_close_matches(str(self.value), allowed, n=1)
        remedy = (
            say("did you mean %(near)r?", near=near[0])
            if near
            else say("give one of %(allowed)s", allowed=", ".join(allowed))
        )
        self.fault("not_allowed", say("%(shown)s is not one of the values allowed here", shown=self.shown), remedy)
        return ""

    def number(self) -> Decimal | None:
        """A finite number, exactly as written (0.1 is one tenth)."""
        if isinstance(self.value, int | float | Decimal) and not isinstance(self.value, bool):
            try:
                value = Decimal(str(self.value))
            except InvalidOperation:  # pragma: no cover - str() of a number always parses
                value = Decimal("NaN")
            if value.is_finite():
                return value
        self.fault(
            "not_a_number",
            say("a number is expected here, not %(shown)s", shown=self.shown),
            "write digits, without quotes",
        )
        return None

    def whole(self, *, minimum: int = 0) -> int | None:
        if isinstance(self.value, int) and not isinstance(self.value, bool) and self.value >= minimum:
            return self.value
        self.fault(
            "not_a_whole_number",
            say("a whole number from %(minimum)s is expected here, not %(shown)s", minimum=minimum, shown=self.shown),
            "write digits, without quotes",
        )
        return None

    def flag(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        self.fault(
            "not_true_or_false",
            say("true or false is expected here, not %(shown)s", shown=self.shown),
            "write true or false",
        )
        return False

    def texts(self, languages: Collection[str]) -> dict[str, str]:
        """The same text in every language of the definition, keyed by language code."""
        if not self.is_mapping(required=languages):
            return dict.fromkeys(languages, "")
        return {language: self.at(language).string() if self.has(language) else "" for language in languages}

    def languages(self, default: Collection[str]) -> tuple[str, ...]:
        """The languages of a definition: a list of BCP 47 codes in lower case; `default` where it is left out."""
        if self.value is None:
            return tuple(default)
        found: list[str] = []
        for item in self.items():
            if not isinstance(item.value, str) or not LANGUAGE.fullmatch(item.value):
                item.fault(
                    "not_a_language",
                    say("%(value)r is not a language code", value=item.value),
                    "write it as en, ko or zh-hans",
                )
            elif item.value in found:
                item.fault("duplicate", say("the language %(value)r appears twice", value=item.value), "remove one")
            else:
                found.append(item.value)
        if isinstance(self.value, list) and not self.value:
            self.fault("empty", "there is no language", "list at least one")
        return tuple(found)


def require_known(cursor: Cursor, code: str, known: Collection[str], noun: str) -> bool:
    """Whether `code` is among `known`; faults it with the nearest name otherwise."""
    if code in known:
        return True
    near = get_close_matches(code, known, n=1)
    remedy = (
        say("did you mean %(near)r?", near=near[0])
        if near
        else say("define the %(noun)s or correct the name", noun=noun)
    )
    cursor.fault(
        f"unknown_{noun.replace(' ', '_')}",
        say("there is no %(noun)s %(code)r", noun=noun, code=code),
        remedy,
    )
    return False
