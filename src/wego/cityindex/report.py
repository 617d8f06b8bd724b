"""The report of an edition: everything that is printed, gathered once from the edition's own rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.cityindex import report_charts as pictures
from wego.cityindex import wording
from wego.cityindex.exports import recompute_command
from wego.cityindex.interval_bars import axis_of
from wego.cityindex.models import Edition, EditionFile, Element, Unit
from wego.cityindex.queries import editions as reads
from wego.cityindex.queries import rankings
from wego.cityindex.queries.explanations import CityExplanation, ExplanationPart
from wego.cityindex.queries.profiles import explanations_of
from wego.cityindex.queries.rankings import RankingFilters, RankingRow
from wego.cityindex.ranking_rows import groups_of, interval_of
from wego.cityindex.report_changes import changes_data
from wego.cityindex.report_words import headings, labels, sentences
from wego.core.countries import country_name
from wego.core.formats import day, figure, moment, short_day
from wego.core.punctuation import joined
from wego.records.models import Source

TOP = 10
BEST = 6  # of each pillar
# More pillars than this have no column of their own in the printed ranking.
MOST_COLUMNS = 6


@dataclass(frozen=True)
class EditionReport:
    """One edition with every row that its report shows; read when first asked for."""

    edition: Edition

    @cached_property
    def elements(self) -> list[Element]:
        return reads.elements_of(self.edition)

    @cached_property
    def sources(self) -> dict[int, list[Source]]:
        return reads.sources_of(self.edition)

    @property
    def root(self) -> Element:
        return self.elements[0]

    @cached_property
    def pillars(self) -> list[Element]:
        return [element for element in self.elements if element.parent_id == self.root.pk]

    @cached_property
    def rows(self) -> list[RankingRow]:
        """The ranked cities in their order."""
        return rankings.rows_of(rankings.ranked_units(self.edition, RankingFilters(), []), self.root, self.pillars)

    @cached_property
    def members(self) -> list[CityExplanation]:
        return explanations_of([row.unit for row in self.rows if row.unit.is_member], self.elements)

    @cached_property
    def listed(self) -> list[Unit]:
        return list(rankings.listed_units(self.edition, RankingFilters()))

    @cached_property
    def files(self) -> list[EditionFile]:
        return list(reads.files_of(self.edition))

    @property
    def places(self) -> int:
        """How many ranks there are: a city that was withdrawn leaves its own empty."""
        return self.edition.ranked_count

    def leaves(self, element: Element) -> list[Element]:
        """The indicators below an element, in reading order; itself where it is one."""
        below = [one for one in self.elements if one.parent_id == element.pk]
        return [leaf for one in below for leaf in self.leaves(one)] if below else [element]


def report_data(edition: Edition) -> dict[str, Any]:
    """What the printer needs, in the language in force: texts ready to be shown, and numbers only behind pictures."""
    report = EditionReport(edition)
    places = report.places
    return {
        "edition": _edition(report),
        "headings": headings(),
        "labels": labels(),
        "sentences": sentences(edition),
        "keys": _keys(report),
        "axis": [{"at": (rank - 0.5) / max(places, 1), "text": figure(rank)} for rank in axis_of(places)],
        "strips": [pictures.strip(row.unit, places) for row in report.rows],
        "map": pictures.world_svg(row.unit for row in report.rows),
        "pillar_names": [pillar.name for pillar in report.pillars],
        "has_columns": len(report.pillars) <= MOST_COLUMNS,
        "ranking": [_ranked(row, places) for row in report.rows],
        "top": TOP,
        "tree": pictures.tree(report.elements),
        "score_axis": pictures.axis_of_points(row.score for row in report.rows),
        "regions": pictures.regions_of(report.rows, report.pillars),
        "pillars": [_pillar(report, number) for number in range(len(report.pillars))],
        "together": _together(report),
        "certainty": _certainty(report),
        "changes": changes_data(edition),
        "members": [_member(found, report) for found in report.members],
        "listed": _listed(report),
        "method": _method(report),
        "sources": [_source(source) for source in reads.every(report.sources)],
        "files": [[file.name, figure(file.size), file.sha256] for file in report.files],
        "command": recompute_command(edition),
    }


def _edition(report: EditionReport) -> dict[str, Any]:
    edition = report.edition
    computed = _(
        "Compiled on %(day)s. Computed %(moment)s with wego %(version)s and NumPy %(numpy)s; other "
        "versions give the same ranks, and the same scores to twelve digits."
    ) % {
        "day": day(edition.compiled_on),
        "moment": moment(edition.computed_at),
        "version": edition.versions["wego"],
        "numpy": edition.versions["numpy"],
    }
    return {
        "code": edition.code,
        "name": edition.name,
        "summary": edition.summary,
        "status": edition.get_status_display(),
        "is_final": edition.status == Edition.Status.PUBLISHED,
        "kicker": _("City index"),
        "network": _("World Smart Sustainable Cities Organization"),
        "figures_of": _("Figures of %(year)s and earlier.") % {"year": edition.year},
        "corrects": _("Corrected version of %(name)s") % {"name": edition.corrects.name} if edition.corrects else "",
        "compiled": short_day(edition.compiled_on),
        "compiled_label": _("Compiled on"),
        "computed": computed,
        "sha256": edition.sha256,
        "overall": report.root.name,
        "has_bounds": wording.has_bounds(edition),
    }


def _keys(report: EditionReport) -> list[list[str]]:
    edition = report.edition
    return [
        [_("cities ranked"), figure(len(report.rows))],
        [_("countries and areas"), figure(len({row.unit.country for row in report.rows}))],
        [_("cities listed, not ranked"), figure(len(report.listed))],
        [_("places: the median width of an interval"), figure(edition.counts["interval_width"], 0)],
    ]


def _ranked(row: RankingRow, places: int) -> dict[str, Any]:
    return {
        "rank": figure(row.unit.rank),
        "name": row.unit.name,
        "country": country_name(row.unit.country),
        "is_member": row.unit.is_member,
        "strip": pictures.strip(row.unit, places),
        "interval": interval_of(row.unit),
        "group": groups_of(row.unit),
        "score": figure(row.score, 1),
        "pillars": [figure(points, 1) for _pillar, points in row.pillars],
    }


def _pillar(report: EditionReport, number: int) -> dict[str, Any]:
    """A pillar with what it measures, its first cities and how all of them spread."""
    pillar = report.pillars[number]
    known = [row for row in report.rows if row.points(pillar) is not None]
    best = sorted(known, key=lambda row: (-(row.points(pillar) or 0.0), row.unit.rank or 0, row.unit.slug))
    axis = pictures.axis_of_points(row.points(pillar) for row in known)
    told = _(
        "Its weight in the overall score is %(weight)s%% if nothing is missing; the median city has %(median)s points."
    )
    return {
        "name": pillar.name,
        "why": pillar.why,
        "number": number,
        "percent": figure(100 * pillar.effective_weight, 0),
        "told": told % {"weight": figure(100 * pillar.effective_weight, 1), "median": figure(pillar.median, 1)},
        "indicators": [_indicator(leaf, report.sources.get(leaf.pk, [])) for leaf in report.leaves(pillar)],
        "axis": axis,
        "counts": pictures.distribution((row.points(pillar) for row in known), axis),
        "median": pillar.median,
        "known": ngettext("%(count)s city has a score here.", "%(count)s cities have a score here.", len(known))
        % {"count": figure(len(known))},
        "best": [
            [row.unit.name, country_name(row.unit.country), figure(row.points(pillar), 1), figure(row.unit.rank)]
            for row in best[:BEST]
        ],
    }


def _indicator(element: Element, sources: Sequence[Source]) -> dict[str, Any]:
    indicator = element.indicator
    return {
        "name": element.name,
        "why": element.why,
        "unit": indicator.unit if indicator else "",
        "whose": indicator.get_level_display() if indicator else "",
        "worst": figure(element.worst),
        "best": figure(element.best),
        "better": _("more") if element.direction == 1 else _("less"),
        "weight": figure(100 * element.effective_weight, 1),
        "source": joined(dict.fromkeys(source.publisher for source in sources)),
        "period": wording.period(element.period),
    }


def _together(report: EditionReport) -> dict[str, Any]:
    """How closely the pillars go together, each pair once and as a square table."""
    pairs = pictures.correlations(report.rows, report.pillars)
    by_codes = {frozenset((pair["first"], pair["second"])): pair for pair in pairs}
    codes = [pillar.code for pillar in report.pillars]
    cells = [[by_codes.get(frozenset((row, column)), {}) for column in codes] for row in codes]
    known = sorted((pair for pair in pairs if pair["value"] is not None), key=lambda pair: pair["value"])
    told = []
    if known:
        said = _("The two most closely related are “%(first)s” and “%(second)s”: %(value)s.")
        told.append(said % _pair_words(known[-1]))
    if len(known) > 1:
        said = _("The two least related are “%(first)s” and “%(second)s”: %(value)s.")
        told.append(said % _pair_words(known[0]))
    return {
        "cells": [[{"value": cell.get("value"), "text": cell.get("text", "–")} for cell in row] for row in cells],
        "told": " ".join(told),
        "is_shown": bool(pairs),
    }


def _pair_words(pair: dict[str, Any]) -> dict[str, str]:
    return {"second": pair["names"][0], "first": pair["names"][1], "value": pair["text"]}


def _certainty(report: EditionReport) -> dict[str, Any]:
    """What the draws say of the ranking as a whole."""
    units = [row.unit for row in report.rows]
    said = []
    if units:
        narrow, wide = min(units, key=_width), max(units, key=_width)
        told = _(
            "Half of the intervals span at most %(places)s places; the narrowest is that of %(firm)s (%(firm_ranks)s), "
            "the widest that of %(loose)s (%(loose_ranks)s)."
        )
        said.append(
            told
            % {
                "places": figure(report.edition.counts["interval_width"], 0),
                "firm": narrow.name,
                "firm_ranks": interval_of(narrow),
                "loose": wide.name,
                "loose_ranks": interval_of(wide),
            }
        )
        groups = max((max(unit.groups, default=0) for unit in units), default=0)
        if groups:
            told = ngettext(
                "The simulations show %(count)s group of cities that cannot be reliably ranked against each other.",
                "The simulations show %(count)s overlapping groups of cities that cannot be reliably ranked "
                "against each other.",
                groups,
            )
            said.append(told % {"count": figure(groups)})
    if len(units) > 1 and (share := units[0].ahead_of.get(units[1].slug)) is not None:
        told = _("%(first)s is ahead of %(second)s in %(share)s of 100 simulations.")
        said.append(told % {"first": units[0].name, "second": units[1].name, "share": figure(100 * share, 0)})
    return {"told": said, "varied": wording.uncertainty(report.edition)}


def _width(unit: Unit) -> int:
    low, high = unit.interval
    return high - low


def _member(found: CityExplanation, report: EditionReport) -> dict[str, Any]:
    """A ranked member on half a page."""
    unit, places = found.unit, report.places
    low, high = unit.interval
    told = _("%(city)s is between rank %(low)s and %(high)s in at least 90%% of %(draws)s simulations.")
    if low == high:
        told = _("%(city)s is at rank %(rank)s in at least 90%% of %(draws)s simulations.")
    words = {
        "city": unit.name,
        "rank": figure(low),
        "low": figure(low),
        "high": figure(high),
        "draws": figure(report.edition.draws),
    }
    rests = _("%(share)s%% of the score is based on the city’s own figures; %(known)s of %(all)s values are known.")
    score = found.root.score
    return {
        "name": unit.name,
        "where": f"{country_name(unit.country)} · {unit.region.name}",
        "rank": figure(unit.rank),
        "of": _("rank of %(total)s") % {"total": figure(places)},
        "score": figure(score.score if score else None, 1),
        "strip": pictures.strip(unit, places),
        "told": told % words,
        "rests": rests
        % {
            "share": figure(found.own_share, 0),
            "known": figure(len(found.known)),
            "all": figure(len(found.indicators)),
        },
        "bars": [_bar(part, number) for number, part in enumerate(found.root.children)],
        "axis": pictures.axis_of_points(
            value for part in found.root.children for value in (_score_of(part), part.element.median)
        ),
        "gains": [_gain(part) for part in found.strengths],
        "loses": [_gain(part) for part in found.weaknesses],
    }


def _score_of(part: ExplanationPart) -> float | None:
    return part.score.score if part.score else None


def _bar(part: ExplanationPart, number: int) -> dict[str, Any]:
    points = _score_of(part)
    return {
        "name": part.element.name,
        "number": number,
        "points": points,
        "text": figure(points, 1),
        "median": part.element.median,
        "median_text": figure(part.element.median, 1),
    }


def _gain(part: ExplanationPart) -> dict[str, Any]:
    sign = "+" if part.gain > 0 else "−"
    return {
        "name": part.element.name,
        "points": f"{sign}{figure(abs(part.gain), 1)}",
        "is_own": bool(part.value and part.value.is_own),
    }


def _listed(report: EditionReport) -> list[dict[str, Any]]:
    """The cities that are not ranked, by reason, the commonest first."""
    by_reason: dict[str, list[Unit]] = {}
    for unit in report.listed:
        by_reason.setdefault(unit.reason, []).append(unit)
    return [
        {"reason": report.edition.reason(reason), "count": figure(len(units)), "cities": list(_named(units))}
        for reason, units in sorted(by_reason.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    ]


def _named(units: Iterable[Unit]) -> Iterable[list[Any]]:
    for unit in units:
        own, known = unit.own_count, unit.value_count  # type: ignore[attr-defined]  # counted by the query
        yield [unit.name, country_name(unit.country), figure(own), figure(known), unit.is_member]


def _method(report: EditionReport) -> dict[str, Any]:
    edition = report.edition
    rule = edition.definition["ranked_with"]
    who = _(
        "A city with at least %(own)s figures of its own and %(share)s%% of all figures; the others are "
        "listed with the reason."
    ) % {"own": figure(rule["own_values"]), "share": figure(100 * rule["share"], 0)}
    left_out = edition.texts("left_out")
    names = reads.indicators_by_code([entry["code"] for entry in left_out])
    return {
        "steps": [
            [_("Which cities are ranked"), who],
            [_("Missing values"), wording.missing_values(edition)],
            [_("Extreme values"), wording.extremes(edition)],
            [_("From values to points"), wording.normalisation(edition)],
            [_("From points to the score"), wording.aggregation(edition)],
            [_("Ties"), sentences(edition)["ties"]],
        ],
        "choices": _texts(edition.texts("choices")),
        "left_out": [[str(names.get(entry["code"], entry["code"])), entry["text"]] for entry in left_out],
        "cautions": _texts(edition.texts("cautions")),
    }


def _texts(entries: Sequence[dict[str, str]]) -> list[str]:
    return [entry["text"] for entry in entries]


def _source(source: Any) -> dict[str, str]:
    return {name: str(getattr(source, name)) for name in ("title", "publisher", "edition", "url", "terms")}
