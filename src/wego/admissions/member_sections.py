"""What admissions show of a member on its page in the office: applications and notices, decisions, former names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wego.admissions.models import Application, Departure
from wego.admissions.permissions import can_see_applications
from wego.core.page_sections import PageSection, TimelineEvent
from wego.governance.permissions import can_see_agenda
from wego.governance.queries import decisions, items_visible_to
from wego.members.models import Organisation, Relation


def admissions_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """Applications that were submitted, and notices; two queries."""
    if not can_see_applications(request.user):
        return None
    applications = list(organisation.applications.exclude(submitted_at=None).order_by("-submitted_at"))
    departures = list(organisation.departures.order_by("-given_at"))
    events = [
        TimelineEvent(
            _day(one.submitted_at), pgettext("to the network", "Application"), one.get_status_display(), _page(one)
        )
        for one in applications
    ]
    events += [
        TimelineEvent(_day(one.given_at), one.get_kind_display(), one.get_status_display()) for one in departures
    ]
    if not events:
        return None
    data = {"applications": applications, "departures": departures}
    return PageSection(
        "applications", _("Applications and notices"), "admissions/office/member_section.html", data, events=events
    )


def decisions_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """What bodies decided, and have still to decide, about it, its applications and its notices; four queries."""
    if not can_see_agenda(request.user):
        return None
    subjects = Q(subject_kind="members.Organisation", subject_id=str(organisation.pk))
    for model in (Application, Departure):
        numbers = model.objects.filter(organisation=organisation).values_list("pk", flat=True)
        subjects |= Q(subject_kind=model._meta.label, subject_id__in=[str(pk) for pk in numbers])
    items = list(items_visible_to(request.user).filter(subjects).order_by("-pk"))
    taken = list(decisions().filter(item__in=items)) if items else []
    if not items:
        return None
    events = [
        TimelineEvent(one.decided_on, str(one.item.title), one.get_outcome_display(), _item(one.item_id))
        for one in taken
    ]
    decided = {one.item_id for one in taken}
    data: dict[str, Any] = {
        "decisions": taken,
        "waiting": [item for item in items if item.pk not in decided and item.status == item.Status.OPEN],
    }
    return PageSection("decisions", _("Decisions"), "admissions/office/decisions_section.html", data, events=events)


def history_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """Former names, mergers and splits; two queries."""
    names = list(organisation.former_names.order_by("-until"))
    relations = list(
        Relation.objects.filter(Q(organisation=organisation) | Q(to=organisation)).select_related("organisation", "to")
    )
    if not names and not relations:
        return None
    return PageSection(
        "history",
        _("Names, mergers, splits"),
        "admissions/office/history_section.html",
        {"names": names, "relations": relations},
        events=list(_history(names, relations)),
    )


def _history(names: list[Any], relations: list[Relation]) -> Iterator[TimelineEvent]:
    for name in names:
        yield TimelineEvent(name.until, _("Renamed"), str(name.name))
    for one in relations:
        yield TimelineEvent(one.since, str(one))


def _day(moment: datetime | None) -> Any:
    assert moment is not None
    return timezone.localdate(moment)


def _page(application: Application) -> str:
    return reverse("office_admissions:application", args=[application.pk])


def _item(pk: int) -> str:
    return reverse("office_governance:item", args=[pk])
