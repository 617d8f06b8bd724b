"""Facts: kinds of value, reasons instead of one, superseding with a reason, who sees what, the last word on each."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import make_member, make_secretary
from tests.records.factories import AT, make_fact, make_indicator, make_source
from wego.core.references import Reference
from wego.records.models import Dimension, Indicator, Observation, Verification, Visibility
from wego.records.queries import NotSummable, facts_visible_to, latest_facts, roll_up
from wego.records.services.facts import FactOrigin, FactRefused, GivenFact, record_facts, verify_fact

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CAUSE = FactOrigin(Reference("questionnaires.Response", "1", "Seoul · activator 2026"))
KINDS = Indicator.Kind


def record(organisation: Any, *given: GivenFact, at: Any = AT, by: Any = None) -> list[Observation]:
    return record_facts(organisation, given, CAUSE, by=by, at=at)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (KINDS.NUMBER, {"value": Decimal("-1.5")}, (Decimal("-1.5"), "")),
        (KINDS.COUNT, {"value": Decimal(12)}, (Decimal(12), "")),
        (KINDS.SHARE, {"numerator": Decimal(3), "denominator": Decimal(8)}, (Decimal("37.5"), "")),
        (KINDS.MONEY, {"value": Decimal("10.5"), "currency": "KRW"}, (Decimal("10.5"), "")),
        (KINDS.OPTION, {"text": "weekly"}, (None, "weekly")),
        (KINDS.YES_NO, {"value": Decimal(1)}, (Decimal(1), "")),
        (KINDS.TEXT, {"text": " Parks "}, (None, "Parks")),
        (KINDS.DATE, {"text": "2024-02-29"}, (None, "2024-02-29")),
        (KINDS.COUNT, {"status": "not_collected", "reason": "no census since 2010"}, (None, "")),
    ],
)
def test_each_kind_of_value_is_kept(kind: str, given: dict[str, Any], kept: tuple[Any, str]) -> None:
    indicator = make_indicator(kind=kind, options={"weekly": {"en": "Weekly"}} if kind == KINDS.OPTION else {})

    (fact,) = record(make_organisation(), GivenFact(indicator=indicator, period="2024", **given))

    fact.refresh_from_db()
    assert (fact.value, fact.text) == kept
    assert (fact.origin, fact.cause_id, fact.status) == ("member", "1", given.get("status", ""))


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (KINDS.COUNT, {"value": Decimal("1.5")}, "whole number"),
        (KINDS.COUNT, {"value": Decimal(-1)}, "whole number"),
        (KINDS.COUNT, {}, "Enter a number"),
        (KINDS.COUNT, {"value": Decimal(1), "period": "last year"}, "is not a year"),
        (KINDS.COUNT, {"status": "no_baseline"}, "State why"),
        (KINDS.SHARE, {"value": Decimal(37)}, "both the part and the whole"),
        (KINDS.SHARE, {"numerator": Decimal(1), "denominator": Decimal(0)}, "both the part and the whole"),
        (KINDS.MONEY, {"value": Decimal(1)}, "currency"),
        (KINDS.MONEY, {"value": Decimal(1), "currency": "XXQ"}, "currency"),
        (KINDS.NUMBER, {"value": Decimal(1), "currency": "KRW"}, "currency"),
        (KINDS.OPTION, {"text": "never"}, "not a possible answer"),
        (KINDS.DATE, {"text": "2023-02-29"}, "not a possible answer"),
        (KINDS.YES_NO, {"value": Decimal(2)}, "yes or no"),
        (KINDS.COUNT, {"value": Decimal(1), "breakdown": {"sex": "female"}}, "not broken down"),
    ],
)
def test_what_does_not_fit_its_indicator_is_refused(kind: str, given: dict[str, Any], words: str) -> None:
    indicator = make_indicator(name="People", kind=kind, options={"weekly": {}} if kind == KINDS.OPTION else {})

    with pytest.raises(FactRefused, match=f"^People: .*{words}"):
        record(make_organisation(), GivenFact(**{"indicator": indicator, "period": "2024", **given}))

    assert not Observation.objects.exists()


def test_a_fact_is_broken_down_by_what_its_indicator_declares() -> None:
    indicator, seoul = make_indicator(), make_organisation()
    for code, categories in (("sex", {"female": {"en": "women"}}), ("district", {})):
        indicator.dimensions.add(Dimension.objects.create(code=code, name=code, categories=categories))

    (fact,) = record(
        seoul,
        GivenFact(
            indicator=indicator, period="2024", value=Decimal(5), breakdown={"sex": "female", "district": "Jongno"}
        ),
    )

    assert fact.breakdown == "district=Jongno;sex=female"
    assert fact.parts == {"district": "Jongno", "sex": "female"}
    assert latest_facts([seoul], [indicator.code])[seoul.pk] == {}  # a part is not the whole


def test_the_same_again_writes_nothing_and_another_value_supersedes_with_its_reason() -> None:
    indicator, seoul = make_indicator(), make_organisation()
    one = GivenFact(indicator=indicator, period="2024", value=Decimal(5))
    record(seoul, one)
    assert record(seoul, one) == []

    (later,) = record(seoul, GivenFact(indicator=indicator, period="2024", value=Decimal(6), correction="a misprint"))

    assert Observation.objects.count() == 2
    assert (later.supersedes_id, later.correction) == (Observation.objects.earliest("pk").pk, "a misprint")
    assert latest_facts([seoul], [indicator.code])[seoul.pk][indicator.code].value == 6


def test_what_others_published_stands_beside_what_the_member_says() -> None:
    indicator, seoul = make_indicator(), make_organisation()
    published = make_fact(indicator, 4, organisation=seoul)

    (own,) = record(seoul, GivenFact(indicator=indicator, period="2024", value=Decimal(5)))

    assert own.supersedes is None
    assert not Observation.objects.filter(supersedes=published).exists()


def test_the_latest_figure_is_of_the_latest_period_own_place_or_country() -> None:
    seoul = make_organisation("Seoul", place=make_place("seoul", population=9, population_year=2015))
    busan = make_organisation("Busan", place=make_place("busan", population=3))
    people, wealth = make_indicator("place.population"), make_indicator("gdp", level="country", kind="number")
    make_fact(wealth, 30, country=seoul.country, period="2022", organisation=None)
    make_fact(wealth, 33, country=seoul.country, period="2023", organisation=None)
    make_fact(people, 10, organisation=seoul, period="2021")
    make_fact(people, 8, organisation=seoul, period="2020", recorded_at=AT + timedelta(days=1))

    found = latest_facts([seoul, busan], ["place.population", "gdp"])

    assert {code: (one.value, one.period) for code, one in found[seoul.pk].items()} == {
        "place.population": (10, "2021"),
        "gdp": (33, "2023"),
    }
    assert found[busan.pk]["place.population"].value == 3  # as the register says
    assert latest_facts([seoul], ["gdp"], until="2022")[seoul.pk]["gdp"].value == 30
    assert latest_facts([seoul], ["gdp"], period="2021")[seoul.pk] == {}


def test_latest_figures_cost_the_same_however_many(django_assert_num_queries: Any) -> None:
    people = make_indicator("place.population")
    cities = [make_organisation(f"City {number}") for number in range(3)]
    for city in cities:
        make_fact(people, 1, organisation=city)

    for some in (cities[:1], cities):
        with django_assert_num_queries(1):
            latest_facts(some, ["place.population"])


def test_a_submitted_population_is_what_the_register_goes_by() -> None:
    seoul = make_organisation("Seoul", place=make_place("seoul", population=9))
    people = make_indicator("place.population")

    record(seoul, GivenFact(indicator=people, period="2024", value=Decimal(11)))
    record(seoul, GivenFact(indicator=people, period="2019", value=Decimal(7)))

    seoul.refresh_from_db()
    assert (seoul.place.population, seoul.place.population_year, seoul.sort_population) == (11, 2024, 11)


def test_who_sees_a_fact() -> None:
    from django.contrib.auth.models import AnonymousUser

    seoul, busan = make_organisation("Seoul"), make_organisation("Busan")
    for visibility in Visibility.values:
        purpose = "dues" if visibility == "purpose" else ""
        make_fact(make_indicator(visibility), organisation=seoul, visibility=visibility, purpose=purpose)
    people = {
        "nobody": AnonymousUser(),
        "own": make_member(seoul, "kim@seoul.example"),
        "another": make_member(busan, "lee@busan.example"),
        "office": make_secretary(),
    }

    seen = {who: set(facts_visible_to(person).values_list("visibility", flat=True)) for who, person in people.items()}

    assert seen["nobody"] == {"public"}
    assert seen["another"] == {"public", "members"}
    assert seen["own"] == {"public", "members", "purpose"}
    assert latest_facts([seoul], ["purpose"])[seoul.pk] == {}
    assert "purpose" in latest_facts([seoul], ["purpose"], purpose="dues")[seoul.pk]


def test_a_rollup_sums_the_parts_of_shares_and_never_percents() -> None:
    share, count = make_indicator("share", kind=KINDS.SHARE), make_indicator("count")
    for part, whole in ((1, 2), (1, 98)):
        city = make_organisation(f"City {whole}")
        make_fact(share, Decimal(part) / whole * 100, numerator=part, denominator=whole, organisation=city)
        make_fact(count, whole, organisation=city)
    make_fact(share, 99, organisation=make_organisation("Only a percent"))

    (together,) = roll_up(share)
    assert (together.count, together.value, together.numerator, together.denominator) == (2, 2, 2, 100)
    assert [(one.period, one.value) for one in roll_up(count)] == [("2024", 100)]
    by_region = roll_up(count, by="organisation__region__code")
    assert [(one.group, one.count) for one in by_region] == [(by_region[0].group, 2)]
    with pytest.raises(NotSummable):
        roll_up(make_indicator("index", kind=KINDS.NUMBER))


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({"value": None}, "observation_has_a_value_or_says_why_not"),
        ({"status": "confidential"}, "observation_has_a_value_or_says_why_not"),
        ({"value": None, "status": "confidential"}, "observation_has_a_value_or_says_why_not"),
        ({"numerator": 1}, "observation_share_has_both_parts"),
        ({"numerator": 1, "denominator": 0}, "observation_share_has_both_parts"),
        ({"visibility": "purpose"}, "observation_purpose_is_said"),
        ({"purpose": "dues"}, "observation_purpose_is_said"),
    ],
)
def test_the_database_holds_what_a_fact_is(fields: dict[str, Any], broken: str) -> None:
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        make_fact(**fields)


def test_that_somebody_looked_at_a_fact_is_only_ever_added() -> None:
    fact, officer = make_fact(), make_secretary()

    verify_fact(fact=fact, level="verified", body="Statistics Korea", by=officer, at=AT)

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Verification.objects.update(level="checked")
    with pytest.raises(FactRefused, match="State who"):
        verify_fact(fact=fact, level="verified", body=" ", by=officer, at=AT)
    assert make_source().observations.count() == 1


def test_the_time_line_says_who_when_and_why_as_far_as_the_reader_may_see() -> None:
    seoul = make_organisation("Seoul", place=make_place("seoul"), standing="full")
    officer, stranger = make_member(seoul, "kim@seoul.example"), Client()
    people, staff = (
        make_indicator("place.population", name="Population"),
        make_indicator("staff", name="Staff", visibility="purpose", purpose="dues"),
    )
    record(seoul, GivenFact(indicator=people, period="2024", value=Decimal(5)), by=officer)
    record(seoul, GivenFact(indicator=people, period="2024", value=Decimal(6), correction="a misprint"), by=officer)
    record(seoul, GivenFact(indicator=staff, period="2024", value=Decimal(7)), by=officer)
    own = Client()
    own.force_login(officer)

    public = stranger.get("/en/figures/place.population/seoul/").content.decode()
    theirs = own.get("/en/figures/place.population/seoul/").content.decode()
    listed = own.get("/en/my/facts/seoul/").content.decode()

    assert "Corrected: a misprint" in public
    assert "replaced" in public
    assert "Kim" not in public
    assert "Kim" in theirs
    assert "Population" in listed
    assert "Staff" in listed
    assert stranger.get("/en/figures/staff/seoul/").status_code == 404
    assert stranger.get("/en/figures/staff/").status_code == 404
    assert own.get("/en/figures/staff/seoul/").status_code == 200
