"""A method as data: the tree, and what each step does with it; read from the plain mapping of a method file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .aggregation import AGGREGATORS
from .faults import CompositeFaults, Fault
from .imputation import IMPUTERS
from .normalisation import NORMALISERS
from .options import Option, read_table
from .treatment import TREATERS
from .tree import Element, Tree

TABLES = ("element", "screen", "impute", "treat", "normalise", "aggregate", "uncertainty")


@dataclass(frozen=True)
class Step:
    """A method's name and its options, defaults filled in. Where the uncertainty draws among several methods of a
    step, the options of all of them stand here."""

    method: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Aggregation:
    """`by_level` names a method for each level from the indicators up; one name serves all levels."""

    by_level: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    min_share: float = 0.0

    def at(self, level: int) -> str:
        """The method that makes the scores of a level (2 and up)."""
        return self.by_level[0] if len(self.by_level) == 1 else self.by_level[level - 2]


@dataclass(frozen=True)
class Uncertainty:
    """What the draws vary: weights by up to the share `weights` at `levels`, methods among those named, and whether one
    indicator (or none) is left out."""

    weights: float
    levels: tuple[int, ...]
    normalise: tuple[str, ...] = ()
    aggregate: tuple[str, ...] = ()
    leave_out: bool = False


@dataclass(frozen=True)
class Method:
    """How an index is built. `Method.from_mapping` reads and checks the dictionary of a method file."""

    tree: Tree
    name: str = ""
    min_share: float = 0.0
    impute: Step = Step("none")
    treat: Step = Step("none")
    normalise: Step = Step("minmax", {"low": 0.0, "high": 100.0})
    aggregate: Aggregation = Aggregation(("arithmetic",))
    uncertainty: Uncertainty | None = None

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Method:
        """Read a method; raises CompositeFaults with the key path of everything that is wrong."""
        faults = [
            Fault(f"unknown key {key!r}", f"one of name, {', '.join(TABLES)}", (key,))
            for key in mapping
            if key not in ("name", *TABLES)
        ]
        name = mapping.get("name", "")
        if not isinstance(name, str):
            faults.append(Fault(f"{name!r} is not valid", "a text", ("name",)))
        tree = _tree(mapping.get("element", ()), faults)
        uncertainty = _uncertainty(mapping.get("uncertainty", {}), tree, faults)
        also_normalise = uncertainty.normalise if uncertainty else ()
        also_aggregate = uncertainty.aggregate if uncertainty else ()
        screen = read_table(mapping.get("screen", {}), {"min_share": _SHARE}, ("screen",), faults)
        impute = _step(mapping, "impute", {name: i.options for name, i in IMPUTERS.items()}, "none", (), faults)
        treat = _step(mapping, "treat", {name: t.options for name, t in TREATERS.items()}, "none", (), faults)
        normalise = _step(
            mapping, "normalise", {name: n.options for name, n in NORMALISERS.items()}, "minmax", also_normalise, faults
        )
        aggregate = _aggregation(mapping.get("aggregate", {}), tree, also_aggregate, faults)
        if tree is not None:
            faults += _wanted_faults(tree, {normalise.method, *also_normalise})
        if faults or tree is None:
            raise CompositeFaults(faults)
        return cls(tree, name, screen["min_share"], impute, treat, normalise, aggregate, uncertainty)

    def to_mapping(self) -> dict[str, Any]:
        """The method as run: a mapping that `from_mapping` reads back, every default spelled out."""
        aggregate: dict[str, Any] = {"method": self.aggregate.by_level[0]}
        if len(self.aggregate.by_level) > 1:
            aggregate = {"by_level": list(self.aggregate.by_level)}
        uncertainty = self.uncertainty or default_uncertainty(self.tree)
        return {
            "name": self.name,
            "element": [_element_mapping(self.tree, element) for element in self.tree.elements],
            "screen": {"min_share": self.min_share},
            "impute": {"method": self.impute.method, **self.impute.options},
            "treat": {"method": self.treat.method, **self.treat.options},
            "normalise": {"method": self.normalise.method, **self.normalise.options},
            "aggregate": {**aggregate, **self.aggregate.options, "min_share": self.aggregate.min_share},
            "uncertainty": {
                "weights": uncertainty.weights,
                "levels": list(uncertainty.levels),
                "normalise": list(uncertainty.normalise),
                "aggregate": list(uncertainty.aggregate),
                "leave_out": uncertainty.leave_out,
            },
        }


def default_uncertainty(tree: Tree) -> Uncertainty:
    """Weights by up to a quarter at every level above the indicators, the rest as given."""
    return Uncertainty(0.25, tuple(range(2, tree.height)))


_SHARE = Option(float, 0.0, low=0, high=1)
_ELEMENT = {
    "code": Option(str),
    "parent": Option(str, None),
    "weight": Option(float, 1.0),
    "direction": Option(int, 1),
    "from": Option(float, None),
    "to": Option(float, None),
    "factor": Option(float, None),
    "target": Option(float, None),
}
_FIELDS = {"from": "lower", "to": "upper"}


def _tree(tables: Any, faults: list[Fault]) -> Tree | None:
    if not isinstance(tables, (list, tuple)):
        faults.append(Fault("is not a list of tables", "one [[element]] for each", ("element",)))
        return None
    elements, before = [], len(faults)
    for position, table in enumerate(tables):
        read = read_table(table, _ELEMENT, ("element", position), faults)
        if "code" in read:
            elements.append(Element(**{_FIELDS.get(key, key): value for key, value in read.items()}))
    if len(faults) > before:
        return None
    try:
        return Tree(tuple(elements))
    except CompositeFaults as refused:
        faults += refused.faults
        return None


def _element_mapping(tree: Tree, element: Element) -> dict[str, Any]:
    given: dict[str, Any] = {"code": element.code, "parent": element.parent, "weight": element.weight}
    if element.code not in tree.children:
        given["direction"] = element.direction
    given |= {"from": element.lower, "to": element.upper, "factor": element.factor, "target": element.target}
    return {key: value for key, value in given.items() if value is not None}


def _step(
    mapping: Mapping[str, Any],
    table: str,
    known: Mapping[str, Mapping[str, Option]],
    default: str,
    also: tuple[str, ...],
    faults: list[Fault],
) -> Step:
    """Read one step's table: its method, and the options of that and of the other methods it is varied with."""
    given = mapping.get(table, {})
    if not isinstance(given, Mapping):
        faults.append(Fault("is not a table", f"[{table}] with method and its options", (table,)))
        return Step(default)
    method = given.get("method", default)
    if not isinstance(method, str) or method not in known:
        faults.append(Fault(f"unknown method {method!r}", f"one of {', '.join(known)}", (table, "method")))
        return Step(default)
    options = {key: option for name in (method, *also) for key, option in known[name].items()}
    rest = {key: value for key, value in given.items() if key != "method"}
    return Step(method, _read_options(rest, options, known, method, (table,), faults))


