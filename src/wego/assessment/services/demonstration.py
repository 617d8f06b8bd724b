"""Made-up diagnoses for the demonstration: plausible, reproducible from a seed, and marked as made up in every row."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from wego.assessment import results
from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis, Framework
from wego.assessment.queries import framework_in_force
from wego.assessment.services.diagnoses import columns
from wego.core import audit
from wego.engines import questions, scoring
from wego.engines.questions import DONT_KNOW, NOT_APPLICABLE, Kind, Question, visible
from wego.members.models import Organisation
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response

CITIES = 72  # of which nearly all answer in both years
SHARE_OF_DONT_KNOW = 0.03


@dataclass
class _City:
    """A city's made-up disposition: how far it is on the whole, and what it is better and worse at."""

    organisation: Organisation
    level: float
    leaning: Mapping[str, float]
    rng: random.Random
    answers: dict[str, Any] = field(default_factory=dict)

    def target(self, item: scoring.Item | None, year_gain: float) -> float:
        """The share of a question's points that this city would earn."""
        if item is None:
            return self.rng.random()
        leaning = self.leaning.get(item.dimension, 0) + self.leaning.get(item.aspect or "", 0)
        return min(1.0, max(0.0, self.level + year_gain + leaning + self.rng.gauss(0, 0.14)))


@transaction.atomic
def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Diagnoses of last year and this year for many members; run twice, the second changes nothing.

    Of the cities whose people a visitor may step into, the largest has answered last year only (so that there is
    something to confirm), the smallest never (so that there is something to begin).
    """
    framework = framework_in_force()
    if framework is None or Diagnosis.objects.filter(is_demonstration=True).exists():
        return
    this_year = timezone.localdate(at).year
    cities = [_city(organisation, framework_of(framework), rng) for organisation in _chosen(rng)]
    largest, smallest = _stepped_into()
    last, this = [], []
    for number, city in enumerate(cities):
        if city.organisation.pk == smallest:
            continue
        if number % 12 != 11 or city.organisation.pk == largest:
            last.append(city)
        if number % 12 != 10 and city.organisation.pk != largest:
            this.append(city)
    _answer_year(framework, last, this_year - 1, at=at)
    _answer_year(framework, this, this_year, at=at)
    audit.record("demonstration.made", framework, by=None, at=at, after={"diagnoses": len(last) + len(this)})


def _chosen(rng: random.Random) -> list[Organisation]:
    """Cities of every region, those with people of the demonstration first."""
    cities = Organisation.objects.filter(kind=Organisation.Kind.LOCAL_GOVERNMENT).exclude(standing__in=("", "former"))
    known = list(cities.select_related("place").order_by("slug"))
    stepped = set(_with_people())
    rng.shuffle(known)
    known.sort(key=lambda organisation: organisation.pk not in stepped)
    return known[:CITIES]


def _with_people() -> list[int]:
    """Cities with people of the demonstration, largest first; who only applies is none of them."""
    found = Organisation.objects.exclude(standing="").filter(
        kind=Organisation.Kind.LOCAL_GOVERNMENT,
        affiliations__user__is_demonstration=True,
        affiliations__role="officer",
        affiliations__ends_on=None,
    )
    return list(found.order_by("-place__population", "slug").values_list("pk", flat=True).distinct())


def _stepped_into() -> tuple[int | None, int | None]:
    cities = _with_people()
    return (cities[0] if cities else None, cities[-1] if len(cities) > 1 else None)


def _city(organisation: Organisation, framework: scoring.FrameworkDefinition, rng: random.Random) -> _City:
    codes = [part.code for part in framework.dimensions] + [part.code for part in framework.aspects]
    leaning = {code: rng.gauss(0, 0.09) for code in codes}
    return _City(organisation, min(0.95, max(0.05, rng.gauss(0.5, 0.21))), leaning, rng)


def _answer_year(framework: Framework, cities: list[_City], year: int, *, at: datetime) -> None:
    """One year's responses, answers and diagnoses, in bulk."""
    reading, definition = framework_of(framework), definition_of(framework.questionnaire)
    responses, states = [], []
    for city in cities:
        former = city.answers
        city.answers = _answers(city, definition, reading, gain=0.05 if former else 0.0)
        states.append({code: _state(former, code, value) for code, value in city.answers.items()})
        day = datetime(year, 1, 15, tzinfo=UTC) + timedelta(days=city.rng.randrange(270), hours=city.rng.randrange(8))
        moment = min(day, at)
        responses.append(
            Response(
                organisation=city.organisation,
                questionnaire=framework.questionnaire,
                year=year,
                status=Response.Status.SUBMITTED,
                revision=1,
                started_at=moment,
                changed_at=moment,
                submitted_at=moment,
                is_demonstration=True,
            )
        )
    Response.objects.bulk_create(responses)
    rows = zip(responses, cities, states, strict=True)
    Answer.objects.bulk_create(
        (
            Answer(
                response=response,
                question=code,
                value=value,
                state=state[code],
                revision=1,
                answered_at=response.changed_at,
            )
            for response, city, state in rows
            for code, value in city.answers.items()
        ),
        batch_size=1000,
    )
    Diagnosis.objects.bulk_create(
        Diagnosis(
            response=response,
            framework=framework,
            organisation=city.organisation,
            year=year,
            revision=1,
            submitted_at=response.changed_at,
            is_published=city.rng.random() < 0.4,
            is_demonstration=True,
            **columns(reading, results.compute(reading, definition, city.answers)),
        )
        for response, city in zip(responses, cities, strict=True)
    )


