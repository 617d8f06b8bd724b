"""The demonstration: made-up people, answers and diagnoses on the network's real data."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from wego.config.loading import part_of

# In the order in which one builds on the other.
APPS = ("accounts", "members", "records", "questionnaires", "assessment", "cityindex", "portal")
SEED = 2026


def make_demonstration(*, at: datetime, say: Callable[[str], None] = lambda words: None) -> None:
    """Fill a loaded database with made-up life, marked as such wherever it shows; always the same."""
    with transaction.atomic():
        for app in APPS:
            module = part_of(app, "demonstration")
            if module is None:
                continue
            say(f"making up {app}")
            # Each app has its own chance, so that one more draw in one does not change all others.
            module.make_demonstration(at=at, rng=random.Random(f"{SEED}:{app}"))  # noqa: S311