def _read_options(
    given: Mapping[str, Any],
    options: Mapping[str, Option],
    known: Mapping[str, Mapping[str, Option]],
    method: str,
    key: tuple[str],
    faults: list[Fault],
) -> dict[str, Any]:
    owners = {option: [name for name in known if option in known[name]] for option in given if option not in options}
    for option, names in owners.items():
        if names:
            faults.append(
                Fault(f"{option!r} belongs to {', '.join(names)}, not to {method}", "leave it out", (*key, option))
            )
    foreign = {option for option, names in owners.items() if names}
    return read_table({k: v for k, v in given.items() if k not in foreign}, options, key, faults)


def _aggregation(table: Any, tree: Tree | None, also: tuple[str, ...], faults: list[Fault]) -> Aggregation:
    key = ("aggregate",)
    if not isinstance(table, Mapping):
        faults.append(Fault("is not a table", "[aggregate] with method or by_level", key))
        return Aggregation(("arithmetic",))
    if "method" in table and "by_level" in table:
        faults.append(Fault("both method and by_level are given", "one of them", (*key, "by_level")))
    if "by_level" in table:
        by_level = _names(table["by_level"], AGGREGATORS, (*key, "by_level"), faults)
        if tree is not None and by_level and len(by_level) != tree.height - 1:
            said = f"names {len(by_level)} levels, the tree has {tree.height - 1} above the indicators"
            faults.append(Fault(said, "one method for each, from the indicators up", (*key, "by_level")))
    else:
        by_level = _names([table.get("method", "arithmetic")], AGGREGATORS, (*key, "method"), faults)
    by_level = by_level or ("arithmetic",)
    known = {name: aggregator.options for name, aggregator in AGGREGATORS.items()}
    options = {option: how for name in (*by_level, *also) for option, how in known[name].items()}
    rest = {name: value for name, value in table.items() if name not in ("method", "by_level")}
    read = _read_options(rest, {**options, "min_share": _SHARE}, known, ", ".join(by_level), key, faults)
    if read.get("p") == 0.0:
        faults.append(Fault("p is 0, where the power mean is the geometric one", 'method = "geometric"', (*key, "p")))
    return Aggregation(by_level, {k: v for k, v in read.items() if k != "min_share"}, read.get("min_share", 0.0))


