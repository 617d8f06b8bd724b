"""How members use their benefits, in the office."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.office import year_asked
from wego.entitlements.benefits import care_of_all
from wego.entitlements.listings import MEMBER_CARE
from wego.entitlements.permissions import can_see_member_care


@require_safe
def member_care(request: HttpRequest) -> HttpResponseBase:
    """Every member with what it used in a year; narrowed by a sign where the address names one."""
    require(can_see_member_care(request.user))
    today = timezone.localdate()
    year = year_asked(request) or today.year
    rows = care_of_all(request.user, year, today=today)
    signs = {
        "arrears": _("dues overdue"),
        "unused": _("no benefit used in %(year)s") % {"year": year},
        "no_contact": _("no one to write to"),
        "silent": _("no one has signed in for a year"),
    }
    asked = request.GET.get("sign", "") if request.GET.get("sign") in signs else ""
    shown = [row for row in rows if not asked or asked in row.signs]
    counts = [(code, label, sum(code in row.signs for row in rows)) for code, label in signs.items()]
    signs_shown = [("", _("all"), len(rows)), *counts]
    facts = {"year": year, "years": [year - 1, year + 1], "signs": signs_shown, "asked": asked, "today": today}
    return MEMBER_CARE.respond(request, rows=shown, facts=facts)
