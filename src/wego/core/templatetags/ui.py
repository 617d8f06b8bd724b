"""Tags and filters that templates use to show things; they format, they never decide."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wego.core.acts.act import Act
from wego.core.form_tokens import FIELD, new_token
from wego.core.formats import age, country, day, deadline, figure, moment, money, of, plain, short_day, signed
from wego.core.fragment_cache import cached_fragment
from wego.core.korean import particle
from wego.core.listings.table import filter_fields, table_body, table_foot, table_head
from wego.core.office_menu import office_menu
from wego.core.place_picker import PlacePicker
from wego.core.punctuation import joined, mark, paired

register = template.Library()

WRITERS = (age, country, figure, signed, money, day, short_day, moment, deadline, of, plain, particle, joined, paired)
for write in WRITERS:
    register.filter(write.__name__, write)


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Any, name: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, keeping its filters; `name` is the word in the address."""

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("acts/button.html", takes_context=True)
def act_button(
    context: dict[str, Any], act: Act, subject: Any = None, label: Any = "", about: Any = "", look: str = ""
) -> dict[str, Any]:
    """What leads to an act on something, or does it at once where nothing has to be asked.

    Nothing where the reader may not, or as things stand. `about` tells one of several such buttons from the others
    where they are read out; `look` is the class of a button that is the main one of its page, or a plain link.
    """
    if not act.is_offered(context["request"].user, subject):
        return {}
    facts = {"label": label or act.label_for(subject), "about": about, "look": look}
    return {"act": act, "url": act.url(subject), **facts, **_token(context)}


@register.inclusion_tag("acts/form.html", takes_context=True)
def act_form(
    context: dict[str, Any],
    act: Act,
    subject: Any = None,
    about: Any = "",
    label: Any = "",
    is_main: bool = False,
    is_told: bool = False,
    **initial: Any,
) -> dict[str, Any]:
    """The form of an act on the page of what it is done to; what is wrong in it is said on the act's own page.

    `initial` is what the page enters into it; `about` tells one of several buttons from the others; `is_told` has it
    say over the form what will happen.
    """
    if not act.is_offered(context["request"].user, subject):
        return {}
    facts: dict[str, Any] = {"label": label or act.label_for(subject), "about": about, "is_main": is_main}
    facts["explains"] = act.explains(subject) if is_told else ()
    form = act.form_for(subject, **initial) if act.form else None
    return {"act": act, "url": act.url(subject), "form": form, **facts, **_token(context)}


@register.simple_tag(takes_context=True, name="office_menu")
def menu_of_office(context: dict[str, Any]) -> SafeString:
    """The office's menu for this reader, the current place marked."""
    return office_menu(context["request"])


@register.inclusion_tag("ui/place_picker.html", takes_context=True)
def place_picker(context: dict[str, Any], form: Any) -> dict[str, Any]:
    """A map with a pin and a search of places, for a form of a position.

    The form has `position`, where the pin is; `country`, whose places come first; `neighbours`, dots beside the pin.
    """
    asked = context["request"].GET.dict()
    return {"picker": PlacePicker(form.position, asked, form.neighbours, form.country)}


def _token(context: dict[str, Any]) -> dict[str, Any]:
    return {"csrf_token": context.get("csrf_token")}


register.simple_tag(mark)
register.simple_tag(table_head, name="list_head")
register.simple_tag(table_body, name="list_body")
register.simple_tag(table_foot, name="list_foot")
register.simple_tag(filter_fields, name="list_filters")


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


class CachedNode(template.Node):
    """A part of a page that is kept; see `core.fragment_cache`."""

    def __init__(self, facts: str, parts: list[template.base.FilterExpression], nodes: template.NodeList) -> None:
        self.facts, self.parts, self.nodelist = facts, parts, nodes

    def render(self, context: template.Context) -> str:
        def make() -> str:
            with context.push(**context[self.facts]()):
                return self.nodelist.render(context)

        parts = [part.resolve(context) for part in self.parts]
        return cached_fragment(make, context["request"].get_full_path(), *parts)


@register.tag("cached")
def do_cached(parser: template.base.Parser, token: template.base.Token) -> CachedNode:
    """`{% cached facts audience %}…{% endcached %}`: rendered with what the view's `facts()` gives, and kept.

    It is kept for the page's address and whatever else is named; `facts` is called only when there is something to
    render, so the view asks the database for nothing that is kept.
    """
    _name, facts, *parts = token.split_contents()
    nodes = parser.parse(("endcached",))
    parser.delete_first_token()
    return CachedNode(facts, [parser.compile_filter(part) for part in parts], nodes)
