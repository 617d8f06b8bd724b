"""What the register says on the front page: the lists of members, and where the network grew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.core.formats import figure, of
from wego.core.front_page import Finding, NewsItem
from wego.core.maps import WorldMap
from wego.members.models import Edition, EditionEntry, Organisation
from wego.members.views.member_map import map_of_all


def _counted(edition: Edition) -> dict[str, int]:
    """Local governments of an edition by the region in which they are today; by its name."""
    entries = EditionEntry.objects.filter(edition=edition, organisation__kind=Organisation.Kind.LOCAL_GOVERNMENT)
    counted: dict[str, int] = {}
    for name in (entry.organisation.region.name for entry in entries.select_related("organisation__region")):
        counted[name] = counted.get(name, 0) + 1
    return counted


def findings() -> Iterator[Finding]:
    """The region whose share of the local governments grew most between the last two lists; four queries."""
    editions = list(Edition.objects.order_by("-as_of")[:2])
    if len(editions) < 2:
        return
    later, earlier = editions
    now, then = _counted(later), _counted(earlier)
    shares = {
        name: of(count, sum(now.values())) - of(then.get(name, 0), sum(then.values())) for name, count in now.items()
    }
    region = max(shares, key=lambda name: (shares[name], name), default="")
    if not then or shares.get(region, 0) <= 0:
        return
    words = {
        "region": region,
        "then": figure(then.get(region, 0)),
        "now": figure(now[region]),
        "all_then": figure(sum(then.values())),
        "all_now": figure(sum(now.values())),
        "earlier": earlier.code,
        "later": later.code,
    }
    yield Finding(
        title=_("The network moves: the share of %(region)s grew most") % words,
        text=_(
            "%(region)s had %(then)s of %(all_then)s local governments on the list of %(earlier)s, "
            "and %(now)s of %(all_now)s on the list of %(later)s."
        )
        % words,
        url=reverse("members:compare", args=[earlier.code, later.code]),
        more=_("Members that stayed, left or joined"),
        source=_("Member lists of %(earlier)s and %(later)s, counted from their rows") % words,
    )


def news(today: date) -> Iterator[NewsItem]:
    """The latest list of members."""
    for edition in Edition.objects.order_by("-as_of")[:1]:
        url = f"{reverse('members:directory')}?edition={edition.code}"
        yield NewsItem(edition.as_of, _("Member list of %(edition)s") % {"edition": edition.code}, url)


def network_map(user: Any) -> WorldMap:
    """Where the members are; its circles lead to the map of members."""
    return map_of_all(user, url=reverse("members:map"))
