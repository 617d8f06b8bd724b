"""A member's year in the network as PDF, from the same words and numbers as the page."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.core.formats import money, short_day
from wego.core.print import render_pdf
from wego.core.punctuation import joined
from wego.entitlements.benefits import MemberYear


def year_pdf(found: MemberYear) -> bytes:
    """In the language in force."""
    title = _("%(name)s in the network, %(year)s") % {"name": found.organisation.name, "year": found.year}
    data = {
        "facts": [
            [_("Standing"), found.standing.get_kind_display() if found.standing else _("no member")],
            [_("Dues invoiced"), joined(money(one) for one in found.invoiced) or "–"],
            [_("Dues paid"), joined(money(one) for one in found.paid) or "–"],
        ],
        "benefits": [
            {
                "title": str(one.answer.entitlement),
                "is_allowed": one.answer.is_allowed,
                "reason": one.answer.reason,
                "uses": [[short_day(use.day), use.text] for use in one.uses],
            }
            for one in found.benefits
        ],
        "words": {"unused": _("Not used in this year.")},
        "note": _("What is not recorded on this platform is not counted."),
    }
    return render_pdf("entitlements/print/year.typ", data, language=get_language() or "en", title=title)
