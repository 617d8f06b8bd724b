"""Reads of drafts: who sees them, and the files that a draft amounts to with the record as it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.db.models import Q, QuerySet

from wego.accounts.authorization import permitted_rows
from wego.cityindex import toml_writer
from wego.cityindex.dataset import Candidate, Dataset, Figure, IndicatorUse, RankingRule, build_dataset, years_of
from wego.cityindex.models import SCHEME, WITHDRAWN, Draft, DraftElement, DraftNote, Edition
from wego.core import languages
from wego.core.texts import as_texts
from wego.members.models import Organisation, Place, Region
from wego.members.queries.visibility import organisations_visible_to
from wego.records.models import Indicator, Observation
from wego.records.queries import public_figures

# The columns of a row of the framework that the method file has under another name.
BOUNDS = {"lower": "from", "upper": "to", "factor": "factor"}


def drafts_visible_to(user: Any) -> QuerySet[Draft]:
    """Drafts are for the office."""
    drafts = Draft.objects.select_related("edition", "based_on", "corrects", "begun_by")
    return permitted_rows(drafts, user, "cityindex.see_drafts")


class Unreadable(ValueError):
    """A text that should be tables of the method file is none; `place` is the row's code, empty for the draft's own."""

    def __init__(self, place: str, said: str) -> None:
        self.place, self.said = place, said
        super().__init__(said)


def tables_of(text: str, place: str = "") -> dict[str, Any]:
    """The tables of a text as the method file has them; raises Unreadable."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Unreadable(place, str(wrong)) from None


def mapping_of(draft: Draft, elements: list[DraftElement]) -> dict[str, Any]:
    """The method file of a draft; raises Unreadable."""
    mapping: dict[str, Any] = {"name": draft.name.source}
    mapping |= {name: table for name, table in tables_of(draft.method).items() if name not in ("name", "element")}
    mapping["element"] = [_element(row) for row in elements]
    return mapping


def _element(row: DraftElement) -> dict[str, Any]:
    """One [[element]]; what is as usual is left out."""
    usual: dict[str, Any] = {"parent": "", "weight": 1.0, "direction": 1}
    table: dict[str, Any] = {"code": row.code}
    table |= {name: getattr(row, name) for name, value in usual.items() if getattr(row, name) != value}
    table |= {key: getattr(row, name) for name, key in BOUNDS.items() if getattr(row, name) is not None}
    return table | tables_of(row.options, row.code)


def leaves_of(elements: list[DraftElement]) -> list[DraftElement]:
    """The rows of which no other is a part: the indicators."""
    parents = {row.parent for row in elements}
    return [row for row in elements if row.code not in parents]


@dataclass(frozen=True)
class Material:
    """A draft with the record as it stands: its rows, the indicators behind them, and the edition laid out."""

    draft: Draft
    elements: list[DraftElement]
    indicators: dict[str, Indicator]
    dataset: Dataset

    @property
    def unknown(self) -> list[DraftElement]:
        """Indicators that the record does not know."""
        return [row for row in leaves_of(self.elements) if row.code not in self.indicators]


def material_of(draft: Draft) -> Material:
    """Read what a draft needs; as many queries however many cities there are."""
    elements = list(draft.elements.all())
    leaves = leaves_of(elements)
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=[row.code for row in leaves])}
    known = [row for row in leaves if row.code in indicators]
    wanted = [IndicatorUse(row.code, indicators[row.code].level, row.period) for row in known]
    rule = RankingRule(draft.own_values, draft.share)
    dataset = build_dataset(candidates_of(draft), wanted, figures_of(wanted), rule)
    return Material(draft, elements, indicators, dataset)


def candidates_of(draft: Draft) -> list[Candidate]:
    """Every local government that is public, whatever its standing, and the cities of the record that are no member."""
    regions = _regions(draft)
    areas = _areas(draft.based_on) if draft.based_on_id else {}
    members = (
        organisations_visible_to(_Public())
        .filter(kind=Organisation.Kind.LOCAL_GOVERNMENT)
        .only("slug", "country", "statistics_country")
    )
    places = Place.objects.filter(organisations=None).only("slug", "country", "note")
    if draft.participants_only:
        members = members.filter(index_participations__draft=draft)
        places = places.none()
    found = [(one.slug, f"org:{one.slug}", one.country_in_statistics, "") for one in members]
    found += [(one.slug, f"city:{one.slug}", one.country, one.note) for one in places]
    candidates = []
    for unit, subject, country, note in found:
        area, said = areas.get(unit, ("", ""))
        candidates.append(Candidate(unit, subject, country, regions.get(country, ""), said or note, area))
    return candidates


