"""Every queue of the office holds something in the walkers' world, and leads to a page that shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.walkers.world import World
from wego.accounts.models import User
from wego.core.office_home import queues_for
from wego.dues.models import DuesRun

pytestmark = pytest.mark.django_db
# Said of what waits, and a word of it on the page to which the queue leads.
OF_MONEY_AND_INDEX = {
    "Unmatched payments": ("1 bank transaction is not assigned.", "A bank"),
    "To pay out": ("2 refunds need to be paid out.", "Paid twice"),
    "To invoice": ("The dues of 2017 are calculated and ready to check.", "2017"),
    "Corrections of figures": ("1 correction request from a city needs a reply.", "Seoul"),
}


def test_bank_refunds_dues_and_corrections_wait_and_are_led_to(world: World, signed_in: Any) -> None:
    DuesRun.objects.filter(pk=world.own["run"]).update(status=DuesRun.Status.PREVIEW)
    secretary = User.objects.get(pk=world.people["secretariat"].pk)
    secretary.has_used_second_factor = True
    office = signed_in(world.people["secretariat"])

    found = {str(queue.label): queue for queue in queues_for(secretary, today=date(2026, 12, 1))}

    assert {label: found[label].why for label in OF_MONEY_AND_INDEX} == {
        label: why for label, (why, _word) in OF_MONEY_AND_INDEX.items()
    }
    for label, (_why, word) in OF_MONEY_AND_INDEX.items():
        assert word in office.get(found[label].url).content.decode(), label