def _uncertainty(table: Any, tree: Tree | None, faults: list[Fault]) -> Uncertainty | None:
    key = ("uncertainty",)
    if not isinstance(table, Mapping):
        faults.append(Fault("is not a table", "[uncertainty] with weights, levels …", key))
        return None
    if tree is None:
        return None
    default = default_uncertainty(tree)
    scalars = {"weights": Option(float, default.weights, low=0, high=1), "leave_out": Option(bool, False)}
    lists = {"levels", "normalise", "aggregate"}
    for name in table:
        if name not in scalars and name not in lists:
            known = ", ".join([*scalars, *sorted(lists)])
            faults.append(Fault(f"unknown key {name!r}", f"one of {known}", (*key, name)))
    read = read_table({name: table[name] for name in table if name in scalars}, scalars, key, faults)
    levels = table.get("levels", default.levels)
    allowed = range(1, tree.height)
    if not isinstance(levels, (list, tuple)) or any(type(n) is not int or n not in allowed for n in levels):
        said = f"{levels!r} is not valid"
        remedy = f"a list of levels from 1 (the indicators) to {tree.height - 1} (below the root)"
        faults.append(Fault(said, remedy, (*key, "levels")))
        levels = default.levels
    return Uncertainty(
        weights=read.get("weights", default.weights),
        levels=tuple(sorted(set(levels))),
        normalise=_names(table.get("normalise", []), NORMALISERS, (*key, "normalise"), faults),
        aggregate=_names(table.get("aggregate", []), AGGREGATORS, (*key, "aggregate"), faults),
        leave_out=read.get("leave_out", False),
    )


def _names(given: Any, known: Mapping[str, Any], key: tuple[str, ...], faults: list[Fault]) -> tuple[str, ...]:
    if not isinstance(given, (list, tuple)):
        faults.append(Fault(f"{given!r} is not valid", "a list of methods", key))
        return ()
    wrong = [name for name in given if not isinstance(name, str) or name not in known]
    faults += [Fault(f"unknown method {name!r}", f"one of {', '.join(known)}", key) for name in wrong]
    return () if wrong else tuple(given)


def _wanted_faults(tree: Tree, methods: set[str]) -> list[Fault]:
    wanted = {key for method in methods for key in NORMALISERS[method].wants}
    faults = []
    for position, element in enumerate(tree.elements):
        if element.code in tree.children:
            continue
        for key in sorted(wanted):
            if getattr(element, _FIELDS.get(key, key)) is None:
                users = sorted(method for method in methods if key in NORMALISERS[method].wants)
                said = f"{element.code!r} has no {key!r}, which {' and '.join(users)} wants"
                faults.append(Fault(said, "a number", ("element", position)))
    return faults
