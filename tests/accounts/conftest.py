"""What tests of accounts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Limits on attempts and used codes are kept in the cache: none outlives its test."""
    cache.clear()
    yield
    cache.clear()
