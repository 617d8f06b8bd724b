"""Reading a method file's mapping: every table by its options, every fault with its key path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wego.engines.messages import AllOf, message

from .aggregation import AGGREGATORS
from .faults import CompositeFaults, IndexFault, Key
from .imputation import IMPUTERS
from .normalisation import NORMALISERS
from .options import MethodOption, read_table
from .settings import POOLED, YEARLY, Aggregation, MethodStep, Uncertainty, Years, default_uncertainty
from .treatment import TREATERS
from .tree import Tree, TreeElement
from .weighting import WEIGHTINGS

TABLES = ("element", "screen", "impute", "treat", "normalise", "weights", "aggregate", "uncertainty", "years")
OWN = ("treat", "normalise", "aggregate")  # tables that an element may have for itself

_SHARE = MethodOption(float, 0.0, low=0, high=1)
_SCREEN = {"min_share": _SHARE, "min_nonzero": _SHARE}
_SCALING = (YEARLY, POOLED)
_YEARS = {
    "treat": MethodOption(str, YEARLY, choices=_SCALING),
    "normalise": MethodOption(str, POOLED, choices=_SCALING),
}
_ELEMENT = {
    "code": MethodOption(str),
    "parent": MethodOption(str, None),
    "weight": MethodOption(float, 1.0),
    "direction": MethodOption(int, 1),
    "from": MethodOption(float, None),
    "to": MethodOption(float, None),
    "factor": MethodOption(float, None),
    "target": MethodOption(float, None),
    "denominator": MethodOption(str, None),
    "per": MethodOption(float, None, above=0),
}
_FIELDS = {"from": "lower", "to": "upper"}

Known = Mapping[str, Mapping[str, MethodOption]]
_IMPUTE: Known = {name: imputer.options for name, imputer in IMPUTERS.items()}
_TREAT: Known = {name: treater.options for name, treater in TREATERS.items()}
_NORMALISE: Known = {name: normaliser.options for name, normaliser in NORMALISERS.items()}
_AGGREGATE: Known = {name: aggregator.options for name, aggregator in AGGREGATORS.items()}


def read_fields(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields of a Method; raises CompositeFaults with the key path of everything that is wrong."""
    faults = [
        IndexFault(message("unknown_key", name=repr(key)), message("one_of", names=("name", *TABLES)), (key,))
        for key in mapping
        if key not in ("name", *TABLES)
    ]
    name = mapping.get("name", "")
    if not isinstance(name, str):
        faults.append(IndexFault(message("not_valid", value=repr(name)), message("text"), ("name",)))
    own: dict[str, dict[str, MethodStep]] = {table: {} for table in OWN}
    tree = _tree(mapping.get("element", ()), own, faults)
    screen = read_table(mapping.get("screen", {}), _SCREEN, ("screen",), faults)
    impute = _step(mapping.get("impute", {}), ("impute",), _IMPUTE, "none", (), faults)
    treat = _step(mapping.get("treat", {}), ("treat",), _TREAT, "none", (), faults)
    uncertainty = _uncertainty(mapping.get("uncertainty", {}), tree, {"impute": impute, "treat": treat}, faults)
    also_normalise = uncertainty.normalise if uncertainty else ()
    also_aggregate = uncertainty.aggregate if uncertainty else ()
    normalise = _step(mapping.get("normalise", {}), ("normalise",), _NORMALISE, "minmax", also_normalise, faults)
    aggregate = _aggregation(mapping.get("aggregate", {}), tree, also_aggregate, own["aggregate"], faults)
    years = read_table(mapping.get("years", {}), _YEARS, ("years",), faults)
    weighting = _weighting(mapping.get("weights", {}), tree, faults)
    if tree is not None:
        faults += _wanted_faults(tree, {normalise.method, *also_normalise}, own["normalise"])
        faults += _own_faults(tree, own)
    if faults or tree is None:
        raise CompositeFaults(faults)
    return {
        "tree": tree,
        "name": name,
        **screen,
        "impute": impute,
        "treat": treat,
        "treat_of": own["treat"],
        "normalise": normalise,
        "normalise_of": own["normalise"],
        "weighting": weighting,
        "aggregate": aggregate,
        "uncertainty": uncertainty,
        "years": Years(**years),
    }


