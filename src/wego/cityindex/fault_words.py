"""What the engine and the loader say of a draft, in the reader's language: they themselves speak English.

A fault that the office can meet on a draft's page has its template here; what is said of a file's lines stays as it is.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SAID = (
    # figures
    gettext_noop("the indicator has no values and plays no part"),
    gettext_noop("the indicator has one value only"),
    gettext_noop("the indicator is {value} for every unit: it tells none apart"),
    gettext_noop("only {count} of {total} units have a value"),
    gettext_noop("{count} of {total} values are the same"),
    gettext_noop("outliers: skewness {skewness}, kurtosis {kurtosis}, and no treatment"),
    gettext_noop("{share} of its values are missing, and it is ranked all the same"),
    gettext_noop("left out: {share} of its values are present"),
    gettext_noop("no score, so no rank"),
    gettext_noop("nearly the same as {other}: correlation {correlation} within {parent}"),
    gettext_noop("runs against {other}: correlation {correlation} within {parent}"),
    gettext_noop("there is no unit"),
    gettext_noop("the value is infinite"),
    gettext_noop("its denominator {name} is missing, so the value is too"),
    gettext_noop("its denominator {name} is {value}"),
    gettext_noop("divided by {name}, {value}, it is too large a number"),
    gettext_noop("the unit belongs to no group, so its gaps were not imputed"),
    gettext_noop("too few units have a value and every predictor, so its gaps were not imputed"),
    # the framework
    gettext_noop("there is no element"),
    gettext_noop("no element is the root"),
    gettext_noop("{code} is a second root beside {other}"),
    gettext_noop("{code} has no indicator below it"),
    gettext_noop("{code} has one child only and adds nothing to it"),
    gettext_noop("{code} has weight 0 and plays no part"),
    gettext_noop("code {code} stands {count} times"),
    gettext_noop("code {code} is empty or has blanks around it"),
    gettext_noop("code {code} is the name of another column"),
    gettext_noop("an orphan: parent {code} is not an element"),
    gettext_noop("a cycle: {codes}"),
    gettext_noop("weight of {code} is {value}"),
    gettext_noop("the weights below {code} are all 0"),
    gettext_noop("direction of {code} is {value}"),
    gettext_noop("{code} is an aggregate and has a direction"),
    gettext_noop("{code} is an aggregate and has {key}"),
    gettext_noop("{code} is an indicator and has {key}"),
    gettext_noop("{code} has 'per' and no 'denominator'"),
    gettext_noop("{code} would be divided by itself"),
    gettext_noop("{code} has no {key}, which {method} wants"),
    gettext_noop("{key} is given for {count} elements and not used by {method}"),
    # the method
    gettext_noop("nothing varies between draws"),
    gettext_noop("screening leaves no unit"),
    gettext_noop("{value} has no logarithm"),
    gettext_noop("{value} after {action} is too large a number"),
    gettext_noop("{parent} is a {method} mean, and {child} is {value} for {unit}, and for {count} more"),
    gettext_noop("{parent} is a {method} mean, and {child} is {value} for {unit}"),
    gettext_noop("its {method} mean is beyond the numbers that there are"),
    gettext_noop("{method} has no meaning for a reversed indicator"),
    gettext_noop("{method} cannot be computed: {reason}"),
    gettext_noop("{method} fills gaps from other years, and there is one"),
    gettext_noop("reference unit {code} is not among the units"),
    gettext_noop("grouping {name} is not in the data"),
    gettext_noop("predictor {code} has no column in the data"),
    gettext_noop("indicator {code} has no column in the data"),
    gettext_noop("denominator {code} has no column in the data"),
    gettext_noop("names {count} levels, the tree has {levels} above the indicators"),
    gettext_noop("both method and by_level are given"),
    gettext_noop("unknown method {name}"),
    gettext_noop("unknown key {name}"),
    gettext_noop("is not a table"),
    gettext_noop("{option} belongs to {methods}, not to {method}"),
    # the words
    gettext_noop("is not given in every language"),
    gettext_noop("is empty"),
    gettext_noop("{name} is missing"),
    gettext_noop("{value} is not valid"),
)
REMEDIES = (
    gettext_noop('a look at them, or [treat] method = "winsorise_then_log"'),
    gettext_noop("a higher [screen] min_share"),
    gettext_noop("a lower min_share, or more data"),
    gettext_noop("a look at directions"),
    gettext_noop("another unit of measurement"),
    gettext_noop("another treatment"),
    gettext_noop("a number above 0"),
    gettext_noop("at least one row of data"),
    gettext_noop("one [[element]] for each indicator and aggregate"),
    gettext_noop("exactly one element without a parent"),
    gettext_noop("a parent: exactly one element has none"),
    gettext_noop("at least one indicator"),
    gettext_noop("at least one above 0"),
    gettext_noop("each code once"),
    gettext_noop("a plain code"),
    gettext_noop("another code"),
    gettext_noop("another column"),
    gettext_noop("a column to divide by"),
    gettext_noop("the code of another element"),
    gettext_noop("parents that lead up to the root"),
    gettext_noop("a finite number of at least 0"),
    gettext_noop("1 (more is better) or -1 (less is better)"),
    gettext_noop("direction 1, or another method"),
    gettext_noop("directions on indicators only"),
    gettext_noop("on indicators only"),
    gettext_noop("on aggregates only"),
    gettext_noop("other values, or another method"),
    gettext_noop("values above 0, or log_ct"),
    gettext_noop("a p nearer to 1"),
    gettext_noop("smaller scores and weights"),
    gettext_noop("scores above 0 (for instance minmax with low = 1), or another aggregation"),
    gettext_noop("levels = [1], or methods to draw from"),
    gettext_noop("one method for each, from the indicators up"),
    gettext_noop("one of {names}"),
    gettext_noop("one of them"),
    gettext_noop("leave it out"),
    gettext_noop("give a text"),
    gettext_noop("a text"),
    gettext_noop("a whole number"),
    gettext_noop("a number of at least {least}"),
    gettext_noop("a number from {least} to {most}"),
    gettext_noop("a number"),
)


def _pattern(template: str) -> re.Pattern[str]:
    """What a template matches: each {name} stands for some text."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)


_KNOWN = [(_pattern(template), template) for template in (*SAID, *REMEDIES)]


def in_words(said: str) -> str:
    """A message or a remedy in the reader's language; as it is where it has no template."""
    for pattern, template in _KNOWN:
        if found := pattern.fullmatch(said):
            return _(template).format(**found.groupdict())
    return said


def told(message: str, remedy: str) -> str:
    """What is wrong and what would be right."""
    return f"{in_words(message)}; {in_words(remedy)}" if remedy else in_words(message)
