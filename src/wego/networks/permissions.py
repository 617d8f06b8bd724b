"""Who keeps the list of regional offices."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat


def can_keep_offices(user: Any) -> bool:
    return is_secretariat(user)
