"""What moved since the edition before, as the printed report tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from wego.cityindex.models import Change, Edition
from wego.cityindex.queries.changes import changes_of, furthest, reshaped
from wego.cityindex.ranking_rows import changed_rows
from wego.core.formats import figure
from wego.core.punctuation import bracketed, joined, mark

NAMED = 5  # cities that rose or fell most, named in a sentence


def changes_data(edition: Edition) -> dict[str, Any] | None:
    """Sentences, the slopes between two axes (0 the best rank, 1 the last) and a row for each city; None where the
    edition follows none, or no city is in both."""
    changes = list(changes_of(edition)) if edition.follows is not None else []
    if not changes:
        return None
    assert edition.follows is not None
    last = max(edition.ranked_count, edition.follows.ranked_count)
    slopes = []
    for change in changes:
        assert change.before.rank is not None
        assert change.unit.rank is not None
        way = (change.places > 0) - (change.places < 0)
        ends = ((rank - 0.5) / last for rank in (change.before.rank, change.unit.rank))
        slopes.append([*ends, way])
    return {
        "before": edition.follows.year,
        "now": edition.year,
        "told": _told(edition, changes),
        "slopes": slopes,
        "rows": [
            [row.rank, row.name, row.country, row.rank_before, row.moved, *row.causes, row.score_before, row.score]
            for row in changed_rows(edition, changes)
        ],
    }


def _told(edition: Edition, changes: Sequence[Change]) -> list[str]:
    assert edition.follows is not None
    clear = sum(change.is_clear for change in changes)
    said = [
        _("Compared with %(name)s.") % {"name": edition.follows.name},
        _("Cities in both editions: %(both)s. Moves larger than both intervals: %(clear)s.")
        % {"both": figure(len(changes)), "clear": figure(clear)},
    ]
    shape = reshaped(edition)
    for words, indicators in (
        (_("New in the method:"), shape.added),
        (_("No longer in the method:"), shape.dropped),
    ):
        if indicators:
            said.append(f"{words} {', '.join(one.name for one in indicators)}.")
    for words, cities in zip((_("Biggest gains:"), _("Biggest losses:")), furthest(changes, NAMED), strict=True):
        if cities:
            moves = (bracketed(one.unit.name, f"{figure(one.before.rank)} → {figure(one.unit.rank)}") for one in cities)
            said.append(f"{words} {joined(moves)}{mark('.').strip()}")
    return said
