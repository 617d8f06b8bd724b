"""A page of bank lines asks the database for what its lines may pay, and says what reading every open invoice would."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.finance.factories import AT, at, make_draft, make_invoice, make_payment
from tests.members.factories import make_organisation, make_place, make_region
from wego.core.search.index import rebuild
from wego.finance.banking import candidates, matching
from wego.finance.banking.candidates import invoices_that_may_be_paid
from wego.finance.banking.invoice_numbers import number_key
from wego.finance.banking.keys import invoice_numbers_like
from wego.finance.banking.matching import OpenLine, match
from wego.finance.banking.queries import open_invoice_rows, open_invoices_for
from wego.finance.models import DebtorName, Invoice
from wego.finance.models.invoices import creditor_reference
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.invoicing import enter_opening_arrear, issue_invoices
from wego.members.models import Organisation
from wego.members.services.organisations import edit_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LIMITS = {"USD": Decimal(30)}
WORDS = ("City", "of", "North", "South", "Upper", "Port", "Ham", "Birmingham", "서울특별시", "부산", "Sé")
AMOUNTS = ("100.00", "100.00", "100.00", "70.00", "55.50")


def ask(**facts: Any) -> OpenLine:
    return OpenLine(**{"key": 1, "amount": Decimal(100), "currency": "USD", **facts})


@pytest.fixture
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What many share is what more than two share, so that few invoices show it."""
    for module in (matching, candidates):
        monkeypatch.setattr(module, "MOST_SHARING", 2)
        monkeypatch.setattr(module, "MOST_PROPOSALS", 2)
    monkeypatch.setattr(candidates, "PARTS_AT_ONCE", 3)


@pytest.fixture
def books(fewer: None) -> list[Invoice]:
    """Forty invoices of members whose names are made of few words: some paid, some in euros, one from before."""
    chance = random.Random(7)
    region, place = make_region(), make_place()
    names = {" ".join(chance.choices(WORDS, k=chance.randint(1, 3))) for _time in range(60)}
    members = [
        make_organisation(name, slug=f"m-{n}", aliases=chance.choices(WORDS), region=region, place=place)
        for n, name in enumerate(sorted(names)[:32])
    ]
    drafts = [
        make_draft(one, chance.choice(AMOUNTS), currency=chance.choice(["USD", "USD", "USD", "EUR"]), year=year)
        for year in (2015, 2016)
        for one in members
        if chance.random() < 0.7
    ]
    invoices = issue_invoices(drafts, by=None, at=AT)
    for one in invoices[::7]:
        payment = make_payment(one.organisation, str(one.total), currency=one.currency)
        allocate_payment(payment_id=payment.pk, invoice_id=one.pk, amount=one.total, by=None, at=at(2016, 3, 13))
    day = date(2015, 5, 1)
    before = {"year": 2015, "amount": Decimal(70), "currency": "USD", "due_on": day, "by": None, "at": AT}
    return [*invoices, enter_opening_arrear(organisation=members[0], **before)]


def test_few_candidates_say_what_every_open_invoice_says(books: list[Invoice]):
    numbers = [one.number for one in books] + [creditor_reference(one.number) for one in books]
    texts = st.lists(st.sampled_from([*WORDS, *numbers, "thank you", "2016-04-10"]), max_size=6).map(" ".join)
    lines = st.builds(
        ask,
        amount=st.sampled_from([Decimal(one) for one in (*AMOUNTS, "95", "200", "1.23")]),
        currency=st.sampled_from(["USD", "USD", "EUR", "KRW"]),
        payer=texts,
        ultimate_payer=st.just("") | texts,
        texts=st.lists(texts, max_size=2).map(tuple),
        references=st.lists(st.sampled_from(numbers), max_size=1).map(tuple),
        bank_reference=st.just("") | st.sampled_from(numbers),
        is_reversal=st.sampled_from([False, False, False, True]),
    )

    @given(st.lists(lines, min_size=1, max_size=4))
    def check(drawn: list[OpenLine]) -> None:
        several = [OpenLine(**{**vars(one), "key": place}) for place, one in enumerate(drawn)]

        few = match(several, open_invoices_for(several), charges_limits=LIMITS)

        assert few == match(several, open_invoice_rows(), charges_limits=LIMITS)

    check()


def test_who_owes_in_two_currencies_is_asked_about_whatever_else_came():
    north = make_organisation("North")
    drafts = [make_draft(north, "100.00", currency=code, year=year) for code, year in (("EUR", 2015), ("USD", 2016))]
    issue_invoices(drafts, by=None, at=AT)
    line, other = ask(payer="North", currency="EUR"), ask(key=2, payer="South", currency="USD", amount=Decimal(7))

    alone = match([line], open_invoices_for([line]), charges_limits=LIMITS)
    beside = match([line, other], open_invoices_for([line, other]), charges_limits=LIMITS)

    assert alone.certain == beside.certain == ()
    assert alone.proposals[1] == beside.proposals[1]


@pytest.mark.parametrize("number", ["2016-0001", "O2016-0007", "2016-12345"])
def test_a_folded_number_is_read_back(number: str):
    assert number in invoice_numbers_like(number_key(number))
    assert number in invoice_numbers_like(number_key(creditor_reference(number)))
    assert invoice_numbers_like("7000") == invoice_numbers_like("MADEUP77") == []


def test_however_many_are_open_a_page_reads_few(fewer: None):
    region, place = make_region(), make_place()
    many = [make_organisation(f"City {n}", slug=f"c-{n}", region=region, place=place) for n in range(30)]
    issue_invoices([make_draft(one, "100.00") for one in many], by=None, at=AT)
    line = ask(payer="City 7", texts=("City 7",))

    with CaptureQueriesContext(connection) as queries:
        found = invoices_that_may_be_paid([line])

    assert Invoice.objects.get(organisation__slug="c-7").pk in found
    assert len(found) < 15  # of thirty: three who share the word, and so many more of the amount
    assert len(queries) <= 5


def test_a_line_finds_a_member_by_the_name_that_it_was_given_since():
    invoice = make_invoice(make_organisation("Seoul"))

    edit_organisation(organisation_id=invoice.organisation_id, values={"name_native": "서울"}, by=None, at=AT)
    Organisation.objects.filter(pk=invoice.organisation_id).update(aliases=["Hanyang"])

    kept = set(DebtorName.objects.filter(is_whole=True).values_list("key", flat=True))
    assert kept >= {"seoul", "hanyang"}
    for name in ("Seoul", "서울", "Hanyang"):
        assert invoices_that_may_be_paid([ask(amount=Decimal(1), payer=name)]) == {invoice.pk}, name
    assert not invoices_that_may_be_paid([ask(amount=Decimal(1), payer="Busan")])


def test_a_name_that_is_no_longer_borne_is_found_while_an_invoice_says_it():
    invoice = make_invoice(make_organisation("Seoul", aliases=["Hanyang"]))
    values = {"name": {"en": "Soul"}, "aliases": []}

    edit_organisation(organisation_id=invoice.organisation_id, values=values, by=None, at=AT)

    kept = set(DebtorName.objects.filter(is_whole=True).values_list("key", flat=True))
    assert kept == {"seoul", "soul"}


def test_what_was_invoiced_before_names_were_kept_is_found_after_a_day():
    make_invoice(make_organisation("Seoul"))
    make_organisation("Busan")
    DebtorName.objects.all().delete()

    rebuild()

    assert list(DebtorName.objects.values_list("key", "is_whole").order_by("is_whole")) == [
        ("seoul", False),
        ("seoul", True),
    ]
