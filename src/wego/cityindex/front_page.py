"""What the index says on the front page: editions that came out, and how sure the first places are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.cityindex.models import Edition
from wego.core.formats import figure
from wego.core.front_page import Finding, NewsItem


def _out() -> list[Edition]:
    return list(Edition.objects.exclude(status=Edition.Status.DRAFT).order_by("-figures_of", "-compiled_on")[:3])


def findings() -> Iterator[Finding]:
    """How far a rank of the newest edition can be trusted; two queries."""
    edition = next(iter(_out()), None)
    first = edition.units.ranked().named().order_by("rank", "slug").first() if edition else None
    if edition is None or first is None:
        return
    low, high = first.interval
    words = {
        "city": first.name,
        "edition": edition.name,
        "low": figure(low),
        "high": figure(high),
        "number": figure(edition.ranked_count),
        "draws": figure(edition.draws),
        "width": figure(edition.counts.get("interval_width"), 0),
    }
    yield Finding(
        title=_("No rank is exact: half of all intervals span %(width)s places or more") % words,
        text=_(
            "%(city)s is first of %(number)s in %(edition)s. When the index was computed %(draws)s times with "
            "other reasonable choices, it was between rank %(low)s and %(high)s nine times out of ten."
        )
        % words,
        url=reverse("cityindex:ranking", args=[edition.code]),
        more=_("View all ranks with their intervals"),
        source=edition.name,
    )


def news(today: date) -> Iterator[NewsItem]:
    """Editions that are out, on the day on which they were compiled."""
    for edition in _out():
        yield NewsItem(
            edition.compiled_on,
            edition.name,
            reverse("cityindex:ranking", args=[edition.code]),
            _("%(number)s cities ranked, each with its interval and every value behind it.")
            % {"number": figure(edition.ranked_count)},
        )
