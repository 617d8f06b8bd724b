"""The text of a bank's file in the encoding that it is said to be in, or refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults

# What banks of the network's countries export in; UTF-8 unless somebody says otherwise.
ENCODINGS = ("utf-8", "windows-1252", "cp949", "gb18030", "utf-16")


def decoded(file: str, raw: bytes, encoding: str = "utf-8") -> str:
    """The text, its line ends as `\\n`; a byte that is not of the encoding is refused with its line."""
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = _("byte 0x%(byte)02x is not %(encoding)s") % {"byte": raw[error.start], "encoding": encoding.upper()}
        raise DataFaults(
            [DataFault(file, message, _("choose the encoding in which the bank wrote it"), line)]
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for position, letter in enumerate(text):
        if letter == "\ufffd" or (letter < " " and letter not in "\t\n\f"):
            line = text.count("\n", 0, position) + 1
            message = _("holds a character that no text has (U+%(code)04X)") % {"code": ord(letter)}
            raise DataFaults([DataFault(file, message, _("fetch the whole file from the bank again"), line)])
    if not text.strip():
        raise DataFaults([DataFault(file, _("is empty"), _("fetch the whole file from the bank again"))])
    return text
