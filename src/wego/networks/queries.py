"""Reads of regional offices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wego.networks.models import RegionalOffice


def offices_visible_to(user: Any) -> QuerySet[RegionalOffice]:
    """They are public, the closed ones too."""
    return RegionalOffice.objects.select_related("host__region")
