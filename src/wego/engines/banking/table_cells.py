"""Amounts and days of a table's cells, by the one way in which the whole table writes them; never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from wego.engines.banking.dates import real_day
from wego.engines.banking.faults import FileRefused, refused

Place = tuple[int, str, str]  # line, column, what the cell says
SPACES = re.compile(r"[\s'’\u00a0\u202f]")
LONGEST_NUMBER = 30
YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/.]) ?([0-9]{1,2})\2 ?([0-9]{1,2})\.?|([0-9]{2})([0-9]{2}))")
YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
TIME = re.compile(r"(?:[ T] ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)$")


def number_reader(cells: Sequence[Place], *, has_decimals: bool = True) -> Callable[[str], Decimal]:
    """Reads amounts by the one decimal sign that the file uses.

    A sign with other than three digits behind it, or behind the other sign, is a decimal sign; so is none that stands
    twice in a number. Where only `1,234` and the like are found it could be either, and the file is refused, unless the
    currency has no decimals at all.
    """
    decimal_signs: set[str] = set()
    unclear: Place | None = None
    for place in cells:
        text = SPACES.sub("", place[2])
        if len(text) > LONGEST_NUMBER or not re.fullmatch(r"[-+−]?[0-9][0-9.,]*", text):
            raise _no_number(place)
        signs = [letter for letter in text if letter in ".,"]
        if len(set(signs)) == 2:
            decimal_signs.add(signs[-1])
        elif len(signs) > 1:
            decimal_signs.add("," if signs[0] == "." else ".")
        elif signs:
            behind = text.partition(signs[0])[2]
            # 0,500 is no thousand
            if len(behind) != 3 or text.lstrip("+-−").startswith("0"):
                decimal_signs.add(signs[0])
            else:
                unclear = unclear or place
    if len(decimal_signs) > 1:
        raise refused("decimal_signs_mixed", cells[0][0], cells[0][1])
    if unclear and not decimal_signs and not has_decimals:
        decimal_signs.add("," if "." in unclear[2] else ".")
    if unclear and not decimal_signs:
        raise refused("decimal_sign_unclear", unclear[0], unclear[1], text=unclear[2])
    decimal_sign = decimal_signs.pop() if decimal_signs else "."
    grouping = "." if decimal_sign == "," else ","
    pattern = re.compile(
        rf"[+-]?([0-9]+|[0-9]{{1,3}}([{grouping}][0-9]{{3}})+|[0-9]{{1,2}}([{grouping}][0-9]{{2}})*[{grouping}][0-9]{{3}})"
        rf"([{decimal_sign}][0-9]*)?"
    )

    def number(text: str) -> Decimal:
        plain = SPACES.sub("", text).replace("−", "-")
        if not pattern.fullmatch(plain):
            raise _no_number(next(place for place in cells if place[2] == text))
        return Decimal(plain.replace(grouping, "").replace(decimal_sign, "."))

    return number


def _no_number(place: Place) -> FileRefused:
    return refused("not_an_amount", place[0], place[1], text=place[2][:40])


def day_reader(cells: Sequence[Place]) -> Callable[..., date]:
    """Reads days as 2016-10-12, 20161012, 12.10.2016, and with slashes where the file shows which number is the day.

    A time behind the day is left aside. A year has four digits: none is added to one that lacks its century.
    """
    slashed = [place for place in cells if (found := YEAR_LAST.fullmatch(_dated(place[2]))) and found[2] in "/-"]
    parts = [re.split("[-/]", _dated(text)) for _at, _column, text in slashed]
    is_day_first, is_month_first = (any(int(part[place]) > 12 for part in parts) for place in (0, 1))
    if slashed and is_day_first == is_month_first:
        at, column, text = slashed[0]
        raise refused("day_or_month_first", at, column, text=text[:40])

    def day(text: str, *, is_value: bool = False) -> date:
        found = _day(_dated(text), is_day_first, is_value)
        if found is None:
            at, column, _text = next(place for place in cells if place[2] == text)
            raise refused("not_a_day", at, column, text=text[:40])
        return found

    return day


def _dated(text: str) -> str:
    return TIME.sub("", text)


def _day(text: str, is_day_first: bool, is_value: bool) -> date | None:
    if first := YEAR_FIRST.fullmatch(text):
        month, day = first[3] or first[5], first[4] or first[6]
        return real_day(int(first[1]), int(month), int(day), is_value=is_value)
    if last := YEAR_LAST.fullmatch(text):
        one, two = int(last[1]), int(last[3])
        day_first = last[2] == "." or is_day_first
        return real_day(int(last[4]), two if day_first else one, one if day_first else two, is_value=is_value)
    return None
