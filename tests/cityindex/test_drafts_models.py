"""What the database holds of drafts and participation, and method files written as they are read."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.cityindex.factories import AT, make_indicators
from tests.members.factories import make_organisation, make_region
from wego.cityindex import dataset, toml_writer
from wego.cityindex.models import Correction, Draft, DraftElement, DraftNote, Participation
from wego.records.models import Evidence, Indicator

pytestmark = pytest.mark.both_databases


def make_draft(**fields: Any) -> Draft:
    return Draft.objects.create(**{"code": "next", "figures_of": 2024, "name": "Next", "begun_at": AT, **fields})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"share": 1.5},
        {"corrections_from": "2026-03-01"},
        {"corrections_from": "2026-03-02", "corrections_until": "2026-03-01"},
    ],
)
def test_a_draft_keeps_its_bounds(fields: dict[str, Any]):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_draft(**fields)


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"code": "index"}, {"direction": 0}, {"weight": -1.0}])
def test_a_row_keeps_its_bounds(fields: dict[str, Any]):
    draft = make_draft()
    DraftElement.objects.create(draft=draft, position=0, code="index")

    with pytest.raises(IntegrityError), transaction.atomic():
        DraftElement.objects.create(**{"draft": draft, "position": 1, "code": "other", **fields})


@pytest.mark.django_db
def test_a_text_stands_once():
    draft = make_draft()
    DraftNote.objects.create(draft=draft, position=0, kind="cautions", code="small")

    with pytest.raises(IntegrityError), transaction.atomic():
        DraftNote.objects.create(draft=draft, position=1, kind="cautions", code="small")


@pytest.mark.django_db
def test_a_city_takes_part_once_asks_once_and_is_answered_with_a_reason():
    make_region("asia-pacific", countries=["KR"])
    make_indicators()
    city = make_organisation()
    joined = Participation.objects.create(draft=make_draft(), organisation=city, joined_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(draft=joined.draft, organisation=city, joined_at=AT)
    evidence = Evidence.objects.create(organisation=city, title="x", size=1, uploaded_at=AT)
    facts: dict[str, Any] = {"participation": joined, "indicator": Indicator.objects.all()[0], "evidence": evidence}
    facts |= {"period": "2024", "value": 1, "grounds": "x", "requested_at": AT}
    Correction.objects.create(**facts)

    for wrong in (
        {},
        {"status": "refused", "answered_at": AT},
        {"status": "accepted", "answered_at": AT, "answer": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.create(**facts, **wrong)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.one_of(st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False), WORDS)
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=3), st.dictionaries(WORDS, PLAIN, max_size=3))


@given(st.dictionaries(WORDS, VALUES, max_size=4), st.lists(st.dictionaries(WORDS, VALUES, max_size=3), min_size=1))
def test_what_is_written_reads_back(table: dict[str, Any], elements: list[dict[str, Any]]):
    mapping = {"name": "x", "table": table, "element": elements}

    assert tomllib.loads(toml_writer.to_toml(mapping)) == mapping


@pytest.mark.parametrize(
    ("period", "found"),
    [("2024", "a"), ("2018/2022", "c"), ("2020-2024", "a"), ("2020-2023", "b"), ("1990-1999", None)],
)
def test_a_period_names_one_figure(period: str, found: str | None):
    known = {"2024": "a", "2021": "b", "2018/2022": "c"}

    assert dataset.figure_of_period(period, known) == found


def test_who_is_ranked_and_why_not():
    wanted = [dataset.IndicatorUse("own", "city", "2024"), dataset.IndicatorUse("land", "country", "2024")]
    figures = {("org:a", "own"): {"2024": {"value": "1"}}, ("country:KR", "land"): {"2024": {"value": "2"}}}
    areas = {"b": "a", "a": "", "c": "d", "e": ""}
    cities = [dataset.Candidate(unit, f"org:{unit}", "KR", "asia-pacific", area=area) for unit, area in areas.items()]

    laid = dataset.build_dataset(cities, wanted, figures, dataset.RankingRule(own_values=1, share=1.0))

    assert laid.data == [{"unit": "a", "own": "1", "land": "2", "group:region": "asia-pacific"}]
    assert [(row["unit"], row["reason"], row["measured_in"]) for row in laid.listed] == [
        ("b", "measured_elsewhere", "a"),
        ("c", "measured_elsewhere", ""),
        ("e", "no_own_values", ""),
    ]
