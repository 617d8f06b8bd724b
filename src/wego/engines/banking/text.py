"""The text of a bank's file in the encoding that it is said to be in, or refused."""

from __future__ import annotations

import re

from wego.engines.banking.faults import FileRefused, refused

# What banks of the network's countries export in; UTF-8 unless somebody says otherwise.
ENCODINGS = ("utf-8", "windows-1252", "cp949", "gb18030", "utf-16")
# SOH and ETX frame a message on SWIFT's network; MT940 takes them off.
NEVER_TEXT = re.compile("[\x00\x02\x04-\x08\x0b\x0e-\x1f\x7f\ufffd]")
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Signs of Windows-1252 that hardly stand in a run of four in any language, and that Hangul and Han begin with.
SIGNS = re.compile(rb"[\xa1-\xbf\xd7\xf7]")


def decoded(raw: bytes, encoding: str = "utf-8") -> str:
    """The text, its line ends as `\\n`; bytes that are not of the encoding are refused with their line."""
    try:
        text = raw.decode(_codec(raw, encoding))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02x}" if error.start < len(raw) else "–"
        raise refused("byte_not_of_encoding", line, byte=byte, encoding=encoding.upper()) from None
    if other := _told_otherwise(raw, encoding):
        raise other
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := NEVER_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise refused("no_letter", line, code=f"U+{ord(found[0]):04X}")
    if not text.strip():
        raise refused("empty")
    return text


def _codec(raw: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        return "utf-8-sig"
    if encoding == "utf-16" and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        # Without a mark: plain letters have their empty byte first in one order and last in the other.
        head = raw[:400]
        return "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
    return encoding


def _told_otherwise(raw: bytes, encoding: str) -> FileRefused | None:
    """The refusal of bytes that happen to decode, and whose shape says that another encoding was meant."""
    if encoding in ("utf-8", "utf-16") or raw.isascii():
        return None
    runs = list(HIGH_RUN.finditer(raw))
    line = raw.count(b"\n", 0, runs[0].start()) + 1
    if _decodes(raw, "utf-8"):
        return refused("another_encoding", line, said=encoding.upper(), found="UTF-8")
    if encoding == "windows-1252":
        if any(len(run[0]) >= 4 and SIGNS.search(run[0]) for run in runs):
            found = next((name for name in ("cp949", "gb18030") if _decodes(raw, name)), None)
            if found:
                return refused("another_encoding", line, said=encoding.upper(), found="CP949 / GB18030")
    elif all(len(run[0]) == 1 for run in runs) and _decodes(raw, "windows-1252"):
        # Each lone byte would swallow the plain letter behind it: Köln becomes K鰈n.
        return refused("another_encoding", line, said=encoding.upper(), found="WINDOWS-1252")
    return None


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
