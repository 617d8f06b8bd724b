"""What is typed into a letter, made fit for paper and register: without marks that turn a line round."""

from __future__ import annotations

import re
import unicodedata

from wego.core.plain_text import plain

# Marks that change the direction of what follows: a name written with them shows itself as another.
_TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BREAKS = re.compile(r"\n{3,}")


def one_line(text: str) -> str:
    """A name or a subject: without control and direction marks, on one line."""
    return " ".join(_cleaned(text).split())


def many_lines(text: str) -> str:
    """A text with paragraphs, parted by one empty line each."""
    lines = [line.rstrip() for line in _cleaned(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _BREAKS.sub("\n\n", "\n".join(lines)).strip()


def _cleaned(text: str) -> str:
    return unicodedata.normalize("NFC", plain(text)).translate(_TURNING)
