"""Two people decide on the same thing: whoever is second is told by name who was first, on whatever page it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.admissions.factories import submitted
from tests.finance.factories import make_payment
from tests.governance.factories import make_meeting
from tests.members.factories import make_organisation
from tests.portal.test_tasks import task
from wego.core.outbox import ComposedMail, queue_text
from wego.finance.services.payments import refund
from wego.members.services.profiles import RETURNED, propose_profile_change

pytestmark = pytest.mark.django_db
CONFIRMED = {"step": "confirm"}  # where an act shows first what it will do
Deciding = tuple[str, dict[str, Any], str, dict[str, Any]]  # where and what the first posts; the same of the second


def application() -> Deciding:
    page = f"/en/office/admissions/{submitted().pk}/"
    return f"{page}return/", {"reason": "Sign it."}, f"{page}decline/", {"reason": "No city."}


def profile() -> Deciding:
    city, at = make_organisation(), timezone.now()
    change = propose_profile_change(
        organisation_id=city.pk, proposed={"website": "https://a.example"}, by=make_user(), at=at
    )
    page = f"/en/office/members/profile-changes/{change.pk}/"
    return f"{page}approve/", {}, f"{page}return/", {"reason": "No city."}


def mail() -> Deciding:
    city, letter = make_organisation(), ComposedMail("A", "B")
    one = queue_text(RETURNED, to="a@b.example", language="en", letter=letter, about=city, by=None, at=timezone.now())
    one.status = one.Status.FAILED
    one.save()
    page = f"/en/office/mails/{one.pk}/"
    return f"{page}aside/", {}, f"{page}returned/", {"reason": "No city."}


def meeting() -> Deciding:
    page = f"/en/office/governance/meetings/{make_meeting().pk}/cancel/"
    return page, {}, page, {}


def a_task() -> Deciding:
    page = f"/en/office/tasks/{task('Send the letter').pk}/done/"
    return page, {}, page, {}


def refunded() -> Deciding:
    payment, at = make_payment(make_organisation(), "50.00", at=timezone.now()), timezone.now()
    owed = refund(payment_id=payment.pk, amount=payment.amount, reason="Paid twice", by=None, at=at)
    page, given = f"/en/office/money/refunds/{owed.pk}/paid-out/", {"paid_out_on": timezone.localdate().isoformat()}
    return page, given, page, given


@pytest.mark.parametrize("thing", [application, profile, mail, meeting, a_task, refunded])
def test_the_second_is_told_who_was_first_and_what_was_typed_is_kept(thing: Callable[[], Deciding], signed_in: Any):
    first, given, second, typed = thing()
    signed_in(make_secretary(name="Kim Demo")).post(first, {**given, **CONFIRMED})

    page = signed_in(make_secretary()).post(second, {**typed, **CONFIRMED}, follow=True).content.decode()

    assert "Last change: Kim Demo, " in page
    assert [value for value in typed.values() if value not in page] == []
