"""What waits and what is known in the register: proposed profiles, inconsistencies, the network's contact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.core import languages
from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.listings import Column, ListFilters, Listing
from wego.members.acts import CONTACT_CHANGE, page_of_change
from wego.members.models import ContactPoint, Inconsistency
from wego.members.permissions import can_see_register
from wego.members.queries.changes import decided_changes, waiting_changes
from wego.members.queries.contacts import contact_history
from wego.members.queries.visibility import in_register_of

_ORGANISATION = [
    Column("name", _("Organisation"), "organisation.name.source", "organisation", sort="organisation__sort_en"),
    Column("organisation", value="organisation.slug"),
    Column("proposed_by", _("Proposed by"), "submitted_by", sort="submitted_by__name"),
    Column("proposed_at", _("Proposed"), "submitted_at", kind="moment", sort="submitted_at"),
]

DECIDED_CHANGES = Listing(
    name="profile_changes_decided",
    title=pgettext_lazy("changes", "Decided"),
    allowed=can_see_register,
    rows=lambda user: in_register_of(user, decided_changes()),
    order=["-decided_at", "-pk"],
    link=page_of_change,
    counted=ngettext_lazy("%(number)s decision", "%(number)s decisions", "count"),
    empty=_("None."),
    columns=[
        *_ORGANISATION,
        Column("status", _("State"), shown="get_status_display", sort="status"),
        Column("decided_at", pgettext_lazy("a day", "Decided"), kind="moment", sort="decided_at"),
        Column("decided_by", _("Decided by"), sort="decided_by__name"),
        Column("reason", _("Reason"), is_wide=True),
    ],
)

PROFILE_CHANGES = Listing(
    name="profile_changes",
    title=_("Profile changes"),
    address="office_members:profile_changes",
    allowed=can_see_register,
    rows=lambda user: with_owner(in_register_of(user, waiting_changes())),
    filters=AssignedFilters,
    order=["submitted_at", "pk"],
    link=page_of_change,
    counted=ngettext_lazy("%(number)s pending, oldest first", "%(number)s pending, oldest first", "count"),
    empty=_("No proposals pending. Proposals by members' officers appear here."),
    beside=[DECIDED_CHANGES],
    columns=[*_ORGANISATION, ASSIGNED_TO],
)


def _rows_show(entry: Inconsistency) -> str | SafeString:
    if not entry.is_found:
        return gettext("Resolved: the data were corrected.")
    if not entry.evidence:
        return gettext("Stated in the documents only.")
    summary, evidence = gettext("Show"), linebreaks(entry.evidence, autoescape=True)
    return format_html("<details><summary>{}</summary>{}</details>", summary, SafeString(evidence))


INCONSISTENCIES = Listing(
    name="inconsistencies",
    title=_("Inconsistencies"),
    address="office_members:inconsistencies",
    allowed=can_see_register,
    rows=lambda user: Inconsistency.objects.all(),
    order=["order"],
    counted=ngettext_lazy("%(number)s inconsistency", "%(number)s inconsistencies", "count"),
    intro=_(
        "Where the documents behind the register contradict themselves or each other. Nothing is corrected "
        "silently: each entry gives the decision, and the rows show what they can of it. The list is a "
        "reviewed file of the network folder; “wego load” finds the entries again."
    ),
    empty=_("None. They are loaded with a network folder."),
    columns=[
        Column("code", _("Number"), sort="order"),
        Column("where", _("Where"), sort="where", is_wide=True),
        Column("what", _("Details"), "what.source", "what", is_wide=True),
        Column("decision", _("Decision"), "decision.source", "decision", is_wide=True),
        Column("evidence", _("Found in the rows"), shown=_rows_show, sort="is_found", is_wide=True),
        Column("is_found"),
    ],
)


class ContactPointFilters(ListFilters):
    """By channel."""

    channel = ChoiceFilter(label=_("Channel"), choices=ContactPoint.Channel.choices)


def _value_in(code: str) -> Callable[[Any], str]:
    return lambda point: point.value.get(code)


CONTACT = Listing(
    name="contact",
    title=_("Contact"),
    address="office_members:contact",
    allowed=can_see_register,
    rows=lambda user: contact_history(),
    filters=ContactPointFilters,
    order=["channel", "-is_in_force", "-since", "pk"],
    counted=ngettext_lazy("%(number)s value", "%(number)s values", "count"),
    intro=_("One contact for all pages and documents. A new value replaces the current one; former values stay here."),
    empty=_("None yet."),
    page_acts=[CONTACT_CHANGE],
    columns=lambda: [
        Column("channel", _("Channel"), shown="get_channel_display", sort="channel"),
        *[
            Column(f"value_{end}", languages.name_of(code), _value_in(code), sort=f"value__{code}")
            for code, end in languages.suffixes().items()
        ],
        Column("is_in_force", _("In force"), kind="yes_no", sort="is_in_force"),
        Column("since", _("Since"), kind="day", sort="since"),
        Column("source", _("Source"), sort="source"),
        Column("note", _("Note"), is_wide=True),
    ],
)
