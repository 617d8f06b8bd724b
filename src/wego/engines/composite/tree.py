"""The structure of an index: indicators and aggregates, who belongs to whom and with what weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wego.engines.messages import message

from .arrays import Array
from .faults import CompositeFaults, IndexFault

RESERVED = ("unit", "rank")  # columns of results beside the elements' own


@dataclass(frozen=True)
class TreeElement:
    """An indicator or an aggregate. `lower`, `upper`, `factor`, `target` serve the methods that want them and belong to
    the raw indicator: they flip with its direction. An indicator with a `denominator` (a column of the data) is divided
    by it and multiplied by `per` before anything else."""

    code: str
    parent: str | None = None
    weight: float = 1.0
    direction: int = 1
    lower: float | None = None
    upper: float | None = None
    factor: float | None = None
    target: float | None = None
    denominator: str | None = None
    per: float | None = None


@dataclass(frozen=True)
class Tree:
    """Elements as a tree: exactly one root, no orphan, no cycle, weights from 0 up and not all 0 among siblings.

    The indicators are the elements without children. Raises CompositeFaults with the key path of each element at fault.
    """

    elements: tuple[TreeElement, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", tuple(self.elements))
        faults = _faults(self.elements)
        if faults:
            raise CompositeFaults(faults)

    @cached_property
    def children(self) -> dict[str, tuple[int, ...]]:
        """Positions of each aggregate's children, in the order of the elements."""
        found: dict[str, list[int]] = {}
        for position, element in enumerate(self.elements):
            if element.parent is not None:
                found.setdefault(element.parent, []).append(position)
        return {code: tuple(positions) for code, positions in found.items()}

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of each element by its code."""
        return {element.code: position for position, element in enumerate(self.elements)}

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """Level of each element: 1 for an indicator, else one above its highest child."""
        known = dict.fromkeys(self.position, 1)
        for code in self.indicators:
            height, parent = 1, self.elements[self.position[code]].parent
            while parent is not None and known[parent] <= height:
                height += 1
                known[parent] = height
                parent = self.elements[self.position[parent]].parent
        return tuple(known[element.code] for element in self.elements)

    @property
    def height(self) -> int:
        """Level of the root."""
        return max(self.levels)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators, in the order of the elements."""
        return tuple(element.code for element in self.elements if element.code not in self.children)

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """Codes of the aggregates, root first, then level by level downwards, each in the order of the elements."""
        order = sorted(range(len(self.elements)), key=lambda position: -self.levels[position])
        return tuple(self.elements[p].code for p in order if self.elements[p].code in self.children)

    @cached_property
    def upwards(self) -> tuple[str, ...]:
        """Codes of the aggregates, every child before its parent, each level in the order of the elements."""
        order = sorted(range(len(self.elements)), key=lambda position: self.levels[position])
        return tuple(self.elements[p].code for p in order if self.elements[p].code in self.children)

    @cached_property
    def weights(self) -> Array:
        """Weights as given; (elements,)."""
        return np.array([element.weight for element in self.elements])

    @cached_property
    def effective_weights(self) -> Array:
        """Product of the weights, each divided by its siblings' sum, up to the root; (elements,). The root has 1."""
        effective = np.ones(len(self.elements))
        for code in self.aggregates:
            below = list(self.children[code])
            shares = self.weights[below] / self.weights[below].sum()
            effective[below] = shares * effective[self.position[code]]
        return effective


def _faults(elements: Sequence[TreeElement]) -> list[IndexFault]:
    if not elements:
        return [IndexFault(message("no_element"), message("elements"), ("element",))]
    naming = [*_naming_faults(elements)]
    if naming:  # who is whose child cannot be said yet
        return [*naming, *_root_faults(elements)]
    return [
        *_root_faults(elements),
        *_cycle_faults(elements),
        *_weight_faults(elements),
        *_indicator_faults(elements),
    ]


