"""What an organisation's people do with its documents."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.acts.act import OF_MEMBERS, Act
from wego.members.models import Organisation
from wego.records.forms import (
    AddEvidenceForm,
    EditEvidenceForm,
    RedactEvidenceForm,
    ReplaceEvidenceForm,
    ShareEvidenceForm,
)
from wego.records.models import Evidence
from wego.records.permissions import can_add_evidence, can_share_evidence
from wego.records.queries.evidence import evidence_visible_to, organisations_with_evidence_visible_to
from wego.records.services.evidence import (
    add_evidence,
    edit_evidence,
    has_redacted_copy,
    redact_evidence,
    remove_evidence,
    replace_evidence,
    share_evidence,
)


def documents_address(organisation: Organisation) -> str:
    return reverse("my_evidence:documents", args=[organisation.slug])


def document_address(evidence: Evidence) -> str:
    return reverse("documents:document", args=[evidence.pk])


EVIDENCE_ADD = Act(
    name="add",
    address="my_evidence:add",
    label=_("Add a document"),
    said=_("Document added."),
    service=add_evidence,
    key="organisation_id",
    subject=lambda user, slug: get_object_or_404(organisations_with_evidence_visible_to(user), slug=slug),
    args=lambda organisation: [organisation.slug],
    allowed_on=can_add_evidence,
    form=AddEvidenceForm,
    explains=lambda organisation: [
        _("You give it once and choose it again wherever a document is asked for, until it expires."),
        _("At first only your organisation and those who verify read it."),
    ],
    back=documents_address,
    leads_to=lambda organisation, made: document_address(made),
    blamed="file",
    **OF_MEMBERS,
)


def _stands(evidence: Evidence) -> bool:
    return evidence.removed_at is None and not hasattr(evidence, "replaced_by")


def _is_original(evidence: Evidence) -> bool:
    return _stands(evidence) and evidence.redacts_id is None


_ON_DOCUMENT: dict[str, Any] = {
    "key": "evidence_id",
    "subject": lambda user, pk: get_object_or_404(
        evidence_visible_to(user).select_related("replaced_by", "redacted_copy"), pk=pk
    ),
    "back": document_address,
    **OF_MEMBERS,
}


def _may_add(user: Any, evidence: Evidence) -> bool:
    return can_add_evidence(user, evidence.organisation)


def _may_share(user: Any, evidence: Evidence) -> bool:
    return can_share_evidence(user, evidence.organisation)


EVIDENCE_EDIT = Act(
    name="edit",
    address="my_evidence:edit",
    label=_("Edit the description"),
    said=_("Description saved."),
    service=edit_evidence,
    form=EditEvidenceForm,
    initial=lambda one: {name: getattr(one, name) for name in EditEvidenceForm.base_fields},
    allowed_on=_may_add,
    is_possible=_stands,
    **_ON_DOCUMENT,
)
EVIDENCE_REPLACE = Act(
    name="replace",
    address="my_evidence:replace",
    label=_("Replace by a new version"),
    said=_("New version added."),
    service=replace_evidence,
    form=ReplaceEvidenceForm,
    allowed_on=_may_add,
    is_possible=_is_original,
    explains=lambda one: [
        _("The new version is offered from now on. What was submitted with the former one keeps that."),
    ],
    leads_to=lambda one, made: document_address(made),
    blamed="file",
    **_ON_DOCUMENT,
)
EVIDENCE_REDACT = Act(
    name="redact",
    address="my_evidence:redact",
    label=_("Add a redacted copy"),
    said=_("Redacted copy added. The original is confidential."),
    service=redact_evidence,
    form=RedactEvidenceForm,
    allowed_on=_may_share,
    is_possible=lambda one: _is_original(one) and not has_redacted_copy(one),
    explains=lambda one: [
        _(
            "A copy in which you have blacked out what is confidential. Others read the copy; those who verify read "
            "the original."
        ),
        _("Delete the words from the file itself: a black bar over text in a PDF can be moved away."),
    ],
    blamed="file",
    **_ON_DOCUMENT,
)
EVIDENCE_SHARE = Act(
    name="share",
    address="my_evidence:share",
    label=_("Set who may read it"),
    said=_("Saved."),
    service=share_evidence,
    form=ShareEvidenceForm,
    initial=lambda one: {"readers": one.readers, "keep_until": one.keep_until},
    allowed_on=_may_share,
    is_possible=_stands,
    **_ON_DOCUMENT,
)
EVIDENCE_REMOVE = Act(
    name="remove",
    address="my_evidence:remove",
    label=_("Remove"),
    said=_("Document removed."),
    service=remove_evidence,
    allowed_on=_may_share,
    is_possible=_stands,
    is_final=True,
    is_warning=True,
    leads_to=lambda one, removed: documents_address(one.organisation),
    **_ON_DOCUMENT,
)
ON_DOCUMENT = (EVIDENCE_EDIT, EVIDENCE_SHARE, EVIDENCE_REPLACE, EVIDENCE_REDACT, EVIDENCE_REMOVE)
