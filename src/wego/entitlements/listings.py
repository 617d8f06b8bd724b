"""The secretariat's list of how members use their benefits, and of the signs that they may leave."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from wego.core.listings import Column, Listing
from wego.entitlements.benefits import MemberCare
from wego.entitlements.permissions import can_see_member_care


def _page(row: MemberCare) -> str:
    return reverse("organisations:organisation", args=[row.organisation.pk])


MEMBER_CARE = Listing(
    name="member_care",
    title=_("Benefits used and members at risk"),
    address="office_entitlements:member_care",
    allowed=can_see_member_care,
    rows=lambda user: [],
    template="entitlements/office/member_care.html",
    link=_page,
    file_name="member-care",
    counted=ngettext_lazy("%(number)s member", "%(number)s members", "count"),
    empty=_("No member fits."),
    columns=[
        Column("name", _("Member"), "organisation.name.source", shown="organisation.name", sort="name"),
        Column("slug", value="organisation.slug"),
        Column("region", _("Region"), "organisation.region.code", shown="organisation.region", sort="region"),
        Column("used", pgettext_lazy("of benefits", "Uses"), kind="number", sort="used"),
        Column("signs", pgettext_lazy("that a member may leave", "Signs"), "sign_count", kind="number", sort="signs"),
        Column("said", _("Why"), is_wide=True),
    ],
)
