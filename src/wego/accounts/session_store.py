"""Sessions in the database; those of strangers are short, and no number of strangers can fill the database."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

STRANGERS_KEPT_FOR = timedelta(hours=12)
MOST_STRANGERS = 2_000  # at 80 KB at most, what they have typed before a sign-in


class SessionStore(DatabaseStore):
    """As Django's, for somebody signed in."""

    def get_session_cookie_age(self) -> int:
        age = super().get_session_cookie_age()
        return age if SESSION_KEY in self else min(age, int(STRANGERS_KEPT_FOR.total_seconds()))

    def create(self) -> None:
        super().create()
        make_room()


def make_room() -> None:
    """Where strangers hold more sessions than there is room for, the oldest end; nobody who signed in loses any."""
    now = timezone.now()
    strangers = Session.objects.filter(
        expire_date__gt=now, expire_date__lte=now + STRANGERS_KEPT_FOR + timedelta(minutes=1)
    ).exclude(session_key__in=UserSession.objects.values("session_key"))
    beyond = list(strangers.order_by("-expire_date").values_list("session_key", flat=True)[MOST_STRANGERS:])
    if beyond:
        Session.objects.filter(session_key__in=beyond[:500]).delete()
