"""Work that is assigned: the office's list of it, taking it on, handing it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.accounts.authorization import people_permitted
from wego.core.acts.act import Act
from wego.core.acts.last_change import refuse_if_another_was_first
from wego.core.assignments.columns import owned_by, owner_choices
from wego.core.assignments.kinds import ASSIGNABLE, AssignableKind
from wego.core.assignments.models import Assignment
from wego.core.assignments.queries import NOBODYS, current_assignment, owners_at_work, waiting_assignments
from wego.core.assignments.services import AssignmentRefused, assign_work
from wego.core.listings import Column, ListFilters, Listing
from wego.core.models import Mail
from wego.core.office import Trail
from wego.core.outbox.kinds import label_of
from wego.core.outbox.queries import mails_to_look_at
from wego.core.people_names import name_of
from wego.core.references import Reference
from wego.portal.permissions import can_hand_over_work, can_see_mails, can_see_tasks, can_send_mails

# An e-mail that did not go. Its address is no part of what it is called: an erasure would not reach it there.
MAIL = AssignableKind(
    model=Mail,
    label=_("Undelivered e-mails"),
    may_see=can_see_mails,
    may_act=can_send_mails,
    people=partial(people_permitted, can_send_mails.code),
    visible_to=lambda user: Mail.objects.all(),
    waiting=lambda user: mails_to_look_at(),
    address=lambda assignment: reverse("office_mail:mail", args=[assignment.subject_id]),
    name_of=lambda mail: f"{label_of(mail.kind)}: {mail.about_label}",
)


@dataclass(frozen=True)
class AssignableThing:
    """Something that waits, for whoever may work on it."""

    kind: AssignableKind
    thing: Model

    @property
    def reference(self) -> Reference:
        return self.kind.reference_to(self.thing)

    @cached_property
    def current(self) -> Assignment | None:
        return current_assignment(self.reference)

    @property
    def owner_key(self) -> UUID | None:
        return self.current.owner_key if self.current else None

    @property
    def page(self) -> str:
        facts = {"subject_kind": self.kind.code, "subject_id": self.thing.pk, "subject_label": self.reference.label}
        return self.kind.address(Assignment(**facts))


def _thing(user: Any, kind: str, pk: int) -> AssignableThing:
    known = ASSIGNABLE.get(kind)
    if known is None or not known.may_act(user):
        raise Http404
    thing = known.visible_to(user).filter(pk=pk).first()
    if thing is None:
        raise AssignmentRefused(gettext("It no longer exists. Nothing was assigned."))
    if not known.is_waiting(user, pk):
        why = gettext("It has already been dealt with. There is nothing to assign.")
        refuse_if_another_was_first(thing, user, why)
        raise AssignmentRefused(why)
    return AssignableThing(known, thing)


def _key(chosen: str) -> UUID | None:
    return None if chosen == NOBODYS else UUID(chosen)


def _named(chosen: str) -> str:
    """The key of a person who was chosen; empty where none was."""
    try:
        return str(UUID(chosen))
    except ValueError:
        return ""


def _not_allowed(key: str) -> str:
    words = gettext("%(name)s’s role does not allow this work. Choose someone else.")
    return words % {"name": name_of(UUID(key))}


class AssignmentForm(forms.Form):
    """To whom, and what there is to know."""

    owner_key = forms.TypedChoiceField(label=_("Assigned to"), coerce=_key)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What the colleague needs to know. It is sent by e-mail with the assignment."),
    )
    was = forms.UUIDField(required=False, widget=forms.HiddenInput)  # whose it was when the page was shown

    def __init__(self, *args: Any, thing: AssignableThing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.key), str(person)) for person in sorted(thing.kind.people(), key=str)]
        owner = self.fields["owner_key"]
        owner.help_text = gettext("Only people whose role allows this work are listed.")
        laid_down = [(NOBODYS, pgettext("owner of a task", "Unassigned"))] if thing.current else []
        owner.choices = [("", "–"), *people, *laid_down]  # type: ignore[attr-defined]
        if (named := _named(self.data.get("owner_key", ""))) and named not in {key for key, _name in people}:
            owner.error_messages["invalid_choice"] = _not_allowed(named)


def _above(thing: Any = None) -> Trail:
    return [(reverse("office_work:list"), _("Assigned work"))]


_ON_THING: dict[str, Any] = {
    "allowed": can_hand_over_work,
    "subject": _thing,
    "args": lambda thing: [thing.kind.code, thing.thing.pk],
    "title": lambda thing: thing.reference.label,
    "back": lambda thing: thing.page,
    "above": _above,
}

WORK_ASSIGN = Act(
    name="assign",
    address="office_work:assign",
    label=pgettext_lazy("a task", "Assign"),
    wording=lambda thing: _("Hand over") if thing.current else pgettext_lazy("a task", "Assign"),
    said=_("Assigned."),
    service=assign_work,
    form=AssignmentForm,
    form_facts=lambda thing: {"thing": thing},
    initial=lambda thing: {"was": thing.owner_key},
    values=lambda thing, given: {"subject": thing.reference, **given},
    **_ON_THING,
)


def take_work(*, subject: Reference, by: Any, at: datetime) -> Any:
    """Take on what is nobody's."""
    return assign_work(subject=subject, owner_key=by.key, was=None, by=by, at=at)


WORK_TAKE = Act(
    name="take",
    address="office_work:take",
    label=_("Assign to me"),
    said=_("Assigned to you."),
    service=take_work,
    values=lambda thing, given: {"subject": thing.reference},
    **_ON_THING,
)


class WorkFilters(ListFilters):
    """By owner, and by what it is."""

    assigned = ChoiceFilter(label=_("Assigned to"), choices=lambda: _owners(), method="narrow")
    kind = ChoiceFilter(
        label=_("Kind"),
        choices=lambda: [(code, str(kind.label)) for code, kind in ASSIGNABLE.items()],
        field_name="subject_kind",
    )

    def narrow(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        owner = owned_by(value, self.request.user)
        return rows.none() if owner is None else rows.filter(owner)


def _owners() -> list[tuple[str, str]]:
    mine, _nobodys = owner_choices()
    return [mine, *owners_at_work()]


def address_of(assignment: Assignment) -> str:
    return ASSIGNABLE[assignment.subject_kind].address(assignment)


def _kind(assignment: Assignment) -> str:
    return str(ASSIGNABLE[assignment.subject_kind].label)


WORK = Listing(
    name="assigned_work",
    title=_("Assigned work"),
    address="office_work:list",
    allowed=can_see_tasks,
    rows=waiting_assignments,
    filters=WorkFilters,
    order=["given_at", "pk"],
    link=address_of,
    counted=ngettext_lazy("%(number)s item", "%(number)s items", "count"),
    intro=_("What someone has taken on or been given and is still to be done. Hand it over on its page."),
    empty=_("Nothing is assigned. Assign an item on its page."),
    columns=[
        Column("about", pgettext_lazy("a task", "About"), "subject_label", sort="subject_label"),
        Column("kind", _("Kind"), shown=_kind, sort="subject_kind"),
        Column("owner", _("Assigned to"), "owner_name", sort="owner_name"),
        Column("given_at", pgettext_lazy("work", "Since"), kind="moment", sort="given_at"),
        Column("note", _("Note"), is_wide=True),
    ],
)
