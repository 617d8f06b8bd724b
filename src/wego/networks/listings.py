"""The list of regional offices, for everybody and for the secretariat, and what can be done with them."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters import ChoiceFilter

from wego.core.acts.act import Act
from wego.core.listings import Column, ListFilters, Listing
from wego.members.queries.choices import region_choices
from wego.networks.forms import ClosingForm, OfficeForm
from wego.networks.permissions import can_keep_offices, can_see_offices
from wego.networks.queries import offices_visible_to
from wego.networks.services.offices import close_office, open_office

ACT: dict[str, Any] = {
    "allowed": can_keep_offices,
    "back": lambda office: reverse("office_networks:offices"),
}
OFFICE_OPEN = Act(
    name="office_open",
    address="office_networks:office_open",
    label=_("Open an office"),
    said=_("Office opened; it is now public."),
    service=open_office,
    form=OfficeForm,
    **ACT,
)
OFFICE_CLOSE = Act(
    name="office_close",
    address="office_networks:office_close",
    label=_("Close the office"),
    said=_("Office closed; it remains in the list."),
    subject=lambda user, pk: get_object_or_404(offices_visible_to(user), pk=pk),
    service=close_office,
    key="office_id",
    form=ClosingForm,
    is_possible=lambda office: office.closed_on is None,
    is_final=True,
    is_warning=True,
    **ACT,
)


class OfficeFilters(ListFilters):
    region = ChoiceFilter(label=_("Region"), choices=region_choices, field_name="host__region__code")


OFFICES = Listing(
    name="regional-offices",
    title=_("Regional offices"),
    address="office_networks:offices",
    allowed=can_see_offices,
    rows=offices_visible_to,
    filters=OfficeFilters,
    page_acts=[OFFICE_OPEN],
    row_acts=[OFFICE_CLOSE],
    counted=ngettext_lazy("%(number)s regional office", "%(number)s regional offices", "count"),
    empty=_("There are no regional offices."),
    columns=[
        Column("code"),
        Column("name", pgettext_lazy("regional office", "Name"), "name.source", "name", sort="name__en"),
        Column("host", _("Host"), "host.slug", "host.name", sort="host__sort_en"),
        Column("region", _("Region"), "host.region.code", "host.region", sort="host__region__order"),
        Column("opened_on", _("Opened on"), kind="day", sort="opened_on"),
        Column("closed_on", _("Closed on"), kind="day", sort="closed_on"),
        Column("source", _("Source")),
    ],
)
PUBLIC_OFFICES = OFFICES.for_everybody("networks:offices")
