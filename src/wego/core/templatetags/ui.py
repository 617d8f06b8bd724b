"""Tags and filters that templates use to show things; they format, they never decide."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime, get_date_format, get_datetime_format, get_time_format
from babel.numbers import format_decimal
from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from wego.core.countries import country_name
from wego.core.form_tokens import FIELD, new_token
from wego.core.kept import kept
from wego.core.money import Money, babel_locale
from wego.core.outbox.kinds import label_of
from wego.core.zones import end_of_day, local_moment, zone_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The country's name in the reader's language."""
    return country_name(code)


@register.filter
def figure(value: Any, decimals: int | None = None) -> str:
    """A number with the reader's separators: `{{ 35379|figure }}`, `{{ score|figure:1 }}`; a dash for none."""
    if value is None or value == "" or value != value:
        return "–"
    if isinstance(value, Decimal) and decimals is None:
        value = value.normalize()
    return _formatted(value, decimals, get_language() or "en")


@register.filter
def signed(value: float | None, decimals: int = 1) -> str:
    """A difference with its sign: `{{ gain|signed:1 }}`; what rounds to nothing has none; a dash for none."""
    if value is None:
        return "–"
    rounded = round(value, decimals) or 0.0
    return ("+" if rounded > 0 else "") + figure(rounded, decimals)


# A table says the same few thousand numbers over and over, and writing one takes a tenth of a millisecond.
@lru_cache(maxsize=10_000, typed=True)
def _formatted(value: Any, decimals: int | None, language: str) -> str:
    pattern = None if decimals is None else "#,##0" + ("." + "0" * int(decimals) if int(decimals) else "")
    return format_decimal(value, format=pattern, locale=babel_locale(language))


@register.filter
def mail_kind(code: str) -> str:
    """What people read for a kind of mail."""
    return label_of(code)


@register.filter
def money(value: Money) -> str:
    """An amount with its currency, as the reader's language writes it."""
    return value.text(get_language() or "en")


@register.filter
def day(value: datetime.date | None) -> str:
    """A date in words: `Wednesday, 12 October 2016` in the reader's language."""
    return format_date(_day_of(value), "full", locale=babel_locale(get_language() or "en")) if value else "–"


@register.filter
def short_day(value: datetime.date | None) -> str:
    """A date for tables."""
    return format_date(_day_of(value), "medium", locale=babel_locale(get_language() or "en")) if value else "–"


def _day_of(value: datetime.date) -> datetime.date:
    """The reader's day of a moment; a day is itself."""
    return local_moment(value).date() if isinstance(value, datetime.datetime) else value


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """A time with its zone, the reader's own where known: where time matters, the zone is said."""
    if not value:
        return "–"
    local = local_moment(value)
    language = get_language() or "en"
    return f"{format_datetime(local, _moment_pattern(language), locale=babel_locale(language))} {zone_name(local)}"


@register.filter
def deadline(value: datetime.date | None) -> str:
    """The last day of a term, with the moment at which it is over: a day of the network ends at its seat."""
    if not value:
        return "–"
    end = moment(end_of_day(value))
    return gettext("%(day)s (until %(end)s)") % {"day": day(value), "end": end}


@lru_cache
def _moment_pattern(language: str) -> str:
    """Day and minute, with the half of the day in words: Korean writes 오전, which its short form leaves in Latin."""
    locale = babel_locale(language)
    day, time = get_date_format("medium", locale).pattern, get_time_format("short", locale).pattern
    return str(get_datetime_format("medium", locale)).replace("{1}", day).replace("{0}", time.replace("a", "aaaa"))


@register.filter
def of(value: float, whole: float) -> float:
    """Share in per cent, for the width of a bar: `{{ answered|of:total }}`."""
    return round(100 * value / whole, 2) if whole else 0.0


@register.filter
def plain(value: Any) -> str:
    """A number as CSS and SVG need it, whatever the language."""
    return f"{float(value):.4g}" if abs(float(value)) < 1000 else f"{float(value):.1f}"


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Links to the other pages of a list, keeping its filters."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"], "ellipsis": page.paginator.ELLIPSIS}


class FormTokenNode(CsrfTokenNode):
    """Django's own token against forms of other sites, and ours by which a form counts once.

    `autocomplete` keeps Firefox from putting the old token back into a page that is loaded again.
    """

    def render(self, context: template.Context) -> str:
        against_others = super().render(context)
        if not against_others:
            return against_others
        field = '{}<input type="hidden" name="{}" value="{}" autocomplete="off">'
        return format_html(field, against_others, FIELD, new_token())


@register.tag("csrf_token")
def do_csrf_token(parser: template.base.Parser, token: template.base.Token) -> FormTokenNode:
    """In the place of Django's tag, also in other people's templates: no form of a page can be without one."""
    return FormTokenNode()


class KeptNode(template.Node):
    """A part of a page that is kept; see `core.kept`."""

    def __init__(self, facts: str, parts: list[template.base.FilterExpression], nodes: template.NodeList) -> None:
        self.facts, self.parts, self.nodelist = facts, parts, nodes

    def render(self, context: template.Context) -> str:
        def make() -> str:
            with context.push(**context[self.facts]()):
                return self.nodelist.render(context)

        parts = [part.resolve(context) for part in self.parts]
        return kept(make, context["request"].get_full_path(), *parts)


@register.tag("kept")
def do_kept(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """`{% kept facts audience %}…{% endkept %}`: rendered with what the view's `facts()` gives, and kept.

    It is kept for the page's address and whatever else is named; `facts` is called only when there is something to
    render, so the view asks the database for nothing that is kept.
    """
    _name, facts, *parts = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(facts, [parser.compile_filter(part) for part in parts], nodes)
