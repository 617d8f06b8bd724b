"""An organisation as exports and the API show it: one shape for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wego.core import languages
from wego.members.models import EditionEntry, Organisation, Standing
from wego.members.queries.directory import Register
from wego.members.queries.profile import History

BEFORE, AFTER = ("slug", "kind", "subkind", "country", "region"), (
    "name_native", "standing", "latitude", "longitude", "position_quality", "population", "editions",
)  # fmt: skip


def columns() -> list[str]:
    """The columns of exports: the name in every language of the platform, by its whole tag (`name_zh_hans`)."""
    return [*BEFORE, *(_column(code) for code in languages.codes()), *AFTER]


def _column(language: str) -> str:
    return f"name_{language.replace('-', '_')}"


def item(organisation: Organisation, register: Register, *, editions: list[str] | None = None) -> dict[str, Any]:
    """One organisation; `region` and `standing` are those of the edition asked for, else today's."""
    if editions is None:
        editions = [entry.edition.code for entry in organisation.entries.all()]
    place = organisation.place
    return {
        "slug": organisation.slug,
        "kind": organisation.kind,
        "subkind": organisation.subkind or None,
        "country": organisation.country,
        "region": register.regions[organisation.shown_region_id].code,  # type: ignore[attr-defined]
        "names": {**organisation.name.by_language(), "native": organisation.name_native or None},
        "standing": organisation.shown_standing or None,  # type: ignore[attr-defined]
        "latitude": place.latitude,
        "longitude": place.longitude,
        "position_quality": place.match,
        "population": place.population,
        "editions": editions,
    }


def items(organisations: Iterable[Organisation], register: Register) -> Iterator[dict[str, Any]]:
    return (item(organisation, register) for organisation in organisations)


def row(shown: dict[str, Any]) -> list[Any]:
    """An item as cells under `columns`."""
    names = {_column(language): name for language, name in shown["names"].items()}
    flat = {**shown, **names, "editions": " ".join(shown["editions"])}
    return [flat[column] for column in columns()]


def detail(organisation: Organisation, history: History) -> dict[str, Any]:
    """The whole record that the register keeps of one organisation."""
    place = organisation.place
    register = Register(editions=(), regions=[organisation.region])
    return {
        **item(organisation, register, editions=[entry.edition.code for entry in history.entries]),
        "other_spellings": organisation.aliases,
        "native_language": organisation.native_language or None,
        "website": organisation.website or None,
        "summary": organisation.summary.by_language(),
        "place": {
            "population_year": place.population_year,
            "geonames_id": place.geonames_id,
            "source": place.source or None,
            "note": place.note.source or None,
        },
        "standings": [_period(standing) for standing in history.standings],
        "member_lists": [_list_row(entry) for entry in history.entries],
    }


def _period(standing: Standing) -> dict[str, Any]:
    return {
        "standing": standing.kind,
        "from": standing.starts_on,
        "is_first_day_known": standing.is_start_exact,
        "until": standing.ends_on,
        "source": standing.source or standing.decision_label or None,
    }


def _list_row(entry: EditionEntry) -> dict[str, Any]:
    return {
        "edition": entry.edition.code,
        "as_of": entry.edition.as_of,
        "region": entry.region.code,
        "standing": entry.standing,
        "printed": entry.printed,
        "documents": entry.edition.documents,
        "note": entry.note.source or None,
    }
