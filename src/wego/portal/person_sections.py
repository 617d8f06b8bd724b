"""What spans apps on a person's page in the office: consents, tasks, the mails to and about the person."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.acts import PERSON_TASK_ADD
from wego.accounts.models import User
from wego.accounts.queries import proven_addresses
from wego.core.consents.queries import answers_of
from wego.core.dated_tasks.queries import tasks_of_and_about
from wego.core.models import Mail
from wego.core.next_steps import NextStep
from wego.core.outbox.kinds import label_of
from wego.core.page_sections import PageSection, TimelineEvent
from wego.portal.member_sections import MOST_MAILS
from wego.portal.permissions import can_see_mails, can_see_tasks


def consents_section(*, person: User, request: HttpRequest) -> PageSection | None:
    """Every yes and no of the person; one query."""
    answers = answers_of(person.key)
    if not answers:
        return None
    events = [
        TimelineEvent(
            timezone.localdate(one.entry.at),
            _("Consent given") if one.entry.is_given else _("Consent withdrawn"),
            f"{one.label} · {one.entry.about_label}",
        )
        for one in answers
    ]
    data = {"consents": [one for one in answers if one.is_last]}
    return PageSection("consents", _("Consents"), "portal/office/consents_section.html", data, events=events)


def tasks_of_person(*, person: User, request: HttpRequest) -> PageSection | None:
    """What the person has still to do, and what is to be done about the person; one query."""
    if not can_see_tasks(request.user):
        return None
    own, about = tasks_of_and_about(person, User._meta.label)
    data = {"tasks": own, "about": about, "person": person, "task_add": PERSON_TASK_ADD}
    links = [NextStep(_("Tasks"), reverse("office_tasks:list"))]
    return PageSection("tasks", _("Tasks"), "portal/office/tasks_section.html", data, links)


def mails_to_person(*, person: User, request: HttpRequest) -> PageSection | None:
    """The latest mails to one of the person's addresses or about the account; two queries."""
    if not can_see_mails(request.user):
        return None
    addresses = {person.email, *proven_addresses(person)}
    found = Mail.objects.filter(
        Q(recipient__in=addresses) | Q(about_kind=User._meta.label, about_id=str(person.pk))
    ).defer("body")
    mails: list[dict[str, Any]] = [
        {"mail": one, "label": label_of(one.kind), "url": reverse("office_mail:mail", args=[one.pk])}
        for one in found.order_by("-pk")[:MOST_MAILS]
    ]
    events = [
        TimelineEvent(timezone.localdate(row["mail"].queued_at), str(row["label"]), row["mail"].about_label, row["url"])
        for row in mails
    ]
    links = [NextStep(_("Outbox"), f"{reverse('office_mail:list')}?q={person.email}")]
    return PageSection("mails", _("E-mails"), "portal/office/mails_section.html", {"mails": mails}, links, events)
