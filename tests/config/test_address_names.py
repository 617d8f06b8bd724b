"""Every name of an address that the source speaks of leads somewhere, whether or not a test comes by there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLResolver, get_resolver

SOURCE = Path(__file__).parents[2] / "src" / "wego"
TAKES_A_NAME = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
NAME = re.compile(r"[a-z][a-z0-9_]*(?::[a-z0-9_]+)+")
DEMONSTRATIONS = {"accounts:step_in"}  # there only in a demonstration
URL_TAG = re.compile(r"""{%-?\s*url\s+(["'])([^"']+)\1""")


def names(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Every name of an address, with its namespaces."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def test_every_name_of_an_address_leads_somewhere():
    known = set(names(get_resolver())) | DEMONSTRATIONS
    spaces = {name.rpartition(":")[0] for name in known}

    spoken = {(path, name) for path in SOURCE.rglob("*.py") for name in _in_code(path, spaces)}
    spoken |= {(path, found[1]) for path in SOURCE.rglob("*.html") for found in URL_TAG.findall(path.read_text())}
    spoken |= {(path, found[1]) for path in SOURCE.rglob("*.txt") for found in URL_TAG.findall(path.read_text())}

    assert len({name for _path, name in spoken}) > 150, "the walk no longer finds what it looks for"
    assert {(str(path.relative_to(SOURCE)), name) for path, name in spoken if name not in known} == set()


def _in_code(path: Path, spaces: set[str]) -> Iterator[str]:
    """What is handed to `reverse` and its like, and every text that looks like a name in a namespace of ours."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and _called(node) in TAKES_A_NAME:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and "/" not in first.value:
                yield first.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_name(node.value, spaces):
            yield node.value


def _is_name(text: str, spaces: set[str]) -> bool:
    return bool(NAME.fullmatch(text)) and text.rpartition(":")[0] in spaces


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_settings_name_addresses_that_exist():
    known = set(names(get_resolver()))

    assert {settings.LOGIN_URL, settings.LOGIN_REDIRECT_URL, settings.LOGOUT_REDIRECT_URL} <= known


def test_public_member_and_office_mean_the_same_in_every_app():
    roots = {"member": "my/", "office": "office/"}
    found = {(module.rpartition(".")[2], module, route) for module, route in _included(get_resolver())}

    wrong = [(module, route) for kind, module, route in found if kind in roots and roots[kind] not in route]
    wrong += [(module, route) for kind, module, route in found if kind == "public" and re.search("my/|office/", route)]

    assert len(found) > 20, "the walk no longer finds what it looks for"
    assert {kind for kind, _module, _route in found} == {"public", "member", "office", "single_sign_on", "providers"}
    assert wrong == []


def _included(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every module of ours whose addresses are included somewhere, and where."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            route = prefix + str(pattern.pattern)
            module = getattr(pattern.urlconf_name, "__name__", "")
            if module.startswith("wego."):
                yield module, route
            yield from _included(pattern, route)
