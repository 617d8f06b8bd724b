"""The strip on which the interval of a rank is drawn, on one axis for all cities of an edition."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from wego.cityindex.models import Unit

# The strip is this wide in its own units; it stretches to its column.
STRIP = 1000


def interval_bar(unit: Unit, ranked: int) -> SafeString:
    """The strip of a unit's rank among `ranked` places: extremes thin, nine draws of ten thick, the rank a tick.

    Written here and not in a template: a long ranking has one for every row. The numbers always stand beside it.
    """

    def at(rank: float | None) -> str:
        return f"{STRIP * ((rank or 1) - 0.5) / ranked:.0f}"

    rank = at(unit.rank)
    return format_html(
        '<svg class="interval {}" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">'
        '<line class="extremes" x1="{}" x2="{}" y1="8" y2="8"/>'
        '<line class="nine-of-ten" x1="{}" x2="{}" y1="8" y2="8"/>'
        '<line class="tick" x1="{}" x2="{}" y1="0" y2="16"/></svg>',
        unit.region.code, at(unit.rank_low), at(unit.rank_high), at(unit.rank_q5), at(unit.rank_q95), rank, rank,
    )  # fmt: skip


def axis_of(ranked: int) -> list[int]:
    """The ranks written at the head of the strips: the first, the middle, the last."""
    return [1, (1 + ranked) // 2, ranked] if ranked > 2 else list(range(1, ranked + 1))
