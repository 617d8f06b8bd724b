"""What is entered of mailings and of replies to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core import languages
from wego.core.form_fields import DayField
from wego.core.rules import RuleError
from wego.core.text_forms import TextInputs, TextsForm
from wego.correspondence.audiences import AUDIENCES
from wego.correspondence.mailing_fields import fields_in, known_fields
from wego.correspondence.models import MailingKind, Survey


def _fields_help() -> Any:
    shown = format_html_join(", ", "<code>{{{}}}</code> {}", ((one.code, one.label) for one in known_fields()))
    return format_html("{} {}", gettext("Fields you can use:"), shown)


class MailingForm(forms.Form):
    title = forms.CharField(label=_("Internal title"), max_length=150)
    kind = forms.ModelChoiceField(label=pgettext_lazy("of a mailing", "Kind"), queryset=MailingKind.objects.all())
    audience = forms.ChoiceField(
        label=_("Write to"),
        choices=lambda: [(one.code, one.label) for one in AUDIENCES.values()],
        help_text=_("You can filter the list in the next step."),
    )


class MailingTextForm(TextsForm, forms.Form):
    title = forms.CharField(label=_("Internal title"), max_length=150)
    kind = forms.ModelChoiceField(label=pgettext_lazy("of a mailing", "Kind"), queryset=MailingKind.objects.all())
    subject = TextInputs(label=_("Subject"), max_length=200)
    body = TextInputs(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=lazy(_fields_help, str)(),
        further_help=" ",
    )
    survey = forms.ModelChoiceField(
        label=_("Survey"),
        queryset=Survey.objects.filter(status=Survey.Status.OPEN),
        required=False,
        help_text=_("Put {survey} into the text where the link should appear."),
    )
    reply_due_on = DayField(
        label=_("Reply by"),
        required=False,
        help_text=_("Optional. With a date, the text ends with a request to reply by then."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("subject", "body"):
            for code, text in (given.get(name) or {}).items():
                try:
                    fields_in(text or "")
                except RuleError as refusal:
                    self.add_error(f"{name}_{languages.suffix(code)}", str(refusal))
        uses = any("{survey}" in (text or "") for text in (given.get("body") or {}).values())
        if given.get("survey") and not uses:
            self.add_error("survey", _("The text lacks {survey}, so recipients would not find the survey."))
        if uses and not given.get("survey"):
            self.add_error("survey", _("The text names {survey}: choose which."))
        return given


class QueryForm(forms.Form):
    """The filters of a list, filled in by the page that shows it."""

    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)


class ReturnMailingForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ReplyForm(forms.Form):
    replied_on = DayField(label=_("Replied on"), initial=timezone.localdate)
    reply = forms.CharField(label=_("Reply"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