def _naming_faults(elements: Sequence[TreeElement]) -> Iterable[IndexFault]:
    times = Counter(element.code for element in elements)
    seen = set()
    for position, element in enumerate(elements):
        place = ("element", position, "code")
        if element.code in seen:
            said = message("code_repeated", code=element.code, count=times[element.code])
            yield IndexFault(said, message("codes_once"), place)
        seen.add(element.code)
        if not element.code or element.code != element.code.strip():
            yield IndexFault(message("code_blank", code=element.code), message("plain_code"), place)
        elif element.code in RESERVED or element.code.startswith("group:"):
            yield IndexFault(message("code_reserved", code=element.code), message("another_code"), place)
        if element.parent is not None and element.parent not in times:
            said = message("orphan", code=element.parent)
            yield IndexFault(said, message("code_of_element"), ("element", position, "parent"))


def _root_faults(elements: Sequence[TreeElement]) -> Iterable[IndexFault]:
    roots = [(position, element.code) for position, element in enumerate(elements) if element.parent is None]
    if not roots:
        yield IndexFault(message("no_root"), message("one_root"), ("element",))
    for position, code in roots[1:]:
        yield IndexFault(
            message("second_root", code=code, other=roots[0][1]), message("a_parent"), ("element", position)
        )
    if len(elements) == 1 and roots:
        yield IndexFault(message("no_indicator", code=elements[0].code), message("an_indicator"), ("element",))


def _cycle_faults(elements: Sequence[TreeElement]) -> Iterable[IndexFault]:
    position = {element.code: place for place, element in enumerate(elements)}
    safe: set[str] = set()
    for start in elements:
        path: dict[str, None] = {}
        code: str | None = start.code
        while code is not None and code not in safe and code not in path:
            path[code] = None
            code = elements[position[code]].parent
        if code is not None and code in path:
            loop = list(path)[list(path).index(code) :]
            said = message("cycle", codes=" → ".join([*loop, code]))
            yield IndexFault(said, message("parents_to_root"), ("element", position[code], "parent"))
        safe.update(path)


def _weight_faults(elements: Sequence[TreeElement]) -> Iterable[IndexFault]:
    sums: dict[str, float] = {}
    for position, element in enumerate(elements):
        if not 0.0 <= element.weight < float("inf"):
            said = message("weight_wrong", code=element.code, value=element.weight)
            yield IndexFault(said, message("finite_from_0"), ("element", position, "weight"))
        elif element.parent is not None:
            sums[element.parent] = sums.get(element.parent, 0.0) + element.weight
    for position, element in enumerate(elements):
        if sums.get(element.code) == 0.0:
            said = message("weights_zero", code=element.code)
            yield IndexFault(said, message("one_above_0"), ("element", position))


def _indicator_faults(elements: Sequence[TreeElement]) -> Iterable[IndexFault]:
    aggregates = {element.parent for element in elements}
    for position, element in enumerate(elements):
        if element.direction not in (1, -1):
            said = message("direction_wrong", code=element.code, value=element.direction)
            yield IndexFault(said, message("plus_or_minus"), ("element", position, "direction"))
        if element.code in aggregates and element.direction != 1:
            said = message("direction_of_aggregate", code=element.code)
            yield IndexFault(said, message("directions_of_indicators"), ("element", position, "direction"))
        for key, given in (
            ("from", element.lower),
            ("to", element.upper),
            ("factor", element.factor),
            ("target", element.target),
            ("denominator", element.denominator),
            ("per", element.per),
        ):
            if element.code in aggregates and given is not None:
                said = message("key_of_aggregate", code=element.code, key=key)
                yield IndexFault(said, message("indicators_only"), ("element", position, key))
        if element.per is not None and element.denominator is None:
            yield IndexFault(message("per_alone", code=element.code), message("divisor"), ("element", position, "per"))
        if element.denominator == element.code:
            said = message("divided_by_itself", code=element.code)
            yield IndexFault(said, message("another_column"), ("element", position, "denominator"))
