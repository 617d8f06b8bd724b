"""What moved between an edition and the one that it follows, kept beside its cities."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from wego.cityindex.models import Change, Edition, Score, Unit, Value
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    from wego.cli import index_inputs
    from wego.engines import composite
else:
    index_inputs, composite = lazy_import("wego.cli.index_inputs"), lazy_import("wego.engines.composite")


def write_changes(edition: Edition) -> None:
    """Keep the changes of an edition's cities; none where it follows no other.

    They come out of what the two editions keep to the byte, so a second run gives the same.
    """
    Change.objects.filter(unit__edition=edition).delete()
    if edition.follows is None:
        return
    before = _ranked(edition.follows)
    now = _ranked(edition)
    change = composite.change(_built(edition.follows), _built(edition))
    figures = _figures(edition.follows)
    Change.objects.bulk_create(
        Change(
            unit=now[slug],
            before=before[slug],
            score_before=score,
            figures=figures.get(before[slug].pk, {}),
            **dict(zip(("places_figures", "places_method", "places_peers"), map(_number, places), strict=True)),
            **dict(zip(("points_figures", "points_method"), map(_number, points), strict=True)),
        )
        for slug, score, places, points in zip(
            change.units,
            change.score_before.tolist(),
            change.places.tolist(),
            change.points.tolist(),
            strict=True,
        )
        if slug in now and slug in before
    )


def _ranked(edition: Edition) -> dict[str, Unit]:
    """The cities that the public pages rank: one that was withdrawn is not told of."""
    return {unit.slug: unit for unit in edition.units.ranked()}


def _built(edition: Edition) -> composite.Result:
    """The index as its files make it."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("method.toml", "data.csv")]
        for path in paths:
            path.write_text(edition.files.get(name=path.name).text, encoding="utf-8", newline="")
        inputs = index_inputs.read_inputs(*paths)
    return composite.build(inputs.panel, inputs.method)


def _figures(edition: Edition) -> dict[int, dict[str, list[str | float | None]]]:
    """Of each city, by its key and the indicator: the value, its period, and what it added to the overall score."""
    values = Value.objects.filter(unit__edition=edition, unit__rank__isnull=False)
    points = {
        (unit, element): added
        for unit, element, added in Score.objects.filter(unit__edition=edition).values_list(
            "unit_id", "element_id", "points"
        )
    }
    found: dict[int, dict[str, list[str | float | None]]] = {}
    for value in values.select_related("element"):
        added = points.get((value.unit_id, value.element_id))
        found.setdefault(value.unit_id, {})[value.element.code] = [str(value), value.period, added]
    return found


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
