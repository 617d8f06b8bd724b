"""The office's list of questionnaires: their published versions, and the drafts on which it works."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.core.listings import Column, ListFilters, Listing
from wego.core.texts import pick
from wego.questionnaires.draft_acts import DRAFT_BEGIN, page_of_draft
from wego.questionnaires.models import DraftVersion, Questionnaire
from wego.questionnaires.permissions import can_see_questionnaires
from wego.questionnaires.queries.draft_versions import open_drafts_visible_to, versions_visible_to


def page_of_versions(questionnaire: Questionnaire) -> str:
    """The public page of all versions."""
    return reverse("questionnaire_versions:versions", args=[questionnaire.code])


class VersionFilters(ListFilters):
    is_in_force = ChoiceFilter(
        label=pgettext_lazy("of a version", "In force"), choices=[("True", _("Yes")), ("False", _("No"))]
    )


def _faults(draft: DraftVersion) -> str:
    count = len(draft.faults)
    return ngettext("%(count)d fault", "%(count)d faults", count) % {"count": count} if count else gettext("no faults")


def _title(one: Any) -> str:
    return pick(one.titles) or one.code or getattr(one, "file_name", "")


DRAFT_VERSIONS = Listing(
    name="draft_versions",
    title=_("Drafts of questionnaires"),
    allowed=can_see_questionnaires,
    rows=open_drafts_visible_to,
    order=["-changed_at", "-pk"],
    link=page_of_draft,
    counted=ngettext_lazy("%(number)s draft of a questionnaire", "%(number)s drafts of questionnaires", "count"),
    empty=_("No drafts. Download a version, change the workbook, and upload it again."),
    columns=[
        Column("title", _("Title"), _title),
        Column("code", _("Code"), sort="code"),
        Column("version", _("Version")),
        Column("faults", _("State"), lambda one: len(one.faults), shown=_faults),
        Column("changed_by", _("Changed by"), lambda one: str(one.changed_by or "")),
        Column("changed_at", _("Changed"), kind="moment", sort=("changed_at", "pk")),
    ],
)
QUESTIONNAIRES = Listing(
    name="questionnaires",
    title=_("Questionnaires"),
    address="office_questionnaires:versions",
    allowed=can_see_questionnaires,
    rows=versions_visible_to,
    filters=VersionFilters,
    order=["code", "-published_at", "-pk"],
    link=page_of_versions,
    page_acts=[DRAFT_BEGIN],
    counted=ngettext_lazy("%(number)s version", "%(number)s versions", "count"),
    empty=_("No questionnaires yet. Upload a workbook to begin."),
    beside=[DRAFT_VERSIONS],
    columns=[
        Column("title", _("Title"), _title),
        Column("code", _("Code"), sort="code"),
        Column("version", _("Version"), sort="version"),
        Column("is_in_force", pgettext_lazy("of a version", "In force"), kind="yes_no", sort="is_in_force"),
        Column("responses", _("Responses"), "response_count", kind="number", sort="response_count"),
        Column("published_at", pgettext_lazy("of a questionnaire", "Published"), kind="moment", sort="published_at"),
        Column("published_by", _("Published by"), lambda one: str(one.published_by or "")),
    ],
)
