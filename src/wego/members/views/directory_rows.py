"""The directory's rows as markup.

Written here and not in a template: fifty rows of eight values are most of what the page costs, and one format string
writes them many times faster than the template engine. Whatever a row shows is escaped where it enters the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from babel.numbers import get_group_symbol
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.core.countries import country_names
from wego.core.money import babel_locale
from wego.members.forms.directory import Filter
from wego.members.models import Organisation, Standing
from wego.members.queries.directory import ListRow, Register

LABELS = ("country", "region", "kind", "standing")
_ROW = (
    '<tr><th scope="row"><a href="{base}{{}}/">{{}}</a>{{}}</th>'
    '<td data-label="{country}">{{}}</td><td data-label="{region}">{{}}</td><td data-label="{kind}">{{}}</td>'
    '<td data-label="{standing}">{{}}</td><td class="number" data-label="{population}">{{}}</td></tr>'
)
_OTHER = ' <span class="muted" lang="{}" dir="auto">{}</span>'


def table_body(rows: Iterable[ListRow], register: Register, filters: Sequence[Filter]) -> SafeString:
    """The body of the table; on a phone the same markup reads as cards."""
    language = get_language() or "en"
    labels = {part.name: _format_safe(part.label) for part in filters if part.name in LABELS}
    line = _ROW.format(
        base=_format_safe(reverse("members:directory")), population=_format_safe(_("Population")), **labels
    )
    countries, separator = country_names(language), escape(get_group_symbol(babel_locale(language)))
    kinds = {kind: escape(str(label)) for kind, label in Organisation.Kind.choices}
    standings = {kind: escape(str(label)) for kind, label in Standing.Kind.choices}
    regions = {
        pk: f'<span class="dot {escape(region.code)}"></span>{escape(region.name)}'
        for pk, region in register.regions.items()
    }
    written = []
    for shown in rows:
        name, *others = names_of(shown, language)
        population = "–" if shown.population is None else f"{shown.population:,}".replace(",", separator)
        written.append(
            line.format(
                shown.slug,
                escape(name[1]),
                "".join([_OTHER.format(escape(spoken), escape(text)) for spoken, text in others]),
                escape(countries.get(shown.country, shown.country)),
                regions[shown.shown_region_id],
                kinds[shown.kind],
                standings.get(shown.shown_standing, ""),
                population,
            )
        )
    return SafeString("\n".join(written))


def names_of(organisation: Organisation | ListRow, language: str) -> list[tuple[str, str]]:
    """(language, name): the reader's first, then in its own script and, for readers of other languages, in English."""
    english, native = organisation.name.source, organisation.name_native
    reader = organisation.name.in_language(language)
    names = [(language, reader)]
    if native and native != reader:
        names.append((organisation.native_language, native))
    if english not in (reader, native):
        names.append(("en", english))
    return names


def _format_safe(text: str) -> str:
    """Escaped for markup, and for the format string that it becomes part of."""
    return escape(text).replace("{", "{{").replace("}", "}}")
