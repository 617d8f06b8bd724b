"""Decisions have their effects in these tests, however the rest of the house is wired."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.questionnaires.factories import make_secretary
from wego.accounts.models import User
from wego.admissions.services.decisions import apply_decision, undo_decision
from wego.governance import hooks


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks.decision_taken, "receivers", [apply_decision])
    monkeypatch.setattr(hooks.decision_revoked, "receivers", [undo_decision])


@pytest.fixture
def secretary() -> User:
    return make_secretary()


@pytest.fixture
def office(signed_in: Callable[[Any], Client], secretary: User) -> Client:
    return signed_in(secretary)