def _state(former: Mapping[str, Any], code: str, value: Any) -> str:
    if code not in former:
        return Answer.State.GIVEN
    return Answer.State.CONFIRMED if former[code] == value else Answer.State.CHANGED


def _answers(
    city: _City, definition: questions.QuestionnaireDefinition, framework: scoring.FrameworkDefinition, *, gain: float
) -> dict[str, Any]:
    """Answers in the order of asking, so that each condition and limit sees those before it."""
    answers: dict[str, Any] = {}
    for question in definition.questions:
        if question.kind is Kind.FILE or question.code not in visible(definition, answers):
            continue
        item = framework.item_by_question.get(question.code)
        former = city.answers.get(question.code)
        is_kept = former is not None and city.rng.random() < (0.75 if item else 0.95)
        value = former if is_kept else _answer(city, question, item, gain, answers)
        if value is not None:
            answers[question.code] = value
    return answers


def _answer(
    city: _City, question: Question, item: scoring.Item | None, gain: float, answers: Mapping[str, Any]
) -> questions.Answer:
    chance = city.rng.random()
    if DONT_KNOW in question.allowed_specials and chance < SHARE_OF_DONT_KNOW:
        return DONT_KNOW
    if NOT_APPLICABLE in question.allowed_specials and chance > 1 - SHARE_OF_DONT_KNOW:
        return NOT_APPLICABLE
    share = city.target(item, gain)
    match question.kind:
        case Kind.YES_NO:
            return share > city.rng.random()
        case Kind.SINGLE | Kind.SCALE:
            place = round(share * (len(question.options) - 1)) if item else _leaning_first(city.rng, question)
            return question.options[place].code
        case Kind.MULTIPLE:
            return _ticked(city.rng, question, share)
        case Kind.NUMBER:
            return _number(city, question, item, share, answers)
        case Kind.DATE:
            return f"{city.rng.randrange(2015, 2025)}-{city.rng.randrange(1, 13):02d}-{city.rng.randrange(1, 29):02d}"
    return None  # texts are left open: nobody's words are made up


def _leaning_first(rng: random.Random, question: Question) -> int:
    """Where options are no scale, the first are the common ones."""
    return min(int(rng.expovariate(1.2)), len(question.options) - 1)


def _ticked(rng: random.Random, question: Question, share: float) -> list[str]:
    plain = [option.code for option in question.options if not option.is_exclusive]
    exclusive = [option.code for option in question.options if option.is_exclusive]
    count = round(share * len(plain))
    if count == 0:
        return exclusive[:1] or plain[:1]
    chosen = set(rng.sample(plain, count))
    return [code for code in plain if code in chosen]


def _number(
    city: _City, question: Question, item: scoring.Item | None, share: float, answers: Mapping[str, Any]
) -> float | int | None:
    """A number between the limits that the question and earlier answers set; more is better where it is scored."""
    low = float(question.minimum or 0)
    if item is None:
        value = _of_a_city(city, question, answers)
    else:
        thresholds = [float(threshold) for threshold in getattr(item.ladder, "thresholds", ())] or [100.0]
        value = share * thresholds[-1] * 1.1
    limits = [float(question.maximum)] if question.maximum is not None else []
    limits += [
        float(answers[constraint.other])
        for constraint in question.constraints
        if constraint.relation == "not_above" and isinstance(answers.get(constraint.other), int | float)
    ]
    value = max(low, min([value, *limits]))
    return round(value, question.decimals) if question.decimals else int(value)


def _of_a_city(city: _City, question: Question, answers: Mapping[str, Any]) -> float:
    """Facts that earn no points: the population is the place's, a year is a recent one, the rest a share of people."""
    population = float(city.organisation.place.population or 400_000)
    if question.indicator and question.indicator_part == "value":
        return population
    if question.indicator_part == "period":
        return 2024.0
    numbers = [value for value in answers.values() if isinstance(value, int | float) and not isinstance(value, bool)]
    return population * 0.004 if len(numbers) <= 2 else float(numbers[-1]) * city.rng.uniform(0.01, 0.08)
