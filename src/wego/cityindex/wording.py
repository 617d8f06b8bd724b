"""The engine's methods in the reader's words, for any edition and not only for the pilot."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Edition
from wego.cityindex.queries.rankings import Correlation
from wego.core.formats import figure

NORMALISED = {
    "minmax": _("Points run from the worst to the best city of the edition."),
    "zscore": _("Points say how many standard deviations a city lies from the mean of the edition."),
    "scale": _("Points run along the straight line between two fixed bounds, and beyond them."),
    "goalposts": _("Points run from 0 to 100 between two fixed bounds; beyond a bound nothing more is lost or earned."),
    "rank": _("Points are the place among the cities of the edition."),
    "percentile_rank": _("Points are the share of the other cities that lie below."),
    "borda": _("Points are the number of cities that lie below."),
    "distance_to_max": _("Points say how near a city comes to the best of the edition."),
    "distance_to_reference": _("Points say how near a city comes to a reference city."),
    "distance_to_target": _("Points say how near a city comes to a target."),
    "fraction_of_max": _("Points are the share of the best city’s value."),
}
AGGREGATED = {
    "arithmetic": _("a weighted arithmetic mean"),
    "geometric": _("a weighted geometric mean"),
    "harmonic": _("a weighted harmonic mean"),
    "power": _("a weighted power mean"),
    "median": _("the weighted median"),
    "copeland": _("Copeland’s rule: wins less losses against each other city"),
    "benefit_of_the_doubt": _("the mean with those weights that are best for the city itself"),
}
IMPUTED = {
    "none": _("A missing value stays missing; the others beside it carry its weight."),
    "mean": _("A missing value is replaced by the mean of the edition."),
    "median": _("A missing value is replaced by the median of the edition."),
    "group_mean": _("A missing value is replaced by the mean of its group."),
    "group_median": _("A missing value is replaced by the median of its group."),
    "row_mean": _("A missing value is replaced by what the city has on average beside it."),
    "row_median": _("A missing value is replaced by what the city has in the middle beside it."),
    "regression": _("A missing value is estimated from the other indicators."),
    "latest": _("A missing value is replaced by the city’s last one before."),
    "constant": _("A missing value is replaced by the city’s last one before, or the next after."),
    "linear": _("A missing value is taken from the straight line between the city’s years."),
}
TREATED = {
    "none": _("Extreme values stay as they are."),
    "winsorise": _("Extreme values are moved to the next one until the distribution is not too skewed."),
    "winsorise_then_log": _(
        "Extreme values are moved to the next one; where that is too little, logarithms are taken."
    ),
    "log": _("Logarithms of the values are taken."),
    "log_ct": _("Logarithms of the values, shifted to be positive, are taken."),
    "log_ct_orig": _("Logarithms of the values, shifted to start at one, are taken."),
    "log_ct_plus": _("Logarithms are taken from whichever side the values are skewed to."),
    "log_gii": _("Logarithms of the values, spread from one to the highest, are taken."),
    "boxcox": _("A Box–Cox transformation is taken."),
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
        return gettext("Each score is %(mean)s of what stands below it.") % {"mean": AGGREGATED[names[0]]}
    means = gettext(", then ").join(str(AGGREGATED[name]) for name in names)
    return gettext("From the indicators upwards, scores are: %(means)s.") % {"means": means}


def uncertainty(edition: Edition) -> list[str]:
    """What the draws vary, a sentence each."""
    varied: dict[str, Any] = edition.method["uncertainty"]
    said = []
    if varied["weights"] and varied["levels"]:
        shares = varied["weights"] if isinstance(varied["weights"], list) else [varied["weights"]]
        most = round(100 * max(shares))
        said.append(gettext("Weights change by up to %(share)d percent, each on its own.") % {"share": most})
    if len(varied["normalise"]) > 1:
        ways = "; ".join(str(SHORT[name]) for name in varied["normalise"])
        said.append(gettext("Points are given in one of these ways: %(ways)s.") % {"ways": ways})
    if len(varied["aggregate"]) > 1:
        means = "; ".join(str(AGGREGATED[name]) for name in varied["aggregate"])
        said.append(gettext("Scores are put together by one of these: %(means)s.") % {"means": means})
    for step, words in (("impute", IMPUTED), ("treat", TREATED)):
        said += [str(words[way["method"]]) for way in varied.get(step) or ()]
    if varied["leave_out"]:
        said.append(gettext("One indicator, or none, is left out."))
    return said


def period(text: str) -> str:
    """A year, or a span of years with a dash."""
    return text.replace("/", "–")


def together(found: Correlation) -> str:
    """How closely two parts go together, in a sentence."""
    if found.pearson != found.pearson:
        return gettext("Nothing can be said of how they go together: too few cities have both, or all have the same.")
    words = {
        "cities": figure(found.cities),
        "pearson": figure(found.pearson, 2),
        "spearman": figure(found.spearman, 2),
    }
    return (
        gettext("Over %(cities)s cities the correlation is %(pearson)s, that of the ranks %(spearman)s.") % words
        + " "
        + gettext("1 means that they rise together, 0 that they have nothing to do with each other.")
    )
