"""Moves between states, by each model's own table."""

from __future__ import annotations

import pytest
from django.db import models
from django.utils import translation

from wego.core import state
from wego.core.rules import RuleError


class Entry(models.Model):
    """A thing with a life of three states."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        DONE = "done", "Done"

    NEXT = {Status.DRAFT: {Status.SENT}, Status.SENT: {Status.DONE, Status.DRAFT}}
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)

    class Meta:
        app_label = "tests_of_state"

    def __str__(self) -> str:
        return self.status


Status = Entry.Status
MOVES = {
    (Status.DRAFT, Status.SENT): True,
    (Status.DRAFT, Status.DONE): False,
    (Status.DRAFT, Status.DRAFT): False,
    (Status.SENT, Status.DONE): True,
    (Status.SENT, Status.DRAFT): True,
    (Status.DONE, Status.DRAFT): False,
    (Status.DONE, Status.SENT): False,
}


@pytest.mark.parametrize(("move", "allowed"), MOVES.items())
def test_only_moves_of_the_table_are_made(move: tuple[str, str], allowed: bool):
    entry = Entry(status=move[0])

    if allowed:
        state.move(entry, move[1])
    else:
        with pytest.raises(state.WrongState):
            state.move(entry, move[1])

    assert entry.status == (move[1] if allowed else move[0])


def test_a_refusal_says_both_states_in_words():
    with pytest.raises(RuleError) as refusal, translation.override("en"):
        state.move(Entry(status="done"), "draft")

    assert str(refusal.value) == "This is “Done” and cannot become “Draft”."
