"""The translators' queue in the office: what lacks, is a draft or is out of date, and the form that translates it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.core import languages
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.forms import ONE_LINE
from wego.core.models import TextState
from wego.core.office import office_page, run_service
from wego.core.translations import queries
from wego.core.translations.services import translate_text
from wego.portal.permissions import can_translate

A_PAGE = 50
ICON = "globe"


class TranslationForm(forms.Form):
    """One text in one language, and the source that the translator sees."""

    text = forms.CharField(label=gettext_lazy("Translation"), widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(widget=forms.HiddenInput(attrs={"class": "source"}), strip=False)
    is_reviewed = forms.BooleanField(
        label=gettext_lazy("Reviewed"),
        required=False,
        help_text=gettext_lazy("Without this mark it is shown as well, and stays in the queue as a draft."),
    )

    def __init__(self, *args: Any, noun: queries.Noun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = noun.field.max_length
        text: Any = self.fields["text"]
        if longest:
            text.max_length = longest
            text.widget.attrs["maxlength"] = longest
            text.validators.append(forms.CharField(max_length=longest).validators[0])
        if longest and longest <= ONE_LINE:
            text.widget.attrs["rows"] = 2


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How much waits, by noun and language."""
    require(can_translate(request.user))
    facts = {"waiting": queries.waiting_by_noun()}
    return office_page(request, "portal/office/translations.html", _("Translations"), ICON, facts)


@require_safe
def waiting(request: HttpRequest, noun: str, language: str) -> HttpResponse:
    """The texts of a noun that wait in a language: what lacks, drafts, or what is out of date."""
    found = _noun(request, noun, language)
    labels = {queries.LACKING: _("Lacking"), **{state.value: str(state.label) for state in queries.WAITING}}
    state = request.GET.get("state", queries.LACKING)
    if state not in labels:
        raise Http404
    page = Paginator(queries.waiting_things(found, language, state), A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "noun": found,
        "language": language,
        "language_name": languages.name_of(language),
        "states": [(code, label, code == state) for code, label in labels.items()],
        "page": page,
        "texts": list(queries.with_texts(found, language, list(page.object_list))),
    }
    title = f"{found.label} ({languages.name_of(language)})"
    return office_page(request, "portal/office/translations_waiting.html", title, ICON, facts, above=_above())


@once
def text_translate(request: HttpRequest, noun: str, language: str, pk: int) -> HttpResponse:
    """One text with its source beside it."""
    found = _noun(request, noun, language)
    thing = get_object_or_404(found.model._default_manager, pk=pk)
    (text,) = queries.with_texts(found, language, [thing])
    initial = {"text": text.text, "source": text.source, "is_reviewed": False}
    form = TranslationForm(request.POST or None, initial=initial, noun=found)
    back = reverse("office_translations:waiting", args=[noun, language])
    if request.method == "POST" and form.is_valid():
        facts = {"kind": found.kind, "thing_id": pk, "field": found.field.name, "language": language}
        if run_service(request, _("Saved."), translate_text, **facts, **form.cleaned_data):
            return redirect(back)
    facts = {
        "form": form,
        "text": text,
        "language": language,
        "language_name": languages.name_of(language),
        "is_outdated": text.state == TextState.State.OUTDATED,
    }
    above = [*_above(), (back, f"{found.label} ({languages.name_of(language)})")]
    return office_page(request, "portal/office/text_translate.html", _("Translate"), ICON, facts, above=above)


def _noun(request: HttpRequest, code: str, language: str) -> queries.Noun:
    require(can_translate(request.user))
    found = queries.noun_of(code)
    if found is None or language not in languages.further():
        raise Http404
    return found


def _above() -> list[tuple[str, str]]:
    return [(reverse("office_translations:overview"), _("Translations"))]
