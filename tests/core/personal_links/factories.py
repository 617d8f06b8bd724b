"""Personal links for tests."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from wego.core.personal_links.models import PersonalLink


def expire_links() -> None:
    """As if every link had expired a second ago."""
    now = timezone.now()
    PersonalLink.objects.update(made_at=now - timedelta(days=100), expires_at=now - timedelta(seconds=1))
