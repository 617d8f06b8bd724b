"""What is asked about a document: the file, what it is, who reads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from wego.core import languages
from wego.core.files import MEDIA_TYPES
from wego.core.form_fields import DayField
from wego.records.models import Evidence

SEVERAL = "mul"  # ISO 639-3: several languages
Readers = Evidence.Readers


def language_choices() -> list[tuple[str, str]]:
    """Those of the platform first, then whatever else a document may be written in, by the reader's alphabet."""
    known = [code for code in languages.codes() if code in LANG_INFO]
    others = {code for code, info in LANG_INFO.items() if "name" in info and "fallback" not in info} - set(known)
    named = sorted((language_name(code), code) for code in others)
    chosen = [(code, language_name(code)) for code in known]
    return [("", "–"), *chosen, (SEVERAL, language_name(SEVERAL)), *((code, name) for name, code in named)]


def language_name(code: str) -> str:
    """A document's language in the reader's words."""
    if code == SEVERAL:
        return _("several languages")
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


def _upload_help() -> str:
    kinds = ", ".join(sorted(MEDIA_TYPES)).upper()
    return _("%(endings)s; at most %(limit)s.") % {
        "endings": kinds,
        "limit": filesizeformat(settings.WEGO_UPLOAD_LIMIT),
    }


class UploadForm(forms.Form):
    """A file of one of the types that the platform takes."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=1000,
        help_text=lazy(_upload_help, str)(),
        widget=forms.FileInput({"accept": ",".join(f".{ending}" for ending in MEDIA_TYPES)}),
    )


class DescriptionForm(forms.Form):
    """What a document is."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, the name of the file."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"), choices=[("", "–"), *Evidence.Kind.choices], required=False
    )
    issuer = forms.CharField(
        label=gettext_lazy("Issued by"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The authority or body that wrote it."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=language_choices, required=False)
    issued_on = DayField(label=gettext_lazy("Date of the document"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("After this day you are asked for a new one. Leave empty if it does not expire."),
    )


class AddEvidenceForm(UploadForm, DescriptionForm):
    """A new document."""

    field_order = ["file", "title"]


class EditEvidenceForm(DescriptionForm):
    """What a document is, said anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].help_text = ""


class ReplaceEvidenceForm(UploadForm):
    """A new version of a document."""

    issued_on = DayField(label=gettext_lazy("Date of the document"), required=False)
    valid_until = DayField(label=gettext_lazy("Valid until"), required=False)


class RedactEvidenceForm(UploadForm):
    """A copy in which what is confidential is blacked out."""

    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read the copy"),
        choices=[one for one in Readers.choices if one[0] in (Readers.PUBLIC, Readers.MEMBERS)],
    )


class ShareEvidenceForm(forms.Form):
    """Who reads a document, and how long it is kept."""

    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read it"), choices=Readers.choices, widget=forms.RadioSelect
    )
    keep_until = DayField(
        label=pgettext_lazy("of a document", "Keep until"),
        required=False,
        help_text=gettext_lazy("The file is removed after this day. Leave empty to keep it until you remove it."),
    )
