"""Values on one line: each a dot, the middle a tick, one or a few of them marked (no Django models).

The picture stretches to its column; the numbers always stand beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, HIGH, EDGE = 1000, 44, 12
SKEWED = 12.0  # how many times the middle the largest is, from where on the line goes by powers of ten


def is_skewed(values: Sequence[float], middle: float) -> bool:
    """Would most of the values stand in one heap on an even line? Only for values above zero."""
    return min(values) > 0 and middle > 0 and max(values) > SKEWED * middle


def value_strip(values: Sequence[float], *, middle: float, marked: Sequence[float] = (), group: str = "") -> SafeString:
    """The line with its dots; `group` is a class of the stylesheet (a region) that colours what is marked."""
    scale = log10 if is_skewed(values, middle) else float
    low, high = scale(min(values)), scale(max(values))
    span = (high - low) or 1.0

    def at(value: float) -> str:
        return f"{EDGE + (WIDE - 2 * EDGE) * (scale(value) - low) / span:.0f}"

    dots = format_html_join("", "M{} 22h0", ((at(value),) for value in values))
    marks = format_html_join("", "M{} 22h0", ((at(value),) for value in marked))
    return format_html(
        '<svg class="strip-of-values {}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="axis" d="M0 22H{}"/><path class="dots" d="{}"/><path class="middle" d="M{} 4v36"/>'
        '<path class="marked" d="{}"/></svg>',
        group, WIDE, HIGH, WIDE, dots, at(middle), marks,
    )  # fmt: skip
