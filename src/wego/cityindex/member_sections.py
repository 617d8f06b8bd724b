"""What the index shows of a member on its page in the office: its rank, and the corrections that it asked for."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.cityindex.models import Correction
from wego.cityindex.permissions import can_see_editions_office
from wego.cityindex.queries.explanations import latest_unit_of
from wego.core.page_sections import PageSection, TimelineEvent
from wego.members.models import Organisation


def index_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """Two queries."""
    if not can_see_editions_office(request.user) or organisation.kind != Organisation.Kind.LOCAL_GOVERNMENT:
        return None
    unit = latest_unit_of(organisation.pk)
    asked = Correction.objects.filter(participation__organisation=organisation).select_related("indicator")
    corrections = list(asked.order_by("-requested_at"))
    if unit is None and not corrections:
        return None
    events = [
        TimelineEvent(
            timezone.localdate(one.requested_at),
            _("Correction: %(indicator)s") % {"indicator": one.indicator},
            one.get_status_display(),
            reverse("office_index:correction", args=[one.pk]),
        )
        for one in corrections
    ]
    data = {"unit": unit, "corrections": corrections}
    return PageSection("index", _("City index"), "cityindex/office/member_section.html", data, events=events)
