"""The demonstration: made-up people, answers and diagnoses on the network's real data."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from wego.accounts.services import demonstration as accounts
from wego.admissions.services import demonstration as admissions
from wego.assessment.services import demonstration as assessment
from wego.cityindex.services import demonstration as cityindex
from wego.correspondence.services import demonstration as correspondence
from wego.dues.services import demonstration as dues
from wego.members.services import demonstration as members
from wego.portal import demonstration as portal
from wego.questionnaires.services import demonstration as questionnaires


class Maker(Protocol):
    """One app's part of the made-up life."""

    def __call__(self, *, at: datetime, rng: random.Random) -> None: ...


# In the order in which one builds on the other.
MAKERS: dict[str, Maker] = {
    "accounts": accounts.make_demonstration,
    "members": members.make_demonstration,
    "dues": dues.make_demonstration,
    "admissions": admissions.make_demonstration,
    "assessment": assessment.make_demonstration,
    "questionnaires": questionnaires.make_demonstration,
    "cityindex": cityindex.make_demonstration,
    "correspondence": correspondence.make_demonstration,
    "portal": portal.make_demonstration,
}
SEED = 2026


def make_demonstration(*, at: datetime, say: Callable[[str], None] = lambda words: None) -> None:
    """Fill a loaded database with made-up life, marked as such wherever it shows; always the same."""
    with transaction.atomic():
        for app, make in MAKERS.items():
            say(f"making up {app}")
            # Each app has its own chance, so that one more draw in one does not change all others.
            make(at=at, rng=random.Random(f"{SEED}:{app}"))  # noqa: S311