def _tree(tables: Any, own: dict[str, dict[str, MethodStep]], faults: list[IndexFault]) -> Tree | None:
    if not isinstance(tables, (list, tuple)):
        faults.append(IndexFault(message("not_tables"), message("element_each"), ("element",)))
        return None
    elements, before = [], len(faults)
    known = {"treat": (_TREAT, "none"), "normalise": (_NORMALISE, "minmax"), "aggregate": (_AGGREGATE, "arithmetic")}
    for position, table in enumerate(tables):
        plain = {key: value for key, value in table.items() if key not in OWN} if isinstance(table, Mapping) else table
        read = read_table(plain, _ELEMENT, ("element", position), faults)
        if "code" not in read:
            continue
        elements.append(TreeElement(**{_FIELDS.get(key, key): value for key, value in read.items()}))
        for step in OWN:
            if step in table:
                given = {"method": table[step]} if isinstance(table[step], str) else table[step]
                key = ("element", position, step)
                own[step][read["code"]] = _step(given, key, known[step][0], known[step][1], (), faults)
    if len(faults) > before:
        return None
    try:
        return Tree(tuple(elements))
    except CompositeFaults as refused:
        faults += refused.faults
        return None


def _step(
    table: Any, key: Key, known: Known, default: str, also: tuple[str, ...], faults: list[IndexFault]
) -> MethodStep:
    """Read one step's table: its method, and the options of that and of the other methods it is varied with."""
    if not isinstance(table, Mapping):
        faults.append(IndexFault(message("not_a_table"), message("table_of_step", name=str(key[-1])), key))
        return MethodStep(default)
    method = table.get("method", default)
    if not isinstance(method, str) or method not in known:
        faults.append(_unknown(method, known, (*key, "method")))
        return MethodStep(default)
    options = {name: option for each in (method, *also) for name, option in known[each].items()}
    rest = {name: value for name, value in table.items() if name != "method"}
    return MethodStep(method, _read_options(rest, options, known, method, key, faults))


def _read_options(
    given: Mapping[str, Any],
    options: Mapping[str, MethodOption],
    known: Known,
    method: str,
    key: Key,
    faults: list[IndexFault],
) -> dict[str, Any]:
    owners = {option: [name for name in known if option in known[name]] for option in given if option not in options}
    for option, names in owners.items():
        if names:
            said = message("option_of_others", option=option, methods=tuple(names), method=method)
            faults.append(IndexFault(said, message("leave_out"), (*key, option)))
    foreign = {option for option, names in owners.items() if names}
    return read_table({k: v for k, v in given.items() if k not in foreign}, options, key, faults)


def _aggregation(
    table: Any, tree: Tree | None, also: tuple[str, ...], own: Mapping[str, MethodStep], faults: list[IndexFault]
) -> Aggregation:
    key = ("aggregate",)
    if not isinstance(table, Mapping):
        faults.append(IndexFault(message("not_a_table"), message("table_of_aggregate"), key))
        return Aggregation(("arithmetic",))
    if "method" in table and "by_level" in table:
        faults.append(IndexFault(message("method_and_levels"), message("one_of_both"), (*key, "by_level")))
    if "by_level" in table:
        by_level = _names(table["by_level"], AGGREGATORS, (*key, "by_level"), faults)
        named = isinstance(table["by_level"], (list, tuple)) and len(by_level) == len(table["by_level"])
        if tree is not None and named and len(by_level) != tree.height - 1:
            said = message("levels_count", count=len(by_level), levels=tree.height - 1)
            faults.append(IndexFault(said, message("method_for_each_level"), (*key, "by_level")))
    else:
        by_level = _names([table.get("method", "arithmetic")], AGGREGATORS, (*key, "method"), faults)
    by_level = by_level or ("arithmetic",)
    options = {option: how for name in (*by_level, *also) for option, how in _AGGREGATE[name].items()}
    rest = {name: value for name, value in table.items() if name not in ("method", "by_level")}
    read = _read_options(rest, {**options, "min_share": _SHARE}, _AGGREGATE, ", ".join(by_level), key, faults)
    steps: list[tuple[Key, Mapping[str, Any]]] = [(key, read)]
    if tree is not None:
        steps += [(("element", tree.position[code], "aggregate"), step.options) for code, step in own.items()]
    for place, given in steps:
        if given.get("p") == 0.0:
            faults.append(IndexFault(message("p_zero"), message("geometric"), (*place, "p")))
    rest = {name: value for name, value in read.items() if name != "min_share"}
    return Aggregation(by_level, rest, read.get("min_share", 0.0), own)


