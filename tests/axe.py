"""Accessibility: axe asked about a page in the browser, and in the quick run only what it has not been asked before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],  # half the time of telling of all that is in order too
    "preload": False,  # for films and for turned phones, of which we have none
}
# Colours are judged once nothing fades in: the office lets its messages appear little by little.
SETTLED = """() => document.readyState === "complete"
    && [...document.querySelectorAll(".messages > ul")].every((one) => getComputedStyle(one).opacity === "1")"""

# What an element is made of, whatever it says: its kind, classes, role, states and the names of its other attributes.
OF = """const of = (element) => element.tagName + "." + element.className + "[" + [...element.attributes].map((one) =>
    /^(class|id|href|src|for|value|d|transform|points|x|y|x1|x2|y1|y2|cx|cy|r|width|height|content|action|title|alt)$/
      .test(one.name) || /^(data-|aria-(label|describedby|labelledby|controls)$|name$|datetime$)/.test(one.name)
      ? one.name : one.name + "=" + (one.name === "lang" || one.name === "hreflang" ? "" : one.value)).join() + "]";"""
# What a page is made of: its kinds of elements, each with that of its parent.
MAKE = """() => {
  OF
  const found = new Set();
  for (const element of document.body.querySelectorAll("*"))
    found.add(of(element.parentElement) + ">" + of(element));
  return [...found].sort().join("\\n");
}""".replace("OF", OF, 1)
# Contrast of texts that are made, with all that is around them, as none of the seen ones is: what axe says of them, and
# how they are made.
CONTRAST = """async ([options, seen]) => {
  OF
  const known = new Set(seen), fresh = [], elements = [], chains = new Map([[null, ""]]);
  const chain = (element) => {
    if (!chains.has(element)) chains.set(element, chain(element.parentElement) + ">" + of(element));
    return chains.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    const speaks = element.matches("input, textarea, select")
      || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!speaks || known.has(chain(element))) continue;
    known.add(chain(element));
    fresh.push(chain(element));
    elements.push(element);
  }
  if (!elements.length) return [[], fresh];
  const only = {...options, runOnly: {type: "rule", values: ["color-contrast"]}};
  return [(await axe.run({include: elements}, only)).violations, fresh];
}""".replace("OF", OF, 1)


class Quick:
    """Remembers what was found in order, by how it is made, at which width and in which colours.

    A page made like one in order (another language, another city) is not looked at again; contrast, two thirds of the
    work, is measured once for texts that are made alike with all that is around them.
    """

    def __init__(self) -> None:
        self._pages: set[tuple[str, int, bool]] = set()
        self._texts: dict[tuple[int, bool], set[str]] = {}

    def look(self, page: Any) -> list[dict[str, Any]]:
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        look = (page.viewport_size["width"], dark)
        make = (page.evaluate(MAKE), *look)
        if make in self._pages:
            return []
        _inject(page)
        without = {**OPTIONS, "rules": {**OPTIONS["rules"], "color-contrast": {"enabled": False}}}
        found = page.evaluate("async (options) => (await axe.run(options)).violations", without)
        texts = self._texts.setdefault(look, set())
        pale, fresh = page.evaluate(CONTRAST, [OPTIONS, sorted(texts)])
        if not (found or pale):
            self._pages.add(make)
            texts.update(fresh)
        return [*found, *pale]


class Whole:
    """Asks about everything, each time."""

    def look(self, page: Any) -> list[dict[str, Any]]:
        _inject(page)
        return page.evaluate("async (options) => (await axe.run(options)).violations", OPTIONS)


def _inject(page: Any) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """`axe(page)` fails with every accessibility rule that the page breaks, best practices included."""
    way = Quick() if request.config.getoption("--hypothesis-profile") == "quick" else Whole()

    def look(page: Any) -> None:
        page.wait_for_function(SETTLED)
        found = way.look(page)
        lines = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
            + "\n    ".join(node["html"][:200] for node in rule["nodes"][:5])
            for rule in found
        ]
        assert not found, f"{page.url}\n" + "\n".join(lines)

    return look
