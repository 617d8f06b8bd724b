"""What the secretariat does with people: adds one, grants and ends roles, helps one back in, erases one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wego.accounts.forms import NewPersonForm, RoleForm
from wego.accounts.models import NetworkRole, User
from wego.accounts.permissions import can_erase_person, can_manage_people
from wego.accounts.queries import people
from wego.accounts.services import add_person, end_role, erase_person, grant_role, reset_second_factor, send_way_in
from wego.accounts.task_forms import PersonTaskForm
from wego.core.acts.act import Act
from wego.core.dated_tasks.services import add_task
from wego.core.office import Trail
from wego.core.references import Reference


def above(subject: Any = None) -> Trail:
    return [(reverse("office_people:list"), _("People"))]


def page_of_person(person: User) -> str:
    return reverse("office_people:person", args=[person.pk])


def _list(subject: Any) -> str:
    return reverse("office_people:list")


PERSON_ADD = Act(
    name="add",
    address="office_people:add",
    label=_("Add a person"),
    said=_("Added. A link to set a password has been sent by e-mail."),
    service=add_person,
    allowed=can_manage_people,
    form=NewPersonForm,
    blamed="email",
    initial=lambda nothing: {"language": get_language()},
    explains=lambda nothing: [
        _(
            "For secretariat staff, jurors and trainees. People at member organisations are invited from their "
            "organisation's page of colleagues."
        ),
        _("A link to set a password will be sent to this address by e-mail."),
    ],
    guards=[reauthentication_required],
    back=_list,
    leads_to=lambda nothing, person: page_of_person(person),
    above=above,
)

# What every act on a person shares.
_ON_PERSON: dict[str, Any] = {
    "allowed": can_manage_people,
    "key": "user_id",
    "subject": lambda user, pk: get_object_or_404(people(), pk=pk),
    "back": page_of_person,
    "above": above,
}


def _task(person: User, given: dict[str, Any]) -> dict[str, Any]:
    about = Reference(User._meta.label, str(person.pk), str(person))
    return {**given, "about": about, "address": page_of_person(person)}


def _add_task(*, user_id: int, **facts: Any) -> Any:
    return add_task(**facts)


PERSON_TASK_ADD = Act(
    name="task_add",
    address="office_people:task_add",
    label=_("Add a task"),
    said=_("Task added."),
    service=_add_task,
    form=PersonTaskForm,
    initial=lambda person: {"due_on": timezone.localdate() + timedelta(days=7)},
    values=_task,
    blamed="remind_on",
    **_ON_PERSON,
)

ROLE_GRANT = Act(
    name="role_grant",
    address="office_people:role_grant",
    label=_("Grant role"),
    said=_("Role granted."),
    service=grant_role,
    form=RoleForm,
    guards=[reauthentication_required],
    **_ON_PERSON,
)

ROLE_END = Act(
    name="role_end",
    address="office_people:role_end",
    label=_("End role"),
    said=_("Role ended."),
    service=end_role,
    allowed=can_manage_people,
    key="role_id",
    subject=lambda user, pk, role_pk: get_object_or_404(
        NetworkRole.objects.select_related("user"), pk=role_pk, user_id=pk
    ),
    args=lambda role: [role.user_id, role.pk],
    is_possible=lambda role: role.ended_at is None,
    title=lambda role: role.title,
    guards=[reauthentication_required],
    back=lambda role: reverse("office_people:person", args=[role.user_id]),
    above=above,
    is_warning=True,
)

WAY_IN_SEND = Act(
    name="way_in_send",
    address="office_people:way_in_send",
    label=_("Send a link to set a password"),
    said=_("A link to set a password has been sent by e-mail."),
    service=send_way_in,
    **_ON_PERSON,
)

SECOND_FACTOR_RESET = Act(
    name="second_factor_reset",
    address="office_people:second_factor_reset",
    label=_("Remove two-factor authentication and sign out everywhere"),
    said=_("Two-factor authentication removed; all sessions ended."),
    service=reset_second_factor,
    explains=lambda person: [
        _(
            "Use this only for someone who has lost their second factor and whose identity you have checked. "
            "They can then sign in with the password alone until they set up a new second factor."
        )
    ],
    guards=[reauthentication_required],
    is_final=True,
    is_warning=True,
    **_ON_PERSON,
)

PERSON_ERASE = Act(
    name="person_erase",
    address="office_people:person_erase",
    label=_("Erase this person at their request"),
    said=_("Erased."),
    service=erase_person,
    allowed_on=can_erase_person,
    explains=lambda person: [
        _(
            "Your name, address and other personal data are removed. Actions taken in the network are kept, "
            "without the name."
        )
    ],
    guards=[reauthentication_required],
    leads_to=lambda person, nothing: _list(person),
    is_final=True,
    is_warning=True,
    **_ON_PERSON,
)