def _uncertainty(
    table: Any, tree: Tree | None, steps: Mapping[str, MethodStep], faults: list[IndexFault]
) -> Uncertainty | None:
    key = ("uncertainty",)
    if not isinstance(table, Mapping):
        faults.append(IndexFault(message("not_a_table"), message("table_of_uncertainty"), key))
        return None
    if tree is None:
        return None
    lists = ("levels", "impute", "treat", "normalise", "aggregate")
    for name in table:
        if name not in ("weights", "leave_out", *lists):
            advice = message("one_of", names=("weights", "leave_out", *lists))
            faults.append(IndexFault(message("unknown_key", name=repr(name)), advice, (*key, name)))
    flags = {name: table[name] for name in table if name == "leave_out"}
    read = read_table(flags, {"leave_out": MethodOption(bool, False)}, key, faults)
    levels, weights = _noise(table, tree, faults)
    return Uncertainty(
        weights=weights,
        levels=levels,
        normalise=_names(table.get("normalise", []), NORMALISERS, (*key, "normalise"), faults),
        aggregate=_names(table.get("aggregate", []), AGGREGATORS, (*key, "aggregate"), faults),
        leave_out=read.get("leave_out", False),
        impute=_variants(table.get("impute", []), steps["impute"], _IMPUTE, (*key, "impute"), faults),
        treat=_variants(table.get("treat", []), steps["treat"], _TREAT, (*key, "treat"), faults),
    )


def _noise(
    table: Mapping[str, Any], tree: Tree, faults: list[IndexFault]
) -> tuple[tuple[int, ...], float | tuple[float, ...]]:
    """The levels whose weights vary, ascending, and by how much: one share for all, or one for each."""
    key = ("uncertainty",)
    default = default_uncertainty(tree)
    levels = table.get("levels", default.levels)
    allowed = range(1, tree.height)
    if not isinstance(levels, (list, tuple)) or any(type(n) is not int or n not in allowed for n in levels):
        said = message("not_valid", value=repr(levels))
        faults.append(IndexFault(said, message("levels", most=tree.height - 1), (*key, "levels")))
        levels = default.levels
    weights = table.get("weights", default.weights)
    share = MethodOption(float, low=0, high=1)
    if not isinstance(weights, (list, tuple)):
        read = read_table({"weights": weights}, {"weights": share}, key, faults)
        return tuple(sorted(set(levels))), read.get("weights", default.weights)
    if len(weights) != len(levels) or len(set(levels)) != len(levels):
        said = message("shares_count", count=len(weights), levels=len(levels))
        faults.append(IndexFault(said, message("number_or_numbers"), (*key, "weights")))
        return default.levels, default.weights
    pairs = []
    for level, weight in sorted(zip(levels, weights, strict=True)):
        read = read_table({"weights": weight}, {"weights": share}, key, faults)
        pairs.append((level, read.get("weights", 0.0)))
    return tuple(level for level, _ in pairs), tuple(weight for _, weight in pairs)


def _variants(given: Any, step: MethodStep, known: Known, key: Key, faults: list[IndexFault]) -> tuple[MethodStep, ...]:
    """Methods that a step is drawn among: names, or tables; options left out are those of the step's own table."""
    if not isinstance(given, (list, tuple)):
        faults.append(IndexFault(message("not_valid", value=repr(given)), message("methods_or_tables"), key))
        return ()
    found = []
    for position, one in enumerate(given):
        table = {"method": one} if isinstance(one, str) else one
        if isinstance(table, Mapping):
            method = table.get("method", step.method)
            usual = known.get(method, {}) if isinstance(method, str) else {}
            shared = {k: v for k, v in step.options.items() if k in usual and v is not None}
            table = {"method": method, **shared, **table}
        found.append(_step(table, (*key, position), known, step.method, (), faults))
    return tuple(found)


