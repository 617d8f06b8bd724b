"""What the office does with a questionnaire that it makes: upload, publish, remove, and clear what was tried."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wego.core.acts.act import Act
from wego.core.office import Trail
from wego.questionnaires.draft_forms import AnotherWorkbookForm, SeenDraftForm, WorkbookForm
from wego.questionnaires.models import DraftVersion, Response
from wego.questionnaires.permissions import can_make_questionnaires
from wego.questionnaires.queries.draft_versions import drafts_visible_to, in_force
from wego.questionnaires.services.draft_versions import (
    begin_draft,
    publish_draft,
    remove_draft,
    remove_trial,
    upload_draft,
)


def page_of_draft(draft: DraftVersion) -> str:
    return reverse("office_questionnaires:draft", args=[draft.pk])


def list_page(_nothing: Any = None) -> str:
    return reverse("office_questionnaires:versions")


def above_draft(_draft: Any = None) -> Trail:
    return [(list_page(), _("Questionnaires"))]


def _is_open(draft: DraftVersion) -> bool:
    return draft.status == DraftVersion.Status.DRAFT


def _seen(draft: DraftVersion) -> dict[str, Any]:
    return {"revision": draft.revision}


def _what_publishing_does(draft: DraftVersion) -> list[str]:
    facts = {"version": draft.version}
    before = in_force(draft.code)
    if before is None:
        return [_("Version %(version)s can then be answered.") % facts]
    facts["before"] = before.version
    said = [_("Version %(version)s replaces version %(before)s for all new responses.") % facts]
    going_on = Response.objects.filter(questionnaire__code=draft.code, status=Response.Status.DRAFT).count()
    if going_on:
        text = ngettext(
            "%(count)d response that is not submitted yet stays in its version.",
            "%(count)d responses that are not submitted yet stay in their version.",
            going_on,
        )
        said.append(text % {"count": going_on})
    return [*said, _("A published version no longer changes. Trial answers are removed.")]


_ACT = partial(Act, allowed=can_make_questionnaires)
_ON_DRAFT = partial(
    _ACT,
    subject=lambda user, pk: get_object_or_404(drafts_visible_to(user), pk=pk),
    key="draft_id",
    back=page_of_draft,
    above=above_draft,
    is_possible=_is_open,
)

DRAFT_BEGIN = _ACT(
    name="draft_begin",
    address="office_questionnaires:draft_begin",
    label=gettext_lazy("Upload a questionnaire"),
    said=gettext_lazy("Workbook uploaded."),
    service=begin_draft,
    form=WorkbookForm,
    blamed="file",
    back=list_page,
    leads_to=lambda nothing, draft: page_of_draft(draft),
    above=above_draft,
)
DRAFT_UPLOAD = _ON_DRAFT(
    name="draft_upload",
    address="office_questionnaires:draft_upload",
    label=gettext_lazy("Upload another workbook"),
    said=gettext_lazy("Workbook uploaded."),
    service=upload_draft,
    form=AnotherWorkbookForm,
    initial=_seen,
    blamed="file",
)
DRAFT_PUBLISH = _ON_DRAFT(
    name="draft_publish",
    address="office_questionnaires:draft_publish",
    label=gettext_lazy("Publish this version"),
    said=gettext_lazy("Version published."),
    service=publish_draft,
    form=SeenDraftForm,
    initial=_seen,
    is_possible=lambda draft: _is_open(draft) and draft.is_sound,
    explains=_what_publishing_does,
    is_final=True,
)
DRAFT_REMOVE = _ON_DRAFT(
    name="draft_remove",
    address="office_questionnaires:draft_remove",
    label=gettext_lazy("Remove the draft"),
    said=gettext_lazy("Draft removed."),
    service=remove_draft,
    form=SeenDraftForm,
    initial=_seen,
    explains=lambda draft: [_("The draft and its trial answers are removed. Published versions stay.")],
    is_final=True,
    is_warning=True,
    leads_to=lambda draft, nothing: list_page(),
)
TRIAL_REMOVE = _ON_DRAFT(
    name="trial_remove",
    address="office_questionnaires:trial_remove",
    label=gettext_lazy("Remove trial answers"),
    said=gettext_lazy("Trial answers removed."),
    service=remove_trial,
    is_possible=lambda draft: _is_open(draft) and draft.trials.exists(),
    is_warning=True,
)
