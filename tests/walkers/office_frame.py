"""What every page of the office keeps, whatever stands in it; asked while another walk goes by (test_office_words)."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from tests.walkers.test_weight import FETCHED, FIRST_VISIT, weight
from wego.core.security import STRICT

MENU = re.compile(r'<nav class="office-menu"[^>]*>(.*?)</nav>', re.S)
HREFS = re.compile(r'<a href="([^"]+)"')
LABELS = re.compile(r"<(?:a|summary)[^>]*>([^<]+)</(?:a|summary)>")
WAGTAILS = re.compile(r'wagtailadmin/|class="[^"]*\bw-|data-w-')
SCRIPTS = re.compile(r'<script\b[^>]*?src="([^"]+)"')
OWN_SCRIPTS = re.compile(rf"{settings.STATIC_URL}(?:core|cityindex|questionnaires)/[a-z_]+(?:\.[0-9a-f]+)?\.js")


def is_page(answer: Any) -> bool:
    return not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html")


@lru_cache
def is_wagtails(address: str) -> bool:
    """Is this a page of Wagtail's own? They are reached by nobody's menu."""
    try:
        return resolve(address.split("?")[0]).func.__module__.startswith("wagtail")
    except Resolver404:
        return True


def faults_of(answer: Any) -> list[str]:
    """What is wrong with a page of ours; nothing where all is well."""
    text = answer.content.decode()
    menu = MENU.search(text)
    labels = LABELS.findall(menu[1]) if menu else []
    twice = sorted({label for label in labels if labels.count(label) > 1})
    fetched = {one or other for one, other in FETCHED.findall(text)}
    first = len(gzip.compress(answer.content)) + sum(map(weight, fetched))
    found = {
        f"{first} bytes on a first visit": first > FIRST_VISIT,
        "no menu": not labels,
        f"twice in the menu: {twice}": bool(twice),
        "a page of Wagtail's in the menu": menu is not None and any(map(is_wagtails, HREFS.findall(menu[1]))),
        "something of Wagtail's look or scripts": WAGTAILS.search(text) is not None,
        "another's script": any(not OWN_SCRIPTS.fullmatch(source) for source in SCRIPTS.findall(text)),
        "not one heading of the first rank": text.count("<h1") != 1,
        "more than one current place": menu is not None and menu[1].count("aria-current") > 1,
        "may do more than our pages need": answer.headers["Content-Security-Policy"] != STRICT,
    }
    return [fault for fault, is_so in found.items() if is_so]


def faults_of_others(answer: Any) -> list[str]:
    """What is wrong with a page of Wagtail's, which needs its scripts and styles: it stands in our frame."""
    text = answer.content.decode()
    found = {
        "no menu of ours": MENU.search(text) is None,
        "Wagtail's menu, logo or mark": re.search("wagtail-sidebar|favicon.ico|- Wagtail</title>", text) is not None,
    }
    return [fault for fault, is_so in found.items() if is_so]
