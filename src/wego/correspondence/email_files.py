"""E-mails saved as files (.eml, RFC 5322): who wrote when about what, the text, and what came with it.

Read by the standard library within limits of our own. What is hostile, broken or no e-mail is refused with a reason;
nothing of an e-mail is ever run or shown as a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wego.core.files import UploadRefused, safe_name

ENDING, MEDIA_TYPE = "eml", "message/rfc822"
MOST_PARTS = 100
MOST_ATTACHMENTS = 30
LONGEST_HEADER = 8_000  # characters; reading a longer one costs more than it can say
LONGEST_TEXT = 20_000
# What a computer would run, or a browser: nobody sends these to an office for a good reason.
RUNNING = {
    *("apk", "app", "bat", "cmd", "com", "cpl", "dll", "docm", "exe", "hta", "htm", "html", "iso", "jar", "js", "jse"),
    *("lnk", "msi", "ps1", "pptm", "reg", "scr", "sh", "svg", "url", "vb", "vbe", "vbs", "wsf", "xhtml", "xlsm"),
}
_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
# What the library raises on damaged heads, dates, encodings and depths.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)


@dataclass(frozen=True)
class ReceivedEmail:
    """What an e-mail says of itself. None of it is proven: anybody can write any sender."""

    sender: str
    address: str
    subject: str
    sent_on: date | None
    text: str
    attachments: tuple[tuple[str, bytes], ...]


def is_email_file(name: str) -> bool:
    return name.lower().endswith(f".{ENDING}")


def content_of_email(file: Any) -> bytes:
    """Its bytes, from the beginning; the file is left there."""
    file.seek(0)
    raw = bytes(file.read())
    file.seek(0)
    return raw


def read_email(raw: bytes, *, limit: int) -> ReceivedEmail:
    """What is in it, or UploadRefused: too large, no e-mail, damaged, or with something in it that would run."""
    import email.policy  # here: the office's pages start without it

    if len(raw) > limit:
        said = _("The e-mail is %(size)s; the maximum is %(limit)s. File its attachments one by one.")
        raise UploadRefused(said % {"size": filesizeformat(len(raw)), "limit": filesizeformat(limit)})
    if b"\0" in raw or len(_MULTIPART.findall(raw)) > MOST_PARTS:
        raise UploadRefused(_not_an_email())
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        parts = list(message.walk())
        _check_size(parts)
        return _read(message, parts)
    except _UNREADABLE:
        raise UploadRefused(_not_an_email()) from None


def _read(message: Any, parts: list[Any]) -> ReceivedEmail:
    from email.utils import parseaddr

    if not message["from"]:
        raise UploadRefused(_not_an_email())
    name, address = parseaddr(str(message["from"]))
    sent = message["date"].datetime if message["date"] else None
    return ReceivedEmail(
        sender=name or address,
        address=address if "@" in address else "",
        subject=str(message["subject"] or "").strip(),
        sent_on=sent.date() if sent else None,
        text=_text(message),
        attachments=tuple(_attachments(parts)),
    )


def _check_size(parts: list[Any]) -> None:
    if len(parts) > MOST_PARTS:
        raise UploadRefused(_("The e-mail has more than %(most)s parts. Save it as PDF.") % {"most": MOST_PARTS})
    if any(len(str(value)) > LONGEST_HEADER for part in parts for _name, value in part.raw_items()):
        raise UploadRefused(_("A line in the head of the e-mail is too long to be read. Save it as PDF."))


def _text(message: Any) -> str:
    """The plain text; of an e-mail that is only a page, nothing: it is read in its file."""
    body = message.get_body(("plain",))
    return str(body.get_content())[:LONGEST_TEXT].strip() if body is not None else ""


def _attachments(parts: list[Any]) -> list[tuple[str, bytes]]:
    found = []
    for part in parts:
        if part.is_multipart() or not (given := part.get_filename()):
            continue
        name = safe_name(str(given))
        if name.rpartition(".")[2].lower() in RUNNING:
            said = _("“%(name)s” in the e-mail is a file that a computer runs. Do not open it; file the e-mail as PDF.")
            raise UploadRefused(said % {"name": name})
        found.append((name, part.get_payload(decode=True) or b""))
    if len(found) > MOST_ATTACHMENTS:
        said = _("The e-mail has more than %(most)s attachments. File it as PDF, and attach what matters.")
        raise UploadRefused(said % {"most": MOST_ATTACHMENTS})
    return found


def _not_an_email() -> str:
    return _("No e-mail can be read in this file: it has no sender, or is damaged. Save it as .eml or PDF again.")
