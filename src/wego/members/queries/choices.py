"""What a list of members, or of what is theirs, can be narrowed to: (code, name) in the reader's language."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from wego.core.countries import by_name, country_name
from wego.members.models import Organisation, Region


def region_choices() -> list[tuple[str, str]]:
    """The regions of every scheme, each in its scheme's order."""
    return [(region.code, str(region)) for region in Region.objects.order_by("scheme", "order")]


def regions_of_members() -> list[tuple[str, str]]:
    """Fills `accounts.hooks.regions`: the regions in which organisations lie now."""
    regions = Region.objects.filter(Exists(Organisation.objects.filter(region=OuterRef("pk"))))
    return [(region.code, str(region)) for region in regions.order_by("scheme", "order")]


def country_choices() -> list[tuple[str, str]]:
    """The countries in which any organisation lies, by name."""
    codes = Organisation.objects.order_by().values_list("country", flat=True).distinct()
    return by_name((code, country_name(code)) for code in codes)
