"""The form of a task about something, for whoever opens the page on which it stands."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from wego.accounts.authorization import people_permitted
from wego.core.form_fields import DayField


class TaskForm(forms.Form):
    """What is to be done by which day, and by whom: nobody is given a task about what they cannot open."""

    seen_by: ClassVar[str]  # the permission that opens the page of what it is about

    title = forms.CharField(label=_("Task"), max_length=200)
    due_on = DayField(label=pgettext_lazy("a task", "Due"))
    owner_key = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=UUID, empty_value=None)
    remind_on = DayField(label=_("Send e-mail reminder on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.key), str(person)) for person in sorted(people_permitted(self.seen_by), key=str)]
        owners = [("", pgettext("owner of a task", "Unassigned")), *people]
        self.fields["owner_key"].choices = owners  # type: ignore[attr-defined]


class PersonTaskForm(TaskForm):
    """A task about a person."""

    seen_by = "accounts.see_people"