def _weighting(table: Any, tree: Tree | None, faults: list[IndexFault]) -> MethodStep:
    key = ("weights",)
    known = {name: weighting.options for name, weighting in WEIGHTINGS.items()}
    if not isinstance(table, Mapping):
        return _step(table, key, known, "given", (), faults)
    plain = {name: value for name, value in table.items() if name not in ("points", "levels")}
    step = _step(plain, key, known, "given", (), faults)
    weighting = WEIGHTINGS[step.method]
    options = dict(step.options)
    for name in ("points", "levels"):
        if name in table and name not in weighting.takes:
            owners = tuple(other for other, one in WEIGHTINGS.items() if name in one.takes)
            said = message("option_of_others", option=name, methods=owners, method=step.method)
            faults.append(IndexFault(said, message("leave_out"), (*key, name)))
    if tree is None:
        return step
    if "levels" in weighting.takes:
        options["levels"] = _levels(table.get("levels", tuple(range(1, tree.height))), tree, (*key, "levels"), faults)
    if "points" in weighting.takes:
        options["points"] = _points(table.get("points", {}), tree, (*key, "points"), faults)
    return MethodStep(step.method, options)


def _levels(given: Any, tree: Tree, key: Key, faults: list[IndexFault]) -> tuple[int, ...]:
    if not isinstance(given, (list, tuple)) or any(type(n) is not int or not 1 <= n < tree.height for n in given):
        advice = message("levels", most=tree.height - 1)
        faults.append(IndexFault(message("not_valid", value=repr(given)), advice, key))
        return ()
    return tuple(sorted(set(given)))


def _points(given: Any, tree: Tree, key: Key, faults: list[IndexFault]) -> dict[str, dict[str, float]]:
    """Expert -> code -> points; siblings of which one has points must all have them, and not all 0."""
    if not isinstance(given, Mapping) or not given:
        faults.append(IndexFault(message("no_points"), message("table_of_points"), key))
        return {}
    found: dict[str, dict[str, float]] = {}
    codes = {element.code: MethodOption(float, None, low=0) for element in tree.elements if element.parent is not None}
    for expert, table in given.items():
        read = read_table(table, codes, (*key, expert), faults)
        found[expert] = {code: points for code, points in read.items() if points is not None}
        for parent, below in tree.children.items():
            siblings = [tree.elements[position].code for position in below]
            there = [code for code in siblings if code in found[expert]]
            if there and len(there) < len(siblings):
                lacking = tuple(code for code in siblings if code not in there)
                said = message("points_for_some", code=parent)
                faults.append(IndexFault(said, message("points_too", codes=lacking), (*key, expert)))
            elif there and sum(found[expert][code] for code in there) == 0.0:
                said = message("points_zero", code=parent)
                faults.append(IndexFault(said, message("one_above_0"), (*key, expert)))
    return found


def _names(given: Any, known: Mapping[str, Any], key: Key, faults: list[IndexFault]) -> tuple[str, ...]:
    if not isinstance(given, (list, tuple)):
        faults.append(IndexFault(message("not_valid", value=repr(given)), message("methods"), key))
        return ()
    wrong = [name for name in given if not isinstance(name, str) or name not in known]
    faults += [_unknown(name, known, key) for name in wrong]
    return () if wrong else tuple(given)


def _unknown(name: object, known: Mapping[str, Any], key: Key) -> IndexFault:
    return IndexFault(message("unknown_method", name=repr(name)), message("one_of", names=tuple(known)), key)


def _wanted_faults(tree: Tree, methods: set[str], own: Mapping[str, MethodStep]) -> list[IndexFault]:
    faults = []
    for position, element in enumerate(tree.elements):
        if element.code in tree.children:
            continue
        used = {own[element.code].method} if element.code in own else methods
        for key in sorted({key for method in used for key in NORMALISERS[method].wants}):
            if getattr(element, _FIELDS.get(key, key)) is None:
                users = sorted(method for method in used if key in NORMALISERS[method].wants)
                said = message("key_wanted", code=element.code, key=key, methods=AllOf(users))
                faults.append(IndexFault(said, message("number"), ("element", position)))
    return faults


def _own_faults(tree: Tree, own: Mapping[str, Mapping[str, MethodStep]]) -> list[IndexFault]:
    """An element's own table where it has no meaning."""
    faults = []
    for table, steps in own.items():
        for code in steps:
            if (code in tree.children) != (table == "aggregate"):
                key: Key = ("element", tree.position[code], table)
                if code in tree.children:
                    faults.append(
                        IndexFault(message("key_of_aggregate", code=code, key=table), message("indicators_only"), key)
                    )
                else:
                    faults.append(
                        IndexFault(message("key_of_indicator", code=code, key=table), message("aggregates_only"), key)
                    )
    return faults
