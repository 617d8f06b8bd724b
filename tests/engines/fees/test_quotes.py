"""What a quote refuses, tells, and holds for every input."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.cli.dues import load_schedule
from wego.engines.fees import CannotQuote, FeeSubject, english, quote

SCHEDULES = {code: load_schedule(code) for code in ("2016", "2023")}
FIGURES = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=2)


def city(gdp: Decimal | None = Decimal(5000), population: Decimal | None = Decimal(100_000)) -> FeeSubject:
    return FeeSubject("local_government", gdp=gdp, population=population)


@pytest.mark.parametrize(
    ("schedule", "subject", "code", "about"),
    [
        ("2016", FeeSubject("corporation", "mnc", staff=Decimal(600)), "no_table", "kind"),
        ("2023", FeeSubject("corporation", staff=Decimal(600)), "no_class", "class"),
        ("2023", FeeSubject("corporation", "family", staff=Decimal(600)), "unknown_class", "class"),
        ("2023", FeeSubject("local_government", "mnc", Decimal(1), Decimal(1)), "unknown_class", "class"),
        ("2023", FeeSubject("corporation", "mnc", staff=Decimal(499)), "no_band", "staff"),
        ("2023", FeeSubject("corporation", "sme", staff=Decimal(500)), "no_band", "staff"),
        ("2023", FeeSubject("corporation", "startup", staff=Decimal(0)), "no_band", "staff"),
        ("2016", city(gdp=None), "missing", "gdp"),
        ("2016", city(population=None), "missing", "population"),
        ("2016", city(gdp=Decimal(-1)), "not_a_figure", "gdp"),
        ("2016", city(gdp=Decimal("NaN")), "not_a_figure", "gdp"),
        ("2016", city(population=Decimal("Infinity")), "not_a_figure", "population"),
    ],
)
def test_what_cannot_be_quoted_names_what_is_to_blame(
    schedule: str, subject: FeeSubject, code: str, about: str
) -> None:
    with pytest.raises(CannotQuote) as refusal:
        quote(SCHEDULES[schedule], subject)

    assert (refusal.value.code, refusal.value.about) == (code, about)


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(CannotQuote, match="no reading 'latin'"):
        quote(SCHEDULES["2023"], city(), reading="latin")


def test_nothing_at_all_is_a_figure() -> None:
    assert quote(SCHEDULES["2016"], city(Decimal(0), Decimal(0))).fee == 400


def test_a_research_institute_is_priced_as_academic_and_told_so() -> None:
    schedule = SCHEDULES["2023"]

    found = quote(schedule, FeeSubject("institution", "research_institute", gdp=Decimal(2000)))

    assert found.fee == quote(schedule, FeeSubject("institution", "academic", gdp=Decimal(2000))).fee
    assert any("priced as academic" in english(step, schedule) for step in found.steps)


def test_a_quote_tells_its_figures_bands_readings_and_fee() -> None:
    schedule = SCHEDULES["2023"]

    found = quote(schedule, city(Decimal(500), Decimal(250_000)), reading="ko")

    assert [english(step, schedule) for step in found.steps] == [
        "Schedule 2023, table “Local governments: GDP per person by population”.",
        "GDP per person 500 international dollars a person: band 0-999.",
        "Population 250,000 persons: band 200-299 (bands in thousands).",
        "The documents disagree on this cell: ko 500.00, zh 400.00, continuity 400.00.",
        "Reading ko, as asked for: document KO23, merged cells filled to the right.",
        "Fee: 500.00 USD a year.",
    ]


@given(
    gdp=FIGURES,
    population=FIGURES,
    more=FIGURES,
    reading=st.sampled_from([("2016", "printed"), ("2023", "ko"), ("2023", "zh"), ("2023", "continuity")]),
)
def test_richer_or_larger_never_pays_less(
    gdp: Decimal, population: Decimal, more: Decimal, reading: tuple[str, str]
) -> None:
    schedule, name = SCHEDULES[reading[0]], reading[1]

    fee = quote(schedule, city(gdp, population), reading=name).fee

    assert quote(schedule, city(gdp + more, population), reading=name).fee >= fee
    assert quote(schedule, city(gdp, population + more), reading=name).fee >= fee


@given(gdp=FIGURES, population=FIGURES)
def test_2023_continues_2016_from_300_thousand_people_on(gdp: Decimal, population: Decimal) -> None:
    large = population + 300_000

    assert (
        quote(SCHEDULES["2023"], city(gdp + 1000, large)).fee == quote(SCHEDULES["2016"], city(gdp + 1000, large)).fee
    )
