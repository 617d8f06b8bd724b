"""Whatever acts come in whatever order, nobody is full without a decision in force."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.admissions.factories import MARCH, accept, answer, approval_of, begin
from tests.governance.factories import decide
from tests.questionnaires.factories import make_person, make_secretary
from wego.admissions.models import Application, Departure
from wego.admissions.services.applications import (
    decline_application,
    return_application,
    start_application_again,
    submit_application,
    withdraw_application,
)
from wego.admissions.services.decisions import put_on_agenda_again
from wego.admissions.services.departures import give_notice, propose_lapse, retract_departure
from wego.core.rules import RuleError
from wego.governance.models import AgendaItem, Decision
from wego.governance.services.decisions import revoke_decision
from wego.members.models import Organisation
from wego.members.services.standings import change_standing

ACTS = (
    "submit", "return", "decline", "withdraw", "accept", "approve", "reject", "defer", "revoke", "again", "notice",
    "lapse", "retract", "apply_again", "force",
)  # fmt: skip


class Walk:
    """One organisation on its way, a day later with each act."""

    def __init__(self) -> None:
        self.officer, self.secretary = make_person("han@newtown.example"), make_secretary()
        self.at = MARCH
        first = begin(by=self.officer)
        answer(first)
        self.organisation_id = first.organisation_id

    @property
    def application(self) -> Application:
        return Application.objects.select_related("organisation").filter(organisation=self.organisation_id).latest("pk")

    def take(self, act: str) -> None:
        self.at += timedelta(days=1)
        ways: dict[str, Callable[[], Any]] = {
            "submit": lambda: submit_application(by=self.officer, **self._application()),
            "return": lambda: return_application(reason="r", by=self.secretary, **self._application()),
            "decline": lambda: decline_application(reason="r", by=self.secretary, **self._application()),
            "withdraw": lambda: withdraw_application(by=self.officer, **self._application()),
            "accept": lambda: accept(self.application, self.secretary, self.at),
            "approve": lambda: self._decide("approved"),
            "reject": lambda: self._decide("rejected"),
            "defer": lambda: self._decide("deferred"),
            "revoke": self._revoke,
            "again": lambda: put_on_agenda_again(year=2017, by=self.secretary, **self._application()),
            "notice": lambda: give_notice(reason="r", by=self.officer, **self._organisation()),
            "lapse": lambda: propose_lapse(reason="r", by=self.secretary, **self._organisation()),
            "retract": self._retract,
            "apply_again": lambda: start_application_again(by=self.officer, **self._organisation()),
            "force": lambda: change_standing(
                kind="full", starts_on=self.at.date(), by=self.secretary, **self._organisation()
            ),
        }
        with contextlib.suppress(RuleError):
            ways[act]()

    def _application(self) -> dict[str, Any]:
        return {"application_id": self.application.pk, "at": self.at}

    def _organisation(self) -> dict[str, Any]:
        return {"organisation_id": self.organisation_id, "at": self.at}

    def _decide(self, outcome: str) -> None:
        if item := AgendaItem.objects.filter(status="open").order_by("-pk").first():
            decide(item, outcome, decided_on=self.at.date(), at=self.at)

    def _revoke(self) -> None:
        if last := Decision.objects.filter(revocation=None).order_by("-pk").first():
            revoke_decision(decision_id=last.pk, revoked_on=self.at.date(), reason="r", by=self.secretary, at=self.at)

    def _retract(self) -> None:
        if found := Departure.objects.filter(status="noticed").first():
            retract_departure(departure_id=found.pk, by=self.officer, at=self.at)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(st.sampled_from(ACTS), min_size=4, max_size=18), short=st.booleans())
@example(acts=["notice", "approve", "revoke", "revoke"], short=True)  # found once: stayed full with nothing behind it
def test_nobody_is_full_without_a_decision_in_force(acts: list[str], short: bool):
    with transaction.atomic():
        walk = Walk()
        for act in ["submit", "accept", "approve", *acts] if short else acts:
            walk.take(act)
            organisation = Organisation.objects.get(pk=walk.organisation_id)
            periods = list(organisation.standings.order_by("starts_on"))
            in_force = periods[-1].kind if periods else ""
            approvals = [approval_of(one) for one in organisation.applications.all()]
            if in_force == "full":
                assert any(approvals), f"full after {act} without a decision in force"
            if in_force == "former":
                assert periods[-1].decision_kind in ("governance.Decision", "governance.Revocation")
            for earlier, later in itertools.pairwise(periods):
                assert earlier.ends_on == later.starts_on
        transaction.set_rollback(True)
