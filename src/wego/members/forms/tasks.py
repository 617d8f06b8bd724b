"""The form of a task about an organisation."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from wego.accounts.authorization import people_permitted
from wego.core.form_fields import DayField


def _owners() -> list[tuple[str, str]]:
    """Whoever sees the register may be given a task about one of its organisations."""
    people = sorted(people_permitted("members.see_register"), key=str)
    return [("", pgettext("owner of a task", "Unassigned")), *((str(person.key), str(person)) for person in people)]


class OrganisationTaskForm(forms.Form):
    """What is to be done by which day, and by whom."""

    title = forms.CharField(label=_("Task"), max_length=200)
    due_on = DayField(label=pgettext_lazy("a task", "Due"))
    owner_key = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=UUID, empty_value=None, choices=_owners)
    remind_on = DayField(label=_("Send e-mail reminder on"), required=False)
