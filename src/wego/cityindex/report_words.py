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
        "together": _("What goes together"),
        "certainty": _("How sure a rank is"),
        "changes": _("What moved"),
        "members": _("Member cities"),
        "listed": _("Listed, not ranked"),
        "method": _("How it becomes a rank"),
        "choices": _("Choices, and why they are so"),
        "left_out": _("Left out, and why"),
        "cautions": _("Read before you compare"),
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
        "whose": _("Whose figure"),
        "worst": _("0 points at"),
        "best_bound": _("Full points at"),
        "better": _("Better is"),
        "weight": _("Weight in the whole, %%") % {},
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
        "land": _("Land: Natural Earth. Positions: GeoNames. Borders are not drawn, and none is implied."),
        "extremes": _("all draws"),
        "nine": _("nine draws of ten"),
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
        "cover": _("Each bar is a city: the ranks that nine draws of ten give it, the dot its rank."),
        "strip": _(
            "The thick bar holds the ranks of nine draws of ten out of %(draws)s, the thin line those of all; "
            "the tick is the rank. Cities whose bars overlap are hardly told apart."
        )
        % {"draws": draws},
        "groups": _(
            "Cities of one group are not told apart: each is the better one in at least one draw of twenty. "
            "Groups overlap."
        ),
        "first": _("Read the interval first, then the rank: a rank alone says more than the figures know."),
        "points": _("Points are what a city earns in an indicator; scores are made of points, and ranks of scores."),
        "colours": _("A region has the same colour on every picture."),
        "missing": _("A dash stands where no source has a figure."),
        "tree": _("The height of a block is its weight in the whole; the numbers are per cent."),
        "regions": _(
            "Each dot is a ranked city; the upright tick is the region’s median. "
            "A region’s cities here are those of which enough is known, not all that it has."
        ),
        "histogram": _(
            "The columns say how many ranked cities have so many points; the upright line is the median city."
        ),
        "correlation": _("1 means that they rise together, 0 that they have nothing to do with each other."),
        "cause": _("That two parts go together does not say that one brings about the other."),
        "fan": _(
            "From left to right the ranked cities in their order; from top to bottom the ranks that the draws give."
        ),
        "slopes": _("Each line is a city; the best rank is on top. Green lines rise, red ones fall."),
        "causes": _(
            "Places won or lost are split three ways: by the city’s figures (its own and its country’s), by the "
            "method, and by what other cities did. Each of the three is changed before and after the others, in every "
            "order, and what it does is averaged; the three sum to the whole move."
        ),
        "members": _("Every ranked member, in the order of the ranking. The tick on a bar is the median city."),
        "no_members": _("No member is ranked in this edition."),
        "listed": _("Cities of which too little is known to rank them, with what is known and the reason."),
        "nobody_listed": _("Every city of this edition is ranked."),
        "ties": _("Scores equal to twelve digits share the better rank."),
        "draws": _(
            "The index is computed %(draws)s times with other choices, drawn at random with the seed %(seed)s. "
            "The interval of a rank holds nine draws of ten, rounded outwards to whole ranks."
        )
        % {"draws": draws, "seed": figure(edition.seed)},
        "recompute": _(
            "Take the bundle of this edition, unpack it and run this command in its folder. It gives the scores, "
            "ranks and intervals of this report; change a weight in method.toml and compare."
        ),
        "digest": _("SHA-256 of figures and method:"),
        "bare": _("Everything in this report is made from the edition’s own rows."),
    }
