"""Making a version of a questionnaire in the office: uploaded, tried, published or removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.definitions.services import Publication, publish
from wego.core.rules import RuleError
from wego.engines.questions import read_questionnaire
from wego.questionnaires.hooks import version_published
from wego.questionnaires.models import DraftVersion, Questionnaire, TrialResponse
from wego.questionnaires.queries.draft_versions import draft_of_code, what_stands_against
from wego.questionnaires.workbook_files import ReadWorkbook, read_upload


class DraftRefused(RuleError):
    """The draft cannot be begun, changed or published so; the message says why."""


class DraftChanged(DraftRefused):
    """Somebody else uploaded a workbook meanwhile."""


@transaction.atomic
def begin_draft(*, file: UploadedFile, by: User, at: datetime) -> DraftVersion:
    """Begin a draft by its workbook, with faults or without. Of one questionnaire there is one draft at a time."""
    read = read_upload(file)
    if other := draft_of_code(read.code):
        raise DraftRefused(_already_begun(other))
    draft = DraftVersion(begun_by=by, begun_at=at, revision=0)
    return _take(draft, read, "questionnaire_draft.begun", by=by, at=at)


@transaction.atomic
def upload_draft(*, draft_id: int, file: UploadedFile, revision: int, by: User, at: datetime) -> DraftVersion:
    """Put another workbook into a draft. One with faults leaves the last sound questionnaire in place."""
    draft = _locked(draft_id, revision)
    read = read_upload(file)
    if draft.definition is not None and read.code and read.code != draft.code:
        said = _("This workbook is the questionnaire “%(file)s”, and the draft is of “%(draft)s”.")
        raise DraftRefused(said % {"file": read.code, "draft": draft.code})
    other = draft_of_code(read.code)
    if other and other.pk != draft.pk:
        raise DraftRefused(_already_begun(other))
    return _take(draft, read, "questionnaire_draft.changed", by=by, at=at)


@transaction.atomic
def publish_draft(*, draft_id: int, revision: int, by: User, at: datetime) -> Questionnaire:
    """Put the version into force. Whoever is answering an earlier version goes on in it; trial answers are removed."""
    draft = _locked(draft_id, revision)
    if draft.definition is None or draft.faults:
        raise DraftRefused(_("The workbook still has faults. Correct them, upload it again, and publish then."))
    definition = read_questionnaire(draft.definition)
    if against := what_stands_against(definition):
        raise DraftRefused(" ".join(against))
    earlier = Questionnaire.objects.filter(code=draft.code, version=draft.version).first()  # comes back into force
    content = earlier.definition if earlier else draft.definition
    given = Publication(draft.code, content, draft.version, {"titles": dict(definition.title)})
    questionnaire, _outcome = publish(Questionnaire, given, by=by, at=at)
    version_published.fire(questionnaire=questionnaire, by=by, at=at)
    state.move(draft, DraftVersion.Status.PUBLISHED)
    draft.published = questionnaire
    draft.save(update_fields=["status", "published"])
    draft.trials.all().delete()
    return questionnaire


@transaction.atomic
def remove_draft(*, draft_id: int, revision: int, by: User, at: datetime) -> None:
    """Remove a draft with its trial answers; what is published stays."""
    draft = _locked(draft_id, revision)
    audit.record("questionnaire_draft.removed", draft, by=by, at=at, before=_facts(draft))
    draft.delete()


@transaction.atomic
def save_trial(*, draft_id: int, said: Mapping[str, Any], by: User, at: datetime) -> TrialResponse:
    """Keep what an officer answered to try the draft."""
    draft = _open(draft_id)
    trial, is_new = TrialResponse.objects.update_or_create(
        draft=draft, by=by, defaults={"said": dict(said), "changed_at": at}
    )
    if is_new:
        audit.record("questionnaire_draft.tried", draft, by=by, at=at)
    return trial


@transaction.atomic
def remove_trial(*, draft_id: int, by: User, at: datetime) -> None:
    """Remove all trial answers to a draft."""
    draft = _open(draft_id)
    count, _each = draft.trials.all().delete()
    audit.record("questionnaire_draft.trials_removed", draft, by=by, at=at, before={"trials": count})


def _take(draft: DraftVersion, read: ReadWorkbook, act: str, *, by: User, at: datetime) -> DraftVersion:
    before = _facts(draft) if draft.pk else {}
    draft.file_name, draft.faults, draft.notes = read.file_name, list(read.faults), list(read.notes)
    if read.definition is not None or draft.definition is None:
        draft.code, draft.version, draft.titles = read.code, read.version, dict(read.titles)
        draft.definition = dict(read.definition) if read.definition is not None else None
    draft.revision += 1
    draft.changed_by, draft.changed_at = by, at
    draft.save()
    if draft.definition is not None and not draft.faults:
        _keep_what_is_still_asked(draft)
    audit.record(act, draft, by=by, at=at, before=before, after=_facts(draft))
    return draft


def _keep_what_is_still_asked(draft: DraftVersion) -> None:
    """Trial answers to what the new workbook asks no more are removed."""
    asked = read_questionnaire(draft.definition).question_by_code
    for trial in draft.trials.all():
        trial.said = {code: value for code, value in trial.said.items() if code in asked}
        trial.save(update_fields=["said"])


def _facts(draft: DraftVersion) -> dict[str, Any]:
    return {
        "code": draft.code,
        "version": draft.version,
        "file": draft.file_name,
        "faults": len(draft.faults),
        "revision": draft.revision,
    }


def _open(draft_id: int) -> DraftVersion:
    draft = DraftVersion.objects.select_for_update().get(pk=draft_id)
    if draft.status != DraftVersion.Status.DRAFT:
        raise DraftRefused(_("This version has been published and no longer changes."))
    return draft


def _locked(draft_id: int, revision: int) -> DraftVersion:
    draft = _open(draft_id)
    if draft.revision != revision:
        raise DraftChanged(_("The draft was changed after you opened it. Open it again, and look at it first."))
    return draft


def _already_begun(other: DraftVersion) -> str:
    said = _("There is a draft of “%(code)s” already, by %(name)s. Open it, and upload the workbook there.")
    return said % {"code": other.code, "name": other.begun_by or _("someone who has left")}
