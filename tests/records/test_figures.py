"""Figures in words, on profiles and in drafts of an index: the same latest one everywhere, said as its kind says it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.test import Client
from django.utils.translation import override

from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import make_member
from tests.records.factories import AT, make_fact, make_indicator, make_source
from wego.cityindex.dataset import IndicatorUse
from wego.cityindex.queries.drafts import figures_of as figures_of_draft
from wego.core.search.index import note_written
from wego.core.search.queries import find
from wego.records.models import Indicator, Topic
from wego.records.queries import background_of, figures_of, latest_facts
from wego.records.wording import background_fact, fact_words, note_text

pytestmark = pytest.mark.django_db


def test_profile_index_and_dues_take_the_same_latest_figure() -> None:
    seoul = make_organisation("Seoul", place=make_place("seoul"))
    people = make_indicator("people", level="city")
    said = make_fact(people, 9_500, organisation=seoul, recorded_at=AT + timedelta(days=1))
    make_fact(people, 9_000, organisation=seoul, source=make_source("later-row"), recorded_at=AT)
    make_fact(people, 8_000, organisation=seoul, period="2023", recorded_at=AT + timedelta(days=2))

    (figure,) = figures_of(seoul)
    draft = figures_of_draft([IndicatorUse("people", "city", "2024")], Q(organisation=seoul))
    latest = latest_facts([seoul], ["people"])[seoul.pk]["people"]

    assert figure.latest == latest.fact == said
    assert [one.number for one in figure.history] == [8_000, 9_500]  # one of each period
    assert draft["org:seoul", "people"]["2024"]["observation"] == str(said.pk)


@pytest.mark.parametrize(
    ("declared", "value", "in_english", "in_korean"),
    [
        ({"background": "listed", "unit": "1 if listed"}, 1, "listed", "등재"),
        ({"background": "year", "unit": "year"}, 2050, "2050", "2050"),
        ({"kind": "yes_no", "unit": "yes or no"}, 1, "Yes", "예"),
        ({"kind": "yes_no", "unit": "yes or no"}, 0, "No", "아니요"),
        ({"kind": "count", "unit": "persons"}, 1200, "1,200 persons", "1,200 persons"),
    ],
)
def test_a_value_is_said_as_its_kind_says_it(
    declared: dict[str, Any], value: int, in_english: str, in_korean: str
) -> None:
    seoul = make_organisation("Seoul", place=make_place("seoul"), standing="full")
    indicator = make_indicator("portal", **declared)
    fact = make_fact(indicator, value, organisation=seoul)

    words = {}
    for language in ("en", "ko"):
        with override(language):
            words[language] = fact_words(fact)
            if indicator.background:
                assert background_fact(background_of(seoul)[0]).text == words[language]

    assert words == {"en": in_english, "ko": in_korean}
    page = Client().get("/en/figures/portal/").content.decode()
    assert (in_english if indicator.kind == Indicator.Kind.YES_NO else in_english.split()[0]) in page


def test_the_categories_of_a_source_are_said_in_the_readers_language() -> None:
    with override("ko"):
        known, other = note_text("Zero carbon; In policy document"), note_text("rank 9 of 193")

    assert not re.search("[A-Za-z]", known)
    assert other == "193개 중 9위"
    assert note_text("a person's words") == '<span lang="en">a person&#x27;s words</span>'


def test_the_page_of_ones_own_facts_says_whose_figures_stand_there() -> None:
    seoul = make_organisation("Seoul", place=make_place("seoul"), standing="full")
    make_fact(organisation=seoul)
    client = Client()
    client.force_login(make_member(seoul))

    page = client.get("/en/my/facts/seoul/").content.decode()

    assert "What your organisation has stated in questionnaires" not in page
    assert "what others have published about it" in page


def test_an_indicator_is_found_by_what_people_call_its_topics() -> None:
    topic = Topic.objects.create(
        code="mobility",
        name={"en": "Mobility", "ko": "이동성"},
        synonyms={"en": ["public transport"], "ko": ["대중교통"]},
    )
    access, hidden = (
        make_indicator("access", name="Stops nearby"),
        make_indicator("fares", visibility="purpose", purpose="dues"),
    )
    for one in (access, hidden):
        one.topics.add(topic)
    note_written(Indicator, Indicator.objects.prefetch_related("topics"))

    for words in ("transport", "대중교통", "mobility", "stops"):
        (found,) = find(AnonymousUser(), words)
        assert [(one.title, one.url) for one in found.results] == [("Stops nearby", "/en/figures/access/")]
