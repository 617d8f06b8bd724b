"""Reads of the record: facts and who sees them, figures of profiles, the last word on each, figures of many as one."""

from wego.records.queries.checks import CheckCase, CheckedFact, check_facts, check_many, checks_in_force
from wego.records.queries.facts import (
    facts_in_force,
    facts_visible_to,
    facts_visible_to_organisation,
    history_of_fact,
    observations_in_force,
)
from wego.records.queries.figures import (
    LatestFigure,
    background_of,
    figures_of,
    gaps,
    indicators_with_counts,
    sources_by_indicator,
    sources_of,
    sources_with_counts,
    stated_source,
    values_of,
)
from wego.records.queries.latest import (
    POPULATION,
    KnownFact,
    latest_facts,
    latest_of_countries,
    periods_known,
    public_figures,
)
from wego.records.queries.rollups import NotSummable, Rollup, roll_up

__all__ = [
    "POPULATION",
    "CheckCase",
    "CheckedFact",
    "KnownFact",
    "LatestFigure",
    "NotSummable",
    "Rollup",
    "background_of",
    "check_facts",
    "check_many",
    "checks_in_force",
    "facts_in_force",
    "facts_visible_to",
    "facts_visible_to_organisation",
    "figures_of",
    "gaps",
    "history_of_fact",
    "indicators_with_counts",
    "latest_facts",
    "latest_of_countries",
    "observations_in_force",
    "periods_known",
    "public_figures",
    "roll_up",
    "sources_by_indicator",
    "sources_of",
    "sources_with_counts",
    "stated_source",
    "values_of",
]
