"""Frameworks follow the questionnaire over which they stand, when the office publishes a version of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from wego.assessment.models import Framework
from wego.core.definitions.services import Publication, publish
from wego.core.punctuation import joined
from wego.engines import scoring
from wego.engines.definitions import DefinitionFaults
from wego.engines.questions import QuestionnaireDefinition
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Questionnaire

_NAMED = re.compile(r"'([^']+)'")


def refused_by_frameworks(*, definition: QuestionnaireDefinition) -> list[str] | None:
    """Fills `questionnaires.hooks.version_refusals`: what the frameworks in force count on and would not find."""
    found = []
    for framework in Framework.objects.filter(questionnaire__code=definition.code, is_in_force=True):
        try:
            scoring.read_framework(framework.definition, definition)
        except DefinitionFaults as refusal:
            named = dict.fromkeys(name for fault in refusal.faults for name in _NAMED.findall(fault.message)[:1])
            said = _(
                "The framework “%(framework)s” scores questions or options that this version does not have: %(codes)s. "
                "Keep them, or load a changed framework together with the new questionnaire."
            )
            found.append(said % {"framework": str(framework), "codes": joined(named)})
    return found or None


def follow_questionnaire(*, questionnaire: Questionnaire, by: Any, at: datetime) -> None:
    """Receives `questionnaires.hooks.version_published`: the frameworks in force stand over the new version too."""
    for framework in Framework.objects.filter(questionnaire__code=questionnaire.code, is_in_force=True):
        scoring.read_framework(framework.definition, definition_of(questionnaire))
        given = Publication(
            framework.code,
            framework.definition,
            framework.version,
            {"titles": framework.titles},
            over={"questionnaire": questionnaire},
        )
        publish(Framework, given, by=by, at=at)
