"""Decisions have their effects in these tests, however the rest of the house is wired."""

from __future__ import annotations

import pytest

from wego.admissions.services.decisions import apply_decision, undo_decision
from wego.governance import hooks


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks.decision_taken, "receivers", [apply_decision])
    monkeypatch.setattr(hooks.decision_revoked, "receivers", [undo_decision])
