"""What spans apps on a member's page in the office: the mails about it and to its people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.models import Mail
from wego.core.next_steps import NextStep
from wego.core.outbox.kinds import label_of
from wego.core.page_sections import PageSection, TimelineEvent
from wego.finance.models import Invoice
from wego.members.models import Organisation
from wego.members.queries.affiliations import colleagues
from wego.portal.permissions import can_see_mails

MOST_MAILS = 10


def mails_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """The latest mails about the organisation or its invoices, or to one of its people; two queries."""
    if not can_see_mails(request.user):
        return None
    numbers = Invoice.objects.filter(organisation=organisation).values_list("pk", flat=True)
    addresses = colleagues(organisation).values_list("user__email", flat=True)
    found = Mail.objects.filter(
        Q(about_kind="members.Organisation", about_id=str(organisation.pk))
        | Q(about_kind="finance.Invoice", about_id__in=[str(pk) for pk in numbers])
        | Q(recipient__in=addresses)
    )
    mails: list[dict[str, Any]] = [
        {"mail": one, "label": label_of(one.kind), "url": reverse("office_mail:mail", args=[one.pk])}
        for one in found.defer("body").order_by("-pk")[:MOST_MAILS]
    ]
    events = [
        TimelineEvent(timezone.localdate(row["mail"].queued_at), str(row["label"]), row["mail"].recipient, row["url"])
        for row in mails
    ]
    links = [NextStep(_("Outbox"), reverse("office_mail:list"))]
    return PageSection("mails", _("E-mails"), "portal/office/mails_section.html", {"mails": mails}, links, events)
