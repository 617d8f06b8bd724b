"""Choosing a contact among thousands: a part of the name is typed, and chosen from where several people bear it.

Works without scripts: the form is sent, refused with the people found, and sent again with one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.correspondence.models import Contact
from wego.correspondence.queries.letters import MOST_CALLED, contacts_called, contacts_to_choose, label_of_contact

FOUND = "-found"


class ContactInput(forms.TextInput):
    """A line to type in; behind it, who was found, or who is chosen already."""

    found: Sequence[Contact] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return str(data.get(name, "")).strip(), str(data.get(name + FOUND, ""))

    def format_value(self, value: Any) -> str:
        return label_of_contact(value) if isinstance(value, Contact) else value[0] if value else ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        line = super().render(name, value, attrs, renderer)
        if isinstance(value, Contact):
            return format_html('{}<input type="hidden" name="{}" value="{}">', line, name + FOUND, value.pk)
        if not self.found:
            return line
        rows = format_html_join(
            "",
            '<label><input type="radio" name="{}" value="{}"> <bdi>{}</bdi> <span class="muted">{}</span></label>',
            ((name + FOUND, one.pk, label_of_contact(one), one.email) for one in self.found),
        )
        return format_html('{}<fieldset class="choices"><legend>{}</legend>{}</fieldset>', line, _("Found"), rows)


class ContactField(forms.Field):
    """A person without an account, by a part of the name or by the e-mail address."""

    widget = ContactInput

    def __init__(self, **options: Any) -> None:
        said = gettext_lazy("Part of the name in any script, or the e-mail address. If several match, you choose next.")
        super().__init__(**{"help_text": said, **options})

    def clean(self, value: Any) -> Contact | None:
        words, chosen = value or ("", "")
        if not words:
            return super().clean(None)
        if chosen.isdecimal() and len(chosen) < 19:  # found, or chosen before and left as it was
            one = contacts_to_choose().filter(pk=int(chosen)).first()
            if one is not None and (label_of_contact(one) == words or one in contacts_called(words)):
                return one
        found = contacts_called(words)
        if len(found) == 1:
            return found[0]
        if not found:
            said = _("No contact is called “%(words)s”. Check the spelling, or add the contact first.")
            raise forms.ValidationError(said % {"words": words})
        if len(found) > MOST_CALLED:
            said = _("More than %(number)s contacts match. Enter more of the name, or the e-mail address.")
            raise forms.ValidationError(said % {"number": MOST_CALLED})
        self.widget.found = found
        said = _("%(number)s contacts match. Choose one below.")
        raise forms.ValidationError(said % {"number": len(found)})
