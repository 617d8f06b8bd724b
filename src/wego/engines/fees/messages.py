"""The steps of a quote and the reasons for none, in English, by code; `%(name)s` are the facts.

What a schedule itself says (`title`, `why` …) and how a figure is written stand beside the facts when a step is told.
"""

from __future__ import annotations

STEPS: dict[str, str] = {
    "table": "Schedule %(schedule)s, table “%(title)s”.",
    "priced_as": "A %(class)s is priced as %(as)s: %(reason)s",
    "gdp": "GDP per person %(figure)s international dollars a person: band %(band)s%(thousands)s.",
    "population": "Population %(figure)s persons: band %(band)s%(thousands)s.",
    "staff": "Staff %(figure)s persons: band %(band)s%(thousands)s.",
    "readings": "The documents disagree on this cell: %(fees)s.",
    "reading": "Reading %(reading)s, %(why)s",
    "fee": "Fee: %(fee)s %(currency)s a year.",
}
REFUSALS: dict[str, str] = {
    "unknown_reading": "schedule %(schedule)s has no reading %(reading)r: %(known)s",
    "no_table": "schedule %(schedule)s has no table for %(kind)s",
    "no_class": "the class is not given: one of %(known)s",
    "unknown_class": "%(class)r is no class of %(kind)s: %(known)s",
    "missing": "the %(name)s is not known",
    "not_a_figure": "the %(name)s must be a number from 0, not %(value)s",
    "no_band": "no band holds a %(name)s of %(value)s: %(known)s",
}
KNOWN: dict[str, str] = {
    "classes": "one of %(names)s",
    "no_classes": "%(kind)s has no classes",
}
MESSAGES = {**STEPS, **REFUSALS, **KNOWN}
