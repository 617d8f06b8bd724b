"""Every view that takes a form says what a second one does."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver
from django.views.decorators.http import require_safe

from wego.config.urls import FORMS_OF_OTHERS
from wego.core.form_tokens import FIELD, once, repeatable


def views(resolver: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern, address)
        else:
            yield address, pattern.callback


OURS = [(address, view) for address, view in views(get_resolver()) if view.__module__.startswith("wego.")]


def takes_forms(view: Any) -> bool:
    """Whether a POST gets as far as the view, and the view or what it calls in its module looks at it."""
    layer = view
    while layer is not None:
        methods = inspect.getclosurevars(layer).nonlocals.get("request_method_list")
        if methods is not None:
            return "POST" in methods
        layer = getattr(layer, "__wrapped__", None)
    if hasattr(view, "view_class"):
        return hasattr(view.view_class, "post")
    return any("POST" in inspect.getsource(part) for part in _with_what_it_calls(inspect.unwrap(view)))


def _with_what_it_calls(view: Any) -> list[Any]:
    found, new = [], [view]
    while new:
        part = new.pop()
        found.append(part)
        here = vars(sys.modules[part.__module__])
        called = [here.get(name) for name in part.__code__.co_names]
        new += [
            one for one in called if inspect.isfunction(one) and one.__module__ == part.__module__ and one not in found
        ]
    return found


def test_every_view_that_takes_a_form_says_what_a_second_one_does() -> None:
    silent = [address for address, view in OURS if takes_forms(view) and not hasattr(view, "takes_forms")]

    assert silent == [], "say @once, or @repeatable with the reason (core/form_tokens.py)"
    assert sum(getattr(view, "takes_forms", "") == "once" for _address, view in OURS) > 60


def looked_at(request: Any) -> None:
    request.GET.get("q")


def posted(request: Any) -> None:
    _read(request)


def _read(request: Any) -> None:
    request.POST.get("amount")


@pytest.mark.parametrize(
    ("view", "takes"),
    [(looked_at, False), (posted, True), (require_safe(posted), False), (once(posted), True)],
)
def test_what_takes_a_form_is_found(view: Any, takes: bool) -> None:
    assert takes_forms(view) is takes


def test_reasons_are_given_where_a_second_form_does_no_harm() -> None:
    packages = {getattr(view, "func", view).__module__.partition(".")[0] for _address, view in views(get_resolver())}
    reasons = {view.takes_forms for _address, view in OURS if hasattr(view, "takes_forms")} - {"once"}

    assert packages - {"wego"} <= set(FORMS_OF_OTHERS)
    assert all(len(why) > 10 for why in [*FORMS_OF_OTHERS.values(), *reasons])
    assert repeatable("the same again")(looked_at).takes_forms == "the same again"  # type: ignore[attr-defined]


def test_every_form_that_posts_carries_its_own_token() -> None:
    """Django's tag is ours, so no template can leave it out without failing to post at all."""
    tag = engines["django"].from_string("{% csrf_token %}{% csrf_token %}")

    markup = tag.render({}, RequestFactory().get("/"))

    tokens = [part.split('"')[0] for part in markup.split(f'name="{FIELD}" value="')[1:]]
    assert len(tokens) == len(set(tokens)) == 2
