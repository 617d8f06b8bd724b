"""Letters and certificates as PDF, each in its own language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wego.core.money import Money, babel_locale
from wego.core.print import handed_out, set_pdf
from wego.core.punctuation import paired
from wego.core.seals.models import Seal
from wego.core.seals.qr import address_of, qr_drawing
from wego.correspondence.models import Certificate, Letter
from wego.correspondence.queries.letters import Letterhead, letterhead_of
from wego.members.models import Standing

TEMPLATES = "correspondence/print"


def letter_pdf(letter: Letter) -> bytes:
    """A letter on the letterhead: once approved that of its day, before that today's, marked as a draft."""
    language = letter.language
    with translation.override(language):
        title = _("Letter %(number)s") % {"number": letter.number} if letter.number else str(letter.subject)
        data = {
            "sender": _sender(_head_of(letter)),
            "number": letter.number,
            "day": day_text(letter.dated_on),
            "to": [line for line in (letter.correspondent, letter.correspondent_post) if line],
            "subject": paired(_("Subject"), letter.subject),
            "greeting": letter.greeting,
            "paragraphs": [paragraph.split("\n") for paragraph in letter.paragraphs],
            "attachments": [attachment.name for attachment in letter.attachments.all()],
            "words": {
                "number": _("Number"),
                "day": _("Date"),
                "attachments": _("Attachments"),
                "end": pgettext("at the end of a letter", "End."),
            },
            "mark": _letter_mark(letter),
        }
    return handed_out(set_pdf(f"{TEMPLATES}/letter.typ", data, language=language, title=title))


def certificate_pdf(statement: Mapping[str, Any], head: Letterhead, seal: Seal, *, language: str) -> bytes:
    """The paper of a certificate: what its statement says, and how anybody checks it."""
    with translation.override(language):
        title = str(Certificate.Kind(statement["kind"]).label)
        address = address_of(seal)
        data = {
            "sender": _sender(head),
            "number": statement["number"],
            "day": day_text(date.fromisoformat(statement["issued_on"])),
            "text": certificate_text(statement, language),
            "rows": _certificate_rows(statement, language),
            "qr": qr_drawing(address),
            "address": address,
            "code": seal.shown_code,
            "words": {
                "number": _("Number"),
                "day": _("Date"),
                "dues": [_("Invoice"), _("Paid"), _("Last payment")],
                "check": _("Anyone can check this certificate at the address below, or by its code."),
                "code": _("Code"),
            },
            "mark": _("Sample data: not a real certificate.") if statement["is_sample"] else "",
        }
    return handed_out(set_pdf(f"{TEMPLATES}/certificate.typ", data, language=language, title=title))


def certificate_text(statement: Mapping[str, Any], language: str) -> str:
    """What a certificate says, in one sentence, in the language in force."""
    facts = {
        "member": statement["member"].get(language) or statement["member"]["en"],
        "network": statement["issuer"].get(language) or statement["issuer"]["en"],
        "day": day_text(date.fromisoformat(statement["issued_on"])),
    }
    if statement["kind"] == Certificate.Kind.DUES:
        facts["year"] = str(statement["dues_year"])
        return (
            _("This certifies that %(member)s has paid its membership dues for %(year)s to %(network)s in full.")
            % facts
        )
    said = [_("This certifies that %(member)s is a member of %(network)s on %(day)s.") % facts]
    if (standing := Standing.Kind(statement["standing"])) != Standing.Kind.UNSTATED:
        said.append(_("Standing: %(standing)s.") % {"standing": standing.label})
    if statement["since"]:
        said.append(_("Member since: %(day)s.") % {"day": day_text(date.fromisoformat(statement["since"]))})
    return ("" if language.startswith("zh") else " ").join(said)


def day_text(day: date) -> str:
    return format_date(day, "long", locale=babel_locale(translation.get_language() or "en"))


def _certificate_rows(statement: Mapping[str, Any], language: str) -> list[list[str]]:
    paid = [(one, Money(Decimal(one["paid"]), one["currency"])) for one in statement.get("invoices", ())]
    return [[one["number"], money.text(language), day_text(date.fromisoformat(one["on"]))] for one, money in paid]


def _head_of(letter: Letter) -> Letterhead:
    if letter.sender:
        return Letterhead(letter.sender, letter.sender_lines, letter.signatory)
    return letterhead_of(letter.series, letter.language)


def _sender(head: Letterhead) -> dict[str, Any]:
    return {"name": head.name, "lines": head.lines, "signatory": head.signatory}


def _letter_mark(letter: Letter) -> str:
    if letter.is_demonstration:
        return _("Sample data: not a real letter.")
    return "" if letter.number else _("Draft, not approved")
