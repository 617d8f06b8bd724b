"""How the register's own things are worded."""

from __future__ import annotations

from babel.dates import format_skeleton
from django import template
from django.utils.translation import get_language

from wego.core.formats import short_day
from wego.core.money import babel_locale
from wego.members.models import Edition

register = template.Library()
SKELETONS = {Edition.Precision.YEAR: "y", Edition.Precision.MONTH: "yMMMM"}


@register.filter
def as_of(edition: Edition) -> str:
    """The day of which an edition speaks, no finer than its documents print it: `December 2022`."""
    skeleton = SKELETONS.get(Edition.Precision(edition.as_of_precision))
    if skeleton is None:
        return short_day(edition.as_of)
    return format_skeleton(skeleton, edition.as_of, locale=babel_locale(get_language() or "en"))
