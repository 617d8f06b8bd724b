"""What is said of a round's moments: in its own time zone, and in the reader's."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from wego.core.formats import moment
from wego.core.time_zones import reading
from wego.questionnaires.models import CollectionRound


def in_its_zone(round_: CollectionRound, value: datetime) -> str:
    """A moment as the clocks of the round's zone show it, with the zone."""
    with reading(lambda: round_.time_zone):
        return moment(value)


def in_both_zones(round_: CollectionRound, value: datetime) -> str:
    """In the round's zone and, where the reader's clock shows another time, in the reader's."""
    its, readers = in_its_zone(round_, value), moment(value)
    if its == readers:
        return its
    return _("%(moment)s (%(own)s where you are)") % {"moment": its, "own": readers}


def deadline_passed_text(round_: CollectionRound, end: datetime) -> str:
    said = {"round": round_.name, "moment": in_both_zones(round_, end)}
    return (
        _("The deadline of “%(round)s” passed on %(moment)s. Ask for an extension: it opens the answers again.") % said
    )


def not_open_text(round_: CollectionRound) -> str:
    said = {"round": round_.name, "moment": in_both_zones(round_, round_.opens_at)}
    return _("“%(round)s” opens on %(moment)s. You can start then.") % said
