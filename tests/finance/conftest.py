"""Decisions in force, as the app of bodies would tell them."""

from __future__ import annotations

import pytest

from tests.finance.factories import DECISION, OLDER_DECISION
from wego.members import hooks as member_hooks


@pytest.fixture(autouse=True)
def _decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two decisions are in force, the newest first."""
    monkeypatch.setattr(member_hooks.decisions_in_force, "fillers", [lambda: [DECISION, OLDER_DECISION]])
