"""The office speaks the secretariat's language, also where its parts are other people's, and keeps its frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from tests.accounts.factories import note_second_factor
from tests.walkers.addresses import OFFICE, OFFICE_PAGES
from tests.walkers.office_frame import faults_of, faults_of_others, is_page
from tests.walkers.world import World

pytestmark = pytest.mark.django_db
# Wagtail's own pages that the secretariat comes by.
OTHERS = ("/office/reports/site-history/",)
NAMES = {"Wagtail", "WeGO", "URL", "CSV", "XLSX", "JSON", "PDF"}  # the same in every language
# Papers in the language of their addressee, whatever the reader's.
PAPERS = {"/office/letters/{letter}/letter.pdf"}
# Of an e-mail that is shown as its recipient reads it.
OF_A_RECIPIENT = {"To stop e-mails of the kind “%(kind)s”: %(url)s"}


def listening(spoken: set[str], name: str) -> Callable[..., str]:
    """gettext as it is, noting what is asked for and has no translation."""
    ask = getattr(trans_real, name)

    def listen(*words: Any) -> str:
        context, text = (words[0], words[1]) if name.startswith(("p", "np")) else ("", words[0])
        key = f"{context}\x04{text}" if context else text
        catalogue = trans_real.translation(translation.get_language() or "en")._catalog
        if re.search("[A-Za-z]{2}", text) and not (catalogue.get(key) or catalogue.get((key, 0))):
            spoken.add(key)
        return ask(*words)

    return listen


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("language", ["ko", pytest.param("zh-hans", marks=pytest.mark.whole)])
def test_every_word_of_the_office_is_translated(
    world: World, monkeypatch: pytest.MonkeyPatch, language: str, half: int
):
    client = Client()
    client.force_login(world.people["secretariat"])
    note_second_factor(client, world.people["secretariat"])
    spoken: set[str] = set()
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, listening(spoken, name), raising=False)
    pages = [case.path for case in OFFICE_PAGES if case.own == OFFICE and case.path not in PAPERS] + list(OTHERS)

    faults = {}
    for page in pages[half::2]:
        answer = client.get(f"/{language}{page.format(**world.own)}")
        assert answer.status_code == 200, page
        if answer.streaming:
            list(answer.streaming_content)  # read to its end, a file is closed
        elif is_page(answer) and (found := faults_of_others(answer) if page in OTHERS else faults_of(answer)):
            faults[page] = found

    assert spoken - NAMES - OF_A_RECIPIENT == set()
    assert faults == {}