class _Public:
    """Whoever reads without signing in: what an edition may name, everybody may see."""

    is_authenticated = False


def _regions(draft: Draft) -> dict[str, str]:
    """The region of each country."""
    found = {country: region for region, countries in draft.regions.items() for country in countries}
    for region in Region.objects.filter(scheme=SCHEME):
        found |= dict.fromkeys(region.countries, region.code)
    return found


def _areas(edition: Edition | None) -> dict[str, tuple[str, str]]:
    """Who is measured in another city's area, as the edition before says, with its note."""
    assert edition is not None
    listed = edition.units.filter(measured_in__isnull=False).exclude(reason=WITHDRAWN)
    return {unit: (area, note) for unit, area, note in listed.values_list("slug", "measured_in__slug", "note")}


def figures_of(wanted: list[IndicatorUse], subjects: Q | None = None) -> dict[tuple[str, str], dict[str, Figure]]:
    """The record's figures in force (of these subjects) by subject and indicator, then by period; one query."""
    periods: set[str] = set()
    for one in wanted:
        years = years_of(one.period)
        periods |= {one.period} if years is None else {str(year) for year in years}
    observations = public_figures(subjects or Q(), [one.code for one in wanted], periods)
    found: dict[tuple[str, str], dict[str, Figure]] = {}
    for seen in observations.select_related("organisation", "place").iterator(2000):
        found.setdefault((seen.subject_code, seen.indicator.code), {})[seen.period] = _figure(seen)
    return found


def _figure(seen: Observation) -> Figure:
    return {
        "value": f"{seen.number.normalize():f}",
        "source": seen.source.code,
        "period": seen.period,
        "quality": seen.quality,
        "page": seen.page,
        "note": seen.note,
        "observation": str(seen.pk),
    }


def files_of_draft(material: Material, *, compiled_on: date) -> dict[str, str]:
    """The very files that a network folder has for an edition; raises Unreadable."""
    draft, elements = material.draft, material.elements
    definition = dict(_definition(draft, elements, list(draft.notes.all()), compiled_on))
    words = yaml.safe_dump(definition, allow_unicode=True, sort_keys=False, width=120)
    method = toml_writer.to_toml(mapping_of(draft, elements))
    return {"edition.yaml": words, "method.toml": method, **material.dataset.files()}


def _definition(
    draft: Draft, elements: list[DraftElement], notes: list[DraftNote], compiled_on: date
) -> Iterator[tuple[str, Any]]:
    """The keys of edition.yaml in their order."""
    leaves = {row.code for row in leaves_of(elements)}
    yield "code", draft.code
    yield "status", Edition.Status.DRAFT.value
    yield "compiled_on", compiled_on
    yield "figures_of", draft.figures_of
    if draft.follows is not None:
        yield "follows", draft.follows.code
    yield "name", _texts(draft, "name")
    yield "summary", _texts(draft, "summary")
    yield "reasons", {note.code: _texts(note, "text") for note in notes if note.kind == DraftNote.Kind.REASON}
    yield "ranked_with", {"own_values": draft.own_values, "share": draft.share}
    yield "cautions", [_note(note) for note in notes if note.kind == DraftNote.Kind.CAUTION]
    yield (
        "pillars",
        [
            {"code": row.code, "name": _texts(row, "name"), "why": _texts(row, "why")}
            for row in elements
            if row.code not in leaves and row.parent
        ],
    )
    yield (
        "indicators",
        [
            {"code": row.code, "pillar": row.parent, "period": row.period, "why": _texts(row, "why")}
            for row in elements
            if row.code in leaves
        ],
    )
    yield (
        "left_out",
        [{"code": note.code, "why": _texts(note, "text")} for note in notes if note.kind == DraftNote.Kind.LEFT_OUT],
    )
    yield "choices", [_note(note) for note in notes if note.kind == DraftNote.Kind.CHOICE]
    yield "regions_of_other_countries", {region: list(countries) for region, countries in draft.regions.items()}


def _texts(row: Any, name: str) -> dict[str, str]:
    given = as_texts(getattr(row, name))
    return {code: given.get(code, "") for code in languages.codes() if code in given or code in languages.of_files()}


def _note(note: DraftNote) -> Mapping[str, Any]:
    return {"code": note.code, **_texts(note, "text")}
