"""Text of a file, in UTF-8 or refused."""

from __future__ import annotations

import re
from pathlib import Path

from wego.datafiles.faults import DataFault, DataFaults

# All but tabs and ends of lines.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(path: Path | str) -> str:
    """The file's text without a byte-order mark; refused where it is missing or not UTF-8, with the line."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise DataFaults([DataFault(str(path), "is a folder", "give a file")]) from None
    except OSError as error:
        raise DataFaults(
            [DataFault(str(path), f"cannot be read: {error.strerror}", "check the name and rights")]
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise DataFaults([DataFault(str(path), message, "save the file as UTF-8", line)]) from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"holds the control character 0x{ord(found[0]):02x}"
        raise DataFaults([DataFault(str(path), message, "take it out: no table or document can hold it", line)])
    return text
