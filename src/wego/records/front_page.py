"""What the record says on the front page: how far the members stand apart in one figure, another each day."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.core.formats import figure
from wego.core.front_page import Finding
from wego.core.value_strips import is_skewed, value_strip
from wego.records.models import Indicator
from wego.records.peers import MemberValue, values_of_members

ENOUGH = 20  # members with a value, for a sentence about members


def findings() -> Iterator[Finding]:
    """One for each figure of cities that enough members have; two queries."""
    for indicator, values in values_of_members():
        if len(values) >= ENOUGH and values[0].value != values[-1].value:
            yield _finding(indicator, values)


def _finding(indicator: Indicator, values: list[MemberValue]) -> Finding:
    numbers = [float(one.value) for one in values]
    middle = median(numbers)
    lowest, highest = values[0], values[-1]
    facts = {
        "name": indicator.name,
        "low": figure(lowest.value, indicator.decimals),
        "high": figure(highest.value, indicator.decimals),
        "unit": indicator.unit,
        "lowest": lowest.name,
        "highest": highest.name,
        "middle": figure(middle, indicator.decimals),
        "number": figure(len(values)),
    }
    text = _(
        "From %(low)s in %(lowest)s to %(high)s in %(highest)s. "
        "Half of the %(number)s members with this figure are above %(middle)s (%(unit)s)."
    )
    if is_skewed(numbers, middle):
        text += " " + _("Logarithmic scale (powers of ten).")
    source = values[0].source
    return Finding(
        title=_("%(name)s: distribution of members") % facts,
        text=text % facts,
        url=reverse("records:indicator", args=[indicator.code]),
        more=_("View all values"),
        source=f"{source.publisher}, {source.title}",
        picture=value_strip(numbers, middle=middle, marked=(numbers[0], numbers[-1])),
        ends=(f"{lowest.name} {facts['low']}", f"{highest.name} {facts['high']}"),
        picture_label=_("Each dot is a member; the tick is the median."),
    )
