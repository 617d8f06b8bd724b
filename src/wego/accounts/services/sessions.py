"""Ends a person's sessions wherever they are."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from wego.accounts.models import User


def end_sessions(user: User) -> None:
    """Sign a person out everywhere; part of larger acts, which record it."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def forget_ended_sessions(at: datetime) -> None:
    """Forget address and browser of sessions that are over; a periodic job."""
    running = Session.objects.filter(expire_date__gt=at).values("session_key")
    UserSession.objects.exclude(session_key__in=running).delete()
