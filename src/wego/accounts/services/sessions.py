"""Ends a person's sessions wherever they are."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from wego.accounts.models import User


def end_sessions(user: User) -> None:
    """Sign a person out everywhere; part of larger acts, which record it."""
    for session in UserSession.objects.filter(user=user):
        session.end()
