"""Made-up work in the office: the programme officer and the treasurer have each taken on the oldest of their own."""

from __future__ import annotations

import random
from datetime import datetime

from wego.accounts.models import User
from wego.accounts.queries import CAST_DOMAIN
from wego.core.assignments.kinds import ASSIGNABLE
from wego.core.assignments.services import assign_work

TAKEN = {
    "programme-officer": ("admissions.Application", "governance.AgendaItem"),
    "treasurer": ("finance.BankLine", "finance.Invoice"),
}


def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """One of each kind; nothing where nothing of it waits."""
    for role, kinds in TAKEN.items():
        person = User.objects.filter(email=f"{role}@{CAST_DOMAIN}").first()
        for kind in (ASSIGNABLE[code] for code in kinds):
            if person and (oldest := kind.waiting(person).first()):
                assign_work(subject=kind.reference_to(oldest), owner_key=person.key, was=None, by=person, at=at)
