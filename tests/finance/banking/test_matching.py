"""Lines find their invoices; what is not certain is left to a person."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.finance.banking.matching import (
    Certainty,
    LineShare,
    Match,
    Matches,
    OpenInvoice,
    OpenLine,
    Reason,
    match,
    number_key,
)

LIMITS = {"USD": Decimal(30)}


def invoice(key: int, amount: int = 7000, *names: str, currency: str = "USD", number: str = "") -> OpenInvoice:
    return OpenInvoice(
        key, number or f"2016-{key:04d}", Decimal(amount), currency, names or (f"City {key} of Somewhere",)
    )


def line(key: int, amount: int, *texts: str, payer: str = "", **facts: object) -> OpenLine:
    return OpenLine(key, Decimal(amount), "USD", payer, texts, **facts)  # type: ignore[arg-type]


def judged(lines: list[OpenLine], invoices: list[OpenInvoice]) -> Matches:
    return match(lines, invoices, charges_limits=LIMITS)


def only(matches: Matches) -> Match:
    (found,) = matches.certain
    return found


@pytest.mark.parametrize(
    "text",
    [
        "2016-0001",
        "Invoice 2016 - 0001, thank you",
        "INV20160001/dues",
        "2016 0001",
        "2O16-OOO1",
        "제2016-0001호",
        "２０１６－０００１",
        "paid on 2016-04-10 no 2016-0001",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str):
    found = only(judged([line(1, 7000, text)], [invoice(1), invoice(410)]))

    assert found.shares == (LineShare(1, Decimal(7000)),)
    assert Reason.NUMBER in found.reasons


@pytest.mark.parametrize(
    "text",
    [
        "12016-0001",
        "2016-00011",
        "2016-04-10 dues",
        "10.4.2016",
        "C2016-0001",
        "receipt R 2016-0001",
        "O-2016-0001",
        "1",
    ],
)
def test_what_only_looks_like_a_number_is_no_match(text: str):
    matches = judged([line(1, 7000, text)], [invoice(1), invoice(410)])

    assert not matches.certain
    assert all(Reason.NUMBER not in proposal.reasons for proposal in matches.proposals.get(1, ()))


def test_a_creditor_reference_finds_its_invoice():
    one = OpenInvoice(1, "2016-0001", Decimal(7000), "USD", (), ("RF8020160001",))

    assert only(judged([line(1, 7000, "RF80 2016 0001")], [one])).shares[0].invoice == 1


def test_the_longer_of_two_numbers_wins():
    opening = invoice(2, number="O2016-0001")

    assert only(judged([line(1, 7000, "O2016-0001")], [invoice(1), opening])).shares[0].invoice == 2


def test_one_line_pays_several_invoices():
    found = only(judged([line(1, 9000, "2016-0001 + 2016-0002")], [invoice(1), invoice(2, 2000), invoice(3)]))

    assert found.shares == (LineShare(1, Decimal(7000)), LineShare(2, Decimal(2000)))
    assert Reason.SEVERAL_INVOICES in found.reasons


def test_charges_within_the_limit_are_taken_for_charges():
    found = only(judged([line(1, 6975, "2016-0001")], [invoice(1)]))

    assert found.shares == (LineShare(1, Decimal(6975), Decimal(25)),)
    assert Reason.CHARGES in found.reasons


def test_a_tenth_of_what_is_owed_is_no_charge():
    matches = judged([line(1, 70, "2016-0001")], [invoice(1, 100)])

    assert not matches.certain
    assert Reason.PARTIAL in matches.proposals[1][0].reasons


def test_charges_beyond_the_limit_count_where_the_bank_says_what_was_sent():
    sent = line(1, 6900, "2016-0001", instructed_amount=Decimal(7000), instructed_currency="USD")

    assert only(judged([sent], [invoice(1)])).shares == (LineShare(1, Decimal(6900), Decimal(100)),)


@pytest.mark.parametrize(("amount", "reason", "rest"), [(3500, Reason.PARTIAL, 0), (8000, Reason.OVERPAID, 1000)])
def test_another_amount_is_proposed_not_booked(amount: int, reason: Reason, rest: int):
    matches = judged([line(1, amount, "2016-0001")], [invoice(1)])

    assert not matches.certain
    (proposal,) = matches.proposals[1]
    assert (proposal.certainty, proposal.rest) == (Certainty.LIKELY, Decimal(rest))
    assert reason in proposal.reasons


@pytest.mark.parametrize("name", ["Seoul Metropolitan Government", "서울특별시", "首尔特别市", "São Paulo"])
def test_the_payers_whole_name_and_amount_are_certain(name: str):
    matches = judged([line(1, 7000, payer=name.upper())], [invoice(1, 7000, "x", name), invoice(2)])

    assert only(matches).shares[0].invoice == 1


@pytest.mark.parametrize("payer", ["Treasury of Seoul Metropolitan Government", "서울특별시청"])
def test_a_name_inside_another_is_only_likely(payer: str):
    matches = judged([line(1, 7000, payer=payer)], [invoice(1, 7000, "Seoul Metropolitan Government", "서울특별시")])

    assert not matches.certain
    assert [(found.certainty, found.shares[0].invoice) for found in matches.proposals[1]] == [(Certainty.LIKELY, 1)]


def test_a_debtor_of_two_invoices_is_asked_about():
    owed = [invoice(1, 7000, "Busan"), invoice(2, 7000, "Busan")]

    matches = judged([line(1, 7000, payer="Busan"), line(2, 14000, payer="Busan")], owed)

    assert not matches.certain
    assert len(matches.proposals[1]) == 2
    assert matches.proposals[2][0].shares == (LineShare(1, Decimal(7000)), LineShare(2, Decimal(7000)))


def test_the_number_of_one_and_the_name_of_another_is_asked_about():
    owed = [invoice(1, 7000, "Busan"), invoice(2, 7000, "Seoul")]

    matches = judged([line(1, 7000, "2016-0001", payer="Seoul")], owed)

    assert not matches.certain
    assert {found.shares[0].invoice for found in matches.proposals[1]} == {1, 2}


def test_an_invoice_that_two_lines_claim_goes_to_a_person():
    matches = judged([line(1, 7000, "2016-0001"), line(2, 7000, "2016-0001")], [invoice(1)])

    assert not matches.certain
    assert all(Reason.CLAIMED_TWICE in matches.proposals[key][0].reasons for key in (1, 2))


def test_a_repeated_line_is_never_booked_by_itself():
    matches = judged([line(1, 7000, "2016-0001", is_repeated=True)], [invoice(1)])

    assert not matches.certain
    assert Reason.REPEATED in matches.proposals[1][0].reasons


def test_an_amount_alone_is_possible_where_few_have_it():
    few = judged([line(1, 1234)], [invoice(1, 1234), invoice(2, 7000)])
    many = judged([line(1, 7000)], [invoice(key) for key in range(1, 20)])

    assert [found.certainty for found in few.proposals[1]] == [Certainty.POSSIBLE]
    assert not many.proposals


def test_another_currency_and_money_that_leaves_match_nothing():
    assert judged([line(1, 7000, "2016-0001")], [invoice(1, currency="EUR")]) == Matches((), {})
    assert judged([line(1, -7000, "2016-0001")], [invoice(1)]) == Matches((), {})


def test_numbers_are_compared_without_signs():
    assert number_key("2016-0001") == number_key(" 2016/OOO1 ") == "20160001"


NAMES = ("Seoul", "Busan", "서울", "Treasury", "City of Busan")
INVOICES = st.lists(st.tuples(st.sampled_from([500, 1000, 7000]), st.sampled_from(NAMES)), min_size=1, max_size=8).map(
    lambda given: [invoice(key, amount, name) for key, (amount, name) in enumerate(given, 1)]
)
TEXTS = st.lists(st.sampled_from(["2016-0001", "2016 0002", "20160003", "dues", "2016-0004,2016-0005"]), max_size=2)
LINES = st.lists(
    st.tuples(
        st.sampled_from([480, 500, 1000, 1500, 7000, 14000]), TEXTS, st.sampled_from(["", *NAMES]), st.booleans()
    ),
    max_size=10,
).map(
    lambda given: [
        line(key, amount, *texts, payer=payer, is_repeated=repeated)
        for key, (amount, texts, payer, repeated) in enumerate(given, 1)
    ]
)


@given(INVOICES, LINES, st.randoms(use_true_random=False))
def test_order_is_irrelevant(invoices: list[OpenInvoice], lines: list[OpenLine], chance: object):
    shuffled, owed = list(lines), list(invoices)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(owed)  # type: ignore[attr-defined]

    assert judged(shuffled, owed) == judged(lines, invoices)


@given(INVOICES, LINES)
def test_money_is_conserved_and_no_invoice_overpaid(invoices: list[OpenInvoice], lines: list[OpenLine]):
    matches = judged(lines, invoices)

    amounts = {given.key: given.amount for given in lines}
    owed = {given.key: given.amount for given in invoices}
    for found in (*matches.certain, *(one for several in matches.proposals.values() for one in several)):
        assert sum(share.amount for share in found.shares) + found.rest == amounts[found.line]
        assert all(share.amount + share.charges <= owed[share.invoice] for share in found.shares)
    for found in matches.certain:
        assert not found.rest
        for share in found.shares:
            owed[share.invoice] -= share.amount + share.charges
    assert all(left == 0 or left == given.amount for left, given in zip(owed.values(), invoices, strict=True))


@pytest.mark.parametrize(
    "facts",
    [
        {"references": ("2016-0001",)},
        {"references": ("E-77", "RF56 2016 0001")},
        {"ultimate_payer": "City 1 of Somewhere 2016-0001"},
        {"payer": "2016-0001"},
    ],
)
def test_the_number_counts_wherever_it_stands(facts: dict[str, object]):
    known = [OpenInvoice(1, "2016-0001", Decimal(7000), "USD", ("City 1 of Somewhere",), ("RF5620160001",))]

    assert Reason.NUMBER in only(judged([line(1, 7000, "dues", **facts)], known)).reasons


def test_a_number_in_the_bank_s_own_reference_may_stand_there_by_chance():
    found = judged([line(1, 7000, bank_reference="B 2016-0001")], [invoice(1)])

    assert found.certain == ()
    assert found.proposals[1][0].certainty is Certainty.LIKELY


def test_on_whose_behalf_it_is_paid_is_a_name_too():
    found = judged([line(1, 7000, payer="Treasury", ultimate_payer="Seoul")], [invoice(1, 7000, "Seoul"), invoice(2)])

    assert only(found).shares[0].invoice == 1


def test_a_reversal_is_never_a_payment():
    found = judged([line(1, 7000, "2016-0001", is_reversal=True)], [invoice(1)])

    assert (found.certain, dict(found.proposals)) == ((), {})


def test_what_the_bank_took_back_is_asked_about():
    found = judged([line(1, 7000, "2016-0001"), line(2, -7000, is_reversal=True)], [invoice(1)])

    assert found.certain == ()
    assert Reason.TAKEN_BACK in found.proposals[1][0].reasons
