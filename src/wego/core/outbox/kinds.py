"""The kinds of mail: what each is called, whether it holds a secret, how it is composed, how many there may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from wego.core.models import Mail


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class ComposedMail:
    """A mail as it goes out."""

    subject: str
    body: str
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Limits:
    """How many mails of a kind there may be in a day: asked for by one person, about one thing, to one address."""

    person: int = 20
    about: int = 30
    recipient: int = 5


@dataclass(frozen=True)
class MailKind:
    """A kind of mail, named after its templates `<code>_subject.txt` and `<code>_message.txt`.

    `compose` writes the mail when it is sent, from the rows as they are then, and answers None where what it would
    say no longer holds; a kind without it is written when it is asked for. `attach` makes the files that go with it,
    the same bytes whenever it is asked, so that the outbox need not keep them.
    """

    code: str
    label: str | Promise
    is_secret: bool = False
    good_for: timedelta | None = None
    limits: Limits | None = None
    compose: Callable[[Mail], ComposedMail | None] | None = None
    attach: Callable[[Mail], Sequence[Attachment]] | None = None


_declared: dict[str, MailKind] = {}


def declare(kind: MailKind) -> MailKind:
    """Make a kind known to the worker and to the office's list."""
    if _declared.setdefault(kind.code, kind) != kind:
        raise ValueError(f"{kind.code} is declared twice")
    return kind


def kind_of(code: str) -> MailKind | None:
    return _declared.get(code)


def label_of(code: str) -> str:
    """What people read for a kind; the code itself where no app knows it any more."""
    kind = _declared.get(code)
    return str(kind.label) if kind else code


def known_kinds() -> list[MailKind]:
    """All kinds, by what they are called."""
    return sorted(_declared.values(), key=lambda kind: str(kind.label))
