"""The options of a method: their types, bounds and defaults, and the reading of one table of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wego.engines.messages import Message, message

from .faults import IndexFault, Key


class _Required:
    """Marks an option without a default."""


REQUIRED = _Required()


@dataclass(frozen=True)
class MethodOption:
    """One option: `kind` is float, int, bool, str or tuple (of texts); bounds are inclusive unless `above` is given."""

    kind: type
    default: Any = REQUIRED
    low: float | None = None
    high: float | None = None
    above: float | None = None
    choices: tuple[str, ...] = ()

    def expects(self) -> Message:
        """Say what would be right."""
        if self.choices:
            return message("one_of", names=self.choices)
        if self.kind is float:
            return self._bounds()
        if self.kind is int:
            return message("whole") if self.low is None else message("whole_from", least=self.low)
        return {bool: message("true_or_false"), str: message("text"), tuple: message("texts")}[self.kind]

    def _bounds(self) -> Message:
        if self.above is not None:
            return message("number_above", above=self.above)
        if self.low is not None and self.high is not None:
            return message("number_between", least=self.low, most=self.high)
        return message("number") if self.low is None else message("number_from", least=self.low)

    def read(self, given: Any) -> Any:
        """Return the value as its kind; raises ValueError where it is none."""
        if self.kind is float:
            right = _is_number(given)
        elif self.kind is int:
            right = isinstance(given, int) and not isinstance(given, bool)
        elif self.kind is tuple:
            right = isinstance(given, (list, tuple)) and bool(given) and all(isinstance(one, str) for one in given)
        else:
            right = isinstance(given, self.kind)
        right = (
            right
            and (not self.choices or given in self.choices)
            and (self.low is None or given >= self.low)
            and (self.high is None or given <= self.high)
            and (self.above is None or given > self.above)
        )
        if not right:
            raise ValueError(given)
        return self.kind(given)


def _is_number(given: Any) -> bool:
    try:
        return isinstance(given, (int, float)) and not isinstance(given, bool) and math.isfinite(given)
    except OverflowError:  # a whole number of hundreds of figures
        return False


def read_table(table: Any, options: Mapping[str, MethodOption], key: Key, faults: list[IndexFault]) -> dict[str, Any]:
    """Read one table by its options: unknown keys, wrong types and what is missing are added to `faults`."""
    if not isinstance(table, Mapping):
        faults.append(IndexFault(message("not_a_table"), message("table_with", names=tuple(options)), key))
        return {}
    for name in table:
        if name not in options:
            advice = message("one_of", names=tuple(options)) if options else message("leave_out")
            faults.append(IndexFault(message("unknown_key", name=repr(name)), advice, (*key, name)))
    values = {}
    for name, option in options.items():
        if name in table:
            try:
                values[name] = option.read(table[name])
            except ValueError:
                faults.append(IndexFault(message("not_valid", value=repr(table[name])), option.expects(), (*key, name)))
        elif option.default is REQUIRED:
            faults.append(IndexFault(message("key_missing", name=name), option.expects(), key))
        else:
            values[name] = option.default
    return values
