"""What a regional office is found by: its name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.search import SearchKind
from wego.networks.models import RegionalOffice
from wego.networks.permissions import can_see_offices
from wego.networks.queries import offices_visible_to

REGIONAL_OFFICE = SearchKind(
    code="regional_office",
    model=RegionalOffice,
    label=_("Regional offices"),
    titles=lambda office: office.name.texts,
    visible_to=offices_visible_to,
    reads=("name",),
    address=lambda entry: reverse("networks:offices"),
    office_address=lambda entry: reverse("office_networks:offices"),
    opened_in_office_by=can_see_offices,
)
