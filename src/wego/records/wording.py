"""Values and what sources say beside them, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wego.core.formats import day, figure
from wego.core.punctuation import bracketed, joined
from wego.core.texts import pick
from wego.records.models import Dimension, Indicator, Observation, Source
from wego.records.queries import LatestFigure
from wego.records.source_notes import source_note

# The categories of the Net Zero Tracker, by its own words.
TARGETS: Mapping[str, object] = MappingProxyType(
    {
        "Net zero": gettext_lazy("net zero"),
        "Carbon neutral(ity)": gettext_lazy("carbon neutral"),
        "Climate neutral": gettext_lazy("climate neutral"),
        "Climate positive": gettext_lazy("climate positive"),
        "Zero emissions": gettext_lazy("zero emissions"),
        "Zero carbon": gettext_lazy("zero carbon"),
        "Emissions reduction target": gettext_lazy("lower emissions than in a base year"),
        "Reduction v. BAU": gettext_lazy("lower emissions than without measures"),
        "Other": pgettext_lazy("climate target", "another kind of target"),
        "In law": pgettext_lazy("climate target", "in law"),
        "In policy document": pgettext_lazy("climate target", "in a policy document"),
        "Declaration / pledge": pgettext_lazy("climate target", "declared or pledged"),
        "Proposed / in discussion": pgettext_lazy("climate target", "proposed or under discussion"),
    }
)


WORDED = (Indicator.Background.LISTED, Indicator.Background.YEAR)


@dataclass(frozen=True)
class BackgroundFact:
    """One line of what is also known: words in the reader's language, and what the source says in English only."""

    name: str
    text: str
    beside: tuple[str, ...]
    remark: str
    link: str
    period: str
    source: Source


def value_text(value: Decimal, indicator: Indicator) -> str:
    """A value as its kind says it: in words, or with as many digits as pages show; a year has no thousands."""
    if indicator.background == Indicator.Background.LISTED:
        return _("listed") if value else _("No")
    if indicator.kind == Indicator.Kind.YES_NO:
        return _("Yes") if value else _("No")
    return str(int(value)) if indicator.background == Indicator.Background.YEAR else figure(value, indicator.decimals)


def unit_text(indicator: Indicator) -> str:
    """The unit that belongs beside a value; nothing where the value is said in words or is a year."""
    worded = indicator.kind == Indicator.Kind.YES_NO or indicator.background in WORDED
    return "" if worded else str(indicator.unit)


def background_fact(known: LatestFigure) -> BackgroundFact:
    """A figure for profiles only, ready to be shown."""
    indicator, latest = known.indicator, known.latest
    parts = [part for part in latest.note.split("; ") if part]
    link = next((part for part in parts if part.startswith(("https://", "http://"))), "")
    text = f"{value_text(latest.number, indicator)} {unit_text(indicator)}".strip()
    return BackgroundFact(
        name=str(indicator.name),
        text=text,
        beside=tuple(str(TARGETS[part]) for part in parts if part in TARGETS),
        remark="; ".join(part for part in parts if part not in TARGETS and part != link),
        link=link,
        period=latest.period,
        source=latest.source,
    )


def note_text(note: str) -> str:
    """What a source says beside a figure: its categories in the reader's language, else its own words."""
    parts = note.split("; ")
    return joined([TARGETS[part] for part in parts]) if set(parts) <= set(TARGETS) else source_note(note)


def fact_words(fact: Observation) -> str:
    """A fact in the reader's words: its value with its unit, or why there is none."""
    indicator = fact.indicator
    if fact.status:
        return f"{fact.get_status_display()}: {fact.reason}"
    if indicator.kind == Indicator.Kind.OPTION:
        return pick(indicator.options.get(fact.text, {})) or fact.text
    if indicator.kind == Indicator.Kind.DATE:
        return day(date.fromisoformat(fact.text))
    if fact.value is None:
        return fact.text
    words = f"{value_text(fact.value, indicator)} {fact.currency or unit_text(indicator)}".strip()
    if fact.numerator is None or fact.denominator is None:
        return words
    parts = {"part": figure(fact.numerator), "whole": figure(fact.denominator)}
    return bracketed(words, _("%(part)s of %(whole)s") % parts)


def breakdown_words(fact: Observation, dimensions: Mapping[str, Dimension]) -> str:
    """What a fact is broken down to, in the reader's words; empty where it is of the whole."""
    named = [(dimensions.get(code), code, category) for code, category in fact.parts.items()]
    return ", ".join(
        f"{one.name}: {one.category_name(category)}" if one else f"{code}: {category}" for one, code, category in named
    )


def origin_words(fact: Observation) -> str:
    """Who gave a fact: the member, another body or framework by its name, or whose data were brought in."""
    if fact.origin == Observation.Origin.IMPORT:
        return str(fact.source.publisher or fact.source.title)
    return fact.origin_name or str(fact.get_origin_display())
