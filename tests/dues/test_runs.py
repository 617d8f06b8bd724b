"""The yearly run on the real register: the dues of 2016 for that year's 90 full members."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.factories import make_secretary
from tests.governance.factories import decide, make_item
from tests.members.factories import make_organisation, make_standing
from wego.core.references import Reference
from wego.core.state import WrongState
from wego.dues.models import Concession, DuesRun, FeeSchedule, RunQuote
from wego.dues.queries.history import changes_against_last_year, runs_under_way, standpoint
from wego.dues.queries.liability import liability_of
from wego.dues.queries.simulation import Assumption, simulate
from wego.dues.services import runs
from wego.dues.services.decisions import (
    DuesRefused,
    choose_reading,
    declare_figure,
    grant_concession,
    withdraw_concession,
)
from wego.dues.services.demonstration import make_demonstration
from wego.dues.services.runs import RunRefused, begin_run, confirm_run, drop_run, issue_run, prepare_run, stalled_runs
from wego.dues.wording import render_steps, steps_of
from wego.finance.models import Invoice
from wego.finance.services.closing import Unfinished, close_year
from wego.finance.services.decisions import DecisionNotInForce
from wego.members.models import Organisation, Standing
from wego.records.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def decided() -> Reference:
    return Reference.to(decide(make_item()))


def clock() -> datetime:
    return AT


def begin(year: int = 2016) -> DuesRun:
    return begin_run(year=year, issued_on=date(year, 5, 2), due_on=date(year, 6, 30), by=make_secretary(), at=AT)


def prepared(year: int = 2016) -> DuesRun:
    return prepare_run(run_id=begin(year).pk, clock=clock)


def issued(year: int = 2016) -> DuesRun:
    run = confirm_run(run_id=prepared(year).pk, by=make_secretary(), at=AT)
    return issue_run(run_id=run.pk, clock=clock)


def quote_of(run: DuesRun, slug: str) -> RunQuote:
    return run.quotes.get(organisation__slug=slug)


# --- the real year --------------------------------------------------------------------------------------------------
def test_dues_of_2016_for_the_90_full_members(network: None) -> None:
    run = prepared()

    counts = Counter(run.quotes.values_list("outcome", flat=True))
    reasons = Counter(quote.steps[-1]["code"] for quote in run.quotes.exclude(outcome="due"))
    assert run.status == DuesRun.Status.PREVIEW
    assert counts["due"] + counts["cannot"] == 90
    assert reasons["associate"] == 7
    assert reasons["friendship"] == 3
    assert counts["cannot"] == reasons["cannot_missing"]  # their population is known to nobody here
    assert sum(run.quotes.values_list("amount", flat=True)) == sum(run.quotes.values_list("fee", flat=True))


def test_a_quote_tells_edition_year_figures_row_column_and_sources(network: None) -> None:
    run = prepared()

    seoul = quote_of(run, "seoul")
    sentences = " ".join(render_steps(steps_of(seoul.steps), run.schedule.read()))
    assert (seoul.fee, seoul.row, seoul.column) == (Decimal(10_000), "20000+", "10000+")
    assert "Membership fees 2016" in sentences
    assert "for 2014. Source: World Economic Outlook" in sentences
    assert "column 10,000+ thousand" in sentences


def test_issuing_makes_one_invoice_each_with_the_reasons_in_three_languages(network: None) -> None:
    run = issued()

    quote = quote_of(run, "seoul")
    assert run.status == DuesRun.Status.DONE
    assert run.done == run.quotes.filter(outcome="due").count() == Invoice.objects.count()
    assert quote.invoice is not None
    assert (quote.invoice.total, quote.invoice.year, quote.invoice.due_on) == (quote.amount, 2016, date(2016, 6, 30))
    assert set(quote.invoice.explanation) == {"en", "ko", "zh-hans"}
    assert "연회비" not in quote.invoice.explanation["en"][0]


def test_an_issued_invoice_does_not_change_when_the_figures_do(network: None) -> None:
    run = issued()
    before = [(i.pk, i.total, i.explanation) for i in Invoice.objects.order_by("pk")]
    product = Observation.objects.filter(
        indicator__code=run.schedule.read().indicator, country="KR", period="2014"
    ).get()

    Observation.objects.create(
        indicator=product.indicator,
        country="KR",
        period="2014",
        value=Decimal(100),
        quality=product.quality,
        source=product.source,
        recorded_at=AT,
        supersedes=product,
    )

    assert [(i.pk, i.total, i.explanation) for i in Invoice.objects.order_by("pk")] == before


def test_the_demonstration_is_marked_and_the_same_twice(network: None) -> None:
    make_demonstration(at=AT, rng=random.Random(1))
    first = Invoice.objects.count()

    make_demonstration(at=AT, rng=random.Random(2))

    assert Invoice.objects.count() == first > 60
    assert not Invoice.objects.filter(is_demonstration=False).exists()


# --- who owes -------------------------------------------------------------------------------------------------------
def standing(kind: str, start: date, end: date | None = None, *, is_exact: bool = True) -> Standing:
    return Standing(kind=kind, starts_on=start, ends_on=end, is_start_exact=is_exact, source="KO16")


ACCEPTED = [standing("associate", date(2016, 3, 10), date(2016, 10, 20)), standing("full", date(2016, 10, 20))]


@pytest.mark.parametrize(
    ("held", "year", "wanted"),
    [
        (ACCEPTED, 2015, None),
        (ACCEPTED, 2016, (False, "first_year")),
        (ACCEPTED, 2017, (True, "liable_since")),
        ([standing("associate", date(2016, 3, 10))], 2020, (False, "associate")),
        ([standing("friendship", date(2016, 3, 10))], 2020, (False, "friendship")),
        ([standing("unstated", date(2022, 12, 31), is_exact=False)], 2023, (False, "unstated")),
        ([standing("full", date(2016, 4, 26), is_exact=False)], 2016, (True, "liable_taken")),
        ([standing("full", date(2016, 4, 26), is_exact=False)], 2017, (True, "liable_since")),
        ([standing("full", date(2016, 1, 1))], 2016, (False, "first_year")),
        ([standing("full", date(2015, 12, 31))], 2016, (True, "liable_since")),
        # Who leaves in the year owes that year and no later one.
        (
            [standing("full", date(2014, 5, 1), date(2016, 6, 1)), standing("former", date(2016, 6, 1))],
            2016,
            (True, "liable_since"),
        ),
        ([standing("full", date(2014, 5, 1), date(2016, 6, 1)), standing("former", date(2016, 6, 1))], 2017, None),
        ([standing("full", date(2014, 5, 1), date(2016, 1, 1)), standing("former", date(2016, 1, 1))], 2016, None),
    ],
)
def test_the_duty_begins_the_year_after_becoming_full(
    held: list[Standing], year: int, wanted: tuple[bool, str] | None
) -> None:
    found = liability_of(held, year)

    assert (found and (found.is_due, found.code)) == wanted


def test_a_city_approved_in_october_2016_is_first_invoiced_for_2017(network: None) -> None:
    city = make_organisation("Newcity", "KR", standing="full")
    city.place.population = 970_000
    city.place.save()
    make_standing(city, "associate", starts_on=date(2016, 3, 10), ends_on=date(2016, 10, 20), is_start_exact=True)
    make_standing(city, "full", starts_on=date(2016, 10, 20), is_start_exact=True)

    issued(2016)
    issued(2017)

    invoices = Invoice.objects.filter(organisation=city)
    assert [(invoice.year, invoice.total) for invoice in invoices] == [(2017, Decimal(7000))]


# --- what lacks -----------------------------------------------------------------------------------------------------
def test_a_country_without_figures_cannot_be_quoted_and_the_run_goes_on(network: None) -> None:
    city = make_organisation("Aleppo", "SY")
    city.place.population = 2_000_000
    city.place.save()
    make_standing(city, "full", starts_on=date(2014, 1, 1), is_start_exact=True)

    run = prepared()

    quote = quote_of(run, "aleppo")
    assert quote.outcome == RunQuote.Outcome.CANNOT
    assert [step["code"] for step in quote.steps][:2] == ["liable_since", "cannot_missing"]
    assert quote.steps[1]["facts"]["about"] == "gdp"
    assert run.quotes.filter(outcome="due").count() > 60


def test_a_declared_population_takes_the_place_of_the_registers(network: None) -> None:
    saga = Organisation.objects.get(slug="saga-prefecture")
    with pytest.raises(DuesRefused, match="Attach a document"):
        declare_figure(organisation_id=saga.pk, measure="population", value=1, year=2015, by=None, at=AT)

    declare_figure(
        organisation_id=saga.pk, measure="population", value=832_832, year=2015, source="Census 2015", by=None, at=AT
    )

    quote = quote_of(prepared(), "saga-prefecture")
    assert (quote.fee, quote.column) == (Decimal(7000), "600-999")


# --- a run's life ---------------------------------------------------------------------------------------------------
def test_a_second_run_of_the_same_year_is_refused_while_one_is_under_way(network: None) -> None:
    run = begin()
    with pytest.raises(RunRefused, match="A billing run for 2016 is in progress"):
        begin()

    drop_run(run_id=run.pk, by=make_secretary(), at=AT)

    assert begin().pk != run.pk


def test_a_year_is_not_closed_while_a_run_would_book_into_it(network: None) -> None:
    run = begin_run(year=2017, issued_on=date(2016, 12, 1), due_on=date(2017, 1, 31), by=None, at=AT)
    found = {year: runs_under_way(start=date(year, 1, 1), end=date(year, 12, 31)) for year in (2015, 2016, 2017)}
    may = runs_under_way(start=date(2017, 5, 1), end=date(2017, 5, 31))
    with pytest.raises(Unfinished, match="dues of 2017: Calculating the fees"):
        close_year(year=2016, by=None, at=AT)

    drop_run(run_id=run.pk, by=make_secretary(), at=AT)

    assert {year: [one.address for one in several] for year, several in found.items()} == {
        2015: [],
        2016: [f"/en/office/dues/{run.pk}/"],
        2017: [f"/en/office/dues/{run.pk}/"],
    }
    assert may == []
    assert len(close_year(year=2016, by=None, at=AT)) == 12


def test_a_second_run_after_the_first_invoices_only_who_has_no_invoice(network: None) -> None:
    first = issued()
    saga = Organisation.objects.get(slug="saga-prefecture")
    declare_figure(organisation_id=saga.pk, measure="population", value=832_832, year=2015, source="C", by=None, at=AT)

    second = issued()

    assert second.done == 1
    assert Invoice.objects.count() == first.done + 1
    assert Invoice.objects.values("organisation", "year").distinct().count() == Invoice.objects.count()


def test_what_was_issued_is_not_dropped_nor_confirmed_twice(network: None) -> None:
    run = issued()

    for act in (drop_run, confirm_run):
        with pytest.raises(WrongState):
            act(run_id=run.pk, by=make_secretary(), at=AT)


def test_a_run_cut_off_between_batches_goes_on_where_it_stopped(network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BATCH", 20)
    run = confirm_run(run_id=prepared().pk, by=make_secretary(), at=AT)
    real, calls = runs.issue_invoices, []

    def cut_off(*words: Any, **named: Any) -> Any:
        calls.append(1)
        issued = real(*words, **named)
        if len(calls) == 3:
            raise SystemExit  # issued and not committed yet: the batch must leave nothing
        return issued

    monkeypatch.setattr(runs, "issue_invoices", cut_off)
    with pytest.raises(SystemExit):
        issue_run(run_id=run.pk, clock=clock)
    assert Invoice.objects.count() == 40

    issue_run(run_id=run.pk, clock=clock)

    run.refresh_from_db()
    assert run.status == DuesRun.Status.DONE
    assert Invoice.objects.count() == run.quotes.filter(outcome="due").count()
    numbers = sorted(Invoice.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_run_whose_worker_has_gone_is_found(network: None) -> None:
    run = begin()

    assert stalled_runs(at=AT + timedelta(minutes=1)) == []
    assert stalled_runs(at=AT + timedelta(minutes=3)) == [run]


def test_a_run_tells_what_differs_from_last_years_invoices(network: None) -> None:
    issued(2016)

    run = prepared(2017)

    changes = changes_against_last_year(run)
    assert changes
    assert all(change.before != change.after for change in changes)
    assert abs(changes[0].difference) == max(abs(change.difference) for change in changes)


def test_dates_that_cannot_be_are_refused(network: None) -> None:
    with pytest.raises(RunRefused, match="due date cannot be before the date"):
        begin_run(year=2016, issued_on=date(2016, 5, 2), due_on=date(2016, 5, 1), by=None, at=AT)
    with pytest.raises(RunRefused, match="future"):
        begin_run(year=2026, issued_on=date(2027, 5, 2), due_on=date(2027, 5, 3), by=None, at=AT)
    with pytest.raises(RunRefused, match="No fee schedule"):
        begin_run(year=2012, issued_on=date(2012, 5, 2), due_on=date(2012, 5, 3), by=None, at=AT)


# --- decisions ------------------------------------------------------------------------------------------------------
def conceded(kind: str, **facts: Any) -> RunQuote:
    seoul = Organisation.objects.get(slug="seoul")
    grant_concession(
        organisation_id=seoul.pk, year=2016, kind=kind, reason="Host", decision=decided(), by=None, at=AT, **facts
    )
    return quote_of(prepared(), "seoul")


def test_a_waiver_leaves_nothing_to_pay_and_says_by_which_decision(network: None) -> None:
    quote = conceded("waiver")

    assert (quote.outcome, quote.fee, quote.amount) == ("free", Decimal(10_000), Decimal(0))
    assert quote.steps[-1]["facts"]["decision"] == "Oct 13, 2016: A matter (Executive committee)"


def test_a_discount_is_taken_off_to_the_cent(network: None) -> None:
    quote = conceded("discount", percent=Decimal("33.33"))

    assert quote.amount == Decimal("6667.00")


def test_instalments_add_up_on_days_of_their_own(network: None) -> None:
    conceded("instalments", parts=3)
    run = DuesRun.objects.latest("pk")
    confirm_run(run_id=run.pk, by=None, at=AT)
    issue_run(run_id=run.pk, clock=clock)

    parts = list(Invoice.objects.get(organisation__slug="seoul").instalments.values_list("due_on", "amount"))
    assert sum(amount for _day, amount in parts) == 10_000
    assert [day for day, _amount in parts] == [date(2016, 6, 30), date(2016, 7, 30), date(2016, 8, 29)]


def test_a_concession_needs_a_decision_a_reason_and_sense_and_is_granted_once(network: None) -> None:
    seoul = Organisation.objects.get(slug="seoul")

    def grant(**facts: Any) -> Concession:
        given = {"kind": "waiver", "reason": "Host", "decision": decided(), **facts}
        return grant_concession(organisation_id=seoul.pk, year=2016, by=None, at=AT, **given)

    for facts in (
        {"reason": " "},
        {"kind": "discount", "percent": Decimal(100)},
        {"kind": "instalments", "parts": 1},
    ):
        with pytest.raises(DuesRefused):
            grant(**facts)
    with pytest.raises(DecisionNotInForce):
        grant(decision=Reference("", "", "Somebody said so"))
    first = grant()
    with pytest.raises(DuesRefused, match="such a concession"):
        grant()
    withdraw_concession(concession_id=first.pk, by=make_secretary(), at=AT)
    with pytest.raises(DuesRefused, match="already been withdrawn"):
        withdraw_concession(concession_id=first.pk, by=make_secretary(), at=AT)
    assert grant().pk != first.pk


def test_a_reading_by_decision_changes_quotes_from_then_on(network: None) -> None:
    schedule = FeeSchedule.objects.get(code="2023")
    with pytest.raises(DuesRefused, match="no reading"):
        choose_reading(schedule_id=schedule.pk, reading="latin", decision=decided(), by=make_secretary(), at=AT)

    choose_reading(schedule_id=schedule.pk, reading="ko", decision=decided(), by=make_secretary(), at=AT)

    assert prepared(2023).reading == "ko"


# --- the simulator --------------------------------------------------------------------------------------------------
def test_2023_as_a_simulation_for_all_160_local_governments(network: None, django_assert_max_num_queries: Any) -> None:
    schedules = {row.code: row for row in FeeSchedule.objects.all()}
    members = Organisation.objects.filter(kind="local_government").exclude(standing="former").select_related("place")
    before = Assumption(schedules["2016"], "printed", 2023, as_if_full=True)
    after = Assumption(schedules["2023"], "continuity", 2023, as_if_full=True)

    with django_assert_max_num_queries(12):
        found = simulate(members, before, after)

    assert len(found.rows) == 160
    assert found.after.due + found.after.cannot == 160
    assert found.difference == found.after.amount - found.before.amount
    assert not RunQuote.objects.exists()


def test_a_member_sees_what_it_would_owe_now_in_a_fixed_number_of_queries(
    network: None, django_assert_max_num_queries: Any
) -> None:
    seoul = Organisation.objects.select_related("place").get(slug="seoul")

    with django_assert_max_num_queries(8):
        now = standpoint(seoul, 2022)

    assert now is not None
    assert now.finding.amount == 10_000


# --- held by the database -------------------------------------------------------------------------------------------
def test_the_database_holds_one_quote_a_member_and_one_run_at_a_time(network: None) -> None:
    run = prepared()
    quote = quote_of(run, "seoul")
    wrong: list[Any] = [
        RunQuote(run=run, organisation=quote.organisation, outcome="due"),
        RunQuote(run=run, organisation=make_organisation("X"), outcome="due", fee=1, amount=2),
        DuesRun(
            year=2016,
            schedule=run.schedule,
            reading="printed",
            issued_on=run.issued_on,
            due_on=run.due_on,
            begun_at=AT,
            moved_at=AT,
        ),
    ]

    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
