"""What the secretariat decides on in the register: proposed profiles, and the network's own contact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wego.core.acts.act import Act
from wego.core.dated_tasks.services import add_task
from wego.core.office import Trail
from wego.core.references import Reference
from wego.members.forms.profiles import ContactPointForm, ReturnForm
from wego.members.forms.register import OrganisationForm
from wego.members.forms.tasks import OrganisationTaskForm
from wego.members.models import Organisation, ProfileChange
from wego.members.permissions import can_decide_profile_change, can_keep_register
from wego.members.services.contacts import change_contact
from wego.members.services.organisations import edit_organisation
from wego.members.services.profiles import approve_profile_change, return_profile_change


def page_of_change(change: ProfileChange) -> str:
    return reverse("office_members:profile_change", args=[change.pk])


def above_changes(subject: Any = None) -> Trail:
    return [(reverse("office_members:profile_changes"), _("Profile changes"))]


_ON_CHANGE: dict[str, Any] = {
    "allowed": can_decide_profile_change,
    "key": "change_id",
    "subject": lambda user, pk: get_object_or_404(ProfileChange.objects.select_related("organisation"), pk=pk),
    "is_possible": lambda change: change.status == ProfileChange.Status.SUBMITTED,
    "title": lambda change: change.organisation.name,
    "back": page_of_change,
    "leads_to": lambda change, done: reverse("office_members:profile_changes"),
    "above": above_changes,
}

PROFILE_CHANGE_APPROVE = Act(
    name="profile_change_approve",
    address="office_members:profile_change_approve",
    label=_("Approve changes"),
    said=_("Changes approved. They are now public."),
    service=approve_profile_change,
    **_ON_CHANGE,
)

PROFILE_CHANGE_RETURN = Act(
    name="profile_change_return",
    address="office_members:profile_change_return",
    label=_("Return for this reason"),
    said=_("Changes returned with reason."),
    service=return_profile_change,
    form=ReturnForm,
    **_ON_CHANGE,
)


def _contact(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    return {"channel": given["channel"], "note": given["note"], "values": given["value"]}


CONTACT_CHANGE = Act(
    name="contact_change",
    address="office_members:contact_change",
    label=_("Change the contact"),
    said=_("Contact changed, everywhere and in every language."),
    service=change_contact,
    allowed=can_keep_register,
    form=ContactPointForm,
    values=_contact,
    explains=lambda nothing: [_("A new value replaces the current one; former values stay in the list.")],
    back=lambda nothing: reverse("office_members:contact"),
    above=lambda nothing: [(reverse("office_members:contact"), _("Contact"))],
)


def page_of_organisation(organisation: Organisation) -> str:
    return reverse("organisations:organisation", args=[organisation.pk])


_ON_ORGANISATION: dict[str, Any] = {
    "allowed": can_keep_register,
    "subject": lambda user, pk: get_object_or_404(Organisation, pk=pk),
    "title": lambda organisation: organisation.name,
    "back": page_of_organisation,
    "above": lambda organisation: [(reverse("organisations:index"), _("Organisations"))],
}

ORGANISATION_EDIT = Act(
    name="edit",
    address="organisations:edit",
    label=_("Change the entry"),
    said=_("Entry changed."),
    service=edit_organisation,
    key="organisation_id",
    form=OrganisationForm,
    form_facts=lambda organisation: {"instance": organisation},
    values=lambda organisation, given: {"values": given},
    **_ON_ORGANISATION,
)


def _task(organisation: Organisation, given: dict[str, Any]) -> dict[str, Any]:
    about = Reference(Organisation._meta.label, str(organisation.pk), organisation.name.source)
    return {**given, "about": about, "address": page_of_organisation(organisation)}


def _add_task(*, organisation_id: int, **facts: Any) -> Any:
    return add_task(**facts)


ORGANISATION_TASK_ADD = Act(
    name="task_add",
    address="organisations:task_add",
    label=_("Add a task"),
    said=_("Task added."),
    service=_add_task,
    key="organisation_id",
    form=OrganisationTaskForm,
    initial=lambda organisation: {"due_on": timezone.localdate() + timedelta(days=7)},
    values=_task,
    blamed="remind_on",
    **_ON_ORGANISATION,
)
