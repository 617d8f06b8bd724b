"""Reading ranges that follow each other (bands, stages): from 0 up, without gap, overlap or step backwards."""

from __future__ import annotations

from fractions import Fraction

from wego.engines.definitions import Cursor


class RangeEdge:
    """Reads `from` and the optional `to` of one range after the other, and faults where they do not meet."""

    def __init__(self, noun: str, highest: Fraction | None = None) -> None:
        self._noun, self._highest = noun, highest
        self._start: Fraction | None = None
        self._end: Fraction | None = None
        self._last: Cursor | None = None

    def read(self, cursor: Cursor) -> Fraction:
        """The start of the next range."""
        number = cursor.at("from").number() if cursor.has("from") else None
        start = Fraction(number or 0)
        if number is not None:
            self._check_start(cursor.at("from"), start)
            self._check_meeting(cursor.at("from"), start)
        end = cursor.at("to").number() if cursor.has("to") else None
        if end is not None and Fraction(end) <= start:
            cursor.at("to").fault(
                "backwards", f"{end} is not above {number}", f"let the {self._noun} end above its start"
            )
            end = None
        self._start, self._end, self._last = start, None if end is None else Fraction(end), cursor
        return start

    def close(self) -> None:
        """Nothing follows: the last range is open to above, or ends at the highest value there is."""
        if self._last is not None and self._end is not None and self._end != self._highest:
            self._last.at("to").fault(
                "gap", f"nothing holds from {self._end} on", f"leave out `to` of the last {self._noun}"
            )

    def _check_start(self, cursor: Cursor, start: Fraction) -> None:
        if self._start is None and start != 0:
            cursor.fault("not_from_zero", f"the first {self._noun} begins at {float(start):g}", "let it begin at 0")
        above = self._highest is not None and start > self._highest
        if self._start is not None and (start <= self._start or above):
            limit = "" if self._highest is None else f", up to {float(self._highest):g}"
            cursor.fault(
                "not_ordered",
                f"{float(start):g} does not follow {float(self._start):g}",
                f"let thresholds rise{limit}",
            )

    def _check_meeting(self, cursor: Cursor, start: Fraction) -> None:
        if self._end is None or self._start is None or start <= self._start:
            return
        if start > self._end:
            cursor.fault(
                "gap", f"nothing holds from {float(self._end):g} to {float(start):g}", f"begin at {float(self._end):g}"
            )
        elif start < self._end:
            cursor.fault(
                "overlap",
                f"the {self._noun} before ends only at {float(self._end):g}",
                f"begin at {float(self._end):g}",
            )
