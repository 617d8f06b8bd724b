"""The fixed words of the printed report, in the language in force; where a page says the same, in the same words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wego.cityindex.models import Edition
from wego.core.formats import figure


def headings() -> dict[str, str]:
    """The chapters, by what the template calls them."""
    return {
        "glance": _("At a glance"),
        "reading": _("How to read this report"),
        "measured": _("What is measured, and why"),
        "ranking": _("Ranking"),
        "map": _("Ranked cities on the map"),
        "regions": _("Regions compared"),
        "pillars": _("Pillar by pillar"),
        "together": _("Relationships between parts"),
        "certainty": _("How certain a rank is"),
        "changes": _("What changed"),
        "members": _("Member cities"),
        "listed": _("Listed, not ranked"),
        "method": _("From score to rank"),
        "choices": _("Choices and their reasons"),
        "left_out": _("Left out, and why"),
        "cautions": _("Read this before you compare"),
        "sources": _("Sources and their terms"),
        "recompute": _("Compute it yourself"),
        "contents": _("Contents"),
    }


def labels() -> dict[str, str]:
    """Heads of columns and what stands beside the pictures."""
    return {
        "rank": _("Rank"),
        "city": _("City"),
        "interval": _("Interval of the rank"),
        "group": pgettext("of cities", "Group"),
        "member": _("member"),
        "region": _("Region"),
        "cities": _("Cities"),
        "median": _("Median"),
        "best": _("Best-ranked city"),
        "points": _("Points"),
        "indicator": _("Indicator"),
        "whose": _("Source area"),
        "worst": _("0 points at"),
        "best_bound": _("Full points at"),
        "better": _("Better is"),
        "weight": _("Weight in the overall score, %%") % {},
        "source": _("Source"),
        "first_cities": _("The first ten"),
        "best_here": _("Highest scores"),
        "all_cities": _("All ranked cities"),
        "gains": _("Gains most"),
        "loses": _("Loses most"),
        "nowhere": _("nowhere"),
        "own": _("the city’s"),
        "country": _("its country’s"),
        "publisher": _("Publisher"),
        "edition": _("Edition"),
        "address": _("Address"),
        "terms": _("Terms"),
        "file": _("File"),
        "bytes": _("Bytes"),
        "values": _("Values in all"),
        "own_values": _("Own values"),
        "of_points": _("Points of the overall score above or below the median city"),
        "land": _("Land: Natural Earth. Positions: GeoNames. No borders are drawn or implied."),
        "extremes": _("all simulations"),
        "nine": _("nine of ten simulations"),
        "tick": _("the rank"),
        "before": pgettext("an edition", "Before"),
        "moved": _("Moved"),
        "by_figures": _("by its figures"),
        "by_method": _("by the method"),
        "by_others": _("by other cities"),
        "score_before": _("Score before"),
        "score": _("Score"),
    }


def sentences(edition: Edition) -> dict[str, str]:
    """What explains a chapter or says what a picture shows."""
    draws = figure(edition.draws)
    return {
        "cover": _("Each bar is a city: its ranks in nine of ten simulations; the dot is its rank."),
        "strip": _(
            "The thick bar shows the ranks in 90%% of %(draws)s simulations, the thin line those in all; the "
            "tick is the rank. Cities with overlapping bars cannot be reliably distinguished."
        )
        % {"draws": draws},
        "groups": _(
            "Cities in the same group cannot be reliably ranked against each other: each comes out ahead in at "
            "least one simulation in twenty. Groups overlap."
        ),
        "first": _(
            "Look at the interval before the rank: the rank alone suggests more precision than the data support."
        ),
        "points": _("Points are what a city earns in an indicator; scores are made of points, and ranks of scores."),
        "colours": _("Each region has the same colour in every chart."),
        "missing": _("A dash means that no source has a figure."),
        "tree": _("The height of a block is its weight in the overall score; the numbers are percentages."),
        "regions": _(
            "Each dot is a ranked city; the vertical tick is the region’s median. Only cities with enough data "
            "are shown, not all cities of a region."
        ),
        "histogram": _(
            "The columns show how many ranked cities have that many points; the vertical line is the median city."
        ),
        "correlation": _("1 means that they rise together; 0 means no relationship."),
        "cause": _("A relationship between two parts does not mean that one causes the other."),
        "fan": _("Ranked cities in order from left to right; ranks in the simulations from top to bottom."),
        "slopes": _("Each line is a city; the best rank is at the top. Green lines rise, red lines fall."),
        "causes": _(
            "Places gained or lost have three causes: the city’s figures (its own and its country’s), the "
            "method, and the other cities. Each is changed before and after the others, in every order, and "
            "its effects are averaged; the three sum to the whole move."
        ),
        "members": _("All ranked members, in order of rank. The tick on a bar is the median city."),
        "no_members": _("No member is ranked in this edition."),
        "listed": _("Cities with too few figures to be ranked, with what is known and the reason."),
        "nobody_listed": _("Every city of this edition is ranked."),
        "ties": _("Cities whose scores are equal to twelve digits share the better rank."),
        "draws": _(
            "The index is computed %(draws)s times with other choices, selected at random with the seed "
            "%(seed)s. The interval covers the ranks in 90%% of these simulations, rounded outwards to whole "
            "ranks."
        )
        % {"draws": draws, "seed": figure(edition.seed)},
        "recompute": _(
            "Download the bundle of this edition, unpack it and run this command in its folder. It gives the "
            "scores, ranks and intervals of this report; change a weight in method.toml and compare."
        ),
        "digest": _("SHA-256 of figures and method:"),
        "bare": _("This report is based only on the edition’s own data."),
    }
