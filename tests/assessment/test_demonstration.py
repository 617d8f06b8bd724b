"""Made-up diagnoses: many, plausible, the same from the same seed, marked in every row."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import correlation, fmean
from typing import Any

import pytest
from django.db import transaction

from tests.members.factories import make_organisation, make_place, make_region
from tests.questionnaires.factories import make_member
from wego.assessment.models import Diagnosis
from wego.assessment.services.demonstration import make_demonstration
from wego.assessment.services.loading import load_assessment
from wego.datafiles import network_folder
from wego.engines.questions import check_answers, missing
from wego.members.models import Organisation
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import values_of
from wego.questionnaires.services.loading import load_questionnaires

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def network(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The real Activator, 80 cities in four regions, and what is made up for them.

    Three of the cities have people whom a visitor can step into.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        for load in (load_questionnaires, load_assessment):
            load(network_folder(), at=AT)
        make_cities()
        make()
        yield
        transaction.set_rollback(True)


def make_cities() -> None:
    regions = [make_region(code) for code in ("africa", "europe", "americas", "asia-pacific")]
    for number in range(80):
        place = make_place(f"City {number}", population=10_000 * (number + 1))
        make_organisation(f"City {number}", region=regions[number % 4], place=place)
    for slug in ("city-0", "city-40", "city-79"):
        person = make_member(Organisation.objects.get(slug=slug), f"{slug}@city.example")
        person.is_demonstration = True
        person.save()


def make(seed: int = 1) -> None:
    make_demonstration(at=AT, rng=random.Random(seed))


def test_at_least_sixty_members_over_two_years_all_marked(network: None) -> None:
    assert Counter(Diagnosis.objects.values_list("year", flat=True)).keys() == {2025, 2026}
    assert Diagnosis.objects.values("organisation").distinct().count() >= 60
    assert Diagnosis.objects.filter(year=2025).count() >= 60
    assert Diagnosis.objects.filter(year=2026).count() >= 60
    assert not Diagnosis.objects.filter(is_demonstration=False).exists()
    assert not Response.objects.filter(is_demonstration=False).exists()
    assert Diagnosis.objects.latest("submitted_at").submitted_at <= AT


def test_made_up_answers_are_sound_and_complete(network: None) -> None:
    definition = definition_of(Response.objects.first().questionnaire)  # type: ignore[union-attr]
    for response in Response.objects.prefetch_related("answers"):
        values = values_of(response.answers.all())
        assert check_answers(definition, values).faults == ()
        assert missing(definition, values) == []


def test_made_up_scores_are_plausible(network: None) -> None:
    by_city: dict[int, dict[int, float]] = {}
    for diagnosis in Diagnosis.objects.exclude(score=None):
        by_city.setdefault(diagnosis.organisation_id, {})[diagnosis.year] = diagnosis.score or 0
    both = [scores for scores in by_city.values() if len(scores) == 2]
    first, second = [scores[2025] for scores in both], [scores[2026] for scores in both]
    assert correlation(first, second) > 0.8  # a city does not become another one in a year
    assert 0 < fmean(second) - fmean(first) < 8  # and the network gets on a little
    assert set(Diagnosis.objects.values_list("stage_number", flat=True)) >= {1, 2, 3, 4}


def test_the_second_year_confirms_most_answers_and_changes_some(network: None) -> None:
    states = Counter(Answer.objects.filter(response__year=2026).values_list("state", flat=True))
    assert states["confirmed"] > states["changed"] > 0


def test_a_visitor_finds_something_to_begin_to_confirm_and_to_read(network: None) -> None:
    def years(slug: str) -> set[int]:
        return set(Response.objects.filter(organisation__slug=slug).values_list("year", flat=True))

    assert years("city-0") == set()
    assert years("city-40") == {2025, 2026}
    assert years("city-79") == {2025}


def outline() -> list[Any]:
    found = Diagnosis.objects.order_by("organisation__slug", "year")
    return list(found.values_list("organisation__slug", "year", "score", "stage", "is_published"))


def test_the_same_seed_makes_the_same_and_twice_changes_nothing(network: None) -> None:
    make()
    first = outline()
    make(2)
    assert outline() == first
    Diagnosis.objects.all().delete()
    Response.objects.all().delete()

    make()

    assert outline() == first
