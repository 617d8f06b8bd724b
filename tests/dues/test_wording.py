"""The simulator says what moved between two quotes, not the fee once more."""

from __future__ import annotations

from typing import Any

import pytest

from wego.dues.wording import render_changes
from wego.engines.messages import Message

Steps = list[Message]


def gdp(value: str, band: str) -> Message:
    return Message("gdp", {"value": value, "band": band, "step": "1"})


def population(value: str, band: str) -> Message:
    return Message("population", {"value": value, "band": band, "step": "1000"})


def fee(amount: str) -> Message:
    return Message("fee", {"fee": amount, "currency": "USD"})


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            [gdp("19500", "10000-19999"), fee("500.00")],
            [gdp("21000", "20000+"), fee("900.00")],
            ["GDP per person 19,500 → 21,000: class 10,000–19,999 → 20,000+."],
        ),
        (
            [gdp("19500", "10000-19999"), population("90000", "50-99"), fee("500.00")],
            [gdp("19600", "10000-19999"), population("120000", "100+"), fee("700.00")],
            [
                "GDP per person 19,500 → 19,600: class 10,000–19,999 as before.",
                "Population 90,000 → 120,000: class 50–99 → 100+.",
            ],
        ),
        (
            [population("90000", "50-99"), fee("500.00")],
            [population("90000", "80-99"), fee("600.00")],
            ["Population 90,000: class 50–99 → 80–99."],
        ),
        (
            [population("90000", "50-99"), fee("500.00")],
            [population("90000", "50-99"), fee("650.00")],
            ["The same class costs 650 instead of 500."],
        ),
        ([population("90000", "50-99"), fee("500.00")], [population("90000", "50-99"), fee("500.00")], []),
        (
            [Message("associate", {})],
            [Message("as_if_full", {}), fee("500.00")],
            [
                (
                    "Before: Associate members pay nothing. Now: Calculated as for a full member: the list does not "
                    "state its standing."
                )
            ],
        ),
        (
            [fee("500.00")],
            [Message("cannot_missing", {"about": "population"})],
            ["The population is not known. The member must submit it with evidence."],
        ),
    ],
)
def test_a_change_is_told_by_what_moved(before: Steps, after: Steps, said: list[str]) -> None:
    nothing: Any = (None, None)

    assert render_changes(before, after, nothing) == said
