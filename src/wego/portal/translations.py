"""The translators' queue in the office: what lacks, is a draft or is out of date, and the form that translates it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wego.core import languages
from wego.core.access import require
from wego.core.acts.act import Act
from wego.core.formats import figure
from wego.core.forms import ONE_LINE
from wego.core.listings import Column, Listing
from wego.core.office import Trail
from wego.core.translations import queries
from wego.core.translations.queries import LACKING, Noun, Waiting, WaitingText
from wego.core.translations.services import translate_text
from wego.portal.permissions import can_see_translations, can_translate

TEXTS = ngettext_lazy("%(number)s text", "%(number)s texts", "count")


class TranslationForm(forms.Form):
    """One text in one language, and the source that the translator sees."""

    text = forms.CharField(label=_("Translation"), widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(widget=forms.HiddenInput(attrs={"class": "source"}), strip=False)
    is_reviewed = forms.BooleanField(
        label=_("Reviewed"),
        required=False,
        help_text=_("If you leave this unmarked, the translation is shown too, but stays in the queue as a draft."),
    )

    def __init__(self, *args: Any, noun: Noun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = noun.field.max_length
        text: Any = self.fields["text"]
        if longest:
            text.max_length = longest
            text.widget.attrs["maxlength"] = longest
            text.validators.append(forms.CharField(max_length=longest).validators[0])
        if longest and longest <= ONE_LINE:
            text.widget.attrs["rows"] = 2


def _above(subject: Any = None) -> Trail:
    return [(reverse("office_translations:overview"), _("Translations"))]


def _queue(noun: Noun, language: str) -> str:
    return reverse("office_translations:waiting", args=[noun.code, language])


def _noun(code: str, language: str) -> Noun:
    found = queries.noun_of(code)
    if found is None or language not in languages.further():
        raise Http404
    return found


def _title(noun: Noun, language: str) -> str:
    return f"{noun.label} ({languages.name_of(language)})"


def _text(user: Any, noun: str, language: str, pk: int) -> WaitingText:
    found = _noun(noun, language)
    thing = get_object_or_404(found.model._default_manager, pk=pk)
    return next(queries.with_texts(found, language, [thing]))


def _key(text: WaitingText, given: dict[str, Any]) -> dict[str, Any]:
    noun = text.noun
    return {"kind": noun.kind, "thing_id": text.thing.pk, "field": noun.field.name, "language": text.language, **given}


TEXT_TRANSLATE = Act(
    name="text_translate",
    address="office_translations:text_translate",
    label=_("Translate"),
    wording=lambda text: _("Save in %(language)s") % {"language": languages.name_of(text.language)},
    said=_("Saved."),
    subject=_text,
    service=translate_text,
    allowed=can_translate,
    form=TranslationForm,
    initial=lambda text: {"text": text.text, "source": text.source, "is_reviewed": False},
    form_facts=lambda text: {"noun": text.noun},
    values=_key,
    args=lambda text: [text.noun.code, text.language, text.thing.pk],
    title=lambda text: _title(text.noun, text.language),
    back=lambda text: _queue(text.noun, text.language),
    above=_above,
    template="portal/office/text_translate.html",
)


def _number(state: str) -> Any:
    """A number that leads to the texts that are counted."""

    def shown(waiting: Waiting) -> str | SafeString:
        number = getattr(waiting, state)
        address = _queue(waiting.noun, waiting.language)
        query = {"drafts": "?state=draft", "outdated": "?state=outdated"}.get(state, "")
        return format_html('<a href="{}{}">{}</a>', address, query, figure(number)) if number else ""

    return shown


WAITING = Listing(
    name="translations",
    title=_("Translations"),
    allowed=can_see_translations,
    rows=lambda user: queries.waiting_by_noun(),
    intro=_(
        "Texts missing in a language, drafts not yet reviewed, and translations whose English text has "
        "changed. Until then readers see the English text, or the translation as it is."
    ),
    empty=_("Every text is translated and reviewed."),
    columns=[
        Column("text", pgettext_lazy("to translate", "Text"), "noun.code", "noun.label"),
        Column("language", _("Language"), "language", "language_name", sort="language"),
        Column("lacking", _("Not translated"), shown=_number("lacking"), kind="number", sort="lacking"),
        Column(
            "drafts", pgettext_lazy("translations", "Drafts"), shown=_number("drafts"), kind="number", sort="drafts"
        ),
        Column("outdated", _("Out of date"), shown=_number("outdated"), kind="number", sort="outdated"),
    ],
)


@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """How much waits, by noun and language: one query for each kind of thing, however many there are of it."""
    return WAITING.respond(request)


def _in_language(text: WaitingText) -> str | SafeString:
    shown = Truncator(text.text).chars(200)
    return format_html('<span lang="{}">{}</span>', text.language, shown) if shown else ""


WAITING_TEXTS = Listing(
    name="waiting_texts",
    title=_("Texts to translate"),
    allowed=can_see_translations,
    above=_above,
    link=lambda text: TEXT_TRANSLATE.url(text),
    link_allowed=can_translate,
    mark=lambda text: "",
    counted=TEXTS,
    empty=_("Every text is translated and reviewed."),
    template="portal/office/translations_waiting.html",
    columns=[
        Column(
            "source",
            _("English"),
            shown=lambda text: format_html('<span lang="en">{}</span>', Truncator(text.source).chars(200)),
        ),
        Column("translation", _("Translation"), "text", _in_language),
        Column("state"),
        Column("made_from"),
        Column("id", value="thing.pk"),
    ],
)


@require_safe
def waiting_texts(request: HttpRequest, noun: str, language: str) -> HttpResponseBase:
    """The texts of a noun that wait in a language: what lacks, drafts, or what is out of date."""
    require(can_see_translations(request.user))
    found = _noun(noun, language)
    labels = {LACKING: gettext("Not translated"), **{state.value: str(state.label) for state in queries.WAITING}}
    state = request.GET.get("state", LACKING)
    if state not in labels:
        raise Http404
    facts = {"states": [(code, label, code == state) for code, label in labels.items()]}
    texts = queries.WaitingTexts(found, language, state)
    name = f"{noun}-{language}-{state}"
    return WAITING_TEXTS.respond(request, rows=texts, title=_title(found, language), facts=facts, file_name=name)
