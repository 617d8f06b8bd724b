"""A method as the mapping of a method file, so that it can be read back and run again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .method import Method
from .settings import GIVEN, TOGETHER, MethodStep, default_uncertainty
from .tree import TreeElement


def method_mapping(method: Method) -> dict[str, Any]:
    """A mapping that reads back as the same method. Defaults are spelled out; tables that say nothing are left out."""
    aggregate: dict[str, Any] = {"method": method.aggregate.by_level[0]}
    if len(method.aggregate.by_level) > 1:
        aggregate = {"by_level": list(method.aggregate.by_level)}
    screen = {"min_share": method.min_share}
    if method.min_nonzero > 0.0:
        screen["min_nonzero"] = method.min_nonzero
    mapping = {
        "name": method.name,
        "element": [_element(method, element) for element in method.tree.elements],
        "screen": screen,
        "impute": _step(method.impute),
        "treat": _step(method.treat),
        "normalise": _step(method.normalise),
        "aggregate": {**aggregate, **method.aggregate.options, "min_share": method.aggregate.min_share},
        "uncertainty": _uncertainty(method),
    }
    if method.weighting != GIVEN:
        mapping["weights"] = _step(method.weighting)
    if method.years != TOGETHER:
        mapping["years"] = {"treat": method.years.treat, "normalise": method.years.normalise}
    return mapping


def _step(step: MethodStep) -> dict[str, Any]:
    given = {name: _plain(value) for name, value in step.options.items() if value is not None}
    return {"method": step.method, **given}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _element(method: Method, element: TreeElement) -> dict[str, Any]:
    given: dict[str, Any] = {"code": element.code, "parent": element.parent, "weight": element.weight}
    if element.code not in method.tree.children:
        given["direction"] = element.direction
    given |= {"from": element.lower, "to": element.upper, "factor": element.factor, "target": element.target}
    given |= {"denominator": element.denominator, "per": element.per}
    own: tuple[tuple[str, Mapping[str, MethodStep]], ...] = (
        ("treat", method.treat_of),
        ("normalise", method.normalise_of),
        ("aggregate", method.aggregate.by_element),
    )
    given |= {table: _step(steps[element.code]) for table, steps in own if element.code in steps}
    return {key: value for key, value in given.items() if value is not None}


def _uncertainty(method: Method) -> dict[str, Any]:
    uncertainty = method.uncertainty or default_uncertainty(method.tree)
    given = {
        "weights": _plain(uncertainty.weights),
        "levels": list(uncertainty.levels),
        "normalise": list(uncertainty.normalise),
        "aggregate": list(uncertainty.aggregate),
        "leave_out": uncertainty.leave_out,
    }
    for table, steps in (("impute", uncertainty.impute), ("treat", uncertainty.treat)):
        if steps:
            given[table] = [_step(step) for step in steps]
    return given
