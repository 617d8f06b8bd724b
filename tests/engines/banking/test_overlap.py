"""What is new beside what is kept: no payment is lost, none counted twice, whatever files overlap."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wego.engines.banking import KeptLine, KeptStatement, Statement, StatementLine, facts_key, new_lines

DAY = date(2026, 5, 4)


def page(begins: int, *amounts: int, number: str = "", text: str = "dues", **options: object) -> Statement:
    """A statement of one day that begins at a balance."""
    lines = tuple(StatementLine(DAY, Decimal(amount), "USD", text=text) for amount in amounts)
    closing = Decimal(begins + sum(amounts))
    made = Statement("A1", "USD", DAY, DAY, lines, number, Decimal(begins), closing, number_counts=bool(number))
    return replace(made, **options)  # type: ignore[arg-type]


@dataclass
class Books:
    """What is kept, as the platform keeps it."""

    kept: list[KeptStatement] = field(default_factory=list)
    lines: list[Decimal] = field(default_factory=list)
    doubtful: int = 0

    def bring(self, statement: Statement, form: str = "mt940") -> int:
        new = new_lines(statement, form, self.kept)
        self.lines += [one.line.amount for one in new]
        self.doubtful += sum(one.is_doubtful for one in new)
        if new:
            brought = tuple(KeptLine(one.facts, one.line.booked_on, one.line.amount) for one in new)
            days = (statement.from_on, statement.to_on)
            balances = (statement.opening, statement.closing)
            self.kept.append(
                KeptStatement(form, statement.number, statement.number_counts, *balances, *days, lines=brought)
            )
        return len(new)


def test_equal_payments_in_two_statements_of_one_day_are_both_kept():
    books = Books()

    assert books.bring(page(1000, 7000, number="101/1")) == 1
    assert books.bring(page(8000, 7000, number="102/1")) == 1
    assert books.bring(page(8000, 7000, number="102/1")) == 0
    assert books.doubtful == 0


def test_balances_alone_prove_that_one_goes_on_where_the_other_stops():
    books = Books()

    brought = [books.bring(page(start, 7000)) for start in (8000, 1000, 15000, 22000, 8000, 1000)]

    assert brought == [1, 1, 1, 1, 0, 0]


def test_the_bank_s_count_proves_it_though_one_between_is_missing():
    books = Books()

    assert [books.bring(page(1000, 7000, number="101")), books.bring(page(9000, 7000, number="103"))] == [1, 1]


def test_a_statement_that_grew_brings_only_what_is_new():
    books = Books()

    assert [books.bring(page(1000, 7000)), books.bring(page(1000, 7000, 7000)), books.bring(page(1000, 7000))] == [
        1,
        1,
        0,
    ]


def test_the_same_day_in_another_format_and_other_words_is_known():
    books = Books()
    books.bring(page(1000, 7000, 500, number="101/1"))
    books.bring(page(8500, 7000, number="102/1"))

    assert books.bring(page(1000, 7000, 500, text="as the other format says it"), "camt053") == 0
    assert books.bring(page(1000, 7000, 7000, 500, text="all of the day"), "camt053") == 0


def test_a_table_without_balances_counts_equal_lines():
    books = Books()
    bare = {"opening": None, "closing": None}

    assert books.bring(page(0, 100, **bare), "csv") == 1
    assert books.bring(page(0, 100, 100, **bare), "csv") == 1
    assert books.bring(page(0, 100, text="others", **bare), "csv") == 1


def test_where_the_proofs_contradict_each_other_a_person_decides():
    books = Books()
    books.bring(page(1000, 7000, number="101"))

    assert books.bring(page(1000, 7000, number="102")) == 1
    assert books.doubtful == 1


@given(
    st.lists(st.sampled_from([5, 7, -5]), min_size=1, max_size=8),
    st.data(),
)
def test_any_pages_in_any_order_and_again_make_the_day_whole(amounts: list[int], data: st.DataObject):
    """A day cut into numbered statements anywhere, brought in any order and again: each booking is kept once."""
    cuts = sorted(data.draw(st.sets(st.integers(1, len(amounts)), max_size=4)) | {0, len(amounts)})
    pages = [
        page(1000 + sum(amounts[:start]), *amounts[start:end], number=str(number))
        for number, (start, end) in enumerate(pairwise(cuts), 1)
        if amounts[start:end]
    ]
    order = data.draw(st.permutations(pages + pages))
    books = Books()
    for one in order:
        books.bring(one)

    missing = Counter(amounts) - Counter(map(int, books.lines))
    assert not missing
    # What is kept beyond the day is marked, so that nobody's match is booked by itself.
    assert len(books.lines) - len(amounts) <= books.doubtful


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.integers(1, 5))
def test_a_growing_day_of_money_that_comes_in_is_never_doubled(amounts: list[int], steps: int):
    books = Books()
    for length in sorted({max(1, len(amounts) * step // steps) for step in range(1, steps + 1)}):
        books.bring(page(1000, *amounts[:length]))

    assert Counter(map(int, books.lines)) == Counter(amounts)


def test_facts_do_not_change_with_the_writing_of_an_amount():
    one = StatementLine(DAY, Decimal("7000"), "USD", text="Dues, 2026")

    assert facts_key("A 1", one) == facts_key("A1", replace(one, amount=Decimal("7000.000"), text="DUES 2026"))
