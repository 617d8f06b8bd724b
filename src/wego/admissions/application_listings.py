"""The lists on the office's page of an application: who is like the applicant, and the steps so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.admissions.duplicates import Likeness
from wego.admissions.models import Application
from wego.admissions.permissions import can_see_applications
from wego.admissions.queries import LikeOrganisation
from wego.core.listings import Column, Listing, ListPage
from wego.core.punctuation import joined
from wego.members.models import Standing
from wego.members.permissions import can_see_register


def _alike(one: LikeOrganisation) -> str:
    """What is alike, in words: the name first, then what else."""
    words = {
        Likeness.SAME: gettext("same name: “%(name)s”"),
        Likeness.PART: gettext("one name contains the other: “%(name)s”"),
        Likeness.SPELLING: gettext("nearly the same spelling: “%(name)s”"),
    }
    said = [words[one.likeness] % {"name": one.name}] if one.likeness else []
    said += [gettext("same country")] if one.is_country else []
    said += [gettext("same website")] if one.is_website else []
    return joined(said)


def _standing(one: LikeOrganisation) -> str:
    standing = one.organisation.standing
    return str(Standing.Kind(standing).label) if standing else gettext("not yet a member")


SIMILAR = Listing(
    name="similar_organisations",
    allowed=can_see_applications,
    title=_("Organisations that may be the same"),
    counted=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    link=lambda one: reverse("organisations:organisation", args=[one.organisation.pk]),
    link_allowed=can_see_register,
    reader_link=lambda one: reverse("members:profile", args=[one.organisation.slug]),
    columns=[
        Column("name", _("Organisation"), "organisation.name", in_files=False),
        Column("alike", _("What is alike"), _alike, in_files=False, is_wide=True),
        Column("country", _("Country or area"), "organisation.country", kind="country", in_files=False),
        Column("standing", _("Standing"), _standing, in_files=False),
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


def similar_list(request: HttpRequest, found: Sequence[LikeOrganisation]) -> ListPage | None:
    """Those of the register that may be the applicant; nothing where there is none."""
    return ListPage(SIMILAR, request, rows=found, prefix="similar-") if found else None


def step_list(request: HttpRequest, application: Application) -> ListPage:
    return ListPage(STEPS, request, rows=list(application.steps.select_related("by")), prefix="steps-")
