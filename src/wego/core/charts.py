"""Charts: one Vega-Lite specification to SVG on the server, shown beside a table of the same numbers."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from math import ceil
from typing import Any

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

# One colour-blind-safe set; a region has the same colour wherever it stands.
REGION_COLOURS = {
    "africa": "#b0610a",
    "europe": "#2f5fb3",
    "middle-east": "#8a3b8f",
    "americas": "#1f7a63",
    "asia-pacific": "#a83252",
    "asia": "#a83252",
    "oceania": "#5b6b1c",
}
ACCENT = "#2f5fb3"
SERIES = ["#2f5fb3", "#b0610a", "#1f7a63", "#8a3b8f", "#a83252", "#5b6b1c"]

_MADE = 2  # raised when something else is made of the same drawing, so that what is kept is drawn again
_FONT = "Noto Sans SC, Noto Sans KR, Noto Sans CJK SC, sans-serif"
_HOUSE: dict[str, Any] = {
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "mark": {"color": ACCENT},
    "range": {"category": SERIES},
    "axis": {
        "domainColor": "#8a94a6",
        "tickColor": "#8a94a6",
        "gridColor": "#8a94a640",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "labelLimit": 220,
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "orient": "top"},
}


@dataclass(frozen=True)
class Chart:
    """A picture with its numbers: `rows` are cells as people read them, in the order of `columns`."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    svg: SafeString
    sentence: str = ""
    source: str = ""
    is_large: bool = False  # it carries its page

    @property
    def anchor(self) -> str:
        """A short name for the page's own links, the same for the same chart."""
        return "chart-" + hashlib.sha256(self.title.encode()).hexdigest()[:8]


def render_svg(spec: Mapping[str, Any]) -> SafeString:
    """The SVG of a Vega-Lite specification, in the house's style; drawn once per content and kept."""
    whole = {**spec, "config": {**_HOUSE, **spec.get("config", {})}}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=float)
    kept = caches["charts"]
    name = hashlib.sha256(f"{version('vl-convert-python')}\n{_MADE}\n{text}".encode()).hexdigest()
    svg = kept.get(name)
    if svg is None:
        import vl_convert  # most pages show no new chart

        svg = _embeddable(vl_convert.vegalite_to_svg(text))
        kept.set(name, svg, timeout=None)
    return mark_safe(svg)  # noqa: S308  drawn by our own renderer, which escapes the texts in a specification


def _embeddable(svg: str) -> str:
    """Fit to stand inside a page: width by the page, words in the page's own face and colour."""
    svg = re.sub(r"<\?xml[^>]*\?>", "", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r' style="[^"]*"', "", svg)
    svg = re.sub(r' font-family="[^"]*"', "", svg)
    return re.sub(r'viewBox="0 0 ([\d.]+) ', partial(_wider, _room(svg)), svg, count=1).strip()


_LABELS = re.compile(r'<text text-anchor="end"[^>]*>([^<]*)</text>')
_WIDER = 0.9  # units a letter: the page's face may be so much wider than the one that the chart was measured with


def _room(svg: str) -> int:
    """What names that end at an axis may need to the left of what was measured for them; figures need none."""
    return ceil(
        max((_WIDER * len(name) for name in _LABELS.findall(svg) if re.search(r"[^\d.,−–% -]", name)), default=0)
    )


def _wider(room: int, box: re.Match[str]) -> str:
    return f'viewBox="{-room if room else 0} 0 {float(box[1]) + room:g} '
