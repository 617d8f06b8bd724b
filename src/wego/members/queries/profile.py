"""The whole record of one member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from wego.core.texts import Text
from wego.members.models import EditionEntry, Organisation, Standing
from wego.members.queries.visibility import organisations_visible_to


@dataclass(frozen=True)
class History:
    """The periods of standing and the rows of editions of one organisation, oldest first."""

    standings: Sequence[Standing]
    entries: Sequence[EditionEntry]

    @property
    def periods(self) -> list[tuple[Standing, bool]]:
        """Each period, and whether its last day is known: it is as well known as the first day of the next."""
        following = [*self.standings[1:], None][: len(self.standings)]
        return [(s, after is None or after.is_start_exact) for s, after in zip(self.standings, following, strict=True)]

    @property
    def documents(self) -> dict[str, str]:
        """The documents behind them, with their titles."""
        return {code: Text(title) for entry in self.entries for code, title in entry.edition.document_titles.items()}

    def in_force(self, day: date) -> Standing | None:
        held = [s for s in self.standings if s.starts_on <= day and (s.ends_on is None or s.ends_on > day)]
        return held[-1] if held else None


def profiles_visible_to(user: Any) -> QuerySet[Organisation]:
    """Organisations with what a profile's head shows."""
    return (
        organisations_visible_to(user)
        .select_related("place", "region")
        .annotate(shown_region_id=F("region_id"), shown_standing=F("standing"))
    )


def history_of(organisation: Organisation) -> History:
    """Two queries."""
    entries = organisation.entries.select_related("edition", "region").order_by("edition__as_of")
    return History(list(organisation.standings.order_by("starts_on")), list(entries))
