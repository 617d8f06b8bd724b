"""What a visitor on a slow line has to fetch, weighed as the server sends it.

tests/browser/test_weight.py looks at some of these pages as they come over the line.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.public_pages import PUBLIC
from tests.walkers.world import World

pytestmark = pytest.mark.django_db

KB = 1024
PAGE, FIRST_VISIT, SECOND_VISIT = 30 * KB, 150 * KB, 40 * KB
WEIGHED = [*PUBLIC, "index/pilot-2024/?show=listed", "index/pilot-2024/baguio/", "accounts/privacy/", "accounts/login/"]
# The only ones that carry scripts: the others are the same without.
SCRIPTED = ("index/pilot-2024/weights/", "accounts/login/")
FETCHED = re.compile(
    rf'<(?:script|img|use|source)\b[^>]*?(?:src|href)="{settings.STATIC_URL}([^"#?]+)'
    rf'|<link\b[^>]*?rel="(?:stylesheet|icon|preload|modulepreload)"[^>]*?href="{settings.STATIC_URL}([^"#?]+)'
)
FETCHED_BY_A_SHEET = re.compile(r"url\(['\"]?([^'\")#?:]+)")


@cache
def weight(name: str) -> int:
    """Bytes of a static file as it is sent, with what it asks for itself."""
    path = Path(finders.find(name))
    content = path.read_bytes()
    asked = FETCHED_BY_A_SHEET.findall(content.decode()) if path.suffix == ".css" else []
    return min(len(content), len(gzip.compress(content))) + sum(
        weight(str((Path("/") / name).parent.joinpath(other).resolve().relative_to("/"))) for other in asked
    )


@pytest.mark.parametrize("path", WEIGHED)
def test_a_public_page_is_light(path: str, world: World):
    # Korean takes the most bytes to say the same.
    answer = Client().get(f"/ko/{path}", headers={"accept-encoding": "gzip"})
    text = answer.content if answer.headers.get("Content-Encoding") != "gzip" else gzip.decompress(answer.content)
    page = len(gzip.compress(text)) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    fetched = {one or other for one, other in FETCHED.findall(text.decode())}

    first = page + sum(map(weight, fetched))

    assert answer.status_code == 200
    assert (re.search(rb"<script(?! type=\"application/json\")|\son\w+=", text) is not None) == (path in SCRIPTED)
    assert any(name.endswith(".css") for name in fetched), "weighed at all"
    assert (page <= PAGE, first <= FIRST_VISIT, page <= SECOND_VISIT) == (True, True, True), (page, first)
