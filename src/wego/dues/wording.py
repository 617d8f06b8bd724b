"""The steps of a quote as people read them, in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from wego.core.translated import pick
from wego.engines.fees import CannotQuote, Schedule, Step


def told(steps: Iterable[Step], schedule: Schedule) -> list[str]:
    """Every step as a sentence in the reader's language."""
    return [tell(step, schedule) for step in steps]


def told_everywhere(steps: Iterable[Step], schedule: Schedule) -> dict[str, list[str]]:
    """Every step in every language of the platform, as invoices keep it."""
    kept = list(steps)
    sentences = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            sentences[language] = told(kept, schedule)
    return sentences


def steps_of(stored: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Steps as a run keeps them."""
    return [Step(step["code"], step["facts"]) for step in stored]


def tell(step: Step, schedule: Schedule) -> str:
    """One step as a sentence in the reader's language."""
    facts: dict[str, str] = {**step.facts}
    if step.code == "readings":
        titles = {reading.code: pick(reading.title) for reading in schedule.readings}
        fees = "; ".join(f"{titles[code]}: {_number(fee)}" for code, fee in facts.items())
        return _("The documents disagree here. %(fees)s.") % {"fees": fees}
    if "day" in facts:
        facts["day"] = date_format(date.fromisoformat(facts["day"]))
    if "value" in facts:
        facts["value"] = _number(facts["value"])
        facts["band"] = band_text(facts["band"])
    if "fee" in facts:
        facts["fee"] = _number(facts["fee"])
    if step.code == "table":
        facts["title"] = pick(next(table.title for table in schedule.tables if table.code == facts["table"]))
        facts["schedule"] = pick(schedule.title)
    if step.code == "reading":
        facts["title"] = pick(next(known.title for known in schedule.readings if known.code == facts["reading"]))
        facts["source"] = pick(next(known.source for known in schedule.readings if known.code == facts["reading"]))
    if step.code == "priced_as":
        facts["reason"] = pick(schedule.priced_as_reason)
    if facts.get("source") == "declared":
        facts["source"] = _("submitted by the member, with evidence")
    return str(_sentences(facts)[step.code]) % facts


def refusal_text(refusal: CannotQuote) -> str:
    """Why there is no fee, in the reader's language."""
    return str(_sentences({"about": refusal.about})[f"cannot_{refusal.code}"])


def _sentences(facts: Mapping[str, str]) -> dict[str, str]:
    """A sentence for every code of a step."""
    period = facts.get("period")
    return {
        "liable_since": _("Full member since %(day)s: dues are owed from the calendar year after."),
        "liable_taken": _(
            "Full member by the list of %(day)s (%(source)s), which does not say since when: taken as full before."
        ),
        "as_if_full": _("Computed as if this were a full member: the list does not print its standing."),
        "associate": _("Associate members pay nothing."),
        "friendship": _("Friendship members pay nothing until a decision moves them to the institutions’ table."),
        "first_year": _("Full member since %(day)s: the first dues are those of %(year)s."),
        "unstated": _("The list (%(source)s) does not print the standing, so nobody can tell whether dues are owed."),
        "table": _("%(schedule)s, table “%(title)s”."),
        "priced_as": _("Priced as an academic institution: %(reason)s"),
        "gdp": _("GDP per person %(value)s international dollars: row %(band)s."),
        "gdp_source": _("That is the figure of %(country)s for %(period)s. Source: %(source)s."),
        "population": _("Population %(value)s: column %(band)s thousand."),
        "population_source": _("The figure is of %(period)s. Source: %(source)s.")
        if period
        else _("Source: %(source)s."),
        "staff": _("Staff %(value)s: row %(band)s."),
        "staff_source": _("The figure is of %(period)s. Source: %(source)s.") if period else _("Source: %(source)s."),
        "reading": _("Read as “%(title)s”: %(source)s"),
        "fee": _("Fee: %(fee)s %(currency)s for the year."),
        "waiver": _("Waived by decision (%(decision)s): %(reason)s"),
        "discount": _("%(percent)s %% less by decision (%(decision)s): %(reason)s. To pay: %(left)s."),
        "instalments": _("To be paid in %(parts)s instalments by decision (%(decision)s): %(reason)s"),
        "cannot_missing": _missing().get(facts.get("about", ""), ""),
        "cannot_no_class": _("The class of the organisation is not known; the schedule asks for it."),
        "cannot_unknown_class": _("The schedule has no class for this sub-kind."),
        "cannot_no_table": _("The schedule has no table for this kind of organisation."),
        "cannot_no_band": _("No band of the table holds this figure."),
        "cannot_not_a_figure": _("A figure is not usable."),
        "gap": _("The source says: %(reason)s"),
    }


def _missing() -> dict[str, str]:
    return {
        "gdp": _("There is no figure of GDP per person for the country in the year that the schedule asks for."),
        "population": _("The population is not known. The member submits it with evidence."),
        "staff": _("The number of staff is not known. The member submits it with evidence."),
    }


def _number(text: str) -> str:
    value = Decimal(text)
    shown = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return number_format(shown, force_grouping=True)


def band_text(label: str) -> str:
    """A band with the digits grouped as the reader groups them: `20,000+`."""
    if label.endswith("+"):
        return f"{_number(label[:-1])}+"
    start, _dash, end = label.partition("-")
    return f"{_number(start)}–{_number(end)}"
