"""The edge of every page: who may, else 403; what one may not see is 404."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Go on only if a permission said yes."""
    if not allowed:
        raise PermissionDenied
