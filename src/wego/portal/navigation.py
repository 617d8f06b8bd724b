"""The main navigation: the places everybody may go to, and those that this reader's role opens."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wego.accounts.queries import enters_office


@dataclass(frozen=True)
class NavigationEntry:
    """One entry: where it leads, and whether the reader is there now."""

    url: str
    label: str | Promise
    is_here: bool


def main_entries(request: HttpRequest) -> list[NavigationEntry]:
    """The entries for this reader, in the order in which the main navigation shows them."""
    places: list[tuple[str, str | Promise]] = [
        (reverse("members:directory"), _("Members")),
        (reverse("cityindex:editions"), _("City index")),
        (reverse("assessment_public:activator"), _("Activator")),
        (reverse("records:figures"), _("Figures")),
    ]
    if enters_office(request.user):
        places.append((reverse("wagtailadmin_home"), _("Back office")))
    return [NavigationEntry(url, label, request.path.startswith(url)) for url, label in places]
