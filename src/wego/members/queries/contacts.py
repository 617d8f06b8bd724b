"""How the network itself is reached."""

from __future__ import annotations

from django.db.models import QuerySet

from wego.members.models import ContactPoint


def contact() -> list[ContactPoint]:
    """The point in force of each channel, in the channels' own order."""
    order = list(ContactPoint.Channel.values)
    return sorted(ContactPoint.objects.filter(is_in_force=True), key=lambda point: order.index(point.channel))


def contact_history() -> QuerySet[ContactPoint]:
    """Every value there ever was, the one in force first in its channel."""
    return ContactPoint.objects.all()
