"""Reads of drafts and published versions: who sees them, what stands against publishing one, what changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from wego.accounts.authorization import has_permission
from wego.core.punctuation import joined
from wego.engines.questions import QuestionChange, QuestionnaireDefinition, changes
from wego.engines.questions.normal_form import as_data
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.hooks import refusals_of
from wego.questionnaires.models import DraftVersion, Questionnaire

SEE = "questionnaires.see_questionnaires"


def drafts_visible_to(user: Any) -> QuerySet[DraftVersion]:
    found = DraftVersion.objects.select_related("changed_by", "begun_by")
    return found if has_permission(user, SEE) else found.none()


def open_drafts_visible_to(user: Any) -> QuerySet[DraftVersion]:
    return drafts_visible_to(user).filter(status=DraftVersion.Status.DRAFT).defer("definition", "notes")


def versions_visible_to(user: Any) -> QuerySet[Questionnaire]:
    """Every published version with how many responses it has."""
    found = Questionnaire.objects.defer("definition").select_related("published_by")
    return found.annotate(response_count=Count("responses")) if has_permission(user, SEE) else found.none()


def versions_of(code: str) -> list[Questionnaire]:
    """The published versions of a questionnaire, the latest first. What is published, everybody may read."""
    found = Questionnaire.objects.defer("definition").filter(code=code)
    return list(found.order_by("-published_at", "-pk"))


def draft_of_code(code: str) -> DraftVersion | None:
    """The draft on which somebody works already."""
    found = DraftVersion.objects.select_related("begun_by")
    return found.filter(code=code, status=DraftVersion.Status.DRAFT).first() if code else None


def in_force(code: str) -> Questionnaire | None:
    return Questionnaire.objects.defer("definition").filter(code=code, is_in_force=True).first()


def what_stands_against(definition: QuestionnaireDefinition) -> list[str]:
    """Why a version cannot be published as it is, in the reader's language; empty where it can."""
    versions = versions_of(definition.code)
    same = next((one for one in versions if one.version == definition.version), None)
    facts = {"version": definition.version, "code": definition.code}
    found = []
    if same and as_data(definition_of(same)) != as_data(definition):
        said = _("Version %(version)s of %(code)s is published and has different content. Give yours a new version.")
        found.append(said % facts)
    elif same and same.is_in_force:
        found.append(_("Version %(version)s of %(code)s is in force and has the same content.") % facts)
    known = {code for one in versions for code in definition_of(one).question_by_code}
    unknown = [q.replaces for q in definition.questions if q.replaces and q.replaces not in known]
    if unknown:
        said = _("No earlier version asks what these questions replace: %(codes)s. Correct the column “replaces”.")
        found.append(said % {"codes": joined(dict.fromkeys(map(str, unknown)))})
    return [*found, *refusals_of(definition)]


def changes_between(before: Questionnaire, after: Questionnaire) -> list[QuestionChange]:
    return changes(definition_of(before), definition_of(after))
