"""Two editions of the member list compared: kept, left, joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wego.members.models import Edition
from wego.members.queries.comparison import EditionComparison, RegionChange, compare
from wego.members.queries.directory import Register


@dataclass(frozen=True)
class Bar:
    """A region's bar: kept, joined and left one after the other, in hundredths of the longest bar."""

    change: RegionChange
    kept: float
    joined: float
    left: float

    @property
    def joined_from(self) -> float:
        return self.kept

    @property
    def left_from(self) -> float:
        return self.kept + self.joined


def comparison(request: HttpRequest, earlier: str, later: str) -> HttpResponse:
    """Who stayed, who left and who joined between two editions, counted from their rows."""
    register = Register()
    first, second = register.edition(earlier), register.edition(later)
    if first is None or second is None:
        raise Http404
    governments, others = compare(first, second, register)
    context: dict[str, Any] = {
        "earlier": first,
        "later": second,
        "governments": governments,
        "others": others,
        "bars": _bars(governments),
        "groups": [(title, rows) for title, rows in _groups(governments, first, second) if rows],
        "other_pairs": _other_pairs(register.editions, first, second),
    }
    return render(request, "members/comparison.html", context)


def _bars(governments: EditionComparison) -> list[Bar]:
    whole = governments.largest or 1
    return [
        Bar(change, *(100 * len(group) / whole for group in (change.kept, change.joined, change.left)))
        for change in governments.regions
    ]


def _groups(
    governments: EditionComparison, first: Edition, second: Edition
) -> list[tuple[str, Sequence[tuple[Any, Any]]]]:
    def by_region(name: str) -> list[tuple[Any, Any]]:
        return [(change.region, getattr(change, name)) for change in governments.regions if getattr(change, name)]

    return [
        (_("Left after %(edition)s") % {"edition": first.code}, by_region("left")),
        (_("Joined by %(edition)s") % {"edition": second.code}, by_region("joined")),
        (_("Kept from %(edition)s") % {"edition": first.code}, by_region("kept")),
    ]


def _other_pairs(editions: Sequence[Edition], first: Edition, second: Edition) -> list[tuple[Edition, Edition]]:
    pairs = [(a, b) for number, a in enumerate(editions) for b in editions[number + 1 :]]
    return [pair for pair in pairs if pair != (first, second)]
