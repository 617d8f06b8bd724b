"""The engine's methods in the reader's words, for any edition and not only for the pilot."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Edition
from wego.cityindex.queries.rankings import Correlation
from wego.core.formats import figure
from wego.core.punctuation import joined_clauses

NORMALISED = {
    "minmax": _("Points range from the worst to the best city of the edition."),
    "zscore": _("Points are the number of standard deviations from the mean of the edition."),
    "scale": _("Points follow the straight line between two fixed bounds, and continue beyond them."),
    "goalposts": _(
        "Points range from 0 to 100 between two fixed bounds; values beyond a bound gain or lose nothing more."
    ),
    "rank": _("Points are the rank among the cities of the edition."),
    "percentile_rank": _("Points are the share of the other cities with a lower value."),
    "borda": _("Points are the number of cities with a lower value."),
    "distance_to_max": _("Points show how close a city is to the best of the edition."),
    "distance_to_reference": _("Points show how close a city is to a reference city."),
    "distance_to_target": _("Points show how close a city is to a target."),
    "fraction_of_max": _("Points are the share of the best city’s value."),
}
AGGREGATED = {
    "arithmetic": _("a weighted arithmetic mean"),
    "geometric": _("a weighted geometric mean"),
    "harmonic": _("a weighted harmonic mean"),
    "power": _("a weighted power mean"),
    "median": _("the weighted median"),
    "copeland": _("Copeland’s rule: wins minus losses against each other city"),
    "benefit_of_the_doubt": _("the mean with the weights that are best for the city itself"),
}
IMPUTED = {
    "none": _("A missing value stays missing; its weight is shared among the other indicators of the group."),
    "mean": _("A missing value is replaced by the mean of the edition."),
    "median": _("A missing value is replaced by the median of the edition."),
    "group_mean": _("A missing value is replaced by the mean of its group."),
    "group_median": _("A missing value is replaced by the median of its group."),
    "row_mean": _("A missing value is replaced by the mean of the city’s other values in the same group."),
    "row_median": _("A missing value is replaced by the median of the city’s other values in the same group."),
    "regression": _("A missing value is estimated from the other indicators."),
    "latest": _("A missing value is replaced by the city’s last earlier value."),
    "constant": _("A missing value is replaced by the city’s last earlier value, or else its next one."),
    "linear": _("A missing value is interpolated on a straight line between the city’s years."),
}
TREATED = {
    "none": _("Extreme values are not changed."),
    "winsorise": _("Extreme values are replaced by the next value until the distribution is no longer too skewed."),
    "winsorise_then_log": _(
        "Extreme values are replaced by the next value; if that is not enough, logarithms are taken."
    ),
    "log": _("Logarithms of the values are taken."),
    "log_ct": _("Logarithms of the values, shifted to be positive, are taken."),
    "log_ct_orig": _("Logarithms of the values, shifted to start at one, are taken."),
    "log_ct_plus": _("Logarithms are taken on the side to which the values are skewed."),
    "log_gii": _("Logarithms of the values, spread from one to the highest, are taken."),
    "boxcox": _("A Box–Cox transformation is applied."),
}
SHORT = {
    "minmax": _("worst to best city"),
    "zscore": _("standard deviations"),
    "scale": _("fixed bounds, open"),
    "goalposts": _("fixed bounds"),
    "rank": _("places"),
    "percentile_rank": _("share of cities below"),
    "borda": _("number of cities below"),
    "distance_to_max": _("nearness to the best"),
    "distance_to_reference": _("nearness to a reference"),
    "distance_to_target": _("nearness to a target"),
    "fraction_of_max": _("share of the best"),
}


def shift(places: int) -> str:
    """Places won or lost, as a sign that the eye finds and the ear understands."""
    if places > 0:
        return gettext("up %(places)s") % {"places": figure(places)}
    return gettext("down %(places)s") % {"places": figure(-places)} if places < 0 else gettext("same")


def normalisation(edition: Edition) -> str:
    """How a value becomes points."""
    return str(NORMALISED[edition.method["normalise"]["method"]])


def has_bounds(edition: Edition) -> bool:
    """Are points given between bounds that stand in the method?"""
    return edition.method["normalise"]["method"] in ("goalposts", "scale")


def missing_values(edition: Edition) -> str:
    return str(IMPUTED[edition.method["impute"]["method"]])


def extremes(edition: Edition) -> str:
    return str(TREATED[edition.method["treat"]["method"]])


def aggregation(edition: Edition) -> str:
    """How points become scores, level by level where the levels differ."""
    how = edition.method["aggregate"]
    names = list(dict.fromkeys(how.get("by_level") or [how["method"]]))
    if len(names) == 1:
        return gettext("Each score is %(mean)s of the elements below it.") % {"mean": AGGREGATED[names[0]]}
    means = gettext(", then ").join(str(AGGREGATED[name]) for name in names)
    return gettext("From the indicators upwards, scores are: %(means)s.") % {"means": means}


def uncertainty(edition: Edition) -> list[str]:
    """What the draws vary, a sentence each."""
    varied: dict[str, Any] = edition.method["uncertainty"]
    said = []
    if varied["weights"] and varied["levels"]:
        shares = varied["weights"] if isinstance(varied["weights"], list) else [varied["weights"]]
        most = round(100 * max(shares))
        said.append(gettext("Weights change by up to %(share)d percent, each independently.") % {"share": most})
    if len(varied["normalise"]) > 1:
        ways = joined_clauses(SHORT[name] for name in varied["normalise"])
        said.append(gettext("Points are calculated in one of these ways: %(ways)s.") % {"ways": ways})
    if len(varied["aggregate"]) > 1:
        means = joined_clauses(AGGREGATED[name] for name in varied["aggregate"])
        said.append(gettext("Scores are combined by one of these methods: %(means)s.") % {"means": means})
    for step, words in (("impute", IMPUTED), ("treat", TREATED)):
        said += [str(words[way["method"]]) for way in varied.get(step) or ()]
    if varied["leave_out"]:
        said.append(gettext("One indicator or none is left out."))
    return said


def period(text: str) -> str:
    """A year, or a span of years with a dash."""
    return text.replace("/", "–")


def together(found: Correlation) -> str:
    """How closely two parts go together, in a sentence."""
    if found.pearson != found.pearson:
        return gettext("The relationship cannot be measured: too few cities have both, or all have the same value.")
    words = {
        "cities": figure(found.cities),
        "pearson": figure(found.pearson, 2),
        "spearman": figure(found.spearman, 2),
    }
    return (
        gettext("Over %(cities)s cities the correlation is %(pearson)s, that of the ranks %(spearman)s.") % words
        + " "
        + gettext("1 means that they rise together; 0 means no relationship.")
    )
