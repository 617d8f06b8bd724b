"""Two people approve at once: no number is given twice, and none is left out."""

from __future__ import annotations

import pytest

from tests.accounts.factories import make_user
from tests.correspondence.factories import AT, make_letter
from tests.finance.test_at_once import at_once
from wego.correspondence.models import Letter
from wego.correspondence.services.letters import approve_letter, submit_letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_two_people_who_approve_at_once_give_each_letter_its_own_number() -> None:
    letters = [make_letter(f"Letter {n}") for n in range(3)]
    for letter in letters:
        submit_letter(letter_id=letter.pk, by=None, at=AT)
    first, second = make_user("a@x.example"), make_user("b@x.example")
    acts = [(letters[0], first), (letters[1], second), (letters[2], first), (letters[2], second)]

    outcomes = at_once(
        *(lambda letter=letter, by=by: approve_letter(letter_id=letter.pk, by=by, at=AT) for letter, by in acts)
    )

    assert outcomes == ["WrongState", "done", "done", "done"]
    assert sorted(Letter.objects.values_list("number", flat=True)) == ["N-2026-0001", "N-2026-0002", "N-2026-0003"]
