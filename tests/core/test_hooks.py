"""Hooks and slots: told in order, errors propagate, nothing connected twice."""

from __future__ import annotations

import pytest

from wego.core.hooks import Hook, Slot


def test_receivers_are_told_in_the_order_of_connecting():
    hook, told = Hook("paid"), []
    hook.connect(lambda amount: told.append(("first", amount)))
    hook.connect(lambda amount: told.append(("second", amount)))

    hook.fire(amount=3)

    assert told == [("first", 3), ("second", 3)]


def test_an_error_stops_the_act():
    hook, told = Hook("paid"), []

    def refuse(amount: int) -> None:
        raise ValueError(amount)

    hook.connect(refuse)
    hook.connect(lambda amount: told.append(amount))

    with pytest.raises(ValueError, match="3"):
        hook.fire(amount=3)

    assert told == []


def test_a_slot_leaves_out_who_has_nothing_to_show():
    slot = Slot("page")
    slot.connect(lambda city: f"map of {city}")
    slot.connect(lambda city: None)
    slot.connect(lambda city: 0)

    assert slot.collect(city="Seoul") == ["map of Seoul", 0]


@pytest.mark.parametrize("place", [Hook("paid"), Slot("page")])
def test_nothing_is_connected_twice(place: Hook | Slot):
    def receiver() -> None: ...

    place.connect(receiver)

    with pytest.raises(ValueError, match="already"):
        place.connect(receiver)
