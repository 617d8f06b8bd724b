"""The lists on the office's page of an application: who is like the applicant, and the steps so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.admissions.models import Application
from wego.admissions.permissions import can_see_applications
from wego.core import languages
from wego.core.languages import SOURCE
from wego.core.listings import Column, Listing, ListPage
from wego.members.models import Organisation, Standing


@dataclass(frozen=True)
class SimilarOrganisation:
    """The applicant, or somebody in the register whose name is the same or similar."""

    organisation: Organisation
    kind: str
    standing: str = ""
    is_applicant: bool = False
    is_demonstration: bool = False  # said over the page


def _named_in(code: str) -> Callable[[SimilarOrganisation], str | None]:
    return lambda one: one.organisation.name.get(code)


SIMILAR = Listing(
    name="similar_organisations",
    allowed=can_see_applications,
    title=_("Organisations with the same or a similar name"),
    counted=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    link=lambda one: "" if one.is_applicant else reverse("members:profile", args=[one.organisation.slug]),
    mark=lambda one: gettext("the applicant") if one.is_applicant else "",
    columns=lambda: [
        Column("name", _("Organisation"), "organisation.name.source", in_files=False),
        *[
            Column(f"name_{end}", languages.name_of(code), _named_in(code), in_files=False)
            for code, end in languages.suffixes().items()
            if code != SOURCE
        ],
        Column("country", _("Country or area"), "organisation.country", kind="country", in_files=False),
        Column("kind", pgettext_lazy("organisation", "Kind"), in_files=False),
        Column("standing", _("Standing"), in_files=False),
    ],
)


def _words(step: Any) -> SafeString | str:
    parts = [
        str(step.decision_label or ""),
        SafeString(linebreaks(step.reason, autoescape=True)) if step.reason else "",
    ]
    return format_html("{} {}", *parts) if any(parts) else ""


STEPS = Listing(
    name="application_steps",
    allowed=can_see_applications,
    title=_("Steps so far"),
    counted=ngettext_lazy("%(number)s step", "%(number)s steps", "count"),
    columns=[
        Column("step", pgettext_lazy("of an application", "Step"), "label", in_files=False),
        Column("on", _("Day"), kind="day", in_files=False),
        Column("by", _("By"), in_files=False),
        Column("words", _("Message"), _words, in_files=False, is_wide=True),
    ],
)


def similar_list(request: HttpRequest, application: Application, found: Iterable[Organisation]) -> ListPage | None:
    """The applicant first, then those of the register; nothing where there is none."""
    rows = [SimilarOrganisation(one, one.get_kind_display(), _standing(one)) for one in found]
    applicant = SimilarOrganisation(application.organisation, application.get_kind_display(), is_applicant=True)
    return ListPage(SIMILAR, request, rows=[applicant, *rows], prefix="similar-") if rows else None


def step_list(request: HttpRequest, application: Application) -> ListPage:
    return ListPage(STEPS, request, rows=list(application.steps.select_related("by")), prefix="steps-")


def _standing(organisation: Organisation) -> str:
    return str(Standing.Kind(organisation.standing).label) if organisation.standing else gettext("not yet a member")
