"""Filters that show things as the reader's language writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from wego.core.formats import moment


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Nov 21, 2026, 3:54\u202fPM KST"),
        ("ko", "2026. 11. 21. 오후 3:54 KST"),
        ("zh-hans", "2026年11月21日 15:54 KST"),
    ],
)
def test_a_moment_is_said_to_the_minute_with_its_zone(language: str, shown: str):
    with translation.override(language):
        assert moment(datetime(2026, 11, 21, 6, 54, 40, tzinfo=UTC)) == shown
