"""The form of a task about an organisation."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from wego.accounts.authorization import people_permitted


def _owners() -> list[tuple[str, str]]:
    """Whoever sees the register may be given a task about one of its organisations."""
    people = sorted(people_permitted("members.see_register"), key=str)
    return [("", pgettext("owner of a task", "Unassigned")), *((str(person.key), str(person)) for person in people)]


class TaskForm(forms.Form):
    """What is to be done by which day, and by whom."""

    title = forms.CharField(label=_("Task"), max_length=200)
    due_on = forms.DateField(label=pgettext_lazy("a task", "Due"), widget=forms.DateInput({"type": "date"}))
    owner_key = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=UUID, empty_value=None, choices=_owners)
    remind_on = forms.DateField(
        label=_("Remind on"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("The owner gets an e-mail on this day."),
    )
