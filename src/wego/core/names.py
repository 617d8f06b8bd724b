"""Names that go into mails, as strangers may write them: without addresses that a mail program would make a link."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wego.core.countries import is_country
from wego.core.rules import RuleError

# Ends of site names that people know as such, three of two letters that are no country's code in ISO 3166-1 among them;
# besides these every country's two letters. “Co.,Ltd” is no site.
_ENDS = frozenset(
    re.findall(
        r"\w+",
        "ac su uk app biz blog click cloud club com dev edu eu gov icu info int io link live me mil mobi net online "
        "org page pro shop site space store tech top vip website work world xyz",
    )
)
_CERTAIN = re.compile(r"://|\bwww\.|@|\bmailto:", re.IGNORECASE)
_PARTS = re.compile(r"[\w-]{2,}\.([a-z]{2,})(?![\w])", re.IGNORECASE)


class NameRefused(RuleError):
    """The name holds the address of a site or a mailbox."""


def holds_address(text: str) -> bool:
    """Whether a mail program would make a link of some part of the text."""
    # Full-width letters and ideographic full stops are read as plain ones in addresses.
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    if _CERTAIN.search(plain):
        return True
    ends = (found[1].casefold() for found in _PARTS.finditer(plain))
    return any(end in _ENDS or (len(end) == 2 and is_country(end.upper())) for end in ends)


def refuse_address(*names: str) -> None:
    """For services: what a stranger calls a thing or a person is no advertisement."""
    if any(holds_address(name) for name in names):
        raise NameRefused(_said())


def validate_name(name: str) -> None:
    """For forms: the same."""
    if holds_address(name):
        raise ValidationError(_said())


def _said() -> str:
    return _(
        "Web and e-mail addresses are not allowed here. If this is not an address, put a space after the full stop."
    )
